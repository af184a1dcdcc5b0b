"""What detection finds in the made-up shop, held against the truth that no model reads."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

pytestmark = pytest.mark.xdist_group("platform")

# Least share of an attack that must be blocked. Views are left out: a farm that also watches loses its likes
# and comments, and a view alone is evidence of nothing.
CAUGHT = {"lockstep": 0.95, "hijacked": 0.95, "copied_comments": 0.95, "slow_drip": 0.95, "rank_boost": 0.95}
HONEST = (
    "background",
    "neg_fan_club",
    "neg_push_segment",
    "neg_giveaway",
    "neg_launch",
    "neg_lottery_visitor",
)
BOUND = 0.001  # var truenorth_false_positive_bound


@pytest.fixture(scope="module")
def scored(built_platform: Path) -> duckdb.DuckDBPyConnection:
    """The work database with three views more: every admitted interaction, order and click, its kind, and
    whether it is blocked."""
    truth = built_platform.with_name(f"{built_platform.name}_truth")
    con = duckdb.connect()
    con.execute(f"attach '{built_platform / 'work.duckdb'}' as work (read_only)")
    con.execute("use work")
    con.execute(f"""
        create temp view scored_interactions as
        select
            acts.action, coalesce(truth.kind, 'background') as kind, accounts.kind as account_kind,
            blocked.interaction_id is not null as is_blocked
        from (select distinct on (interaction_id) * from stg_interactions where is_admitted) as acts
        left join '{truth}/interactions.parquet' as truth on truth.event_id = acts.interaction_id
        left join '{truth}/accounts.parquet' as accounts on accounts.account_id = acts.actor_id
        left join blocked_interactions as blocked on blocked.interaction_id = acts.interaction_id
    """)
    con.execute(f"""
        create temp view scored_orders as
        select distinct truth.kind, orders.order_id, blocked.order_id is not null as is_blocked
        from stg_orders as orders
        join '{truth}/orders.parquet' as truth on truth.order_no = orders.order_id
        left join blocked_orders as blocked on blocked.order_id = orders.order_id
        where orders.is_admitted
    """)
    con.execute(f"""
        create temp view scored_clicks as
        select channels.kind as channel_kind, bots.click_id is not null as is_bot,
            blocked.click_id is not null as is_blocked
        from stg_clicks as clicks
        join read_csv('{truth}/channels.csv') as channels on channels.channel_id = clicks.channel_id
        left join read_csv('{truth}/clicks.csv') as bots on bots.click_id = clicks.click_id
        left join blocked_clicks as blocked on blocked.click_id = clicks.click_id
        where clicks.is_admitted
    """)
    return con


def share_blocked(scored: duckdb.DuckDBPyConnection, table: str, where: str) -> float:
    row = scored.execute(f"select count(*), avg(is_blocked::int) from {table} where {where}").fetchone()
    assert row is not None and row[0] > 0, f"nothing in {table} where {where}"
    return float(row[1])


@pytest.mark.parametrize(("attack", "least"), CAUGHT.items())
def test_planted_attacks_are_blocked(scored: duckdb.DuckDBPyConnection, attack: str, least: float) -> None:
    where = f"kind = '{attack}' and action <> 'view'"
    assert share_blocked(scored, "scored_interactions", where) >= least


@pytest.mark.parametrize("honest", HONEST)
def test_honest_interactions_stand(scored: duckdb.DuckDBPyConnection, honest: str) -> None:
    where = f"kind = '{honest}' and account_kind not in ('hijacked', 'slow_drip', 'rank_boost')"
    assert share_blocked(scored, "scored_interactions", where) <= BOUND


def test_a_hijacked_account_keeps_its_own_life(scored: duckdb.DuckDBPyConnection) -> None:
    where = "account_kind = 'hijacked' and kind <> 'hijacked'"
    assert share_blocked(scored, "scored_interactions", where) <= 0.02


def test_bots_of_watered_channels_are_blocked_and_weak_channels_stand(
    scored: duckdb.DuckDBPyConnection,
) -> None:
    assert share_blocked(scored, "scored_clicks", "is_bot") >= 0.5
    assert share_blocked(scored, "scored_clicks", "channel_kind <> 'watered'") == 0
    [(blocked,)] = scored.execute(
        """
        select count(*) from brushing_standing_verdicts
        where subject_type = 'channel' and status = 'blocked'
        """
    ).fetchall()
    assert blocked == 3


@pytest.mark.parametrize("attack", ["brushed_order", "reversed_order"])
def test_planted_orders_are_blocked(scored: duckdb.DuckDBPyConnection, attack: str) -> None:
    assert share_blocked(scored, "scored_orders", f"kind = '{attack}'") >= 0.95


@pytest.mark.parametrize(
    "honest", ["background", "neg_flash_sale", "neg_loyal_buyer", "neg_change_of_mind", "proxy_buyer"]
)
def test_honest_orders_stand(scored: duckdb.DuckDBPyConnection, honest: str) -> None:
    assert share_blocked(scored, "scored_orders", f"kind = '{honest}'") <= BOUND


def test_the_proxy_buyer_is_called_ambiguous_and_nobody_else_is(
    scored: duckdb.DuckDBPyConnection, built_platform: Path
) -> None:
    truth = built_platform.with_name(f"{built_platform.name}_truth")
    called = scored.execute(f"""
        select accounts.kind, verdicts.status from brushing_standing_verdicts as verdicts
        join '{truth}/accounts.parquet' as accounts on accounts.account_id = verdicts.subject_id
        where verdicts.subject_type = 'actor' and verdicts.signals like '%proxy_buyers%'
    """).fetchall()
    assert called == [("proxy_buyer", "ambiguous")]


def test_prize_hunters_and_a_batch_of_sign_ups_are_named_and_nobody_else(
    scored: duckdb.DuckDBPyConnection, built_platform: Path
) -> None:
    truth = built_platform.with_name(f"{built_platform.name}_truth")
    named = scored.execute(f"""
        select findings.signal, accounts.kind, count(distinct accounts.account_id) as found
        from brushing_findings as findings
        join '{truth}/accounts.parquet' as accounts on accounts.account_id = findings.subject_id
        where findings.signal in ('reward_only_actors', 'account_batches')
        group by all order by all
    """).fetchall()
    there = dict(
        scored.execute(f"select kind, count(*) from '{truth}/accounts.parquet' group by kind").fetchall()
    )
    assert named == [
        ("account_batches", "lockstep", there["lockstep"]),
        ("reward_only_actors", "reward_only", there["reward_only"]),
    ]
