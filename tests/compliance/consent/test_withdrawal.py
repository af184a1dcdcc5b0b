"""A small shop over time: consent, withdrawal, a late record, and a metric that goes past the filter."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from dbt_projects import project_that_installs_truenorth

NOTICES = """
notices:
  - {version: v1, purposes: [analytics], valid_from: 2024-01-01, languages: [en]}
"""
# a and b buy for 10 a month; what c buys nobody may use, and who bought for 1 is not known
ORDERS = """
select
    cast(buyer || number as varchar) as order_line_id, cast(buyer || number as varchar) as order_id,
    nullif(buyer, 'n') as actor_id, timestamp '2024-01-15 12:00:00' + to_months(number) as ordered_at,
    case buyer when 'n' then 1 else 10 end as amount
from (values ('a'), ('b'), ('c'), ('n')) as buyers (buyer), range(4) as months (number)
"""
GIVEN = """
select
    subject_id as consent_id, subject_id, 'analytics.reporting' as purpose, 'given' as status,
    timestamp '2024-01-01' as valid_from, timestamp '2024-01-01' as recorded_at, 'v1' as notice_version
from (values ('a'), ('b')) as people (subject_id)
"""
WITHDRAWN = f"""
{GIVEN}
union all
select 'w', 'b', 'analytics', 'withdrawn', timestamp '2024-03-01', timestamp '2024-06-01', 'v1'
"""
# the total of everybody, made past the standing relation: nothing leaves out what no consent covers
OWN_METRIC = """
select 'trusted' as basis, date '2024-01-01' as period_start, sum(amount) as numerator
from {{ ref('truenorth', 'canonical_orders') }}
"""
OWN_YML = """
models:
  - name: everything_sold
    config:
      meta:
        truenorth:
          title: {en: Everything sold, zh: 全部}
          tier: candidate
          kind: vanity
          unit: currency
          purpose: analytics.reporting
          rollup: {numerator: sum(numerator), period: month, dimensions: []}
