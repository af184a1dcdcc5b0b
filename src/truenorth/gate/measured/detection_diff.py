"""Which verdicts of detection appear and vanish: subjects are counted, never told."""

from __future__ import annotations

from ...wording.words import Words
from ..changes import DetectionChange
from ..finding import GateFinding
from .side import Side

CHANGED = """
select
    coalesce(b.signal, a.signal) as signal,
    coalesce(b.subject_type, a.subject_type) as subject_type,
    count(*) filter (b.signal is null) as appeared,
    count(*) filter (a.signal is null) as vanished
from blocked_before as b
full outer join blocked_after as a
    on b.signal = a.signal and b.subject_type = a.subject_type and b.subject_id = a.subject_id
group by 1, 2
having appeared + vanished > 0
order by 1, 2
"""


def detection_diff(before: Side, after: Side) -> tuple[DetectionChange, ...] | None:
    """Compare whom each deciding signal blocks in two builds.

    Returns: None where one of the builds cannot tell.
    """
    if before.blocked is None or after.blocked is None:
        return None
    import duckdb

    with duckdb.connect() as con:
        con.register("blocked_before", before.blocked)
        con.register("blocked_after", after.blocked)
        return tuple(DetectionChange(*row) for row in con.execute(CHANGED).fetchall())


def detection_findings(changes: tuple[DetectionChange, ...]) -> list[GateFinding]:
    """Tell what changes: a verdict that vanishes lets back in what was kept out, so people must look."""
    found = []
    for one in changes:
        subjects = Words(f"{one.subject_type} verdicts", f"个 {one.subject_type} 裁定")
        if one.vanished:
            said = Words(
                f"{one.vanished:,} {subjects.en} of {one.signal} would vanish",
                f"{one.signal} 的 {one.vanished:,} {subjects.zh}将消失",
            )
            mend = Words(
                "say why these may be trusted; a mistaken verdict is taken back by an appeal",
                "说明其为何可信；误判应通过申诉撤回",
            )
            found.append(
                GateFinding("detection", "warn", "TN-D036", one.signal, said, mend, key=one.subject_type)
            )
        if one.appeared:
            said = Words(
                f"{one.appeared:,} {subjects.en} of {one.signal} would appear",
                f"{one.signal} 将新增 {one.appeared:,} {subjects.zh}",
            )
            mend = Words(
                "look at some of the cases: `truenorth sandbox -- build`, then `truenorth cases` on the copy",
                "请抽查新增案件，确认并非误判",
            )
            found.append(
                GateFinding("detection", "note", "TN-D037", one.signal, said, mend, key=one.subject_type)
            )
    return found
