"""Verdicts after the vote: unapproved where it must be, untouched elsewhere."""

from __future__ import annotations

import duckdb

from truenorth.committee.approvals import Approval, State
from truenorth.committee.verdicts import mark_unapproved
from truenorth.wording.words import Words


def approval(metric: str, state: State) -> Approval:
    return Approval(metric, "north_star", state, Words("no quorum: it's too few", "未达"))


def test_only_who_sits_without_a_vote_is_marked_and_only_once() -> None:
    con = duckdb.connect()
    con.execute("""
        create table metric_verdicts as
        select * from (values
            ('a', 'admitted', 'measured well'), ('b', 'admitted', null),
            ('c', 'unknown', null), ('d', 'refused', null)
        ) v(metric, verdict, reason)
    """)
    approved = {
        one.metric: one
        for one in (
            approval("a", "unapproved"), approval("b", "approved"), approval("c", "not_needed"),
            approval("d", "unapproved"), approval("gone", "unapproved"),
        )
    }  # fmt: skip
    assert mark_unapproved(con, "metric_verdicts", approved) == ["a", "d"]
    expected = [
        ("a", "unapproved", "no quorum: it's too few; measured: admitted, measured well"),
        ("b", "admitted", None),
        ("c", "unknown", None),
        ("d", "unapproved", "no quorum: it's too few; measured: refused"),
    ]
    assert con.execute("from metric_verdicts order by metric").fetchall() == expected
    assert mark_unapproved(con, "metric_verdicts", approved) == []
    assert con.execute("from metric_verdicts order by metric").fetchall() == expected
