"""The judge finds what is planted in the sample (C5), from observable metrics; the truth is the oracle."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path

import duckdb
import numpy as np
import pytest

from truenorth.judge.history import (
    History,
    Question,
    judge_history,
    of_one_time,
    question_of,
    read_history,
)
from truenorth.judge.marks import Mark
from truenorth.judge.stress import stress
from truenorth.project import find_project

pytestmark = pytest.mark.xdist_group("platform")
HEALTH = "weekly_genuine_active_users"


@pytest.fixture(scope="module")
def asked(built_platform: Path) -> tuple[Question, History]:
    project = find_project(built_platform)
    question = question_of(project, "creator_mau", outcome=HEALTH, rival="total_users", lag_days=28)
    return question, read_history(project, question)


def test_creators_are_admitted_and_beat_the_number_of_users(asked: tuple[Question, History]) -> None:
    result = judge_history(*asked)
    assert (result.relevance, result.foresight) == (Mark.ADMITTED, Mark.ADMITTED)
    assert result.beside_rival is not None and result.beside_rival.high is not None
    assert result.beside_rival.high < 1


def test_the_number_of_users_is_not_admitted(built_platform: Path) -> None:
    project = find_project(built_platform)
    question = question_of(project, "total_users", outcome=HEALTH, rival="creator_mau", lag_days=28)
    result = judge_history(question, read_history(project, question))
    assert result.foresight is Mark.REFUSED
    assert result.relevance is not Mark.ADMITTED


def test_readings_follow_the_creators_that_were_planted(
    built_platform: Path, asked: tuple[Question, History]
) -> None:
    truth = built_platform.with_name(f"{built_platform.name}_truth") / "ecosystem.csv"
    with truth.open(encoding="utf-8", newline="") as file:
        active = np.array([float(row["active_creators"]) for row in csv.DictReader(file)])
    months = np.convolve(active, np.ones(4), "valid")  # readings hold four weeks
    readings = asked[1].values["creator_mau"][-len(months) :]
    assert np.corrcoef(readings, months[-len(readings) :])[0, 1] > 0.9


def test_a_reading_is_the_figure_that_the_build_gives_for_that_week(
    built_platform: Path, asked: tuple[Question, History]
) -> None:
    with duckdb.connect(str(built_platform / "work.duckdb"), read_only=True) as con:
        built: dict[date, float] = dict(
            con.execute(
                "select period_start, value from metric_values where metric = ? and basis = 'trusted'"
                " and dimension = 'all' and period_start is not null",
                [HEALTH],
            ).fetchall()
        )
    history = asked[1]
    readings = zip(history.days, history.values[HEALTH], strict=True)
    told = {day - timedelta(days=7): value for day, value in readings}
    assert len(told) == 26
    assert told == {week: built[week] for week in told}


def test_minutes_income_and_match_lead_and_registrations_do_not(built_platform: Path) -> None:
    project = find_project(built_platform)
    names = ("content_minutes", "creator_income", "ad_match_rate", "registrations")
    told = {}
    for group in of_one_time(project, [question_of(project, name) for name in names]):
        history = read_history(project, *group)
        told |= {question.metric.name: judge_history(question, history) for question in group}
    for name in names[:3]:
        assert (told[name].relevance, told[name].foresight) == (Mark.ADMITTED, Mark.ADMITTED), name
    assert told["registrations"].relevance is Mark.REFUSED


def test_a_history_that_is_read_for_several_is_each_ones_own(
    built_platform: Path, asked: tuple[Question, History]
) -> None:
    project = find_project(built_platform)
    together = read_history(project, asked[0], question_of(project, "content_minutes"))
    assert together.days == asked[1].days
    for name, values in asked[1].values.items():
        assert np.array_equal(together.values[name], values, equal_nan=True)


@pytest.mark.heavy
def test_brushing_lifts_the_dashboard_and_not_the_trusted_figure(built_platform: Path) -> None:
    told = stress(
        find_project(built_platform),
        HEALTH,
        shares=[0.2],
        seeds=2,
        on_progress=lambda step: None,
        on_message=lambda line: None,
    )
    [lift] = told.lifts
    assert min(lift.by_seed["raw"]) > 0.02
    assert max(lift.by_seed["trusted"]) < min(lift.by_seed["raw"])
