"""What `truenorth committee forecasts` says: the mistakes of each forecast, and whether it came true. D11."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..errors import ExitCode
from ..judge.forecast_lint import Linted, lint_forecast
from ..judge.forecasts import load_forecasts
from ..project import Project

if TYPE_CHECKING:
    from rich.console import RenderableType

CAME = {True: "came true", False: "did not come true", None: "not known yet"}


@dataclass(frozen=True)
class ForecastsReport:
    """All forecasts of a project."""

    linted: Sequence[Linted]

    @property
    def exit_code(self) -> ExitCode:
        """Failed if a forecast has a mistake; one that was honest and wrong is none."""
        return ExitCode.GATE_FAILED if any(one.mistakes for one in self.linted) else ExitCode.PASS

    def as_json(self) -> dict[str, Any]:
        return {
            "schema_version": 1,
            "exit_code": int(self.exit_code),
            "forecasts": [
                {
                    "id": one.forecast.id,
                    "metric": one.forecast.metric,
                    "about": one.forecast.about.isoformat(),
                    "low": one.forecast.low,
                    "high": one.forecast.high,
                    "observed": one.observed,
                    "came_true": one.came_true,
                    "mistakes": [{"code": code, "said": said} for code, said in one.mistakes],
                }
                for one in self.linted
            ],
        }

    def as_text(self) -> RenderableType:
        from rich.console import Group
        from rich.text import Text

        if not self.linted:
            return Text("no forecast is written down; `truenorth explain TN-J023` shows a whole file")
        lines = []
        for one in self.linted:
            told = one.forecast
            lines.append(
                f"{told.id}: {told.metric} from {told.about} between {told.low:g} and {told.high:g}:"
                f" {CAME[one.came_true]}"
            )
            lines += [f"  {code} {said}" for code, said in one.mistakes]
        return Group(*map(Text, lines))


def forecasts_report(project: Project) -> ForecastsReport:
    """Lint every forecast on the last build.

    Raises: ConfigurationError TN-J023; EvaluationError TN-E003, TN-E005, see `open_work`.
    """
    from .work import open_work

    forecasts = load_forecasts(project)
    if not forecasts:
        return ForecastsReport(())
    work = open_work(project)
    with work.con:
        values = work.relations["metric_values"].sql
        return ForecastsReport([lint_forecast(work.con, values, one) for one in forecasts])
