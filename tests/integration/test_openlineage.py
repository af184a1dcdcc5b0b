"""What the sample platform's build tells a receiver that speaks HTTP, held against the data themselves."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from openlineage_receiver import faults_of, receiver
from truenorth.dbt import DbtRun, last_run
from truenorth.lineage_events.telling import tell_run
from truenorth.project import Project, find_project

TABLES = "duckdb://work.duckdb"


@pytest.fixture(scope="module")
def project(built_platform: Path) -> Project:
    return find_project(built_platform)


@pytest.fixture(scope="module")
def events(project: Project) -> list[dict[str, Any]]:
    with receiver() as (address, received), pytest.MonkeyPatch.context() as patched:
        patched.setenv("OPENLINEAGE_URL", address)
        said: list[str] = []
        tell_run(project, _run(project), "", None, said.append)
    assert said == []
    return received


@pytest.fixture
def con(project: Project) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(project.root / "work.duckdb"), read_only=True) as con:
        yield con


def _run(project: Project) -> DbtRun:
    run = last_run(project)
    assert run is not None and run.started_at
    return run


def _output(events: list[dict[str, Any]], model: str) -> dict[str, Any]:
    (found,) = [one for one in events[2]["outputs"] if one["name"] == f"work.main.{model}"]
    return dict(found["facets"])


def _assertions(events: list[dict[str, Any]], model: str) -> dict[str, dict[str, Any]]:
    (found,) = [one for one in events[3]["inputs"] if one["name"] == f"work.main.{model}"]
    listed = found["inputFacets"]["dataQualityAssertions"]["assertions"]
    return {one["name"]: one for one in listed}


def test_two_runs_begin_and_end_and_the_tests_are_a_child_of_the_build(
    project: Project, events: list[dict[str, Any]]
) -> None:
    told = [(one["eventType"], one["job"]["namespace"], one["job"]["name"]) for one in events]
    assert told == [
        ("START", "platform", "platform.build"),
        ("START", "platform", "platform.test"),
        ("COMPLETE", "platform", "platform.build"),
        ("COMPLETE", "platform", "platform.test"),
    ]
    assert events[2]["run"]["runId"] == _run(project).invocation_id
    assert events[3]["run"]["facets"]["parent"]["run"]["runId"] == _run(project).invocation_id
    assert events[0]["eventTime"] < events[2]["eventTime"]


def test_every_event_and_facet_keeps_the_standards_schema(events: list[dict[str, Any]]) -> None:
    assert [faults_of(event) for event in events] == [[], [], [], []]


def test_the_schemas_do_find_faults(events: list[dict[str, Any]]) -> None:
    broken = json.loads(json.dumps(events[3]))
    broken["inputs"][0]["inputFacets"]["dataQualityAssertions"]["assertions"][0]["success"] = "yes"
    assert faults_of(broken) != []


def test_row_contracts_are_told_with_the_rows_that_break_them(
    events: list[dict[str, Any]], con: duckdb.DuckDBPyConnection
) -> None:
    counted = dict(
        con.execute(
            "select reason, count(*) from (select unnest(_reasons) as reason from adm_orders "
            "where _batch_id in (select batch_id from batches where status = 'admitted')) group by reason"
        ).fetchall()
    )
    found = _assertions(events, "adm_orders")
    rows = {
        name: one["params"]["failed_rows"]
        for name, one in found.items()
        if "params" in one and one["params"].get("failed_rows")
    }
    assert rows == counted and len(counted) > 3
    assert found["not_paid"]["column"] == "piece_price" and not found["not_paid"]["success"]
    assert found["order_no__str_matches"]["success"]
    assert "column" not in found["negative_sale"]


def test_audits_and_dbt_tests_are_told(events: list[dict[str, Any]]) -> None:
    orders = _assertions(events, "adm_orders")
    assert orders["days_covered"]["severity"] == "error"
    assert orders["days_covered"]["params"] == {"failed_batches": 0, "judged_batches": 6}
    kinds = {one["assertion"] for one in orders.values()}
    assert {"labelled_equals_received", "batch", "greater_than", "not_null", "unique"} <= kinds


def test_batches_are_told_with_rows_and_missing_values(
    events: list[dict[str, Any]], con: duckdb.DuckDBPyConnection
) -> None:
    files = {one["name"]: one for one in events[2]["inputs"]}
    name = "data/orders/2025-05.csv"
    assert files[name]["namespace"] == "file"
    facet = files[name]["inputFacets"]["dataQualityMetrics"]
    [(rows, missing)] = con.execute(
        "select count(*), count(*) - count(confirmed_at) from adm_orders where _batch_id = "
        "(select batch_id from bat_orders where file = ?)",
        [name],
    ).fetchall()
    assert (facet["rowCount"], facet["fileCount"]) == (rows, 1)
    assert facet["columnMetrics"]["confirmed_at"]["nullCount"] == missing > 0


def test_columns_are_told_with_what_they_are_made_from(events: list[dict[str, Any]]) -> None:
    door = _output(events, "adm_orders")["columnLineage"]["fields"]
    assert [(one["name"], one["field"]) for one in door["piece_price"]["inputFields"]] == [
        ("work.orders.order_lines", "piece_price")
    ]
    revenue = _output(events, "net_revenue")["columnLineage"]
    made_from = {
        (one["namespace"], one["name"], one["field"])
        for field in revenue["fields"].values()
        for one in field["inputFields"]
    }
    assert (TABLES, "work.main.adm_orders", "piece_price") in made_from
    decides = {(one["name"], one["field"]) for one in revenue["dataset"]}
    assert ("work.main.adm_orders", "_reasons") in decides
    types = {one["type"] for one in revenue["dataset"][0]["transformations"]}
    assert types == {"INDIRECT"}


def test_no_value_of_a_person_is_told(events: list[dict[str, Any]], con: duckdb.DuckDBPyConnection) -> None:
    text = json.dumps(events, ensure_ascii=False)
    people = con.execute(
        "select distinct account_id from adm_orders where account_id is not null "
        "union select distinct comment_text from adm_interactions where length(comment_text) > 8"
    ).fetchall()
    assert len(people) > 100
    assert [one for (one,) in people if one in text] == []


@pytest.mark.parametrize("answer", [400, None])
def test_a_receiver_that_fails_is_one_line_without_its_address(
    project: Project, monkeypatch: pytest.MonkeyPatch, answer: int | None
) -> None:
    with receiver(answer or 201) as (address, _):
        monkeypatch.setenv("OPENLINEAGE_URL", address)
        said: list[str] = []
        if answer:
            tell_run(
                project,
                DbtRun(0, _run(project).invocation_id, (), _run(project).started_at),
                "",
                None,
                said.append,
            )
    if not answer:  # by now nobody listens there
        tell_run(
            project,
            DbtRun(0, _run(project).invocation_id, (), _run(project).started_at),
            "",
            None,
            said.append,
        )
    assert len(said) == 1 and said[0].startswith("TN-H030 ")
    assert "127.0.0.1" not in said[0]
