"""`committee/impact_map.yml`: what each team can do, and which metric it moves. Realises D2, C23."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..definitions.contract import MetricContract
from ..project import Project
from ..strict_yaml import load_yaml
from ..wording.words import Words
from .findings import Finding
from .places import impact_map_of
from .strict_fields import Fields

CODE = "TN-G005"


@dataclass(frozen=True)
class Lever:
    """Something a team can do.

    Attributes:
        metrics: that it is expected to move.
        experiment: id of an experiment that tried it; empty: expected, never tried.
    """

    id: str
    title: Words
    metrics: tuple[str, ...]
    experiment: str = ""


@dataclass(frozen=True)
class Team:
    id: str
    title: Words
    levers: tuple[Lever, ...]


@dataclass(frozen=True)
class ImpactMap:
    """Teams in the order of the file; metrics in the order in which levers name them."""

    teams: tuple[Team, ...]

    @property
    def metrics(self) -> tuple[str, ...]:
        return tuple(
            dict.fromkeys(metric for team in self.teams for one in team.levers for metric in one.metrics)
        )


def load_impact_map(project: Project) -> ImpactMap | None:
    """Read the map; None if the project has none.

    Raises: ConfigurationError TN-S001 (no valid YAML), TN-G005 (naming the place).
    """
    path = impact_map_of(project)
    if not path.is_file():
        return None
    fields = Fields(load_yaml(path), ("teams",), path=path, place="", code=CODE)
    teams = tuple(_team(entry) for entry in fields.entries("teams", ("id", "title", "levers"), least=1))
    levers = [one.id for team in teams for one in team.levers]
    fields.require_once("team", (team.id for team in teams))
    fields.require_once("lever", levers)
    return ImpactMap(teams)


def impact_findings(impact: ImpactMap | None, contracts: Mapping[str, MetricContract]) -> Iterator[Finding]:
    """Yield what the map lacks: TN-G017 (a metric that does not exist), TN-G018 (a team without a lever).

    A north star needs a lever in the map for the team that owns it and for each team whose levers its
    contract names.
    """
    named = impact.metrics if impact else ()
    if strangers := tuple(sorted(set(named) - set(contracts))):
        yield Finding(
            "TN-G017",
            "warning",
            Words("the impact map names metrics that this project has not", "影响地图提到了本项目没有的指标"),
            strangers,
        )
    for metric, contract in sorted(contracts.items()):
        if contract.tier != "north_star":
            continue
        moved_by = {
            team.id
            for team in (impact.teams if impact else ())
            if any(metric in lever.metrics for lever in team.levers)
        }
        if missing := sorted({contract.owner, *contract.levers} - {"", *moved_by}):
            yield Finding(
                "TN-G018",
                "gate",
                Words(
                    f"the impact map has no lever of {', '.join(missing)} for this north star",
                    f"影响地图中 {'、'.join(missing)} 对该北极星指标没有任何抓手",
                ),
                (metric,),
            )


def _team(fields: Fields) -> Team:
    levers = fields.entries("levers", ("id", "title", "metrics", "experiment"), least=1)
    return Team(fields.name("id"), fields.words("title"), tuple(map(_lever, levers)))


def _lever(fields: Fields) -> Lever:
    experiment = fields.text("experiment") if fields.has("experiment") else ""
    return Lever(fields.name("id"), fields.words("title"), fields.names("metrics"), experiment)
