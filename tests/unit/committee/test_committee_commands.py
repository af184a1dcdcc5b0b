"""`truenorth committee` as members use it: propose, vote, count, calibrate, look back."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from test_gate import MAP

from small_committee import CHARTER, contract
from truenorth.cli import main

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """A shop whose one metric is a north star; its definition is the text of a file."""
    (tmp_path / "dbt_project.yml").write_text("name: shop\nprofile: shop\n")
    (tmp_path / "committee").mkdir()
    (tmp_path / "committee/charter.yml").write_text(CHARTER)
    (tmp_path / "committee/impact_map.yml").write_text(MAP)
    (tmp_path / "definition").write_text("a")

    def hashes(_: object, contracts: dict[str, Any]) -> dict[str, str]:
        return {metric: "sha256:" + (tmp_path / "definition").read_text() * 64 for metric in contracts}

    def contracts(_: object) -> dict[str, Any]:
        return {"loyal": contract()}

    monkeypatch.setattr("truenorth.definitions.contract.load_contracts", contracts)
    monkeypatch.setattr("truenorth.commands.committee.load_contracts", contracts)
    monkeypatch.setattr("truenorth.definitions.meaning.meaning_hashes", hashes)
    monkeypatch.setattr(
        "truenorth.definitions.meaning.meaning_hash",
        lambda project, metric: hashes(project, {metric: 0})[metric],
    )
    monkeypatch.setenv("TRUENORTH_KEYS", str(tmp_path.parent / f"{tmp_path.name}-keys"))

    def invoke(*arguments: str) -> Result:
        return CliRunner().invoke(main, ["committee", *arguments, "--project-dir", str(tmp_path)])

    return invoke


def propose(run: Run) -> Result:
    return run("propose", "loyal", "--by", "chen", "--why", "it was measured")


def cast(run: Run, member: str, vote: str = "yes") -> Result:
    return run("ballot", "loyal", "--member", member, "--vote", vote, "--reason", "as measured")


def state(run: Run) -> tuple[str, int]:
    result = run("status", "--format", "json")
    [metric] = json.loads(result.output)["metrics"]
    return metric["state"], result.exit_code


def test_from_a_proposal_to_a_changed_definition(run: Run, tmp_path: Path) -> None:
    assert state(run) == ("unapproved", 1)
    assert propose(run).exit_code == 0
    assert cast(run, "chen").exit_code == 0
    assert "no quorum" in run("tally", "loyal").output
    assert state(run) == ("unapproved", 1)
    assert cast(run, "okafor").exit_code == 0
    told = json.loads(run("tally", "loyal", "--format", "json").output)
    assert told["counts"][0]["passes"] and told["present"] == "sha256:" + "a" * 64
    assert state(run)[0] == "approved"
    (tmp_path / "definition").write_text("b")
    assert state(run) == ("unapproved", 1)
    text = run("status").output
    assert "TN-G012" in text and "has changed since the vote" in " ".join(text.split())


def test_as_of_a_day_before_the_vote(run: Run) -> None:
    propose(run)
    cast(run, "chen")
    cast(run, "okafor")
    before = json.loads(run("status", "--as-of", "2024-02-01", "--format", "json").output)
    assert before["metrics"][0]["state"] == "unapproved" and before["versions"] == {"loyal": []}
    now = json.loads(run("status", "--format", "json").output)
    assert now["versions"]["loyal"][0]["valid_from"] == date.today().isoformat()


def test_decisions_are_scored_as_far_as_their_end_is_known(run: Run, tmp_path: Path) -> None:
    assert "no decision is written down" in run("decisions").output
    (tmp_path / "committee/decisions.csv").write_text(
        "decided_on,subject,basis,expert,model,chosen,outcome\n"
        "2024-02-01,cover,judgement,drawn,photo,drawn,drawn\n"
        "2024-02-02,price,data,9,12,12,9\n"
        "2024-03-01,opening,data,,slow,slow,slow\n"
    )
    told = json.loads(run("decisions", "--as-of", "2024-02-28", "--format", "json").output)
    assert (told["decisions"], told["outcome_known"], told["non_data_quota"]) == (2, 2, 0.15)
    assert (told["expert_right"]["count"], told["model_right"]["count"]) == (2, 0)
    shown = run("decisions")
    assert shown.exit_code == 0
    assert "without data: 1 of 3; the charter keeps 15% free of data" in shown.output


def test_a_member_with_a_key_signs_without_being_asked(run: Run, tmp_path: Path) -> None:
    made = run("key", "chen")
    key = made.output.strip().splitlines()[-1]
    charter = tmp_path / "committee/charter.yml"
    charter.write_text(CHARTER.replace("team: growth,", f'team: growth, key: "{key}",'))
    propose(run)
    assert cast(run, "chen").exit_code == 0
    assert len(list(tmp_path.glob("committee/ballots/loyal/*.dsse.json"))) == 1
    assert run("tally", "loyal").exit_code == 0
    next(tmp_path.glob("committee/ballots/loyal/*.dsse.json")).unlink()
    refused = run("tally", "loyal")
    assert refused.exit_code == 1 and "TN-G004" in refused.output


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["propose", "lost", "--by", "chen", "--why", "x"], "TN-G014"),
        (["ballot", "loyal", "--member", "chen", "--vote", "yes", "--reason", "x"], "TN-G014"),
        (["tally", "loyal", "--definition", "ffff"], "TN-G014"),
        (["tally", "loyal", "--definition", "a"], "TN-G014"),
        (["calibrate"], "TN-E003"),
    ],
)
def test_refusals_name_their_code(run: Run, arguments: list[str], code: str) -> None:
    result = run(*arguments)
    assert result.exit_code != 0 and code in result.output


def test_a_project_without_a_committee(run: Run, tmp_path: Path) -> None:
    (tmp_path / "committee/charter.yml").unlink()
    assert "no committee" in run("status").output
    assert "TN-G015" in propose(run).output


def test_the_map_is_told_and_drawn(run: Run, tmp_path: Path) -> None:
    picture = tmp_path / "map.svg"
    told = json.loads(run("map", "--out", str(picture), "--format", "json").output)
    assert told["teams"][0]["levers"][0]["metrics"] == ["loyal"]
    assert picture.read_text().startswith("<svg xmlns=")
    assert "A first reply > loyal (expected)" in run("map").output


def test_decisions_without_data_are_reported_and_never_a_gate(run: Run, tmp_path: Path) -> None:
    (tmp_path / "committee/decisions.csv").write_text(
        "decided_on,subject,basis,expert,model,chosen,outcome\n2024-01-01,cover,judgement,a,b,a,a\n"
    )
    told = json.loads(run("status", "--format", "json").output)
    assert told["decisions"]["taken_without_data"]["count"] == 1
    assert told["decisions"]["non_data_quota"] == 0.15
    assert {one["code"] for one in told["findings"]} <= {"TN-G012", "TN-G020"}
