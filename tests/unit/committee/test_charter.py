"""The charter is read strictly, and what was counted under it stays counted so."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from small_committee import CHARTER, small_project
from truenorth.committee.charter import load_charter, require_charter
from truenorth.errors import ConfigurationError

SILVA = "weight: 1, from: 2024-01-01, until: 2024-07-01}"


def test_members_serve_from_their_first_day_and_not_on_the_day_of_the_end(tmp_path: Path) -> None:
    charter = require_charter(small_project(tmp_path))
    assert set(charter.members_on(date(2024, 6, 30))) == {"chen", "okafor", "silva"}
    assert set(charter.members_on(date(2024, 7, 1))) == {"chen", "okafor"}
    assert charter.members_on(date(2023, 12, 31)) == {}


def test_shares_are_what_is_written(tmp_path: Path) -> None:
    charter = require_charter(small_project(tmp_path))
    rules = charter.rules_on(date(2024, 1, 1))
    assert rules is not None and rules.approval == Fraction(3, 5)
    assert charter.rules_on(date(2023, 12, 31)) is None


def test_a_new_term_changes_the_weight_from_its_day_on(tmp_path: Path) -> None:
    later = f"{SILVA}\n  - {{id: silva, name: C. Silva, team: content, weight: 3, from: 2024-07-01}}"
    charter = require_charter(small_project(tmp_path, CHARTER.replace(SILVA, later)))
    assert [charter.members_on(date(2024, month, 1))["silva"].weight for month in (6, 7)] == [1, 3]


def test_new_rules_hold_from_their_day_on(tmp_path: Path) -> None:
    rules = CHARTER[CHARTER.index("  - valid_from") :]
    more = rules.replace("2024-01-01", "2024-06-01").replace("quorum: 0.75", "quorum: 1")
    charter = require_charter(small_project(tmp_path, CHARTER + more))
    found = [charter.rules_on(date(2024, month, day)) for month, day in ((5, 31), (6, 1))]
    assert [float(one.quorum) for one in found if one] == [0.75, 1.0]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("quorum: 0.75", "quorom: 0.75", "did you mean `quorum`"),
        ("quorum: 0.75", "quorum: 1.2", "from 0 to 1"),
        ("quorum: 0.75", "quorum: 0", "above 0"),
        ("quorum: 0.75", "quorum: true", "from 0 to 1"),
        ("weight: 2", "weight: 0", "whole number"),
        ("weight: 2", "weight: 1.5", "whole number"),
        ("from: 2024-01-01}", "from: soon}", "is a date"),
        ("until: 2024-07-01", "until: 2024-01-01", "lies after"),
        ("id: okafor", "id: chen", "overlap"),
        ("id: okafor", "id: ../chen", "small letters"),
        ("weight: 2", "weight: 2, key: nobody", "public key"),
        ("origin: made up for a test", "origin: ' '", "says something"),
        ("    origin: made up for a test", "", "`origin` is missing"),
        ("calibration: quarterly", "calibration: seldom", "one of"),
        ("zh: 虚构商店的委员会", "zh: ''", "`en` and `zh`"),
        ("core: 2", "core: 2, more: 3", "unknown field"),
    ],
)
def test_half_a_charter_is_none(tmp_path: Path, old: str, new: str, said: str) -> None:
    text = CHARTER.replace(old, new, 1)
    assert text != CHARTER
    with pytest.raises(ConfigurationError) as caught:
        load_charter(small_project(tmp_path, text))
    assert caught.value.code == "TN-G001"
    assert said in caught.value.what
    assert "charter.yml" in caught.value.where


def test_two_sets_of_rules_of_one_day(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="begin on one day"):
        load_charter(small_project(tmp_path, CHARTER + CHARTER[CHARTER.index("  - valid_from") :]))


def test_no_committee(tmp_path: Path) -> None:
    project = small_project(tmp_path, None)
    assert load_charter(project) is None
    with pytest.raises(ConfigurationError) as caught:
        require_charter(project)
    assert caught.value.code == "TN-G015"
