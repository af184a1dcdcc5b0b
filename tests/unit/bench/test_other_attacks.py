"""Added attacks keep the form of the base, and their truth is told event by event."""

from pathlib import Path

import duckdb
import other_attacks
import pytest

from planted_tables import planted_tables


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return planted_tables(tmp_path_factory.mktemp("base"), truth=True)


def _add(base: Path, out: Path, *kinds: str, seed: int = 1) -> Path:
    arguments = ["--base", str(base), "--out", str(out), "--seed", str(seed), "--attack", *kinds]
    assert other_attacks.main(arguments) == 0
    return out


@pytest.mark.parametrize("kind", [*other_attacks.ATTACKS, *other_attacks.HONEST])
def test_a_kind_adds_events_of_its_own(base: Path, tmp_path: Path, kind: str) -> None:
    out = _add(base, tmp_path, kind)
    with duckdb.connect() as connection:
        connection.execute(f"create view events as from '{out}/events.parquet'")
        connection.execute(f"create view truth_events as from '{out}/truth_events.parquet'")
        count, ids, first, last = connection.execute(
            "select count(*), count(distinct event_id), min(event_id), max(event_id) from events"
        ).fetchall()[0]
        before = connection.execute(f"select count(*) from '{base}/events.parquet'").fetchall()[0][0]
        assert count == ids == last + 1
        assert first == 0
        assert count > before
        fraud = connection.execute(f"select count(*) from truth_events where kind = '{kind}'").fetchall()[0][
            0
        ]
        assert fraud == (count - before if kind in other_attacks.ATTACKS else 0)
        # truth about accounts and events agree, and every account is in the table of users
        astray = connection.execute(
            f"""
            select count(*) from events
            left join '{out}/truth_users.parquet' as truth using (user_id)
            left join truth_events using (event_id)
            where truth.kind is null or (truth_events.kind is not null and not truth.fraud)
            """
        ).fetchall()[0][0]
        assert astray == 0


def test_base_events_keep_their_time_and_fate(base: Path, tmp_path: Path) -> None:
    out = _add(base, tmp_path, "all")
    with duckdb.connect() as connection:
        lost = connection.execute(
            f"""
            select ts, content_id, device_id, text from '{base}/events.parquet'
            except all
            select ts, content_id, device_id, text from '{out}/events.parquet'
            """
        ).fetchall()
        farm = connection.execute(
            f"select count(*) from '{out}/truth_events.parquet' where kind = 'lockstep'"
        ).fetchall()[0][0]
    assert lost == []
    assert farm == 12 * 20


def test_the_same_seed_gives_the_same_data(base: Path, tmp_path: Path) -> None:
    one, same, other = (
        _add(base, tmp_path / name, "all", seed=seed)
        for name, seed in (("one", 1), ("same", 1), ("other", 2))
    )
    with duckdb.connect() as connection:
        for table in ("events", "users", "truth_users", "truth_events"):
            query = f"from '{{}}/{table}.parquet' order by all"
            rows = [connection.execute(query.format(folder)).fetchall() for folder in (one, same, other)]
            assert rows[0] == rows[1]
            assert rows[0] != rows[2]


def test_paraphrases_are_all_different(base: Path, tmp_path: Path) -> None:
    out = _add(base, tmp_path, "paraphrase")
    with duckdb.connect() as connection:
        texts, distinct = connection.execute(
            f"select count(text), count(distinct text) from '{out}/events.parquet'"
            f" semi join (from '{out}/truth_events.parquet' where kind = 'paraphrase') using (event_id)"
        ).fetchall()[0]
    assert texts == distinct > 0
