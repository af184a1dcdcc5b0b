"""truenorth decides whether a north-star metric may be believed, and publishes it only if it may.

A row contract is a plain Pandera model and needs nothing from here; these names are for jobs that catch
refusals or look at a project.
"""

from .errors import ExitCode, TruenorthError
from .project import Project, SourceConfig, find_project

__all__ = ["ExitCode", "Project", "SourceConfig", "TruenorthError", "find_project"]
