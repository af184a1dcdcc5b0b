"""`truenorth detect`: run the detectors and say what they found; nothing is published."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..dbt import DbtRun, Progress, run_dbt
from ..errors import EvaluationError, GateError
from ..project import Project
from .build import blocks
from .work import open_work

if TYPE_CHECKING:
    from rich.console import RenderableType

BLOCKED = ("blocked_interactions", "blocked_orders", "blocked_clicks")
MEASURED = ("findings_summary", "detection_runs", "brushing_cohort")
DETECTION_PART = [f"+{model}" for model in (*MEASURED, *BLOCKED)]


@dataclass(frozen=True)
class Detected:
    """What stands after the detectors ran.

    Attributes:
        signals: rows of `findings_summary`; `findings` is None where the signal did not run.
        runs: rows of `detection_runs`, the last one last.
    """

    signals: list[dict[str, Any]]
    runs: list[dict[str, Any]]

    def as_json(self) -> dict[str, Any]:
        return {"schema_version": 1, "signals": self.signals, "detection_runs": self.runs}

    def as_text(self) -> RenderableType:
        from rich.box import SIMPLE
        from rich.console import Group
        from rich.table import Table
        from rich.text import Text

        table = Table(box=SIMPLE, show_edge=False)
        numbers = ("findings", "cases", "blocked", "retracted")
        for column in ("code", "signal", "grade", *numbers):
            table.add_column(column, justify="right" if column in numbers else "left", no_wrap=True)
        for signal in self.signals:
            if signal["findings"] is None:
                table.add_row("", signal["signal"], f"off: no {signal['missing_entity']}", style="dim")
            else:
                counts = (f"{signal[name]:,}" for name in numbers)
                table.add_row(signal["code"], signal["signal"], signal["grade"], *counts)
        return Group(table, Text(self._measured()))

    def _measured(self) -> str:
        if not self.runs:
            return "No event was read yet."
        last = self.runs[-1]
        stated = f"False positives: at most {last['false_positive_bound']:.3%} stated"
        if last["measured_rate"] is None:
            return f"{stated}; not measured on these data: `truenorth detect --calibrate`."
        return f"{stated}, {last['measured_rate']:.3%} measured over {last['permutations']} permutations."


def detect(
    project: Project,
    *,
    full_refresh: bool = False,
    on_progress: Callable[[Progress], None],
    on_message: Callable[[str], None],
) -> Detected:
    """Run everything up to the verdicts, and nothing that reads them; publishes nothing.

    Raises: EvaluationError TN-D022 if a model could not run, GateError TN-D022 if a test failed.
    """
    arguments = ["build", "--select", *DETECTION_PART, "--exclude-resource-type", "unit_test"]
    run = run_dbt(
        project,
        [*arguments, *(["--full-refresh"] if full_refresh else [])],
        on_progress=on_progress,
        on_message=on_message,
    )
    require_green(run)
    return detected(project)


def detected(project: Project) -> Detected:
    """Read what the last run of the detectors left."""
    work = open_work(project)
    rows: dict[str, list[dict[str, Any]]] = {}
    for name, order in (("findings_summary", "code, signal"), ("detection_runs", "detected_at")):
        cursor = work.con.execute(f"select * from {work.relations[name].sql} order by {order} nulls last")
        names = [column[0] for column in cursor.description or []]
        rows[name] = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return Detected(rows["findings_summary"], rows["detection_runs"])


def require_green(run: DbtRun) -> None:
    """Refuse a run in which a model or a test is red. Raises as `detect` does."""
    red = [node for node in run.nodes if node.is_red]
    if not any(blocks(node) for node in red) and (red or not run.exit_code):
        return  # a held batch is red and keeps nobody from detecting
    kind = GateError if red and not any(node.is_broken for node in red) else EvaluationError
    raise kind(
        "TN-D022",
        "the detectors did not all run: " + (f"{red[0].name}: {red[0].cause}" if red else "dbt failed"),
        mend="`dbt build` shows the whole output",
    )
