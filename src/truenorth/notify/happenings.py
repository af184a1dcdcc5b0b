"""What is worth telling: facts in both languages, worst first, without rows, ids or texts of people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from ..wording.numbers import format_share
from ..wording.words import Words

if TYPE_CHECKING:
    from ..dbt import NodeResult
    from ..project import Project

Event = Literal["red", "gate_failed", "held", "overdue", "published"]
EVENTS: tuple[Event, ...] = ("red", "gate_failed", "held", "overdue", "published")  # worst first

NOT_EVALUATED = Words("not everything could be evaluated", "部分内容无法评估")


@dataclass(frozen=True)
class Happening:
    """One event of a run, with what it is about; `facts` are worst first."""

    event: Event
    facts: tuple[Words, ...]


def red_nodes(nodes: Sequence[NodeResult]) -> list[Happening]:
    """Nodes that keep a release back; by name and code, because dbt's own words may quote values of rows."""
    from ..dbt import CODE

    facts = []
    for node in nodes:
        code = CODE.search(node.cause)
        named = f"{node.name}: {code[0]}" if code else node.name
        facts.append(Words(named, named))
    return _happening("red", facts)


def held_batches(held: Sequence[Mapping[str, Any]]) -> list[Happening]:
    """Batches that are held; `held` as `truenorth status --format json` has it."""
    facts = []
    for batch in held:
        named = f"{batch['source']} {str(batch['batch_id'] or '')[:8]}".strip()
        facts.append(Words(f"{named}: {batch['code']}", f"{named}：{batch['code']}"))
    return _happening("held", facts)


def failed_gate(report: Mapping[str, Any]) -> list[Happening]:
    """The findings for which a gate failed; `report` as `truenorth gate --format json` has it."""
    if report["verdict"] == "pass":
        return []
    facts = []
    for one in report["findings"]:
        if one["grade"] in ("fail", "unknown") and one["waived"] is None and not one["known"]:
            head, said = f"{one['code']} {one['subject']}", one["said"]
            facts.append(Words(f"{head}: {said['en']}", f"{head}：{said['zh']}"))
    return _happening("gate_failed", facts or [NOT_EVALUATED])


def overdue_calibrations(project: Project, day: date) -> list[Happening]:
    """Metrics in office that the committee should have looked at again before `day`."""
    from ..committee.calibrations import load_calibrations
    from ..committee.charter import load_charter
    from ..committee.due import calibrations_due
    from ..definitions.contract import load_contracts

    charter = load_charter(project)
    if charter is None:
        return []
    due = calibrations_due(charter, load_contracts(project), load_calibrations(project), day)
    late = sorted((one for one in due if one.is_overdue), key=lambda one: one.due)
    facts = [Words(f"{one.metric}: due {one.due}", f"{one.metric}：应于 {one.due} 校准") for one in late]
    return _happening("overdue", facts)


def published_release(release_id: str, metrics: Sequence[Mapping[str, Any]]) -> list[Happening]:
    """A new release, with the metrics whose bubble is largest."""
    with_bubble = [one for one in metrics if one["bubble"] is not None]
    worst = sorted(with_bubble, key=lambda one: -abs(one["bubble"]))
    facts = [Words(f"release {release_id}", f"发布 {release_id}")]
    for one in worst:
        facts.append(
            Words(
                f"{one['metric']}: bubble {format_share(one['bubble'], 'en')}",
                f"{one['metric']}：泡沫 {format_share(one['bubble'], 'zh')}",
            )
        )
    return [Happening("published", tuple(facts))]


def _happening(event: Event, facts: Sequence[Words]) -> list[Happening]:
    return [Happening(event, tuple(facts))] if facts else []
