"""Files of appeals: every entry complete, in order and of the past, or nothing of the file."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import duckdb
import pytest

from truenorth.appeals.decisions import load_decisions, standing_decisions
from truenorth.appeals.recorded import new_decisions
from truenorth.appeals.writing import decide
from truenorth.errors import ConfigurationError
from truenorth.project import Project, find_project

TODAY = date(2026, 1, 31)
GOOD = """# reviewed
decisions:
  - {case_id: c1, decision: retract, reason: a class, by: A, decided_on: 2026-01-01}
  - {case_id: c2, decision: uphold, reason: admitted, by: B, decided_on: 2025-12-01}
  - {case_id: c1, decision: uphold, reason: no class, by: A, decided_on: 2026-01-01}
"""


@pytest.fixture
def shop(tmp_path: Path) -> Project:
    (tmp_path / "dbt_project.yml").write_text("name: shop\nprofile: shop\n")
    (tmp_path / "expectations/appeals").mkdir(parents=True)
    return find_project(tmp_path)


def write(shop: Project, text: str, name: str = "bursts") -> Path:
    path = shop.appeals / f"{name}.yml"
    path.write_text(text)
    return path


def test_the_last_day_holds_and_on_one_day_the_last_entry(shop: Project) -> None:
    write(shop, GOOD)
    later = "decisions: [{case_id: c2, decision: retract, reason: x, by: C, decided_on: 2026-01-02}]\n"
    write(shop, later, name="another")
    standing = standing_decisions(load_decisions(shop, TODAY))
    assert {case: one.decision for case, one in standing.items()} == {"c1": "uphold", "c2": "retract"}


def test_no_file_decides_nothing(shop: Project) -> None:
    assert load_decisions(shop, TODAY) == []
    assert new_decisions(None, shop.root).num_rows == 0


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (", by: A", ""),
        ("reason: a class", "reason: ' '"),
        ("reason: a class", "reason: [a]"),
        ("case_id: c2", "case_id: 2"),
        ("decision: uphold", "decision: forgive"),
        ("2025-12-01", "soon"),
        ("2025-12-01", "2025-12-01 10:00:00"),
        ("2025-12-01", "2026-02-02"),
        ("no class, by: A, decided_on: 2026-01-01", "no class, by: A, decided_on: 2025-12-31"),
        ("by: B", "by: B, also: this"),
        ("decisions:", "verdicts:"),
    ],
)
def test_half_a_decision_is_none(shop: Project, old: str, new: str) -> None:
    text = GOOD.replace(old, new, 1)
    assert text != GOOD
    path = write(shop, text)
    with pytest.raises(ConfigurationError) as caught:
        load_decisions(shop, TODAY)
    assert caught.value.code == "TN-D010"
    assert caught.value.where == str(path)
    with pytest.raises(ConfigurationError):
        decide(shop, "c3", "other", "retract", reason="x", by="A", today=TODAY)
    assert [file.name for file in shop.appeals.iterdir()] == ["bursts.yml"]
    assert path.read_text() == text


def test_a_decision_is_added_below_and_leaves_the_rest_as_it_was(shop: Project) -> None:
    path = write(shop, GOOD)
    assert decide(shop, "c1", "bursts", "retract", reason="NO: it was", by="A", today=TODAY) == path
    text = path.read_text()
    assert text.startswith(GOOD.splitlines()[0])
    assert load_decisions(shop, TODAY)[-1].reason == "NO: it was"
    assert len(load_decisions(shop, TODAY)) == 4
    assert [file.name for file in shop.appeals.iterdir()] == ["bursts.yml"]


@pytest.mark.parametrize(("reason", "decision"), [("again", "uphold"), ("  ", "retract")])
def test_a_decision_without_effect_is_refused(shop: Project, reason: str, decision: str) -> None:
    path = write(shop, GOOD)
    with pytest.raises(ConfigurationError) as caught:
        decide(shop, "c1", "bursts", decision, reason=reason, by="A", today=TODAY)
    assert caught.value.code == "TN-D013"
    assert path.read_text() == GOOD


def test_what_was_recorded_must_stay(shop: Project) -> None:
    path = write(shop, GOOD)
    first = new_decisions(None, shop.root)
    assert first.column("place").to_pylist() == [1, 2, 3]
    path.write_text(GOOD + "  - {case_id: c9, decision: retract, reason: x, by: C, decided_on: 2026-01-02}\n")
    added = new_decisions(duckdb.from_arrow(first), shop.root)
    assert added.column("case_id").to_pylist() == ["c9"]
    path.write_text(GOOD.replace("a class", "another reason"))
    with pytest.raises(ConfigurationError) as caught:
        new_decisions(duckdb.from_arrow(first), shop.root)
    assert caught.value.code == "TN-D011"
    assert "bursts.yml" in caught.value.where
