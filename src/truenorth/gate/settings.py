"""What a project says of its own gate, in `vars` of dbt_project.yml: reviewed like everything there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from ..definitions.folders import project_variables
from ..errors import ConfigurationError
from ..project import Project

LOOSENED = "truenorth_gate_loosened"
WAIVER_DAYS = "truenorth_waiver_days"
LONGEST_WAIVER = 366
"""Days. A waiver that outlives a year has outlived its reason: the rule itself is to be changed then."""


@dataclass(frozen=True)
class GateSettings:
    """Attributes:
    loosened: grade of a contract that asks for less than before.
    waiver_days: how far ahead a waiver may expire; 90 is one quarter, the committee's usual cadence.
    """

    loosened: Literal["warn", "fail"] = "warn"
    waiver_days: int = 90


def gate_settings(project: Project) -> GateSettings:
    """Read the settings of a project's gate.

    Raises: ConfigurationError TN-D066.
    """
    stated: Mapping[str, Any] = project_variables(project)
    loosened = stated.get(LOOSENED, "warn")
    days = stated.get(WAIVER_DAYS, GateSettings.waiver_days)
    if loosened not in ("warn", "fail"):
        raise _wrong(project, f"{LOOSENED} is warn or fail")
    if not isinstance(days, int) or isinstance(days, bool) or not 1 <= days <= LONGEST_WAIVER:
        raise _wrong(project, f"{WAIVER_DAYS} is a whole number of days, 1 to {LONGEST_WAIVER}")
    return GateSettings("fail" if loosened == "fail" else "warn", days)


def _wrong(project: Project, what: str) -> ConfigurationError:
    return ConfigurationError(
        "TN-D066", what, where=str(project.root / "dbt_project.yml"), mend="`truenorth explain TN-D066`"
    )
