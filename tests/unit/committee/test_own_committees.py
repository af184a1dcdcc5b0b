"""The committees of this repository: made-up members who say so, maps of what exists."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from truenorth.committee.charter import require_charter
from truenorth.committee.impact_map import impact_findings, load_impact_map
from truenorth.committee.records import load_records
from truenorth.definitions.contract import MetricContract, load_contracts
from truenorth.project import Project, find_project

ROOT = Path(__file__).parents[3]
WIDEST = 38  # letters that fit between the columns of the picture
WIDEST_CHINESE = 19


@cache
def contracts_of(root: Path) -> dict[str, MetricContract]:
    return load_contracts(find_project(root))


@pytest.fixture(params=[ROOT, ROOT / "examples/platform"], ids=["root", "platform"])
def project(request: pytest.FixtureRequest) -> Project:
    return find_project(request.param)


def test_nobody_real_sits_there(project: Project) -> None:
    assert all(member.name.endswith("(made up)") for member in require_charter(project).members)


def test_the_files_hold_together(project: Project) -> None:
    records = load_records(project)
    assert records is not None
    today = max(rules.valid_from for rules in records.charter.rules)
    for metric in records.metrics():
        records.versions(metric, today)


def test_the_map_names_what_exists_and_fits(project: Project) -> None:
    impact, contracts = load_impact_map(project), contracts_of(project.root)
    assert impact is not None
    assert list(impact_findings(impact, contracts)) == []
    teams = {member.team for member in require_charter(project).members}
    assert {team.id for team in impact.teams} == teams
    for team in impact.teams:
        for lever in team.levers:
            assert len(lever.title.en) <= WIDEST and len(lever.title.zh) <= WIDEST_CHINESE


def test_every_team_whose_lever_a_contract_names_is_on_the_map() -> None:
    impact = load_impact_map(find_project(ROOT))
    assert impact is not None
    drawn = {(team.id, metric) for team in impact.teams for lever in team.levers for metric in lever.metrics}
    stated = {(team, metric) for metric, one in contracts_of(ROOT).items() for team in one.levers}
    assert stated <= drawn
