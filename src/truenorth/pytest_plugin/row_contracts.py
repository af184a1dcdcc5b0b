"""A row contract and its examples: files that it must admit whole, and files that it must quarantine whole.

tests/fixtures/rows/<source>/admitted/any_name.csv          every row is admitted
tests/fixtures/rows/<source>/quarantined/not_paid.csv       every row carries the reason `not_paid`
tests/fixtures/rows/<source>/quarantined/two_faults.csv     with two_faults.yml beside it:
    reasons: {not_paid: 2, country__isin: 1}                exactly these reasons, on so many rows
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from truenorth.project import SUFFIXES

from .items import BrokenPromise, ContractItem, project_of

if TYPE_CHECKING:
    from truenorth.commands.check import CheckReport

EXAMPLES = Path("tests", "fixtures", "rows")


class RowContractFile(pytest.File):
    """`expectations/rows/<source>.py`."""

    def collect(self) -> Iterator[pytest.Item]:
        source = self.path.stem
        item = partial(ContractItem.from_parent, self, told=f"row contract of {source}")
        yield item(name="loads", test=partial(_loads, self.path))
        for file in _examples(self.path, "admitted"):
            yield item(name=f"admitted/{file.name}", test=partial(_is_admitted, self.path, file))
        for file in _examples(self.path, "quarantined"):
            yield item(name=f"quarantined/{file.name}", test=partial(_is_quarantined, self.path, file))


def _examples(contract: Path, fate: str) -> list[Path]:
    folder = project_of(contract).root / EXAMPLES / contract.stem / fate
    return sorted(file for file in folder.glob("*") if file.suffix.lower() in SUFFIXES)


def _loads(contract: Path) -> None:
    from truenorth.admit.contract import load_contract

    load_contract(contract, contract.stem)


def _is_admitted(contract: Path, file: Path) -> None:
    report = _checked(contract, file)
    if report.admitted != report.rows:
        raise BrokenPromise(f"{report.admitted} of {report.rows} rows are admitted; {_told(report)}")


def _is_quarantined(contract: Path, file: Path) -> None:
    report = _checked(contract, file)
    if report.admitted:
        raise BrokenPromise(f"{report.admitted} of {report.rows} rows are admitted; {_told(report)}")
    found = {reason: rows for reason, (rows, _) in report.reasons.items()}
    sidecar = file.with_suffix(".yml")
    if sidecar.is_file():
        expected = _stated_reasons(sidecar)
        if found != expected:
            raise BrokenPromise(f"expected {expected}; {_told(report)}")
    elif found.get(file.stem) != report.rows:
        raise BrokenPromise(f"not every row carries the reason {file.stem!r}; {_told(report)}")


def _checked(contract: Path, file: Path) -> CheckReport:
    from truenorth.commands.check import check_file

    report = check_file(project_of(contract), file, contract.stem)
    if report.refused is not None:
        raise BrokenPromise(f"the file is held: {report.refused.code} {report.refused.what}")
    return report


def _stated_reasons(sidecar: Path) -> dict[str, int]:
    from truenorth.strict_yaml import load_yaml

    content = load_yaml(sidecar)
    reasons = content.get("reasons") if isinstance(content, dict) else None
    if not isinstance(reasons, dict) or not all(type(rows) is int for rows in reasons.values()):
        raise BrokenPromise(f"{sidecar.name} states no `reasons: {{name: rows}}`")
    return reasons


def _told(report: CheckReport) -> str:
    """Reasons and row numbers; never a value of a row."""
    told = [
        f"{reason}: {rows} rows (first: {', '.join(map(str, first))})"
        for reason, (rows, first) in report.reasons.items()
    ]
    return "; ".join(told) or "no row has a reason"
