"""Measured false-positive rates, written by a command: `expectations/calibrations/detection.yml`."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import ConfigurationError
from ..project import Project, find_project
from ..reviewed_files import append_entry
from ..strict_yaml import load_yaml

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True)
class Calibration:
    """One measurement.

    Attributes:
        measured_at: UTC, without zone.
        permutations: how often the actors were permuted.
        bound: the stated share (0-1) of honest actors that may be flagged.
        subjects: actors tried, over all permutations.
        flagged: of these, those that any signal flagged.
        measured_rate: flagged / subjects.
        upper_bound: upper end of the 95 % Wilson interval of the rate.
        cohort_accounts: accounts known to be honest from outside that acted; None without such a cohort,
            as are the fields after it.
        cohort_found: of these, those that signals which decide found.
        cohort_p_value: conformal p-value of being found.
        cohort_upper_bound: upper 95 % Clopper-Pearson limit of cohort_found / cohort_accounts.
    """

    measured_at: datetime
    permutations: int
    bound: float
    subjects: int
    flagged: int
    measured_rate: float
    upper_bound: float
    cohort_accounts: int | None = None
    cohort_found: int | None = None
    cohort_p_value: float | None = None
    cohort_upper_bound: float | None = None


_OF_COHORT = {field.name for field in fields(Calibration) if field.default is None}
_ALWAYS = {field.name for field in fields(Calibration)} - _OF_COHORT


def record(project: Project, calibration: Calibration) -> Path:
    """Add a measurement to the project's file; returns the file."""
    load_calibrations(project)  # nothing is added to a file that cannot be read
    measured = {name: value for name, value in asdict(calibration).items() if value is not None}
    append_entry(project.calibrations, "calibrations", measured)
    return project.calibrations


def load_calibrations(project: Project) -> list[Calibration]:
    """Read the measurements in the order they were made; none if there is no file.

    Raises: ConfigurationError TN-S001 (no valid YAML), TN-D021 naming the entry.
    """
    path = project.calibrations
    if not path.is_file():
        return []
    content = load_yaml(path)
    entries = content.get("calibrations", []) if isinstance(content, dict) else None
    if not isinstance(entries, list) or set(content) - {"calibrations"}:
        raise _refusal(path, "the file holds the list `calibrations:` and nothing else")
    return [_calibration(path, place, entry) for place, entry in enumerate(entries, start=1)]


def _calibration(path: Path, place: int, entry: Any) -> Calibration:
    if not isinstance(entry, dict) or set(entry) not in (_ALWAYS, _ALWAYS | _OF_COHORT):
        raise _refusal(
            path,
            f"calibrations[{place}] needs exactly: {', '.join(sorted(_ALWAYS))};"
            f" with a cohort also: {', '.join(sorted(_OF_COHORT))}",
        )
    if not isinstance(entry["measured_at"], datetime):
        raise _refusal(path, f"calibrations[{place}]: `measured_at` is a time")
    for name in set(entry) - {"measured_at"}:
        if isinstance(entry[name], bool) or not isinstance(entry[name], int | float) or entry[name] < 0:
            raise _refusal(path, f"calibrations[{place}]: `{name}` is a number from 0")
    return Calibration(**entry)


def _refusal(path: Path, what: str) -> ConfigurationError:
    return ConfigurationError(
        "TN-D021", what, where=str(path), mend="`truenorth detect --calibrate` writes such entries"
    )


def calibration_rows(project_dir: Path | None = None) -> pa.Table:
    """Return the measurements for the model `brushing_calibrations`, one row each."""
    import pyarrow as pa

    types = {"datetime": pa.timestamp("us"), "int": pa.int64(), "float": pa.float64()}
    columns = [(field.name, str(field.type).removesuffix(" | None")) for field in fields(Calibration)]
    schema = pa.schema([(name, types[kind]) for name, kind in columns])
    rows = [asdict(one) for one in load_calibrations(find_project(project_dir))]
    return pa.Table.from_pylist(rows, schema=schema)
