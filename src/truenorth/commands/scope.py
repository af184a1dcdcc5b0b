"""`truenorth scope`: declared and actual columns of metrics, as the last build's SQL reads them."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from ..errors import ConfigurationError, ExitCode
from ..project import Project
from ..scope.manifest import read_nodes
from ..scope.project_scope import scope_rows
from ..scope.verdicts import ScopeRow
from ..work_access import connect_to_work

if TYPE_CHECKING:
    from rich.console import RenderableType


@dataclass(frozen=True)
class ScopeReport:
    """Columns of one metric or of all; none where the project has declared nothing."""

    rows: list[ScopeRow]

    @property
    def exit_code(self) -> ExitCode:
        if not self.rows:
            return ExitCode.COULD_NOT_EVALUATE
        return ExitCode.GATE_FAILED if any(row.code for row in self.rows) else ExitCode.PASS

    def as_json(self) -> dict[str, Any]:
        return {"columns": [asdict(row) for row in self.rows]}

    def as_text(self) -> RenderableType:
        from rich.box import SIMPLE
        from rich.console import Group
        from rich.table import Table

        if not self.rows:
            return "nothing is declared in expectations/scope, so no metric's columns are judged (TN-L004)"
        table = Table(box=SIMPLE, show_edge=False)
        for column in ("metric", "source column", "categories", "serves", "step", "code"):
            table.add_column(column, overflow="fold")
        for row in self.rows:
            place = ".".join(filter(None, (row.source, row.table, row.column)))
            table.add_row(
                row.metric, place, ", ".join(row.categories), row.data_use, row.step, row.code or "declared"
            )
        wrong = [
            f"{row.code} {row.metric}: {row.reason} ({' > '.join(row.path)})" for row in self.rows if row.code
        ]
        return Group(table, *wrong)


@dataclass(frozen=True)
class Words:
    """The words that scope files may use."""

    words: dict[str, list[str]]

    def as_json(self) -> dict[str, Any]:
        return self.words

    def as_text(self) -> RenderableType:
        return "\n\n".join("\n".join([f"{kind}:", *names]) for kind, names in self.words.items())


def words() -> Words:
    """Every data category, use and kind of person that is known."""
    from ..scope.taxonomy import data_categories, data_subjects, data_uses

    return Words(
        {
            "data_categories": sorted(data_categories()),
            "data_uses": sorted(data_uses()),
            "data_subjects": sorted(data_subjects()),
        }
    )


def scope(project: Project, metric: str | None) -> ScopeReport:
    """Judge the columns of one metric, or of all.

    Raises: ConfigurationError TN-L001, TN-L002, TN-L005 (no such metric), TN-L060; EvaluationError TN-E003,
        TN-E005.
    """
    target = project.root / "target"
    metrics = sorted(node.name for node in read_nodes(project.root, target).values() if node.is_metric)
    if metric is not None and metric not in metrics:
        raise ConfigurationError(
            "TN-L005", f"no metric named {metric!r}", mend=f"metrics here: {', '.join(metrics) or 'none'}"
        )
    with connect_to_work(project) as con:
        # an external source names its file as seen from the project
        con.execute("set file_search_path = ?", [str(project.root)])
        return ScopeReport(scope_rows(project, con, target, metric))
