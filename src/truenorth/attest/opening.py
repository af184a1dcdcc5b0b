"""Whether a project has a log, and whether it must have one."""

from __future__ import annotations

from ..errors import ConfigurationError
from ..project import Project
from ..strict_yaml import load_yaml

SETTING = "truenorth_evidence"
CHOICES = (None, "optional", "required")


def require_evidence(project: Project) -> None:
    """Refuse, before anything runs, a project whose log is missing although it must have one.

    Raises: ConfigurationError TN-V052 (no log, and `vars: truenorth_evidence: required`), TN-V053 (the
        variable says something else); see also `EvidenceLog.open`.
    """
    from ..evidence.log import EvidenceLog

    required = is_required(project)
    if (log := EvidenceLog.open(project)) is not None:
        log.close()
    elif required:
        raise ConfigurationError(
            "TN-V052",
            "this project must have a log, and has none; nothing was run",
            where=str(project.root / "dbt_project.yml"),
            mend="`truenorth evidence init` makes one; if there was one, bring evidence/ back from a copy",
        )


def is_required(project: Project) -> bool:
    """Whether the project says that it must have a log. Raises: ConfigurationError TN-V053."""
    return _setting(project) == "required"


def _setting(project: Project) -> str | None:
    path = project.root / "dbt_project.yml"
    variables = load_yaml(path).get("vars") or {}
    own = variables.get(project.name)
    found = (own if isinstance(own, dict) else {}).get(SETTING, variables.get(SETTING))
    if found not in CHOICES:
        raise ConfigurationError(
            "TN-V053", f"{SETTING} is {found!r}", where=str(path), mend="write required, or leave it out"
        )
    return found if isinstance(found, str) else None