"""
VARIABLES: dict[str, object] = {
    "truenorth_entities": ["orders", "consents"],
    "truenorth_signals": {},
    "truenorth_metrics": {"orders": ["gross_revenue"]},
}
MODELS = ("--select", "+consent_coverage", "+metric_values", "trusted_rows_are_covered")
PROOF = "trusted_rows_are_covered"
FILTERED = "rows_covered_or_explained_consent_coverage_"
KNOWN = "basis_is_known_consent_coverage_"
MEANT = "basis_is_known_once_declared_consent_coverage_"
IN_TIME = "no_late_withdrawals_late_withdrawals_"
CONSENT_TESTS = (PROOF, FILTERED, KNOWN, MEANT, IN_TIME)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return project_that_installs_truenorth(
        tmp_path_factory.mktemp("consenting"),
        VARIABLES,
        {
            "models/stg_orders.sql": ORDERS,
            "models/stg_consents.sql": GIVEN,
            "expectations/consent/notices.yml": NOTICES,
        },
    )


def built(
    shop: Path, *, consents: str = GIVEN, variables: dict[str, object] | None = None, command: str = "build"
) -> dict[str, str]:
    """Build the shop, or only test it; returns the outcome of each test of consent, by name."""
    (shop / "models/stg_consents.sql").write_text(consents)
    program = Path(sys.executable).with_name("dbt")
    done = subprocess.run(
        [
            program,
            command,
            *MODELS,
            "--exclude",
            "test_type:unit",
            "--vars",
            json.dumps(VARIABLES | (variables or {})),
        ],
        cwd=shop,
        capture_output=True,
        text=True,
    )
    assert done.returncode in (0, 1), done.stdout
    results = json.loads((shop / "target/run_results.json").read_text(encoding="utf-8"))["results"]
    broken = [one["unique_id"] for one in results if one["status"] in ("error", "skipped")]
    assert not broken, done.stdout
    return {
        one["unique_id"].split(".")[2]: one["status"]
        for one in results
        if one["unique_id"].startswith("test.") and any(name in one["unique_id"] for name in CONSENT_TESTS)
    }


def revenue(shop: Path) -> dict[str, float]:
    with duckdb.connect(str(shop / "shop.duckdb"), read_only=True) as con:
        return dict(
            con.execute("""
                select basis, value from metric_values
                where metric = 'gross_revenue' and dimension = 'all' and period_start is null
            """).fetchall()
        )


def coverage(shop: Path, *columns: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(shop / "shop.duckdb"), read_only=True) as con:
        return con.execute(f"select {', '.join(columns)} from consent_coverage order by metric").fetchall()


def test_withdrawal_leaves_the_trusted_figure_at_the_next_run_and_shows_in_the_bubble(shop: Path) -> None:
    built(shop)
    assert revenue(shop) == {"raw": 124, "trusted": 84}
    assert coverage(shop, "status", "excluded_rows", "missing_rows") == [("covered", 4, 4)]
    outcomes = built(shop, consents=WITHDRAWN)
    assert revenue(shop) == {"raw": 124, "trusted": 64}
    columns = ("status", "excluded_rows", "missing_rows", "withdrawn_rows", "late_rows")
    assert coverage(shop, *columns) == [("covered", 6, 4, 2, 0)]
    assert outcomes == dict.fromkeys(CONSENT_TESTS, "pass")


@pytest.mark.heavy
def test_what_was_known_earlier_can_be_asked_again(shop: Path) -> None:
    built(shop, consents=WITHDRAWN, variables={"truenorth_consents_known_at": "2024-05-01"})
    assert revenue(shop)["trusted"] == 84


@pytest.mark.heavy
def test_a_withdrawal_that_was_recorded_after_a_release_is_told(shop: Path) -> None:
    release = shop / "published" / "releases" / "20240501T000000.000000Z-0123456789ab.duckdb"
    release.parent.mkdir(parents=True)
    release.touch()
    outcomes = built(shop, consents=WITHDRAWN)
    assert coverage(shop, "withdrawn_rows", "late_rows") == [(2, 2)]
    assert outcomes == dict.fromkeys(CONSENT_TESTS, "pass") | {IN_TIME: "warn"}
    release.unlink()


def test_a_metric_that_goes_past_the_filter_fails(shop: Path) -> None:
    (shop / "models/everything_sold.sql").write_text(OWN_METRIC)
    (shop / "models/everything_sold.yml").write_text(OWN_YML)
    own: dict[str, object] = {"truenorth_own_metrics": ["everything_sold"]}
    try:
        outcomes = built(shop, variables=own)
        assert coverage(shop, "metric", "status", "excluded_rows") == [
            ("everything_sold", "not covered", 4),
            ("gross_revenue", "covered", 4),
        ]
        assert outcomes == dict.fromkeys(CONSENT_TESTS, "pass") | {PROOF: "fail", FILTERED: "fail"}
        # four of twelve lines with a person: a tolerance beyond a third passes the proof, never the status
        tolerant = own | {"truenorth_consent_tolerance": 0.34}
        outcomes = built(shop, variables=tolerant, command="test")
        assert (outcomes[PROOF], outcomes[FILTERED]) == ("pass", "fail")
    finally:
        (shop / "models/everything_sold.sql").unlink()
        (shop / "models/everything_sold.yml").unlink()


def test_without_consents_and_without_a_declared_basis_the_answer_is_unknown(shop: Path) -> None:
    alone: dict[str, object] = {"truenorth_entities": ["orders"]}
    outcomes = built(shop, variables=alone)
    assert coverage(shop, "status", "legal_basis", "excluded_rows") == [("unknown", None, None)]
    assert revenue(shop)["trusted"] == 124, "unknown leaves the figure, and says so"
    assert (outcomes[KNOWN], outcomes[MEANT]) == ("warn", "pass")
    asked = alone | {"truenorth_consent": "required"}
    assert built(shop, variables=asked, command="test")[KNOWN] == "fail"


SCOPE = """
dataset:
  - fides_key: orders
    data_subjects: [customer]
    data_uses: [analytics.reporting]
"""
BASIS = """
    truenorth:
      processing:
        - data_use: analytics
          data_categories: [user]
          legal_basis_for_processing: Contract
          impact_assessment_location: why.md
"""
NO_TABLE = """
    collections: []
"""


@pytest.mark.heavy
def test_a_declared_basis_needs_no_consents(shop: Path) -> None:
    scope = shop / "expectations/scope/orders.yml"
    scope.parent.mkdir(parents=True, exist_ok=True)
    scope.write_text(SCOPE + BASIS + NO_TABLE)
    try:
        outcomes = built(shop, variables={"truenorth_entities": ["orders"]})
        assert coverage(shop, "status", "legal_basis", "reference") == [("other basis", "Contract", "why.md")]
        assert (outcomes[KNOWN], outcomes[MEANT]) == ("pass", "pass")
    finally:
        scope.unlink()


@pytest.mark.heavy
def test_who_declares_a_source_must_say_what_its_use_rests_on(shop: Path) -> None:
    scope = shop / "expectations/scope/orders.yml"
    scope.parent.mkdir(parents=True, exist_ok=True)
    scope.write_text(SCOPE + NO_TABLE)
    try:
        outcomes = built(shop, variables={"truenorth_entities": ["orders"]})
        assert coverage(shop, "status", "covered_rows") == [("unknown", None)]
        assert (outcomes[KNOWN], outcomes[MEANT]) == ("warn", "fail")
    finally:
        scope.unlink()
