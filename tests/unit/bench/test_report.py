"""The page's tables come from result files, and a stale table is told."""

import json
from pathlib import Path

import pytest
import report

SCORE = {"precision": 0.9, "recall": 0.8, "f1": 0.847, "fpr": 0.0004, "best_f1": 0.9, "r@fpr": 0.7}
LEVEL = SCORE | {
    "by_attack": {"drip": {"recall": 0.75}},
    "fpr_by_honest": {"bg": 0.0001, "neg_push": 0.0007, "hijack": 0.015},
}


@pytest.fixture
def results(tmp_path: Path) -> Path:
    for edges, seconds in ((1_000_000, 20.0), (10_000_000, 200.0)):
        measured = {"events": edges, "seconds": seconds + 8, "peak_mb": 900}
        measured |= {"model_seconds": seconds, "cpu_seconds": seconds}
        scores = dict.fromkeys(("users", "events", "orders", "channels"), LEVEL)
        result = {"edges": edges, "fraud": 0.02, "seed": 1, "other_attacks": [], "measured": measured}
        text = json.dumps(result | {"scores": {"truenorth": scores}})
        (tmp_path / f"planted_{edges}_0.02_1.json").write_text(text, "utf-8")
    return tmp_path


def test_tables_hold_the_figures(results: Path) -> None:
    made = report.tables(results)
    assert "| 1,000,000, 2.0% | 1 | 0.900 (0.900) | 0.800 (0.800) | 0.847 (0.847) |" in made["users"]
    # honest events of hijacked accounts are a column of their own, not the worst honest kind
    assert "0.070% neg_push | 1.50% |" in made["events"]
    assert "users: drip | 0.7500 (0.7500) | 0.7500 (0.7500)" in made["attacks"]
    assert "Growth exponent of model time over events, from 1,000,000 events on: 1.00." in made["cost"]


def test_a_page_is_filled_and_then_up_to_date(results: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("before\n<!-- measured: users -->\nold\n<!-- /measured -->\nafter\n", "utf-8")
    arguments = ["--results", str(results), "--into", str(page)]
    assert report.main([*arguments, "--check"]) == 1
    assert report.main(arguments) == 0
    assert report.main([*arguments, "--check"]) == 0
    text = page.read_text("utf-8")
    assert text.startswith("before\n<!-- measured: users -->\n")
    assert text.endswith("<!-- /measured -->\nafter\n")
    assert "old" not in text


def test_a_page_with_an_unknown_table_is_refused(results: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("<!-- measured: nonsense -->\n<!-- /measured -->\n", "utf-8")
    with pytest.raises(SystemExit, match="no table nonsense"):
        report.main(["--results", str(results), "--into", str(page)])
