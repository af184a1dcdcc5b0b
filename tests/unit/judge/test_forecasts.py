"""Forecasts (D11): each of the three mistakes is told, and an honest forecast is told nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from truenorth.errors import ConfigurationError
from truenorth.judge.forecast_lint import distance, lint_forecast
from truenorth.judge.forecasts import load_forecasts
from truenorth.project import Project

FORECAST = """
forecasts:
  - id: spring
    metric: buyers
    made_on: 2025-07-01
    about: 2025-09-01
    rests_on_from: 2025-02-01
    low: 90
    high: 120
    segments: {dimension: country, members: [France, Spain], covers_at_least: 0.9}
    source: made up
"""


@pytest.fixture
def values() -> Iterator[duckdb.DuckDBPyConnection]:
    """A hundred buyers a month, 60 of them French and 35 Spanish, give or take one; October is partial."""
    with duckdb.connect() as con:
        con.execute("""
            create table metric_values as
            select 'buyers' as metric, make_date(2025, m, 1) as period_start, dimension, member,
                'trusted' as basis, size::double as numerator, 1::double as denominator, size::double as value
            from range(1, 11) as months(m), (
                values ('all', 'all', 100), ('country', 'France', 60 + m % 2),
                ('country', 'Spain', 35 - m % 2), ('country', 'Malta', null)
            ) as parts(dimension, member, size)
        """)
        yield con


def linted(folder: Path, values: duckdb.DuckDBPyConnection, old: str = "", new: str = "") -> dict[str, str]:
    (folder / "expectations").mkdir(exist_ok=True)
    (folder / "expectations/forecasts.yml").write_text(FORECAST.replace(old, new) if old else FORECAST)
    [forecast] = load_forecasts(Project(root=folder, name="shop"))
    return dict(lint_forecast(values, "metric_values", forecast).mistakes)


def test_an_honest_forecast_is_told_nothing(tmp_path: Path, values: duckdb.DuckDBPyConnection) -> None:
    assert linted(tmp_path, values) == {}


def test_further_ahead_than_it_looks_back(tmp_path: Path, values: duckdb.DuckDBPyConnection) -> None:
    told = linted(tmp_path, values, "about: 2025-09-01", "about: 2025-12-01")
    assert told == {"TN-J024": "it reaches 153 days ahead and rests on 150"}


def test_people_who_changed(tmp_path: Path, values: duckdb.DuckDBPyConnection) -> None:
    values.execute(
        "update metric_values set numerator = if(member = 'France', 40, 55)"
        " where dimension = 'country' and member != 'Malta' and period_start = date '2025-09-01'"
    )
    told = linted(tmp_path, values)
    assert set(told) == {"TN-J025"} and told["TN-J025"].startswith("20% of the people")


def test_people_who_were_left_out(tmp_path: Path, values: duckdb.DuckDBPyConnection) -> None:
    assert set(linted(tmp_path, values, "[France, Spain]", "[France]")) == {"TN-J026"}
    segments = "    segments: {dimension: country, members: [France, Spain], covers_at_least: 0.9}\n"
    assert set(linted(tmp_path, values, segments, "    # none\n")) == {"TN-J026"}
    assert set(linted(tmp_path, values, "dimension: country", "dimension: age")) == {"TN-J026"}


@pytest.mark.parametrize(("low", "about", "came"), [(90, 9, True), (101, 9, False), (90, 12, None)])
def test_what_came(
    tmp_path: Path, values: duckdb.DuckDBPyConnection, low: int, about: int, came: bool | None
) -> None:
    linted(tmp_path, values, "low: 90", f"low: {low}")
    path = tmp_path / "expectations/forecasts.yml"
    path.write_text(path.read_text().replace("about: 2025-09-01", f"about: 2025-{about:02}-01"))
    [forecast] = load_forecasts(Project(root=tmp_path, name="shop"))
    assert lint_forecast(values, "metric_values", forecast).came_true is came


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("made_on: 2025-07-01", "made_on: 2025-01-01"),
        ("low: 90", "low: 130"),
        ("low: 90", "low: .nan"),
        ("source: made up", "sauce: made up"),
        ("members: [France, Spain]", "members: []"),
    ],
)
def test_a_slip_is_refused(tmp_path: Path, values: duckdb.DuckDBPyConnection, old: str, new: str) -> None:
    with pytest.raises(ConfigurationError) as refusal:
        linted(tmp_path, values, old, new)
    assert refusal.value.code == "TN-J023"


MIXES = st.lists(st.integers(1, 100), min_size=3, max_size=3).map(
    lambda sizes: {name: size / sum(sizes) for name, size in zip("abc", sizes, strict=True)}
)


@given(MIXES, MIXES, MIXES)
def test_the_distance_is_a_distance(
    one: dict[str, float], other: dict[str, float], third: dict[str, float]
) -> None:
    assert distance(one, one) == 0
    assert distance(one, other) == pytest.approx(distance(other, one))
    assert distance(one, third) <= distance(one, other) + distance(other, third) + 1e-12
    assert 0 <= distance(one, other) <= 1
