"""Before a release the committee is asked: where approval is required nothing goes out without a vote."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from small_committee import A, contract, put_to_vote, small_project, vote
from truenorth.commands import build
from truenorth.dbt import Relation
from truenorth.errors import GateError
from truenorth.project import Project


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """One north star, put to the vote, in a work database as dbt leaves it."""
    monkeypatch.delenv("CI", raising=False)
    project = small_project(tmp_path)
    put_to_vote(project)
    with duckdb.connect(str(tmp_path / "work.duckdb")) as con:
        con.execute(
            "create table metric_verdicts as select 'loyal' as metric, 'admitted' as verdict, '' as reason"
        )
    monkeypatch.setattr("truenorth.definitions.contract.load_contracts", lambda _: {"loyal": contract()})
    monkeypatch.setattr(
        "truenorth.definitions.meaning.meaning_hashes", lambda _project, metrics: dict.fromkeys(metrics, A)
    )
    monkeypatch.setattr("truenorth.work_access.work_database", lambda _: tmp_path / "work.duckdb")
    monkeypatch.setattr(
        build, "relations", lambda _: {"metric_verdicts": Relation("main", "metric_verdicts")}
    )
    return project


def verdict(shop: Project) -> str:
    with duckdb.connect(str(shop.root / "work.duckdb"), read_only=True) as con:
        return str(con.execute("select verdict from metric_verdicts").fetchall()[0][0])


def test_without_a_vote_a_north_star_is_published_as_unapproved(shop: Project) -> None:
    build.ask_committee(shop, required=False)
    assert verdict(shop) == "unapproved"


def test_where_approval_is_required_nothing_is_published_without_a_vote(shop: Project) -> None:
    with pytest.raises(GateError, match="loyal"):
        build.ask_committee(shop, required=True)
    assert verdict(shop) == "admitted"


def test_ci_requires_approval(shop: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    with pytest.raises(GateError, match="loyal"):
        build.ask_committee(shop, required=False)


def test_with_a_quorum_the_verdict_stays(shop: Project) -> None:
    vote(shop, "chen")
    vote(shop, "okafor")
    build.ask_committee(shop, required=False)
    assert verdict(shop) == "admitted"
