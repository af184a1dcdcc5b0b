"""What stands in the raw tables: shapes, planted shares, and nothing that could not have happened."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from truenorth.sample.kinds import Kind

ATTACKS = {kind.name for kind in Kind if kind.is_attack}


@pytest.fixture(scope="module")
def world(sample: Path) -> duckdb.DuckDBPyConnection:
    """Views of the raw tables and, under `truth_`, of the truth."""
    con = duckdb.connect()
    for name in ("accounts", "contents", "interactions", "exposures"):
        con.execute(f"create view {name} as select * from '{sample}/{name}/*.parquet'")
    for name in ("orders", "clicks", "channels", "campaigns", "enforcement"):
        con.execute(
            f"create view {name} as select * from read_csv('{sample}/{name}/*.csv', all_varchar = true)"
        )
    con.execute(f"create view labels as select * from '{sample}/labels/*.jsonl'")
    for name in ("accounts", "interactions", "orders"):
        con.execute(f"create view truth_{name} as select * from '{sample}/truth/{name}.parquet'")
    for name in ("clicks", "channels", "pollution", "ecosystem"):
        con.execute(f"create view truth_{name} as select * from '{sample}/truth/{name}.csv'")
    return con


def value(world: duckdb.DuckDBPyConnection, sql: str) -> object:
    row = world.execute(sql).fetchone()
    assert row is not None
    return row[0]


def test_files_come_in_three_formats_over_26_weeks_and_6_months(sample: Path) -> None:
    files = {folder.name: sorted(path.suffix for path in folder.iterdir()) for folder in sample.iterdir()}
    assert files["interactions"] == [".parquet"] * 26
    assert files["exposures"] == [".parquet"] * 6
    assert files["orders"] == files["clicks"] == [".csv"] * 6
    assert files["labels"] == [".jsonl"] * 6
    assert files["consents"] == [".parquet"] * 6


def test_scale_is_the_number_of_accounts(world: duckdb.DuckDBPyConnection) -> None:
    assert value(world, "select count(*) from accounts") == 1_000
    assert value(world, "select count(distinct account_id) from accounts") == 1_000
    assert value(world, "select count(*) from truth_accounts join accounts using (account_id)") == 1_000


def test_every_action_and_both_languages_are_there(world: duckdb.DuckDBPyConnection) -> None:
    actions = {row[0] for row in world.execute("select distinct action from interactions").fetchall()}
    assert {"view", "like", "comment", "share", "follow", "save", "reply", "search", "correct"} < actions
    for letters in ("[\\u4e00-\\u9fff]{4}", "[a-z]+ [a-z]+ [a-z]+"):
        found = f"select count(*) from interactions where regexp_matches(comment_text, '{letters}')"
        assert value(world, found.encode().decode("unicode_escape")) > 100


def test_who_comes_back_in_silence_buys_more_often_than_who_searches(
    world: duckdb.DuckDBPyConnection,
) -> None:
    def bought_by(habit: str) -> float:
        return float(
            value(
                world,
                f"""
                with dealings as (
                    select
                        account_id,
                        content_id,
                        count(*) filter (action = 'view') as looks,
                        count(*) filter (action = 'search') as searches
                    from interactions
                    where starts_with(content_id, 'p')
                    group by all
                ),
                bought as (select distinct account_id, item_id as content_id from orders)
                select avg(cast(bought.account_id is not null as integer))
                from dealings left join bought using (account_id, content_id) where {habit}
                """,
            )
        )

    silent, searching = bought_by("looks >= 3 and searches = 0"), bought_by("searches > 0")
    assert 1.5 < silent / searching < 2.7, "2.1 is planted"


@pytest.mark.parametrize("attack", sorted(ATTACKS - {"brushed_order", "reversed_order"}))
def test_every_attack_on_contents_is_planted(world: duckdb.DuckDBPyConnection, attack: str) -> None:
    assert (
        value(world, f"select count(*) from truth_interactions where kind = '{attack}' and is_attack") >= 50
    )


@pytest.mark.parametrize(
    "honest", ["neg_fan_club", "neg_push_segment", "neg_giveaway", "neg_launch", "neg_lottery_visitor"]
)
def test_every_honest_crowd_is_there(world: duckdb.DuckDBPyConnection, honest: str) -> None:
    acts = f"select count(*) from truth_interactions where kind = '{honest}' and not is_attack"
    assert value(world, acts) >= 30


def test_orders_hold_brushing_reversals_a_proxy_buyer_and_honest_look_alikes(
    world: duckdb.DuckDBPyConnection,
) -> None:
    kinds = dict(world.execute("select kind, count(*) from truth_orders group by kind").fetchall())
    assert kinds["brushed_order"] >= 30
    assert kinds["reversed_order"] % 2 == 0, "each giant order is taken back"
    assert kinds["proxy_buyer"] == 8
    assert min(kinds[name] for name in ("neg_flash_sale", "neg_loyal_buyer", "neg_change_of_mind")) > 5


def test_channels_are_watered_weak_and_plain(world: duckdb.DuckDBPyConnection) -> None:
    kinds = dict(world.execute("select kind, count(*) from truth_channels group by kind").fetchall())
    assert kinds == {"background": 6, "neg_weak_channel": 3, "watered": 3}


def test_a_share_of_286_in_1000_exposures_is_invalid(world: duckdb.DuckDBPyConnection) -> None:
    total = value(world, "select count(*) from exposures")
    assert total == 16_000, "16 an account: 32,000 at the default scale"
    invalid = "select count(*) from truth_pollution where file like 'exposures/%'"
    assert value(world, invalid) == round(0.286 * 16_000)
    unknown = "select count(*) from exposures where account_id not in (select account_id from accounts)"
    assert value(world, unknown) == round(0.286 * 16_000)


def test_a_share_of_235_in_1000_labels_contradicts_the_account(world: duckdb.DuckDBPyConnection) -> None:
    assert value(world, "select count(*) from labels where value <> declared_value") == round(0.235 * 800)
    age = "delivered_at - labelled_at > ttl_days * interval 1 day"
    assert value(world, f"select count(*) from labels where {age}") == round(0.12 * 800)


def test_nobody_acts_before_signing_up_or_before_the_video_is_there(
    world: duckdb.DuckDBPyConnection,
) -> None:
    early = """
        select count(*) from interactions i
        join accounts a using (account_id) join contents c using (content_id)
        where (happened_at < registered_at or happened_at < published_at) and year(happened_at) = 2025
    """
    assert value(world, early) == 0


def test_every_account_and_content_that_acts_is_registered(world: duckdb.DuckDBPyConnection) -> None:
    for table, key in (("interactions", "account_id"), ("orders", "account_id")):
        strangers = f"select count(*) from {table} where {key} not in (select account_id from accounts)"
        assert value(world, strangers) == 0
    for table, key in (("interactions", "content_id"), ("orders", "item_id"), ("exposures", "content_id")):
        strangers = f"select count(*) from {table} where {key} not in (select content_id from contents)"
        assert value(world, strangers) == 0


def test_hijacked_accounts_have_an_honest_life(world: duckdb.DuckDBPyConnection) -> None:
    honest = """
        select count(*) from interactions join truth_accounts t using (account_id)
        where t.kind = 'hijacked' and event_id not in (select event_id from truth_interactions)
    """
    assert value(world, honest) > 200


def test_names_say_that_they_are_made_up(world: duckdb.DuckDBPyConnection) -> None:
    for table, column in (
        ("accounts", "nickname"),
        ("channels", "channel_name"),
        ("enforcement", "platform"),
    ):
        unmarked = f"{column} not like '%虚构%' or lower({column}) not like '%made-up%'"
        assert value(world, f"select count(*) from {table} where {unmarked}") == 0
    assert value(world, "select count(*) from interactions where network_prefix not like '2001:db8:%'") == 0


def test_pollution_is_no_attack(world: duckdb.DuckDBPyConnection) -> None:
    spoiled = """
        select count(*) from truth_pollution p
        join (select event_id, action from interactions where action not in
            ('view', 'like', 'comment', 'share', 'follow', 'save', 'reply')) i on p.reason = 'unknown_action'
        join truth_interactions t using (event_id)
    """
    assert value(world, spoiled) == 0
