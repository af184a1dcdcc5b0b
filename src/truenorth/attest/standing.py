"""Entries for what stands rather than happens: definitions, consent, scope, holds, reviewed releases, votes.

Each set is written down as a whole when it is not what the last build attested; a build that changes nothing
adds nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict, fields
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from ..admit.releases import BRUSHING, load_releases
from ..definitions.contract import load_contracts
from ..definitions.last_run import compiled_by_last_run
from ..definitions.meaning import meaning_of
from ..errors import TruenorthError
from ..evidence.entry import Entry
from .built import Built, digest_of
from .committee import committee_ballots, committee_charters, committee_proposals

if TYPE_CHECKING:
    from ..definitions.compiled import Compiled
    from ..definitions.contract import MetricContract

CONSENT_KEY = ("metric", "entity", "purpose", "sensitive_category")
Members = dict[str, dict[str, Any]]


def standing_entries(built: Built, run_id: str) -> Iterator[Entry]:
    """Yield an entry for each member of each set that has changed.

    Args:
        run_id: dbt's id of the run, part of the keys: a set that returns to what it was is said again.
    """
    for kind, members_of in SETS.items():
        members = members_of(built)
        mark = f"standing/{kind}"
        built.reached[mark] = digest_of(members) if members else ""
        if built.reached[mark] != built.marks.get(mark, ""):
            for name, body in members.items():
                yield Entry(f"{kind}/{run_id}/{digest_of(name)[:16]}", kind, body)


def _metric_definitions(built: Built) -> Members:
    """A definition is the hash of its meaning, which ballots name, and a digest of its contract.

    Earlier versions of truenorth logged a digest of the SQL as text; such entries stay as they are.
    """
    verdicts = built.table("metric_verdicts")
    if verdicts is None or not (built.project.root / "target" / "manifest.json").is_file():
        return {}
    metrics = {row["metric"] for row in built.rows(f"select metric from {verdicts}")}
    sql = compiled_by_last_run(built.project)
    return {
        name: {"metric": name, "contract": _words(contract), **_meaning(contract, sql)}
        for name, contract in sorted(load_contracts(built.project).items())
        if name in metrics
    }


def _words(contract: MetricContract) -> str:
    """Return the digest of all that a contract says, words too, wherever it is said."""
    return digest_of({f.name: asdict(contract)[f.name] for f in fields(contract) if f.compare})


def _meaning(contract: MetricContract, sql: Compiled) -> dict[str, Any]:
    """Return the hash; SQL that nobody can read has none, and the entry says so."""
    try:
        return {"definition": meaning_of(contract, sql)}
    except TruenorthError as refusal:
        return {"definition": None, "code": refusal.code}


def _consent_checks(built: Built) -> Members:
    """One a metric and purpose (and entity, and kind of data): rows covered, and why the others were not."""
    coverage = built.table("consent_coverage")
    if coverage is None:
        return {}
    rows = built.rows(f"select * from {coverage} order by all")
    # the reference of a legal basis is free text of a reviewed file: it stays there
    return {
        "/".join(str(row.get(name)) for name in CONSENT_KEY): _as_body(
            {name: value for name, value in row.items() if name != "reference"}
        )
        for row in rows
    }


def _scope_checks(built: Built) -> Members:
    """One a metric: how many source columns reach it, how many are undeclared, and which, as a digest."""
    scope = built.table("metric_scope")
    if scope is None:
        return {}
    by_metric: dict[str, list[dict[str, Any]]] = {}
    for row in built.rows(f"select * from {scope} order by all"):
        by_metric.setdefault(row["metric"], []).append(row)
    return {
        metric: {
            "metric": metric,
            "columns": len(rows),
            "undeclared": sum(not row["is_declared"] for row in rows),
            "violations": sum(row["code"] is not None for row in rows),
            "scope": digest_of(rows),
        }
        for metric, rows in by_metric.items()
    }


def _brushing_holds(built: Built) -> Members:
    """Batches that are held from the trusted figures after detection."""
    held = built.table("brushing_held_batches")
    if held is None:
        return {}
    rows = built.rows(f"select entity, batch_id, reason from {held} order by all")
    return {f"{row['entity']}/{row['batch_id']}": {**_as_body(row), "code": "TN-A020"} for row in rows}


def _quarantine_releases(built: Built) -> Members:
    """Reviewed releases; whose row and whose words they are is a digest under the salt of the batch."""
    members: Members = {}
    for release in load_releases(built.project):
        owner = built.salts.owner("batch", f"{release.source}/{release.batch_id}")
        salt = built.salts.of([owner])[owner]
        statement = digest_of([salt, release.row_number, release.why, release.reviewer])
        members[statement] = {
            "source": release.source,
            "batch_id": release.batch_id,
            "releases": "batch" if release.row_number is None or release.source == BRUSHING else "row",
            "from": list(release.names),
            "expires": release.expires.isoformat(),
            "statement": statement,
        }
    return dict(sorted(members.items()))


SETS: dict[str, Callable[[Built], Members]] = {
    "metric_definition": _metric_definitions,
    "consent_check": _consent_checks,
    "scope_check": _scope_checks,
    "brushing_hold": _brushing_holds,
    "quarantine_release": _quarantine_releases,
    "committee_charter": committee_charters,
    "committee_proposal": committee_proposals,
    "committee_ballot": committee_ballots,
}


def _as_body(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row as an entry can hold it: fractions and days as text."""
    return {name: _plain(value) for name, value in row.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value if isinstance(value, int | str | list | None) else str(value)
