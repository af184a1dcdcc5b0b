"""Every planted gap of the made-up shop is found with its reason, and none is invented (systems E1, E9)."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from truenorth.sample.consent_plan import GAPS, TWINS

pytestmark = pytest.mark.xdist_group("platform")

ENTITIES = {
    "interactions": ("actor_id", "occurred_at"),
    "orders": ("actor_id", "ordered_at"),
    "clicks": ("actor_id", "clicked_at"),
    "actors": ("actor_id", "created_at"),
    "targets": ("author_id", "published_at"),
}


@pytest.fixture(scope="module")
def shop(built_platform: Path) -> duckdb.DuckDBPyConnection:
    """The work database and `truth`: what was planted, by account."""
    truth = built_platform.with_name(f"{built_platform.name}_truth")
    con = duckdb.connect()
    con.execute(f"attach '{built_platform / 'work.duckdb'}' as work (read_only)")
    con.execute("use work")
    con.execute(f"create temp view truth as select * from read_csv('{truth}/consents.csv')")
    return con


def events(entity: str) -> str:
    """A select of the person, the moment, what is planted there and the reason that must be found."""
    subject, moment = ENTITIES[entity]
    return f"""
        select
            events.{subject} as subject_id, events.{moment} as happened_at, truth.kind,
            case
                -- nobody had consented before there was an account
                when actors.actor_id is null or events.{moment} < actors.created_at then 'missing'
                when (truth.begins_at is null or events.{moment} >= truth.begins_at)
                    and (truth.ends_at is null or events.{moment} < truth.ends_at) then truth.reason
            end as reason
        from canonical_{entity} as events
        left join canonical_actors as actors on actors.actor_id = events.{subject}
        left join truth on truth.account_id = events.{subject}
        where events.{subject} is not null and events.{moment} is not null
    """


@pytest.mark.parametrize("entity", ENTITIES)
def test_every_gap_is_found_with_its_reason_and_no_other(
    shop: duckdb.DuckDBPyConnection, entity: str
) -> None:
    wanted = shop.execute(f"""
        select distinct subject_id, happened_at, reason from ({events(entity)}) where reason is not null
    """).fetchall()
    found = shop.execute(f"""
        select distinct subject_id, happened_at, reason from int_consent__gaps where entity = '{entity}'
    """).fetchall()
    assert len(wanted) > 30
    assert set(found) == set(wanted)


def test_every_kind_of_gap_and_every_twin_is_there(shop: duckdb.DuckDBPyConnection) -> None:
    met = {
        kind: (uncovered, covered)
        for kind, uncovered, covered in shop.execute(f"""
            select kind, count(reason), count(*) - count(reason)
            from ({events("interactions")})
            where kind is not null and year(happened_at) = 2025 -- an impossible time is before any account
            group by kind
        """).fetchall()
    }
    assert set(met) == {*GAPS, *TWINS}
    assert all(met[kind][0] > 0 for kind in GAPS)
    assert all(met[kind] == (0, met[kind][1]) for kind in TWINS)
    ended = ("expired", "cut_short", "withdrawn", "withdrawn_late", "withdrawn_for_a_while")
    assert all(met[kind][1] > 0 for kind in ended), "covered until then"


def test_trusted_rows_are_the_covered_ones_and_raw_rows_all(shop: duckdb.DuckDBPyConnection) -> None:
    uncovered = f"select * from ({events('interactions')}) where reason is not null"
    for least, expected in ((3, 0), (2, 0)):
        found = shop.execute(f"""
            select count(*) from int_interactions__standing as rows
            semi join ({uncovered}) as gaps
                on rows.actor_id = gaps.subject_id and rows.occurred_at = gaps.happened_at
            where standing >= {least}
        """).fetchone()
        assert found == (expected,)
    trusted, raw = shop.execute("""
        select count(*) filter (standing = 3), count(*) from int_interactions__standing
    """).fetchone() or (0, 0)
    assert 0 < trusted < raw


def test_revenue_is_what_remains_without_the_gaps(shop: duckdb.DuckDBPyConnection) -> None:
    """The trusted figure, once more from the staged lines."""
    wanted = shop.execute(f"""
        select sum(amount) from stg_orders as lines
        anti join (select order_id from blocked_orders) as blocked on blocked.order_id = lines.order_id
        anti join (select * from ({events("orders")}) where reason is not null) as gaps
            on gaps.subject_id = lines.actor_id and gaps.happened_at = lines.ordered_at
        where is_admitted and amount > 0
    """).fetchone()
    published = shop.execute("""
        select value from metric_values
        where metric = 'gross_revenue' and basis = 'trusted' and dimension = 'all' and period_start is null
    """).fetchone()
    assert wanted is not None and published is not None
    assert published[0] == pytest.approx(float(wanted[0]))


def test_coverage_adds_up_and_says_what_each_use_rests_on(shop: duckdb.DuckDBPyConnection) -> None:
    rows = shop.execute("""
        select metric, entity, status, legal_basis, personal_rows, covered_rows, excluded_rows
        from consent_coverage
    """).fetchall()
    by_use = {(row[0], row[1]): row[2:] for row in rows}
    assert by_use["invalid_exposure_rate", "exposures"][:2] == ("other basis", "Legitimate interests")
    assert by_use["creator_mau", "targets"][0] == by_use["creator_mau", "interactions"][0] == "covered"
    assert {row[2] for row in rows} == {"covered", "other basis"}
    for status, basis, personal, covered, excluded in by_use.values():
        if status == "covered":
            assert basis == "Consent" and excluded > 0 and personal == covered + excluded
        else:
            assert covered is None and excluded is None
