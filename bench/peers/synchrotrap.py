"""SynchroTrap: accounts whose actions match in time, by Jaccard similarity.

Source: Q. Cao and others, "Uncovering Large Groups of Active Malicious Accounts in Online Social Networks",
CCS 2014. Two actions match if they are on the same content within a window; the similarity of two accounts is
their matching actions over all their actions; pairs above a threshold are joined to groups by single linkage.
"""

from __future__ import annotations

from pathlib import Path

import duckdb

# farms of the planted data work within three hours, so this window is the kindest to the method
WINDOW_SECONDS = 3 * 3600
# pairs of a crowd are too many for one machine; the paper, too, leaves out the most popular objects
LARGEST_CROWD = 400
# below two matches every pair of accounts with one like each would be the same
LEAST_MATCHES = 2

PAIRS = """
create table pairs as
with

likes as (

    select user_id, content_id, min(ts) as ts from '{events}' group by all

),

life as (

    select user_id, count(*) as actions from likes group by all

),

-- a like stands in its own slot and, to meet its neighbours, in the next
slotted as (

    select *, ts // {window} as slot, true as is_own from likes
    union all by name
    select *, ts // {window} + 1 as slot, false as is_own from likes

),

sized as (

    select *, count(*) over (partition by content_id, slot) as crowd from slotted

),

matches as (

    select one.user_id as one, other.user_id as other, count(*) as matches
    from sized as one
    inner join sized as other
        on one.content_id = other.content_id and one.slot = other.slot and one.user_id != other.user_id
    where
        one.is_own and abs(one.ts - other.ts) <= {window} and one.crowd <= {crowd}
        -- each pair once: in the later like's own slot
        and (one.ts, one.user_id) > (other.ts, other.user_id)
    group by all

),

undirected as (

    select least(one, other) as one, greatest(one, other) as other, sum(matches) as matches
    from matches group by all having sum(matches) >= {least}

)

select one, other, matches / (left_life.actions + right_life.actions - matches) as similarity
from undirected
inner join life as left_life on left_life.user_id = one
inner join life as right_life on right_life.user_id = other
"""


def synchrotrap(connection: duckdb.DuckDBPyConnection, events: Path) -> dict[int, float]:
    """Score every account by its most similar partner.

    Single linkage at threshold t groups exactly the accounts that have a partner of at least t, so a cut of
    this score is the method at that threshold.
    Returns: similarity by account, 0 to 1, only of accounts with a partner.
    """
    connection.execute(
        PAIRS.format(events=events, window=WINDOW_SECONDS, crowd=LARGEST_CROWD, least=LEAST_MATCHES)
    )
    rows = connection.execute(
        "select account, max(similarity) from ("
        " select one as account, similarity from pairs union all select other, similarity from pairs"
        ") group by account"
    ).fetchall()
    return dict(rows)


def groups(connection: duckdb.DuckDBPyConnection, threshold: float, least_members: int) -> set[int]:
    """Accounts in components of at least so many members, joined by pairs of at least this similarity."""
    rows = connection.execute(
        "select one, other from pairs where similarity >= $threshold", {"threshold": threshold}
    ).fetchall()
    parent: dict[int, int] = {}

    def root(node: int) -> int:
        while parent.setdefault(node, node) != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for one, other in rows:
        parent[root(one)] = root(other)
    members: dict[int, set[int]] = {}
    for node in list(parent):
        members.setdefault(root(node), set()).add(node)
    return {node for group in members.values() if len(group) >= least_members for node in group}
