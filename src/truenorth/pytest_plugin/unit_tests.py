"""dbt's own unit tests under pytest: dbt is run once a session, for those that pytest kept."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from .items import BrokenPromise, ContractItem

if TYPE_CHECKING:
    from truenorth.dbt import NodeResult
    from truenorth.project import Project


@dataclass
class UnitTests:
    """The unit tests of a project and what became of them, by name; empty until dbt ran."""

    project: Project
    results: dict[str, NodeResult] | None = None

    def run(self, names: list[str]) -> dict[str, NodeResult]:
        """Return what dbt found, by name; dbt runs the first time only.

        Raises: EvaluationError TN-E001 if dbt ends before it tests anything.
        """
        from truenorth.dbt import run_dbt

        if self.results is None:
            # the results of the last build stay as they are: `truenorth status` reads them
            with TemporaryDirectory(prefix="truenorth-") as target:
                run = run_dbt(
                    self.project,
                    ["test", "--select", *(f"unit_test:{name}" for name in names)],
                    on_progress=lambda _: None,
                    on_message=lambda _: None,
                    target=Path(target),
                )
            self.results = {node.unique_id.split(".")[-1]: node for node in run.nodes}
        return self.results


class UnitTestItem(ContractItem):
    """One unit test of dbt under its own name."""

    def __init__(self, *, tests: UnitTests, **rest: Any) -> None:
        super().__init__(test=self._judge, told="dbt unit test", **rest)
        self.tests = tests

    def _judge(self) -> None:
        result = self.tests.run(self._selected()).get(self.name)
        if result is None:
            raise BrokenPromise("dbt did not run it: its model is switched off here")
        if result.status not in ("pass", "success"):
            raise BrokenPromise(f"{result.status}\n{result.message}".rstrip())

    def _selected(self) -> list[str]:
        items = self.session.items
        return [item.name for item in items if isinstance(item, UnitTestItem) and item.tests is self.tests]
