"""Effects, their intervals and the split of the arms: against scipy, chance and the ASOS experiments."""

from __future__ import annotations

from pathlib import Path

import duckdb
import numpy as np
import pytest
from scipy.stats import chisquare

from truenorth.judge.experiments import (
    Arm,
    Effect,
    Operability,
    detectable_by_counting,
    effect_of,
    read_effects,
    split_surprise,
)
from truenorth.judge.marks import Mark

ASOS = Path(__file__).parents[2] / "golden" / "asos_last_readings.csv"


@pytest.mark.parametrize(
    ("control", "treated", "share"), [(1000, 1000, 0.5), (1000, 1100, 0.5), (900, 95, 0.1)]
)
def test_the_split_is_that_of_a_chi_square_test(control: int, treated: int, share: float) -> None:
    people = control + treated
    expected = chisquare([control, treated], [people * (1 - share), people * share]).pvalue
    assert split_surprise(control, treated, share) == pytest.approx(expected)


def drawn(rng: np.random.Generator, people: int, mean: float) -> Arm:
    values = rng.normal(mean, 2, people)
    return Arm(people, float(values.mean()), float(values.var(ddof=1)))


def test_the_interval_covers_the_planted_effect() -> None:
    rng = np.random.default_rng(1)
    found = [effect_of("e", "b", drawn(rng, 400, 10), drawn(rng, 400, 10.5)).relative for _ in range(1_000)]
    covered = [one.low <= 0.05 <= one.high for one in found if one.low is not None and one.high is not None]
    assert len(covered) == 1_000
    assert 0.93 < np.mean(covered) < 0.97


def test_an_effect_of_the_detectable_size_is_found_in_four_of_five_experiments() -> None:
    rng = np.random.default_rng(2)
    size = effect_of("e", "b", drawn(rng, 400, 10), drawn(rng, 400, 10)).detectable
    assert size is not None
    moved = [
        effect_of("e", "b", drawn(rng, 400, 10), drawn(rng, 400, 10 * (1 + size))).moved for _ in range(1_000)
    ]
    assert 0.76 < np.mean(moved) < 0.84


def test_without_variance_there_is_no_interval_and_no_mark() -> None:
    effect = effect_of("e", "b", Arm(100, 1.0, None), Arm(100, 2.0, 0.1))
    assert not effect.relative.is_known and not effect.moved
    assert Operability((effect,), None).mark is Mark.UNKNOWN


def test_a_broken_split_proves_nothing() -> None:
    effect = effect_of("e", "b", Arm(10_000, 1.0, 0.1), Arm(11_000, 2.0, 0.1))
    assert effect.moved and not effect.is_sound
    assert Operability((effect,), 0.1).mark is Mark.DOUBTFUL


def test_a_control_of_zero_has_no_relative_effect() -> None:
    assert not effect_of("e", "b", Arm(10, 0.0, 0.1), Arm(10, 2.0, 0.1)).relative.is_known


def test_nothing_tried_is_doubtful_if_an_effect_could_be_seen_and_else_unknown() -> None:
    assert Operability((), 0.02).mark is Mark.DOUBTFUL
    assert Operability((), None).mark is Mark.UNKNOWN


def test_many_experiments_without_effect_do_not_move_a_metric_by_chance() -> None:
    rng = np.random.default_rng(3)
    admitted = 0
    for _ in range(200):
        effects = tuple(effect_of(str(i), "b", drawn(rng, 200, 10), drawn(rng, 200, 10)) for i in range(20))
        admitted += Operability(effects, None).mark is Mark.ADMITTED
    assert admitted / 200 < 0.1


def test_counting_noise_is_the_least_there_is() -> None:
    assert detectable_by_counting(100, 1) == pytest.approx(2.801585 * 0.2)
    assert detectable_by_counting(50, 100) == pytest.approx(2.801585 * np.sqrt(4 * 0.5 / 50))
    assert detectable_by_counting(0, 1) is None


def test_the_last_reading_of_each_arm_counts() -> None:
    with duckdb.connect() as con:
        con.execute(
            "create table e as select * from (values"
            " ('x', 'm', 'control', 1, 10, 1.0, 0.1, null), ('x', 'm', 'control', 9, 100, 1.0, 0.1, null),"
            " ('x', 'm', 'b', 9, 100, 1.5, 0.1, 0.5), ('x', 'm', 'b', 2, 10, 9.0, 0.1, 0.5),"
            " ('x', 'other', 'b', 9, 100, 9.0, 0.1, 0.5), ('no_control', 'm', 'b', 9, 100, 9.0, 0.1, 0.5))"
            " t(experiment_id, metric, arm, read_on, n, mean, variance, treated_share)"
        )
        effects = read_effects(con, "e", "m")
    assert [(one.experiment, one.arm, round(one.relative.value, 3)) for one in effects] == [("x", "b", 0.5)]


def asos(metric: int) -> list[Effect]:
    with duckdb.connect() as con:
        con.execute(f"create table raw as from read_csv('{ASOS}')")
        con.execute(
            "create table e as select experiment_id || '/' || variant_id as experiment_id,"
            " 'metric_' || metric_id as metric, arm, time_since_start as read_on, n, mean, variance,"
            " 0.5 as treated_share from ("
            " select *, 'control' as arm, count_c as n, mean_c as mean, variance_c as variance from raw"
            " union all select *, 'variant', count_t, mean_t, variance_t from raw)"
        )
        return read_effects(con, "e", f"metric_{metric}")


@pytest.mark.parametrize("metric", [1, 2, 3, 4])
def test_asos_experiments_are_read_as_they_are(metric: int) -> None:
    """78 real experiments, 99 pairs; small effects, and splits that are broken are told."""
    effects = asos(metric)
    assert 90 <= len(effects) <= 99
    assert any(not one.is_sound for one in effects), "several of these experiments are not split evenly"
    known = [one for one in effects if one.relative.is_known]
    assert np.median([abs(one.relative.value) for one in known]) < 0.02
    assert np.median([one.detectable for one in known if one.detectable]) < 0.05
