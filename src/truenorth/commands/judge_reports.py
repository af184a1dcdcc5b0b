"""What the judge's commands print: figures with their intervals, the answer last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import ExitCode
from ..judge.admission import Admission
from ..judge.backtest import Backtest
from ..judge.blindspot import BlindSpot
from ..judge.history import Question
from ..judge.intervals import mean_interval
from ..judge.lifts import Stress
from ..judge.marks import Mark

if TYPE_CHECKING:
    from rich.console import RenderableType

EXIT_OF = {
    Mark.ADMITTED: ExitCode.PASS,
    Mark.DOUBTFUL: ExitCode.GATE_FAILED,
    Mark.REFUSED: ExitCode.GATE_FAILED,
    Mark.UNKNOWN: ExitCode.COULD_NOT_EVALUATE,
}


def figures_table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> RenderableType:
    from rich.box import SIMPLE
    from rich.table import Table

    table = Table(box=SIMPLE, show_edge=False)
    for place, column in enumerate(columns):
        table.add_column(column, justify="right" if place else "left")
    for row in rows:
        table.add_row(*row)
    return table


def _limit(limit: float | None, name: str) -> str:
    return f"limit {limit:g}" if limit is not None else f"the contract states no `limits.{name}`"


@dataclass(frozen=True)
class StressReport:
    """A stress test, share by share."""

    stress: Stress

    @property
    def exit_code(self) -> ExitCode:
        return EXIT_OF[self.stress.mark]

    def as_json(self) -> dict[str, Any]:
        told = self.stress.as_json()
        return {"schema_version": 1, "exit_code": int(self.exit_code), "metric": self.stress.metric, **told}

    def as_text(self) -> RenderableType:
        from rich.console import Group

        one = self.stress
        rows = [
            [
                f"{lift.share:.0%}",
                lift.interval("raw").in_words("+.1%"),
                lift.interval("trusted").in_words("+.1%"),
                mean_interval(lift.held).in_words(".1%"),
            ]
            for lift in one.lifts
        ]
        return Group(
            f"{one.metric}: brushing written into {' and '.join(one.entities)}, {one.seeds} seeds",
            figures_table(["brushing", "lift raw", "lift trusted", "honest value held"], rows),
            f"elasticity of the trusted figure {one.elasticity.in_words('+.2f')};"
            f" {_limit(one.limit, 'elasticity')}: {one.mark}",
        )


@dataclass(frozen=True)
class BlindSpotReport:
    """What hidden information does to a metric."""

    test: BlindSpot

    @property
    def exit_code(self) -> ExitCode:
        return EXIT_OF[self.test.mark]

    def as_json(self) -> dict[str, Any]:
        told = self.test.as_json()
        return {"schema_version": 1, "exit_code": int(self.exit_code), "metric": self.test.metric, **told}

    def as_text(self) -> RenderableType:
        from rich.console import Group

        one = self.test
        rows = [
            [kind, change.in_words("+.2%"), f"{one.half_widths[kind]:.2%}"]
            for kind, change in one.change.items()
        ]
        return Group(
            f"{one.metric}: {one.fraction:.0%} hidden at random, {one.repeats} times",
            figures_table(["hidden", "change (95 % of the repeats)", "half width"], rows),
            f"{_limit(one.limit, 'blind_spot')}: {one.mark}",
        )


@dataclass(frozen=True)
class BacktestReport:
    """What history says about a metric's sight."""

    question: Question
    result: Backtest
    days: tuple[str, str]

    @property
    def exit_code(self) -> ExitCode:
        return EXIT_OF[self.result.foresight]

    def as_json(self) -> dict[str, Any]:
        asked = self.question
        return {
            "schema_version": 1,
            "exit_code": int(self.exit_code),
            "metric": asked.metric.name,
            "outcome": asked.outcome.name,
            "lag_days": asked.lag_days,
            "rival": asked.rival.name if asked.rival else None,
            "first_day": self.days[0],
            "last_day": self.days[1],
            "relevance": str(self.result.relevance),
            "foresight": str(self.result.foresight),
            **self.result.as_json(),
        }

    def as_text(self) -> RenderableType:
        from rich.console import Group

        asked, one = self.question, self.result
        rows = [
            ["rank correlation with the outcome", one.spearman.in_words("+.2f"), str(one.relevance)],
            ["error beside the last value", one.beside_naive.in_words(), ""],
        ]
        if asked.rival is not None and one.beside_rival is not None:
            rows.append([f"error beside {asked.rival.name}", one.beside_rival.in_words(), ""])
        return Group(
            f"{asked.metric.name} for {asked.outcome.name}, {asked.lag_days} days later;"
            f" {one.readings} weekly readings from {self.days[0]} to {self.days[1]},"
            f" {one.predictions} predicted out of time",
            figures_table(["", "value (95 % interval)", ""], rows),
            f"an error ratio below 1 is better: {one.foresight}",
        )


@dataclass(frozen=True)
class JudgeReport:
    """An admission and the file that it was written to."""

    admission: Admission
    file: Path

    @property
    def exit_code(self) -> ExitCode:
        return EXIT_OF[self.admission.verdict]

    def as_json(self) -> dict[str, Any]:
        one = self.admission
        return {
            "schema_version": 1,
            "exit_code": int(self.exit_code),
            "metric": one.metric,
            "verdict": str(one.verdict),
            "marks": {name: str(mark) for name, mark in one.marks.items()},
            "missing": dict(one.missing),
            "definition": one.definition,
            "file": str(self.file),
            **one.measured(),
        }

    def as_text(self) -> RenderableType:
        from rich.console import Group

        one = self.admission
        rows = [[name.replace("_", " "), str(mark)] for name, mark in one.marks.items()]
        missing = [f"{name.replace('_', ' ')} was not measured: {why}" for name, why in one.missing.items()]
        return Group(
            f"{one.metric}: {one.verdict}",
            figures_table(["dimension", ""], rows),
            *missing,
            f"written to {self.file}; commit it, the next build shows it",
        )
