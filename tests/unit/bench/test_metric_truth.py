"""Figures beside their true value: all is blocked that is planted, or nothing is."""

from pathlib import Path

import duckdb
import pytest
from metric_truth import metrics_against_truth

from planted_tables import planted_tables

VERDICTS = {"events": "event_id", "orders": "order_id", "clicks": "click_id"}


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return planted_tables(tmp_path_factory.mktemp("data"), truth=True)


def _verdicts(data: Path, folder: Path, flagged: str) -> Path:
    truth = {"events": "true", "orders": "fraud", "clicks": "false"}
    with duckdb.connect() as connection:
        for table, key in VERDICTS.items():
            source = "clicks" if table == "clicks" else f"truth_{table}"
            connection.execute(
                f"copy (select {key}, 1.0 as score, {truth[table]} and {flagged} as flagged"
                f" from '{data}/{source}.parquet') to '{folder}/verdict_{table}.parquet' (format parquet)"
            )
    return folder


def test_an_oracle_gives_true_figures(data: Path, tmp_path: Path) -> None:
    told = metrics_against_truth(data, _verdicts(data, tmp_path, "true"))
    for metric, figures in told["figures"].items():
        if metric != "click_conversion":
            assert figures["trusted"] == pytest.approx(figures["true"])
    assert told["figures"]["orders"] == {"raw": 900, "trusted": 870, "true": 870}
    assert told["reversals"]["missed"] == 0


def test_without_verdicts_trusted_is_raw(data: Path, tmp_path: Path) -> None:
    told = metrics_against_truth(data, _verdicts(data, tmp_path, "false"))
    for figures in told["figures"].values():
        assert figures["trusted"] == figures["raw"]
    assert told["figures"]["active_users"]["raw"] - told["figures"]["active_users"]["true"] == 12
    # machines never convert: two clicks in ten are theirs on average
    conversion = told["figures"]["click_conversion"]
    assert conversion["true"] == pytest.approx(conversion["raw"] / 0.8)


def test_a_planted_reversal_is_missed_or_met(tmp_path: Path) -> None:
    # an author falls from 200 to 150 likes; a farm adds 100 in the second week
    week = 7 * 86400
    counts = {0: 200, 1: 150, 2: 100}
    with duckdb.connect() as connection:
        connection.execute(
            "create table events (event_id bigint, user_id bigint, content_id bigint, ts bigint)"
        )
        for block, count in counts.items():
            at = week if block else 0
            connection.execute(
                f"insert into events select {block * 1000} + i, i, 1, {at} + i from range({count}) as t(i)"
            )
        tables = {
            "events": "select *, 'like' as action from events",
            "contents": "select 1 as content_id, 1 as author_id",
            "truth_events": "select event_id from events where event_id >= 2000",
            "orders": "select 1 as order_id, 5.0 as amount, false as refunded",
            "truth_orders": "select 1 as order_id, false as fraud",
            "verdict_orders": "select 1 as order_id, false as flagged",
            "clicks": "select 1 as click_id, 1 as channel, true as converted",
            "verdict_clicks": "select 1 as click_id, false as flagged",
            "truth_channels": "select 1 as channel, 0.0 as bot_share",
        }
        for blocked, missed in ((100, 0), (10, 1)):
            tables["verdict_events"] = (
                f"select event_id, event_id - 2000 < {blocked} as flagged from events where event_id >= 2000"
            )
            for name, query in tables.items():
                connection.execute(f"copy ({query}) to '{tmp_path}/{name}.parquet' (format parquet)")
            told = metrics_against_truth(tmp_path, tmp_path)
            assert told["reversals"] == {"planted": 1, "missed": missed}
