"""Calibrations: measured figures that nobody types in, answers that are all there, days that come again."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from small_committee import contract, small_project
from truenorth.committee.cadence import next_due
from truenorth.committee.calibrating import calibrate
from truenorth.committee.calibrations import QUESTIONS, load_calibrations
from truenorth.committee.charter import require_charter
from truenorth.committee.due import calibrations_due
from truenorth.definitions.fields import Cadence, Calibration, Limit, Limits
from truenorth.errors import ConfigurationError
from truenorth.project import Project

TODAY = date(2024, 3, 20)
CONTRACTS = {
    "loyal": contract(),
    "wild": contract("wild", "candidate", rival="loyal"),
    "reviewed": contract("reviewed", "candidate", limits=Limits(volatility=Limit(0.9, "reviewed"))),
    "short": contract("short", "candidate"),
    "old": contract("old", "retired"),
}


@pytest.fixture
def values() -> duckdb.DuckDBPyConnection:
    con = duckdb.connect()
    con.execute("""
        create table metric_values as
        select metric, make_date(2023, m, 1) as period_start, 'all' as dimension, 'all' as member,
            'trusted' as basis,
            case when metric = 'loyal' then 100 + m else 100 * (1 + m % 2) end::double as value
        from range(1, 13) months(m), (values ('loyal'), ('wild'), ('reviewed'), ('old')) b(metric)
    """)
    return con


@pytest.fixture
def shop(tmp_path: Path) -> Project:
    return small_project(tmp_path)


def measure(shop: Project, values: duckdb.DuckDBPyConnection, **changes: Any) -> Path:
    asked = {"trials": ["wild"], "today": TODAY, **changes}
    path, _ = calibrate(shop, require_charter(shop), CONTRACTS, values, "metric_values", **asked)
    return path


def complete(path: Path, trial: str = "drop") -> None:
    text = path.read_text()
    for field, answer in (
        ("answer", "nothing we know of"),
        ("wild", trial),
        ("completed_on", TODAY),
        ("signed_by", "chen"),
    ):
        text = text.replace(f"{field}: null\n", f"{field}: {answer}\n")
    path.write_text(text)


def test_what_is_measured(shop: Project, values: duckdb.DuckDBPyConnection) -> None:
    _, health = calibrate(
        shop, require_charter(shop), CONTRACTS, values, "metric_values", trials=[], today=TODAY
    )
    assert {one.metric: one.state for one in health} == {
        "loyal": "calm",
        "wild": "volatile",
        "reviewed": "calm",
        "short": "unknown",
    }
    assert {one.limit for one in health if one.metric != "reviewed"} == {0.2}


def test_a_draft_is_open_until_everything_is_answered(
    shop: Project, values: duckdb.DuckDBPyConnection
) -> None:
    path = measure(shop, values)
    [found] = load_calibrations(shop)
    assert found.completed_on is None
    assert found.open_points == (*QUESTIONS, "decision on wild")
    complete(path)
    [found] = load_calibrations(shop)
    assert (found.completed_on, found.open_points) == (TODAY, ())


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("limit: 0.2", "limit: 2.0", "not those that were measured"),
        ("state: volatile", "state: calm", "not those that were measured"),
        ("answer: nothing we know of", "answer:", "completed without: policy"),
        ("wild: drop", "wild:", "decision on wild"),
        ("wild: drop", "wild: perhaps", "one of"),
        ("signed_by: chen", "signed_by:", "`signed_by` is missing"),
        (f"completed_on: {TODAY}", "completed_on: 2024-03-19", "before"),
        (f"measured_on: {TODAY}", "measured_on: 2024-03-19", "named for the day"),
    ],
)
def test_half_a_calibration_is_none(
    shop: Project, values: duckdb.DuckDBPyConnection, old: str, new: str, said: str
) -> None:
    path = measure(shop, values)
    complete(path)
    text = path.read_text()
    path.write_text(text.replace(old, new, 1))
    assert path.read_text() != text
    with pytest.raises(ConfigurationError) as caught:
        load_calibrations(shop)
    assert caught.value.code == "TN-G006" and said in caught.value.what


@pytest.mark.parametrize(
    "changes",
    [{"trials": ["loyal"]}, {"trials": ["short"]}, {"trials": ["lost"]}, {"today": date(2023, 1, 1)}],
)
def test_what_cannot_be_tried_is_refused(
    shop: Project, values: duckdb.DuckDBPyConnection, changes: dict[str, Any]
) -> None:
    with pytest.raises(ConfigurationError) as caught:
        measure(shop, values, **changes)
    assert caught.value.code == "TN-G014"
    assert not (shop.root / "committee/calibrations").exists()


def test_a_calibration_is_never_written_over(shop: Project, values: duckdb.DuckDBPyConnection) -> None:
    complete(measure(shop, values))
    with pytest.raises(ConfigurationError) as caught:
        measure(shop, values)
    assert caught.value.code == "TN-G014"
    assert load_calibrations(shop)[0].completed_on == TODAY


def due_on(shop: Project, day: date, **fields: Any) -> tuple[date, bool]:
    contracts = {"loyal": contract(**fields)}
    [found] = calibrations_due(require_charter(shop), contracts, load_calibrations(shop), day)
    return found.due, found.is_overdue


def test_the_first_is_due_a_turn_after_the_committee_began(shop: Project) -> None:
    assert due_on(shop, TODAY) == (date(2024, 4, 1), False)
    assert due_on(shop, date(2024, 4, 2)) == (date(2024, 4, 1), True)


def test_the_contract_says_how_often_and_when_first(shop: Project) -> None:
    named = Calibration("biweekly", date(2024, 2, 1))
    assert due_on(shop, TODAY, calibration=named) == (date(2024, 2, 1), True)
    assert due_on(shop, TODAY, calibration=Calibration("biweekly")) == (date(2024, 1, 15), True)


def test_a_completed_look_moves_the_day_and_a_draft_does_not(
    shop: Project, values: duckdb.DuckDBPyConnection
) -> None:
    path = measure(shop, values)
    assert due_on(shop, date(2024, 5, 1)) == (date(2024, 4, 1), True)
    complete(path)
    assert due_on(shop, date(2024, 5, 1)) == (date(2024, 6, 20), False)
    assert due_on(shop, date(2024, 3, 19))[0] == date(2024, 4, 1), "as of a day before it was completed"


def test_who_holds_no_office_is_never_due(shop: Project) -> None:
    contracts = {"x": contract("x", "candidate")}
    assert calibrations_due(require_charter(shop), contracts, [], date(2030, 1, 1)) == []


@pytest.mark.parametrize(
    ("last", "cadence", "due"),
    [
        (date(2024, 1, 31), "monthly", date(2024, 2, 29)),
        (date(2023, 11, 30), "quarterly", date(2024, 2, 29)),
        (date(2024, 2, 29), "yearly", date(2025, 2, 28)),
        (date(2024, 12, 25), "biweekly", date(2025, 1, 8)),
        (date(2024, 12, 1), "monthly", date(2025, 1, 1)),
    ],
)
def test_next_due(last: date, cadence: Cadence, due: date) -> None:
    assert next_due(last, cadence) == due
