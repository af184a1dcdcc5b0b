"""`mf query` gives the figures of `metric_figures`: total, by month, by country and by cohort month.

It knows a third basis, `admitted`, which `metric_figures` does not show (`brushing_effects` does).
"""

import shutil
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from dbt_projects import run

METRICS = (
    "repurchase_rate_90d",
    "repurchase_rate_180d",
    "retention_3_6m",
    "monthly_cohort_retention",
    "net_revenue",
    "gross_revenue",
    "average_order_value",
    "active_customers",
    "clv",
)
MONTH = "metric_time__month"
STEP = "monthly_cohort_retention__months_since_first"


@pytest.fixture(scope="module")
def asked_project(built_project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy: MetricFlow opens the database for writing and leaves a log."""
    return Path(shutil.copytree(built_project, tmp_path_factory.mktemp("asked") / "project", symlinks=True))


@pytest.mark.parametrize(
    ("metrics", "group_by", "where"),
    [
        pytest.param(METRICS, [], "dimension = 'all' and period_start is null", id="total"),
        pytest.param(
            METRICS, ["metric_time__month"], "dimension = 'all' and period_start is not null", id="month"
        ),
        pytest.param(METRICS, ["country"], "dimension = 'country' and period_start is null", id="country"),
        pytest.param(
            ("monthly_cohort_retention",),
            [MONTH, STEP],
            "dimension = 'months_since_first' and period_start is not null",
            id="cohort",
        ),
    ],
)
def test_same_figures(
    asked_project: Path, tmp_path: Path, metrics: tuple[str, ...], group_by: list[str], where: str
) -> None:
    answer = tmp_path / "answer.csv"
    asked = [
        "--metrics",
        ",".join(metrics),
        "--group-by",
        ",".join(["basis", *group_by]),
        "--csv",
        str(answer),
    ]
    run(asked_project, "mf", "query", *asked)
    flow = pd.read_csv(answer, keep_default_na=False, na_values=[""], dtype={STEP: str})
    assert set(flow["basis"]) == {"raw", "admitted", "trusted"}
    flow = flow[flow["basis"] != "admitted"]
    flow = flow.melt(["basis", *group_by], list(metrics), "metric", "flow").dropna(subset="flow")
    flow = flow.rename(columns={MONTH: "period_start", "country": "member", STEP: "member"})
    if "period_start" in flow:
        flow["period_start"] = pd.to_datetime(flow["period_start"])
    with duckdb.connect(str(asked_project / "work.duckdb"), read_only=True) as connection:
        table = connection.execute(
            f"select * from truenorth.metric_figures where {where} and value is not null"
        ).df()
    table = table[table["metric"].isin(metrics)]
    keys = [key for key in ("metric", "basis", "period_start", "member") if key in flow]
    both = table.merge(flow, on=keys, how="outer", indicator=True)
    assert len(both) == len(table) > 0
    assert (both["_merge"] == "both").all(), both.loc[both["_merge"] != "both", [*keys, "_merge"]].to_string()
    assert ((both["value"] - both["flow"]).abs() <= 1e-9 * both["value"].abs()).all()
