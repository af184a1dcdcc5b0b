"""An appeal end to end: found, blocked, retracted; afterwards every metric is what it would have been."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from brushing_shop import BUSY, HONEST, build_shop, make_shop, orders_csv, rows
from command import truenorth

pytestmark = pytest.mark.xdist_group("appeals")

METRICS = "select * from metric_values"
FINDINGS = "select * from brushing_findings"
STANDING = "select subject_type, subject_id, status, signals, case_ids, score from brushing_standing_verdicts"
BLOCKED = "select order_id from blocked_orders"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    shop = make_shop(tmp_path_factory.mktemp("shop"))
    build_shop(shop, "--exclude-resource-type", "unit_test")
    return shop


@pytest.fixture
def shop(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "shop", symlinks=True))


def case_of(shop: Path, buyer: str) -> str:
    [(case,)] = rows(shop, f"select distinct case_id from brushing_findings where actor_id = '{buyer}'")
    return str(case)


def test_what_a_deciding_signal_finds_leaves_the_trusted_basis(shop: Path) -> None:
    assert rows(shop, BLOCKED) == [(line,) for line, *_ in BUSY]
    revenue = "where metric = 'net_revenue' and dimension = 'all' and period_start is null"
    values = dict(rows(shop, f"select basis, value from metric_values {revenue}"))
    assert values["raw"] - values["trusted"] == sum(money for *_, money in BUSY)


def test_after_a_retraction_every_metric_is_what_it_would_have_been(shop: Path, tmp_path: Path) -> None:
    case = case_of(shop, "x")
    before = rows(shop, METRICS)
    told = truenorth(
        shop, "appeal", "retract", case[:8], "--reason", "a school orders its books", "--by", "A"
    )
    assert told.returncode == 0, told.stderr
    build_shop(shop)
    # the same data, and a signal that never saw x: its day is too busy to be seen
    never = make_shop(tmp_path / "never", {"most": 6})
    build_shop(never)
    assert rows(shop, METRICS) == rows(never, METRICS) != before
    assert rows(shop, STANDING) == rows(never, STANDING)
    assert rows(shop, FINDINGS) != rows(never, FINDINGS), "the finding itself stays readable"
    [(found, retracted)] = rows(shop, "select findings, retracted from findings_summary")
    assert (found, retracted) == (4, 7)


def test_the_last_decision_holds_and_history_stays(shop: Path) -> None:
    case = case_of(shop, "x")
    blocked = rows(shop, BLOCKED)
    for decision in ("uphold", "retract", "uphold"):
        told = truenorth(shop, "appeal", decision, case, "--reason", f"so {decision}", "--by", "A. Chen")
        assert told.returncode == 0, told.stderr
    build_shop(shop)
    assert rows(shop, BLOCKED) == blocked
    shown = json.loads(truenorth(shop, "appeal", "show", case[:6], "--format", "json").stdout)
    assert [one["decision"] for one in shown["decisions"]] == ["uphold", "retract", "uphold"]
    assert shown["findings"] == 7
    assert {one["decided_on"] for one in shown["decisions"]} == {date.today().isoformat()}


def test_neither_a_second_run_nor_a_redelivery_writes_a_finding_again(shop: Path) -> None:
    findings, verdicts = rows(shop, FINDINGS), rows(shop, "select * from brushing_verdicts")
    runs = rows(shop, "select * from brushing_runs")
    build_shop(shop)
    assert rows(shop, FINDINGS) == findings
    assert rows(shop, "select * from brushing_verdicts") == verdicts
    assert rows(shop, "select * from brushing_runs") == runs
    late = [(f"z{number}", "z", "2024-06-20", 5) for number in range(3)]
    (shop / "seeds/orders.csv").write_text(orders_csv(HONEST + BUSY + late))
    build_shop(shop)
    assert set(findings) < set(rows(shop, FINDINGS))
    assert len(rows(shop, FINDINGS)) == len(findings) + len(late)
    assert set(verdicts) < set(rows(shop, "select * from brushing_verdicts"))
    # a later run reads the look-back only, and what it does not read any more stays found
    assert rows(shop, "select count(*) from sig_busy_days") == [(3,)]
    standing = rows(shop, STANDING)
    build_shop(shop, "--full-refresh")
    assert rows(shop, STANDING) == standing


def test_a_bad_file_is_one_clear_error_and_changes_nothing(shop: Path) -> None:
    text = "decisions: [{case_id: a, decision: forgive, reason: b, by: c, decided_on: 2024-01-01}]\n"
    file = shop / "expectations/appeals/busy_days.yml"
    file.parent.mkdir(parents=True)
    file.write_text(text)
    before = {query: rows(shop, query) for query in (METRICS, FINDINGS, STANDING)}
    told = truenorth(shop, "appeal", "retract", case_of(shop, "x"), "--reason", "x", "--by", "A")
    assert told.returncode == 2
    assert told.stderr.startswith("TN-D010")
    assert "busy_days.yml" in told.stderr
    assert file.read_text() == text
    assert [path.name for path in file.parent.iterdir()] == [file.name]
    with pytest.raises(AssertionError, match="TN-D010"):
        build_shop(shop)
    assert {query: rows(shop, query) for query in before} == before


def test_a_recorded_decision_cannot_vanish(shop: Path) -> None:
    truenorth(shop, "appeal", "retract", case_of(shop, "x"), "--reason", "a school", "--by", "A")
    build_shop(shop)
    blocked = rows(shop, BLOCKED)
    (shop / "expectations/appeals/busy_days.yml").unlink()
    with pytest.raises(AssertionError, match="TN-D011"):
        build_shop(shop)
    assert rows(shop, BLOCKED) == blocked


def test_a_case_is_named_clearly_and_listed_without_persons(shop: Path) -> None:
    listed = truenorth(shop, "appeal", "list")
    assert listed.returncode == 0
    assert "busy_days" in listed.stdout and "2 of 2 cases" in listed.stdout
    assert "honest" not in listed.stdout
    unknown = truenorth(shop, "appeal", "show", "zzzz")
    assert unknown.returncode == 2
    assert unknown.stderr.startswith("TN-D012")
