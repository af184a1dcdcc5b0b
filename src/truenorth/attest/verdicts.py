"""Entries for verdicts of brushing, each revision one, and for decisions on appeals.

Whom a verdict is about is a digest under the salt of the person whose act it was, whom an appeal is about one
under a salt of the case: both go when the person is erased.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from ..evidence.entry import Entry
from ..persons.salts import owner_sql
from .built import Built, digest_of

VERDICT, APPEAL = "verdict", "appeal"
REFERENCE_DIGITS = 32  # 128 bits tell any number of verdicts apart


def verdict_entries(built: Built) -> Iterator[Entry]:
    """Yield an entry for each revision of a verdict that no build has attested."""
    verdicts, findings = built.table("brushing_verdicts"), built.table("brushing_findings")
    if verdicts is None or findings is None:
        return
    mark = built.reached["verdicts"] = built.marks.get("verdicts", "")
    nobody = built.salts.owner("project", "verdicts")
    new = f"""
        with people as (
            select subject_type, subject_id, min(actor_id) as actor_id from {findings} group by all
        ),
        new_verdicts as (
            select *, strftime(decided_at, '%Y-%m-%dT%H:%M:%S.%f') as decided from {verdicts}
        )
        select
            verdict_id, subject_type, revision, status, signals, findings, decided,
            coalesce({owner_sql("subject", "if(subject_type = 'actor', subject_id, actor_id)")}, ?) as owner
        from new_verdicts left join people using (subject_type, subject_id)
        where decided > ?
    """
    parameters = [built.salts.key, nobody, mark]
    owners = {row["owner"] for row in built.rows(f"select distinct owner from ({new})", parameters)}
    salts = built.salts.of(owners)
    for verdict in built.rows(f"{new} order by decided, verdict_id", parameters):
        reference, key = verdict_reference(salts[verdict["owner"]], verdict["verdict_id"], verdict["decided"])
        yield Entry(
            key,
            VERDICT,
            {
                "verdict": reference,
                "subject_type": verdict["subject_type"],
                "revision": verdict["revision"],
                "status": verdict["status"],
                "signals": verdict["signals"],
                "findings": verdict["findings"],
                "decided_at": verdict["decided"],
            },
        )
        built.reached["verdicts"] = verdict["decided"]


def verdict_reference(salt: str, verdict_id: str, decided: str) -> tuple[str, str]:
    """Return how a verdict is named on the log, and the key of its entry.

    Args:
        salt: of the person whose act it is about.
        decided: moment of the verdict, as the entry writes it.
    """
    reference = hashlib.sha256(f"{salt}{verdict_id}".encode()).hexdigest()[:REFERENCE_DIGITS]
    return reference, f"verdict/{reference}/{decided}"


def appeal_entries(built: Built) -> Iterator[Entry]:
    """Yield an entry for each decision on an appeal; the log passes over those that it has.

    People decide these one by one, so all of them are offered each time.
    """
    appeals = built.table("brushing_appeals")
    if appeals is None:
        return
    decisions = list(built.rows(f"select * from {appeals} order by file, place"))
    erased = built.salts.erased()
    owners = {one["case_id"]: built.salts.owner("case", one["case_id"]) for one in decisions}
    salts = built.salts.of(owner for owner in owners.values() if owner not in erased)
    for decision in decisions:
        if owners[decision["case_id"]] in erased:
            continue  # logged while there was somebody whom the case was about
        salt = salts[owners[decision["case_id"]]]
        words = ("reason", "decided_by")
        yield Entry(
            f"appeal/{digest_of([salt, decision['appeal_id']])[:REFERENCE_DIGITS]}",
            APPEAL,
            {
                "case": digest_of([salt, decision["case_id"]])[:REFERENCE_DIGITS],
                "decision": decision["decision"],
                "decided_on": decision["decided_on"].isoformat(),
                "statement": digest_of([salt, *(decision[word] for word in words)]),
            },
        )
