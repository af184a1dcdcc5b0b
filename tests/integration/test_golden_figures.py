"""The figures of Online Retail: as the public knows them, and as plain pandas finds them."""

import csv
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from dbt_projects import ROOT, project_that_installs_truenorth, run
from metrics_oracle import TAKEN_BACK, figures, received_lines

DATA = ROOT / "data" / "online_retail"
FEWEST = 10  # var truenorth_smallest_group
KEYS = ["metric", "basis", "period_start", "dimension", "member"]

# no cleaning at all: everything is admitted, so that only cancellations part the bases
UNCLEANED = """
select
    cast(row_number() over () as varchar) as order_line_id,
    InvoiceNo as order_id,
    cast(CustomerID as varchar) as actor_id,
    InvoiceDate as ordered_at,
    cast(InvoiceDate as date) as ordered_date,
    {{ truenorth.money('Quantity * UnitPrice') }} as amount,
    Country as country,
    InvoiceNo like 'C%' as is_cancellation,
    true as is_admitted
from read_parquet('{{ var("data") }}/*.parquet')
"""


@pytest.fixture(scope="module")
def metric_figures(built_project: Path) -> pd.DataFrame:
    """Every figure, before the slices of few persons are withheld from readers."""
    return _table(built_project, "metric_figures")


@pytest.fixture(scope="module")
def metric_values(built_project: Path) -> pd.DataFrame:
    """What readers see."""
    return _table(built_project, "metric_values")


def _table(project: Path, name: str) -> pd.DataFrame:
    with duckdb.connect(str(project / "work.duckdb"), read_only=True) as connection:
        return connection.execute(f"select * from truenorth.{name}").df()


def test_the_public_cohort_with_and_without_cancellations(tmp_path: Path) -> None:
    project = project_that_installs_truenorth(
        tmp_path,
        {"truenorth_entities": ["orders"], "data": str(DATA)},
        {"models/stg_orders.sql": UNCLEANED},
    )
    run(project, "dbt", "run", "--select", "+monthly_cohort_retention")
    with duckdb.connect(str(project / "shop.duckdb"), read_only=True) as connection:
        found = connection.execute(
            "select basis, sum(denominator), round(100 * sum(numerator) / sum(denominator), 1)"
            " from monthly_cohort_retention where period_start = date '2010-12-01'"
            " group by basis, months_since_first order by basis, months_since_first"
        ).fetchall()
    with (ROOT / "tests" / "golden" / "cohort_2010_12.csv").open(encoding="utf-8") as file:
        golden = {row.pop("rows"): [float(value) for value in row.values()] for row in csv.DictReader(file)}
    # the public did not look for brushing: what it knows is the basis before detection
    for basis, rows in (("raw", "with_cancellations"), ("admitted", "without_cancellations")):
        customers = {size for name, size, _ in found if name == basis}
        assert customers == {golden[rows][0]}
        assert [percent for name, _, percent in found if name == basis] == golden[rows][1:]


def test_every_figure_equals_plain_pandas(metric_figures: pd.DataFrame) -> None:
    lines = received_lines(DATA)
    expected = pd.concat([figures(lines, "raw"), figures(lines, "trusted")])
    both = expected.merge(metric_figures, on=KEYS, how="outer", suffixes=("_expected", ""), indicator=True)
    assert (both["_merge"] == "both").all(), both.loc[both["_merge"] != "both", [*KEYS, "_merge"]].to_string()
    for column in ("numerator", "denominator"):
        off = (both[column] - both[f"{column}_expected"]).abs() > 1e-6
        assert not off.any(), both.loc[off, [*KEYS, column, f"{column}_expected"]].to_string()
    shares = both["numerator"] / both["denominator"].where(both["denominator"] != 0)
    assert ((both["value"] - shares).abs().fillna(0) < 1e-9).all()
    assert both["value"].isna().equals(both["denominator"].eq(0))


def test_readers_see_no_slice_of_few_customers(
    metric_figures: pd.DataFrame, metric_values: pd.DataFrame
) -> None:
    """Counted once more from the raw files: money of a country and month is the money of its customers."""
    lines = received_lines(DATA)
    by_month = lines[lines["money"] > 0].groupby(["period", "country"])["customer"].nunique()
    both = metric_figures.merge(metric_values, on=KEYS, suffixes=("_made", ""), validate="one_to_one")
    assert len(both) == len(metric_figures) == len(metric_values)
    withheld = both["denominator"].isna()
    assert both["numerator"].isna().equals(withheld)
    assert not withheld[both["dimension"] == "all"].any()
    for column in ("numerator", "denominator", "value"):
        assert both.loc[~withheld, column].equals(both.loc[~withheld, f"{column}_made"])
    raw = both["period_start"].notna() & (both["metric"] == "gross_revenue") & (both["basis"] == "raw")
    countries = both[raw & (both["dimension"] == "country")]
    for start, group in countries.groupby("period_start"):
        month = by_month[pd.Period(start, "M")]
        small = set(month.index[month < FEWEST])
        hidden = set(group.loc[group["denominator"].isna(), "member"])
        assert small <= hidden
        # what is withheld together is of enough customers, and nothing more is withheld than that takes
        assert not hidden or (len(hidden) > 1 and month[list(hidden)].sum() >= FEWEST)
        assert len(hidden - small) <= 1
    assert countries["denominator"].isna().any() and countries["denominator"].notna().any()


def test_what_detection_leaves_out_is_two_giant_orders_taken_back(built_project: Path) -> None:
    with duckdb.connect(str(built_project / "work.duckdb"), read_only=True) as connection:
        blocked = connection.execute("select order_id from truenorth.blocked_orders order by 1").fetchall()
        effects = connection.execute("select * from truenorth.brushing_effects").df().set_index("metric")
    assert [order for (order,) in blocked] == sorted(TAKEN_BACK)
    before = figures(received_lines(DATA), "admitted").set_index("metric")
    before = before[before["period_start"].isna() & (before["dimension"] == "all")]
    assert (effects["numerator_before"] - before["numerator"]).abs().max() < 1e-6
    assert (effects["denominator_before"] - before["denominator"]).abs().max() < 1e-6
    # their money went out as it had come in, so only what is sold looks larger than it was
    assert effects.loc["net_revenue", "value_before"] == effects.loc["net_revenue", "value_after"]
    assert (
        round(effects.loc["gross_revenue", "value_before"] - effects.loc["gross_revenue", "value_after"])
        == 245_653
    )


def test_the_bubble_is_raw_over_trusted(metric_values: pd.DataFrame, built_project: Path) -> None:
    totals = metric_values[metric_values["period_start"].isna() & (metric_values["dimension"] == "all")]
    by_basis = totals.pivot(index="metric", columns="basis", values="value")
    with duckdb.connect(str(built_project / "work.duckdb"), read_only=True) as connection:
        verdicts = connection.execute("select * from truenorth.metric_verdicts").df().set_index("metric")
    bubbles = by_basis["raw"] / by_basis["trusted"] - 1
    assert (verdicts["bubble"] - bubbles).abs().max() < 1e-12
    assert set(verdicts["verdict"]) == {"unknown"}  # nothing is admitted that was not measured
