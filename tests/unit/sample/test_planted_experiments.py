"""The planted experiments say what is planted: effects are found, nulls are not, a wrong split is seen."""

from __future__ import annotations

import duckdb
import pytest

from truenorth.judge.experiments import Effect, read_effects
from truenorth.sample.raw_experiments import TRIALS
from truenorth.sample.write import write_sample


@pytest.fixture(scope="module")
def effects(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Effect]]:
    data = tmp_path_factory.mktemp("experiments") / "data"
    write_sample(data, scale=2_000, seed=11)
    with duckdb.connect() as con:
        con.read_csv(str(data / "experiments" / "experiments.csv")).create_view("raw")
        con.execute(
            "create view experiments as select *, people as n, read_at as read_on,"
            " meant_share as treated_share from raw"
        )
        return {trial.metric: read_effects(con, "experiments", trial.metric) for trial in TRIALS}


def test_what_moves_a_metric_is_planted_and_found(effects: dict[str, list[Effect]]) -> None:
    for metric in ("content_minutes", "creator_income", "ad_match_rate", "registrations", "gross_revenue"):
        planted = max(trial.effect for trial in TRIALS if trial.metric == metric)
        found = max(effects[metric], key=lambda one: one.relative.value)
        assert found.is_sound and found.moved, metric
        assert found.relative.low is not None and found.relative.high is not None
        assert found.relative.low < planted < found.relative.high


def test_what_does_nothing_moves_nothing(effects: dict[str, list[Effect]]) -> None:
    for metric in ("creator_mau", "completion_rate", "deep_interaction_user_share"):
        assert [one.p > 0.05 for one in effects[metric] if one.p is not None] == [True], metric


def test_a_split_that_nobody_meant_proves_nothing(effects: dict[str, list[Effect]]) -> None:
    (one,) = effects["word_of_mouth_rate"]
    assert one.moved and not one.is_sound
