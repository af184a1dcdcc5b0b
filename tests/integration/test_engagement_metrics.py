"""Metrics of interactions, creators, channels and exposures: each basis as plain Python finds it, and batches
that detection holds back from the trusted one."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb
import pytest

from dbt_projects import run
from engagement_oracle import Total, totals
from engagement_shop import Tables, make_engagement_shop, make_tables

pytestmark = pytest.mark.xdist_group("engagement")
NORMAL = {"b1": 0.05, "b2": 0.02, "b3": 0.0, "b4": 0.08}
FULL = {**NORMAL, "b3": 0.9}
BUILD = (
    "dbt", "build", "--exclude-resource-type", "unit_test",
    "--select", "+metric_values", "+brushing_effects", "+fct_brushed_batches",
)  # fmt: skip


@pytest.fixture(scope="module")
def tables() -> Tables:
    return make_tables(7, brushed=NORMAL)


@pytest.fixture(scope="module")
def built(tables: Tables, tmp_path_factory: pytest.TempPathFactory) -> Path:
    shop = make_engagement_shop(tmp_path_factory.mktemp("platform"), tables)
    run(shop, *BUILD)
    return shop


@pytest.fixture
def shop(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "platform", symlinks=True))


def ask(shop: Path, query: str) -> list[tuple]:
    with duckdb.connect(str(shop / "shop.duckdb"), read_only=True) as connection:
        return connection.execute(query).fetchall()


def found(shop: Path, basis: str) -> dict[str, Total]:
    if basis == "admitted":
        query = "select metric, numerator_before, denominator_before from brushing_effects"
    else:
        query = (
            "select metric, numerator, denominator from metric_values"
            f" where basis = '{basis}' and period_start is null and dimension = 'all'"
        )
    return {metric: (numerator, denominator) for metric, numerator, denominator in ask(shop, query)}


@pytest.mark.parametrize("basis", ["raw", "admitted", "trusted"])
def test_totals_equal_plain_python(built: Path, tables: Tables, basis: str) -> None:
    assert found(built, basis) == totals(tables, basis)


def test_effects_lay_admitted_beside_trusted(built: Path) -> None:
    effects = ask(
        built, "select metric, value_after, numerator_after, denominator_after from brushing_effects"
    )
    trusted = found(built, "trusted")
    assert {metric: (part, whole) for metric, _, part, whole in effects} == trusted
    assert {metric: value for metric, value, _, _ in effects} == {
        metric: part / whole for metric, (part, whole) in trusted.items()
    }


def test_metric_values_show_raw_and_trusted_only(built: Path) -> None:
    assert ask(built, "select distinct basis from metric_values order by 1") == [("raw",), ("trusted",)]


def test_periods_and_members_add_up_where_counts_do(built: Path) -> None:
    off = ask(
        built,
        """
        select total.metric, total.basis, parts.dimension, parts.by_period
        from metric_figures as total
        inner join (
            select
                metric, basis, dimension, period_start is not null as by_period, sum(numerator) as numerator
            from metric_figures
            group by all
        ) as parts on total.metric = parts.metric and total.basis = parts.basis
        where
            total.period_start is null and total.dimension = 'all' and total.numerator <> parts.numerator
            and total.metric not in ('creator_mau', 'silent_intent_users')
            and not (total.metric = 'total_users' and parts.by_period)
        """,
    )
    assert off == []


def test_too_many_invalid_exposures_publish_nothing(shop: Path) -> None:
    gate = ("dbt", "test", "--select", "invalid_exposure_rate,test_name:ratio_at_most")
    run(shop, *gate)
    with pytest.raises(AssertionError, match="Got 1 result"):
        run(shop, *gate, "--vars", '{"truenorth_invalid_exposure_max": 0.286}')


def test_normal_batches_are_judged_and_none_is_held(built: Path) -> None:
    judged = ask(
        built,
        "select entity, count(distinct batch_id), count(*) filter (outcome <> 'pass')"
        " from aud_brushing group by entity order by entity",
    )
    assert judged == [("clicks", 4, 0), ("interactions", 4, 0)]
    assert ask(built, "select * from fct_brushed_batches") == []


def test_a_second_run_profiles_and_judges_nothing_again(shop: Path) -> None:
    kept = ("select * from prf_brushing order by all", "select * from aud_brushing order by all")
    before = [ask(shop, query) for query in kept]
    figures = ask(shop, "select * from metric_values order by all")
    run(shop, *BUILD)
    assert [ask(shop, query) for query in kept] == before
    assert ask(shop, "select * from metric_values order by all") == figures


def test_a_batch_full_of_brushing_leaves_the_trusted_basis_and_comes_back(shop: Path, tables: Tables) -> None:
    brushed = make_tables(7, brushed=FULL)
    seeds = {entity: shop / f"seeds/raw_{entity}.csv" for entity in ("interactions", "clicks")}
    for entity, seed in seeds.items():
        seed.write_text(brushed.csv(entity))
    with pytest.raises(AssertionError) as red:
        run(shop, *BUILD)
    for entity in seeds:
        assert f"HELD {entity} b3: TN-A020 {entity}_brushed: observed 0." in str(red.value)
    assert "expected at most 0.286" in str(red.value)
    for basis in ("raw", "admitted", "trusted"):
        assert found(shop, basis) == totals(brushed, basis, held=frozenset({"b3"}))
    # nothing flows back: the batch is still read by detectors and stays admitted
    assert ask(shop, "select count(*) from canonical_interactions where batch_id = 'b3'") == [(100,)]
    channels = ask(
        shop,
        "select count(*) from prf_brushing"
        " where measure like 'channel.%.interactions.brushed_share' and value > 0.8",
    )
    assert channels[0][0] >= 3

    waive(shop, ["interactions_brushed", "clicks_brushed"])
    run(shop, *BUILD)
    assert found(shop, "trusted") == totals(brushed, "trusted")


def test_the_projects_own_suite_takes_the_place_of_the_default(shop: Path, tables: Tables) -> None:
    suite = shop / "expectations/batches/brushing.py"
    suite.parent.mkdir(parents=True)
    suite.write_text(
        "import great_expectations as gx\nimport great_expectations.expectations as gxe\n\n"
        "def suite():\n    return gx.ExpectationSuite(name='brushing', expectations=[\n"
        "        gxe.ExpectColumnValuesToBeBetween(column='clicks.brushed_share', max_value=0.06,\n"
        "            meta={'name': 'few_brushed_clicks', 'origin': 'made up for a test'})])\n"
    )
    with pytest.raises(AssertionError, match=r"HELD clicks b4: TN-A020 few_brushed_clicks: observed 0\.0"):
        run(shop, *BUILD, "--full-refresh")
    assert ask(shop, "select distinct entity, batch_id from brushing_held_batches") == [("clicks", "b4")]
    assert found(shop, "trusted")["comment_share"] == totals(tables, "trusted")["comment_share"]


def waive(shop: Path, expectations: list[str]) -> None:
    path = shop / "expectations/releases/brushing.yml"
    path.parent.mkdir(parents=True)
    path.write_text(
        f"batches:\n  - batch_id: b3\n    expectations: [{', '.join(expectations)}]\n"
        "    why: a farm that we know, all of it blocked\n    reviewer: A. Chen\n    expires: 2999-01-01\n"
    )
