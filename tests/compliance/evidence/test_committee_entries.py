"""Votes on the log: one entry each, again when one changes, and nobody's name."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import duckdb
import pytest

from small_committee import START, A, put_to_vote, small_project, vote
from truenorth.attest.built import Built
from truenorth.attest.standing import standing_entries
from truenorth.persons.salts import Salts
from truenorth.project import Project


@pytest.fixture
def shop(tmp_path: Path) -> Project:
    project = small_project(tmp_path)
    put_to_vote(project)
    vote(project, "chen")
    vote(project, "okafor", "no")
    return project


@pytest.fixture
def salts(shop: Project) -> Iterator[Salts]:
    with Salts.create(shop) as found:
        yield found


def attested(shop: Project, salts: Salts, marks: dict[str, str]) -> tuple[list[str], str, dict[str, str]]:
    """Return kinds of the entries, all of their text, and the marks of the next build."""
    built = Built(shop, duckdb.connect(), {}, salts, marks)
    entries = list(standing_entries(built, "run"))
    return sorted(one.kind for one in entries), repr(entries), built.reached


def test_each_vote_once_and_again_when_one_is_added(shop: Project, salts: Salts) -> None:
    kinds, text, marks = attested(shop, salts, {})
    assert kinds == ["committee_ballot", "committee_ballot", "committee_charter", "committee_proposal"]
    assert A in text and "'vote': 'no'" in text
    assert attested(shop, salts, marks)[0] == []
    vote(shop, "chen", "no", on=START + timedelta(days=1))
    assert attested(shop, salts, marks)[0] == ["committee_ballot"] * 3


def test_an_edited_reason_is_another_statement(shop: Project, salts: Salts) -> None:
    _, _, marks = attested(shop, salts, {})
    vote(shop, "chen", reason="another one")
    assert attested(shop, salts, marks)[0] == ["committee_ballot"] * 2


def test_nobody_s_name_is_on_the_log(shop: Project, salts: Salts) -> None:
    _, text, _ = attested(shop, salts, {})
    for personal in ("chen", "okafor", "Chen", "for a test"):
        assert personal not in text


def test_a_project_without_a_committee_says_nothing(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    project = small_project(tmp_path / "other", None)
    with Salts.create(project) as salts:
        assert attested(project, salts, {})[0] == []
