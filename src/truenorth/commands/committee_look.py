"""What `truenorth committee calibrate` and `map` say: measured health, and who can move what."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..committee.health import Health
from ..committee.impact_map import ImpactMap
from .committee_reports import both

if TYPE_CHECKING:
    from rich.console import RenderableType

    from ..judge.sight import Sight


@dataclass(frozen=True)
class CalibrationReport:
    """A calibration that was just measured and waits for its answers."""

    path: Path
    health: list[Health]
    sight: list[Sight]

    def as_json(self) -> dict[str, Any]:
        return {
            "schema_version": 1,
            "file": str(self.path),
            "health": [
                {
                    "metric": one.metric,
                    "periods": one.periods,
                    "volatility": vars(one.volatility) if one.volatility else None,
                    "limit": one.limit,
                    "state": one.state,
                    "code": "TN-G021" if one.state == "volatile" else None,
                }
                for one in self.health
            ],
            "sight": [
                {**vars(one), "has_decayed": one.has_decayed, "code": "TN-J022" if one.has_decayed else None}
                for one in self.sight
            ],
        }

    def as_text(self) -> RenderableType:
        from rich.box import SIMPLE
        from rich.console import Group
        from rich.table import Table
        from rich.text import Text

        table = Table(box=SIMPLE, show_edge=False)
        for column in ("metric", "whole periods", "change a period", "90 % interval", "limit", "state"):
            table.add_column(column, overflow="fold", no_wrap=column != "metric")
        for one in self.health:
            said = one.volatility
            shown = (f"{said.value:.1%}", f"{said.low:.1%} to {said.high:.1%}") if said else ("", "")
            warn = "TN-G021 " if one.state == "volatile" else ""
            table.add_row(one.metric, str(one.periods), *shown, f"{one.limit:.0%}", warn + one.state)
        todo = (
            f"written to {self.path}; answer the questions, decide the trials, set completed_on and signed_by"
        )
        return Group(table, *(Text(_told(one)) for one in self.sight), Text(todo))


def _told(sight: Sight) -> str:
    if sight.now is None:
        return f"{sight.metric}: its sight was not measured: {sight.why}"
    warn = "TN-J022 its sight has decayed" if sight.has_decayed else "sees as it did"
    return f"{sight.metric}: {warn}: rank correlation {sight.now:.2f}, at first {sight.at_first:.2f}"


@dataclass(frozen=True)
class MapReport:
    """The impact map in words, and where its picture was written."""

    impact: ImpactMap
    picture: Path | None

    def as_json(self) -> dict[str, Any]:
        return {
            "schema_version": 1,
            "picture": str(self.picture) if self.picture else None,
            "teams": [
                {
                    "team": team.id,
                    "title": both(team.title),
                    "levers": [
                        {
                            "lever": one.id,
                            "title": both(one.title),
                            "metrics": list(one.metrics),
                            "experiment": one.experiment or None,
                        }
                        for one in team.levers
                    ],
                }
                for team in self.impact.teams
            ],
        }

    def as_text(self) -> RenderableType:
        from rich.text import Text
        from rich.tree import Tree

        tree = Tree("who can move what")
        for team in self.impact.teams:
            branch = tree.add(Text(team.title.en))
            for one in team.levers:
                tried = f" (tried: {one.experiment})" if one.experiment else " (expected)"
                branch.add(Text(f"{one.title.en} > {', '.join(one.metrics)}{tried}"))
        return tree
