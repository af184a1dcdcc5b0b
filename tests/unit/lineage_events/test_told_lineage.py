"""When lineage is told, where to, and that a build's answer does not hang on it."""

from __future__ import annotations

import json
from importlib import util
from pathlib import Path
from typing import Any

import pytest

from truenorth.commands import lineage as command
from truenorth.commands.build import BuildOutcome
from truenorth.commands.lineage import told_lineage
from truenorth.dbt import DbtRun, NodeResult
from truenorth.errors import ConfigurationError, ExitCode, GateError
from truenorth.lineage_events import telling
from truenorth.project import Project

BEFORE = DbtRun(0, "0a9c7a55-1f3b-4a25-9f7f-6d5b8f1f0001", (), "2026-01-01T00:00:00Z")
AFTER = DbtRun(1, "0a9c7a55-1f3b-4a25-9f7f-6d5b8f1f0002", (), "2026-01-02T00:00:00Z")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    (tmp_path / "dbt_project.yml").write_text("name: shop\nprofile: shop\n", encoding="utf-8")
    (tmp_path / "profiles.yml").write_text(
        "shop: {target: local, outputs: {local: {type: duckdb, path: shop.duckdb}}}\n", encoding="utf-8"
    )
    return Project(tmp_path, "shop")


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[DbtRun | None]:
    """What `last_run` answers, one call after the other."""
    listed: list[DbtRun | None] = [BEFORE, AFTER]
    monkeypatch.setattr(command, "last_run", lambda project: listed.pop(0))
    for name in ("OPENLINEAGE_URL", "OPENLINEAGE_CONFIG", "OPENLINEAGE_DISABLED"):
        monkeypatch.delenv(name, raising=False)
    return listed


def _events(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def test_nothing_is_told_unless_somebody_asks(project: Project, runs: list[DbtRun | None]) -> None:
    with told_lineage(project, None, pytest.fail):
        pass
    assert runs == [BEFORE, AFTER], "not even dbt's results are read"


def test_switched_off_is_off(
    project: Project, runs: list[DbtRun | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENLINEAGE_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("OPENLINEAGE_DISABLED", "True")
    with told_lineage(project, None, pytest.fail):
        pass
    assert len(runs) == 2


def test_a_red_build_is_told_as_failed_by_the_names_of_its_nodes(
    project: Project, runs: list[DbtRun | None], tmp_path: Path
) -> None:
    red = NodeResult("model.shop.adm_orders", "error", "Conversion Error: anna@example.org")
    held = NodeResult("test.shop.no_held_batches", "fail", "")
    outcome = BuildOutcome(ExitCode.COULD_NOT_EVALUATE, AFTER, (red, held), None, False, None)
    said: list[str] = []
    with told_lineage(project, tmp_path / "events.jsonl", said.append) as lineage:
        lineage.came_to(outcome)
    events = _events(tmp_path / "events.jsonl")
    assert [one["eventType"] for one in events] == ["START", "START", "FAIL", "FAIL"]
    message = events[2]["run"]["facets"]["errorMessage"]["message"]
    assert message == "nothing was published; red: adm_orders"
    assert "anna" not in json.dumps(events)
    # nothing was ever built here, so there is nothing to say of datasets, and that is said
    assert [line.split("\n")[0] for line in said] == ["TN-H032 lineage is told without datasets: TN-E003"]


def test_a_refused_build_is_told_and_stays_refused(
    project: Project, runs: list[DbtRun | None], tmp_path: Path
) -> None:
    with (
        pytest.raises(GateError, match="no vote"),
        told_lineage(project, tmp_path / "events.jsonl", lambda line: None),
    ):
        raise GateError("TN-G020", "no vote for creator_mau")
    events = _events(tmp_path / "events.jsonl")
    assert events[2]["run"]["facets"]["errorMessage"]["message"] == "nothing was published: TN-G020"


def test_a_build_in_which_dbt_ran_nothing_has_no_run_to_tell(
    project: Project, runs: list[DbtRun | None], tmp_path: Path
) -> None:
    runs[1] = BEFORE
    with told_lineage(project, tmp_path / "events.jsonl", pytest.fail):
        pass
    assert not (tmp_path / "events.jsonl").exists()


def test_a_file_that_cannot_be_written_is_one_line(
    project: Project, runs: list[DbtRun | None], tmp_path: Path
) -> None:
    said: list[str] = []
    with told_lineage(project, tmp_path / "no" / "such" / "events.jsonl", said.append):
        pass
    assert [line[:7] for line in said] == ["TN-H032", "TN-H030"]


def test_a_fault_of_ours_does_not_reach_the_build(
    project: Project, runs: list[DbtRun | None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any) -> Any:
        raise KeyError("anna")

    monkeypatch.setattr(telling, "read_manifest", broken)
    said: list[str] = []
    with told_lineage(project, tmp_path / "events.jsonl", said.append):
        pass
    assert said[0].startswith("TN-H032 lineage is told without datasets: KeyError\n")
    assert len(_events(tmp_path / "events.jsonl")) == 4


def test_without_the_client_a_file_is_refused_and_a_variable_only_noted(
    project: Project, runs: list[DbtRun | None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("truenorth.lineage_events.sending.find_spec", lambda name: None)
    assert util.find_spec("openlineage.client"), "it is there; only our question is answered otherwise"
    with (
        pytest.raises(ConfigurationError, match="not installed"),
        told_lineage(project, tmp_path / "events.jsonl", pytest.fail),
    ):
        pytest.fail("the build must not begin")
    monkeypatch.setenv("OPENLINEAGE_URL", "http://127.0.0.1:9")
    said: list[str] = []
    with told_lineage(project, None, said.append):
        pass
    assert [line[:7] for line in said] == ["TN-H031"]
