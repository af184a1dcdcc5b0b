"""Annotated windows: read strictly, and each metric with and without them as an oracle counts it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from statistics import fmean
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from truenorth.errors import ConfigurationError
from truenorth.judge.events import event_rows, load_events
from truenorth.project import Project, find_project

ROOT = Path(__file__).parents[3]
SQL = re.sub(
    r"\{\{ (?:ref\('(\w+)'\)|config.*) \}\}",
    lambda found: found[1] or "",
    (ROOT / "models/marts/metrics/metric_values_without_events.sql").read_text(),
)
GOOD = """
events:
  - {id: later, from: 2025-06-09, until: 2025-06-16, title: {en: A dispute, zh: 争议}, source: minutes}
  - {id: sooner, from: 2025-05-01, until: 2025-06-12, title: {en: A rumour, zh: 传言}, source: press}
"""
START = date(2025, 1, 6)
WEEK = timedelta(days=7)


def project_of(folder: Path, text: str | None) -> Project:
    (folder / "dbt_project.yml").write_text("name: shop\n")
    if text is not None:
        (folder / "expectations").mkdir()
        (folder / "expectations" / "events.yml").write_text(text, encoding="utf-8")
    return find_project(folder)


def test_windows_are_read_in_order_of_time_and_may_overlap(tmp_path: Path) -> None:
    sooner, later = load_events(project_of(tmp_path, GOOD))
    assert (sooner.id, later.id, later.end_day) == ("sooner", "later", date(2025, 6, 16))
    table = event_rows(tmp_path)
    assert table.column_names == ["event", "first_day", "end_day", "title", "title_zh", "source"]
    assert table.to_pylist()[1]["title_zh"] == "争议"


@pytest.mark.parametrize("text", [None, "", "events: []"])
def test_no_window_is_no_row(text: str | None, tmp_path: Path) -> None:
    project_of(tmp_path, text)
    assert event_rows(tmp_path).num_rows == 0


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("until: 2025-06-16", "until: 2025-06-09", "after `from`"),
        ("id: sooner", "id: later", "twice"),
        ("source: press", "sauce: press", "did you mean `source`"),
        ("source: press", "source: ''", "`source`"),
        (", zh: 争议", "", "`zh`"),
        ("from: 2025-06-09", "from: June", "`from` is a date"),
        ("events:", "windows:", "unknown field"),
    ],
)
def test_a_slip_is_refused_with_its_place(old: str, new: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="TN-J040") as refusal:
        load_events(project_of(tmp_path, GOOD.replace(old, new)))
    assert said in str(refusal.value)


def test_the_sample_platform_has_one_window() -> None:
    [event] = load_events(find_project(ROOT / "examples" / "platform"))
    assert event.title.zh and "made up" in event.source


WINDOWS = st.lists(st.tuples(st.integers(-10, 80), st.integers(1, 30)), max_size=3)
VALUES = st.lists(st.one_of(st.none(), st.integers(0, 1000).map(float)), min_size=1, max_size=10)


@settings(max_examples=60, deadline=None)
@given(WINDOWS, VALUES)
def test_means_with_and_without_are_those_of_an_oracle(
    windows: Sequence[tuple[int, int]], values: Sequence[float | None]
) -> None:
    days = [(START + timedelta(days=first), START + timedelta(days=first + size)) for first, size in windows]
    weeks = [(START + place * WEEK, value) for place, value in enumerate(values)]
    known = [(week, value) for week, value in weeks if value is not None]
    calm = [
        value
        for week, value in known
        if not any(week + timedelta(days=day) in _span(window) for window in days for day in range(7))
    ]
    expected = (
        [(len(known), len(known) - len(calm), _mean([value for _, value in known]), _mean(calm))] * 2
        if known
        else []
    )
    found = figures_of(weeks, days)
    assert [row[:2] for row in found] == [row[:2] for row in expected]
    for row, other in zip(found, expected, strict=True):
        assert row[2:] == pytest.approx(other[2:])


def test_members_and_the_whole_history_are_left_alone() -> None:
    assert figures_of([(START, 5.0)], [(START, START + WEEK)]) == [(1, 1, 5.0, None)] * 2


def figures_of(weeks: Sequence[tuple[date, float | None]], windows: Sequence[tuple[date, date]]) -> list[Any]:
    with duckdb.connect(config={"threads": 1}) as con:
        con.execute("create table annotated_events (event varchar, first_day date, end_day date)")
        con.execute(
            "create table metric_values (metric varchar, period_start date, period_end date,"
            " dimension varchar, basis varchar, value double)"
        )
        for place, window in enumerate(windows):
            con.execute("insert into annotated_events values (?, ?, ?)", [f"e{place}", *window])
        for basis in ("raw", "trusted"):
            for start, value in weeks:
                row = ["m", start, start + WEEK, "all", basis, value]
                con.execute("insert into metric_values values (?, ?, ?, ?, ?, ?)", row)
        con.execute(
            "insert into metric_values values ('m', date '1999-01-04', date '1999-01-11', 'all', 'raw', 7)"
        )
        for basis in ("raw", "trusted"):
            for odd in (["m", None, None, "all", basis, 1e9], ["m", START, START + WEEK, "kind", basis, 1e9]):
                con.execute("insert into metric_values values (?, ?, ?, ?, ?, ?)", odd)
        rows: list[Any] = con.execute(
            "select periods, event_periods, mean_value, mean_value_without_events from"
            f" ({SQL}) as found order by basis"
        ).fetchall()
        return rows


def _span(window: tuple[date, date]) -> set[date]:
    return {window[0] + timedelta(days=day) for day in range((window[1] - window[0]).days)}


def _mean(values: Sequence[float]) -> float | None:
    return fmean(values) if values else None
