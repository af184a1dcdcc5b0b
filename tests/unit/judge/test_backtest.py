"""A metric that leads is told from one that does not; intervals are checked against chance."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import spearmanr

from truenorth.judge.backtest import LEAST_TRAINING, backtest, predicted, rank_correlation
from truenorth.judge.intervals import block_interval, mean_interval
from truenorth.judge.marks import Mark

LAG = 3
WEEKS = 60


def world(seed: int, *, leads: bool) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """A leader, an outcome that follows it `LAG` weeks later or not at all, and a rival that only grows."""
    rng = np.random.default_rng(seed)
    leader = 100 + 30 * np.sin(np.arange(WEEKS) / 2.6) + rng.normal(0, 3, WEEKS)
    other = 100 + 30 * np.sin(np.arange(WEEKS) / 1.9 + rng.uniform(0, 6)) + rng.normal(0, 3, WEEKS)
    source = leader if leads else other
    outcome = np.concatenate([source[:LAG], source[:-LAG]]) * 5 + rng.normal(0, 10, WEEKS)
    return leader, outcome, np.cumsum(rng.uniform(5, 10, WEEKS))


@pytest.mark.parametrize("seed", range(5))
def test_a_metric_that_leads_is_admitted(seed: int) -> None:
    leader, outcome, rival = world(seed, leads=True)
    result = backtest(leader, outcome, rival, lag=LAG, overlap=1)
    assert (result.relevance, result.foresight) == (Mark.ADMITTED, Mark.ADMITTED)
    assert result.spearman.value > 0.8


@pytest.mark.parametrize("seed", range(5))
def test_a_metric_that_does_not_lead_is_never_admitted(seed: int) -> None:
    leader, outcome, rival = world(seed, leads=False)
    result = backtest(leader, outcome, rival, lag=LAG, overlap=1)
    assert result.foresight is not Mark.ADMITTED


def test_the_rival_that_leads_refuses_the_metric_that_grows() -> None:
    leader, outcome, rival = world(1, leads=True)
    result = backtest(rival, outcome, leader, lag=LAG, overlap=1)
    assert result.foresight is Mark.REFUSED
    assert result.beside_rival is not None and (result.beside_rival.low or 0) > 1


def test_the_sign_that_the_contract_expects_decides() -> None:
    leader, outcome, _ = world(1, leads=True)
    assert backtest(leader, -outcome, None, lag=LAG, overlap=1, sign=-1).relevance is Mark.ADMITTED
    assert backtest(leader, -outcome, None, lag=LAG, overlap=1, sign=1).relevance is Mark.REFUSED


def test_a_short_history_is_unknown() -> None:
    leader, outcome, rival = (series[:14] for series in world(1, leads=True))
    result = backtest(leader, outcome, rival, lag=LAG, overlap=4)
    assert result.foresight is Mark.UNKNOWN
    assert not result.beside_naive.is_known


def test_no_prediction_sees_an_outcome_of_its_own_day_or_later() -> None:
    leader, outcome, _ = world(2, leads=True)
    later = outcome[LAG:]
    days = np.arange(len(later))
    told = predicted(leader[:-LAG], later, days, LAG)
    for day in days[np.isfinite(told)]:
        changed = later.copy()
        changed[day - LAG + 1 :] = 1e9  # what became known after `day`
        assert predicted(leader[:-LAG], changed, days, LAG)[day] == told[day]
    assert not np.isfinite(told[: LEAST_TRAINING + LAG - 1]).any()


def test_missing_readings_are_left_out_and_not_read_as_zero() -> None:
    leader, outcome, _ = world(3, leads=True)
    gappy = leader.copy()
    gappy[::7] = np.nan
    result = backtest(gappy, outcome, None, lag=LAG, overlap=1)
    assert result.readings < WEEKS - LAG
    assert result.foresight is Mark.ADMITTED


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=3, max_size=40))
def test_rank_correlation_is_that_of_scipy(pairs: list[tuple[int, int]]) -> None:
    left, right = np.array(pairs, float).T
    if len(set(left)) == 1 or len(set(right)) == 1:
        assert np.isnan(rank_correlation(left, right))
    else:
        assert rank_correlation(left, right) == pytest.approx(spearmanr(left, right).statistic, abs=1e-12)


def test_the_mean_interval_covers_as_often_as_it_says() -> None:
    rng = np.random.default_rng(5)
    covered = [
        one.low <= 0 <= one.high
        for one in (mean_interval(list(rng.normal(0, 1, 5))) for _ in range(2_000))
        if one.low is not None and one.high is not None
    ]
    assert len(covered) == 2_000
    assert 0.93 < np.mean(covered) < 0.97


def test_one_repeat_has_no_interval() -> None:
    assert not mean_interval([0.1]).is_known


def test_blocks_widen_the_interval_of_readings_that_overlap() -> None:
    rng = np.random.default_rng(4)
    noise = np.convolve(rng.normal(0, 1, 203), np.ones(4) / 2, "valid")

    def mean(places: np.ndarray) -> float:
        return float(noise[places].mean())

    alone, together = block_interval(mean, 200, 1), block_interval(mean, 200, 8)
    assert alone.low is not None and alone.high is not None
    assert together.low is not None and together.high is not None
    assert together.high - together.low > 1.3 * (alone.high - alone.low)
