"""`truenorth committee`: what the commands do with a project's charter, proposals and ballots."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from ..committee.ballots import Vote
from ..committee.calibrating import calibrate as measure
from ..committee.charter import require_charter
from ..committee.decisions import load_decisions, score
from ..committee.gate import standing
from ..committee.impact_map import load_impact_map
from ..committee.places import ballots_of, impact_map_of
from ..committee.proposals import load_proposals
from ..committee.proposing import propose as write_proposal
from ..committee.records import load_records
from ..committee.tally import tally as count
from ..committee.voting import cast
from ..committee.writing import refused
from ..definitions.contract import MetricContract, load_contracts
from ..project import Project
from .committee_look import CalibrationReport, MapReport
from .committee_reports import StatusReport, TallyReport

SHORTEST_PREFIX = 4


def status(project: Project, as_of: date | None) -> StatusReport:
    """Say where each metric stands with the committee, on a day or today."""
    found = standing(project, as_of=as_of)
    records = found.records
    rules = records.charter.rules_on(found.day) if records else None
    versions = (
        {metric: records.versions(metric, found.day) for metric in records.metrics()} if records else {}
    )
    decisions = [one for one in load_decisions(project) if one.decided_on <= found.day]
    return StatusReport(found, versions, score(decisions), float(rules.non_data_quota) if rules else None)


def propose(project: Project, metric: str, by: str, why: str, replaces: str | None, today: date) -> Path:
    """Put the present definition of a metric to the vote; returns the file."""
    contract = contract_of(project, metric)
    return write_proposal(
        project, contract, hash_of(project, metric), by=by, why=why, today=today, replaces=replaces
    )


def ballot(
    project: Project,
    metric: str,
    member: str,
    vote: Vote,
    reason: str,
    definition: str | None,
    keys: Path | None,
    today: date,
) -> Path:
    """Cast a ballot on the present definition, or on the proposed one whose hash begins so."""
    chosen = proposed(project, metric, definition) if definition else hash_of(project, metric)
    return cast(project, metric, chosen, member, vote, reason=reason, today=today, keys=keys)


def tally(project: Project, metric: str, definition: str | None, as_of: date) -> TallyReport:
    """Count the votes on each proposed definition of a metric, the newest proposal first."""
    require_charter(project)
    records = load_records(project)
    if records is None:
        return TallyReport(metric, [], None)
    only = proposed(project, metric, definition) if definition else None
    found = [
        one
        for (of, hash_), one in records.proposals.items()
        if of == metric and only in (None, hash_) and one.proposed_on <= as_of
    ]
    found.sort(key=lambda one: (one.proposed_on, one.definition), reverse=True)
    counts = [count(records.charter, records.ballots, metric, one.definition, as_of) for one in found]
    present = hash_of(project, metric) if metric in load_contracts(project) else None
    return TallyReport(metric, counts, present)


def calibrate(project: Project, trials: Sequence[str], today: date) -> CalibrationReport:
    """Measure what a calibration looks at and write the file that people complete."""
    from ..judge.sight import measure_sight
    from .work import open_work

    charter = require_charter(project)
    sight = list(measure_sight(project))
    contracts = load_contracts(project)
    work = open_work(project)
    with work.con:
        values = work.relations["metric_values"].sql
        path, health = measure(
            project,
            charter,
            contracts,
            work.con,
            values,
            trials=trials,
            sight=[vars(one) for one in sight],
            today=today,
        )
    return CalibrationReport(path, health, sight)


def impact(project: Project, out: Path | None, lang: str) -> MapReport:
    """Return the impact map; with `out`, also write its picture."""
    found = load_impact_map(project)
    if found is None:
        raise refused(
            "this project has no impact map", str(impact_map_of(project)), "`truenorth explain TN-G005`"
        )
    if out is not None:
        from ..committee.impact_picture import draw_impact_map, standing_alone

        titles = {metric: contract.title for metric, contract in load_contracts(project).items()}
        wide, _ = draw_impact_map(found, titles, name="impact")
        out.write_text(standing_alone(wide, lang), encoding="utf-8")
    return MapReport(found, out)


def contract_of(project: Project, metric: str) -> MetricContract:
    """Return the contract of a metric. Raises: ConfigurationError TN-G014 if there is none."""
    contracts = load_contracts(project)
    if metric not in contracts:
        raise refused(f"no metric named {metric!r}", str(project.root), f"metrics: {', '.join(contracts)}")
    return contracts[metric]


def hash_of(project: Project, metric: str) -> str:
    """Return the hash of what a metric means now."""
    from ..definitions.meaning import meaning_hash

    contract_of(project, metric)
    return meaning_hash(project, metric)


def proposed(project: Project, metric: str, prefix: str) -> str:
    """Return the proposed hash that begins so. Raises: ConfigurationError TN-G014 if not exactly one does."""
    wanted = prefix.removeprefix("sha256:")
    found = [
        hash_
        for of, hash_ in load_proposals(project)
        if of == metric and hash_.removeprefix("sha256:").startswith(wanted)
    ]
    if len(found) != 1 or len(wanted) < SHORTEST_PREFIX:
        raise refused(
            f"{len(found)} proposed definitions of {metric} begin with {prefix!r}",
            str(ballots_of(project) / metric),
            f"`truenorth committee tally` shows the hashes; give {SHORTEST_PREFIX} or more characters of one",
        )
    return found[0]
