"""Every bad delivery is held by name and code; its neighbours are taken in and nothing is lost or doubled."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from bad_input_cases import CASES, CONTRACT, ROWS, Case, good_neighbour

from truenorth.admit import door
from truenorth.admit.contract import RowContract, load_contract
from truenorth.admit.delivery.deliveries import Delivery, Held
from truenorth.admit.delivery.discovery import examine
from truenorth.admit.delivery.reading import ensure_unchanged, select_sql
from truenorth.admit.door import Admission
from truenorth.project import SourceConfig

every_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)


@pytest.fixture(scope="module")
def contract(tmp_path_factory: pytest.TempPathFactory) -> RowContract:
    path = tmp_path_factory.mktemp("contract") / "orders.py"
    path.write_text(CONTRACT)
    return load_contract(path, "orders")


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        yield connection


def deliver(case: Case, project: Path) -> tuple[SourceConfig, int]:
    """Write the case and its neighbour; return the source and the neighbour's rows."""
    folder = project / "raw"
    folder.mkdir()
    good_rows = good_neighbour(folder, case.format)
    case.write(folder)
    location = case.location or f"raw/*.{case.format}"
    if case.file is None:
        good_rows = 0  # the location names nothing, so not the neighbour either
    return SourceConfig("orders", project, location, case.format, **case.settings), good_rows


def split(found: list[Delivery | Held]) -> tuple[dict[str, Delivery], dict[str, Held]]:
    deliveries = {item.file: item for item in found if isinstance(item, Delivery)}
    held = {item.file: item for item in found if isinstance(item, Held)}
    assert len(deliveries) + len(held) == len(found)
    return deliveries, held


@every_case
def test_examined(case: Case, tmp_path: Path, con: duckdb.DuckDBPyConnection, contract: RowContract) -> None:
    source, good_rows = deliver(case, tmp_path)
    deliveries, held = split(examine(con, source, contract, {}, ()))
    name = source.location if case.file is None else f"raw/{case.file}"
    if good_rows:
        assert deliveries[f"raw/good.{case.format}"].rows == good_rows
    if case.code is None or case.found_by == "door":
        assert not held
        assert deliveries[name].rows == case.rows
    else:
        assert list(held) == [name]
        assert (held[name].code, held[name].severity, held[name].rows) == (
            case.code,
            case.severity,
            case.rows,
        )
        assert held[name].mend
    if case.found_by != "door":
        for delivery in deliveries.values():
            assert_numbered(con, select_sql(source, delivery), delivery.rows)


def assert_numbered(con: duckdb.DuckDBPyConnection, select: str, rows: int) -> None:
    """Every row has its own number, 1 to `rows`."""
    numbers = con.execute(
        f"SELECT count(*), count(DISTINCT _row_number), min(_row_number), max(_row_number) FROM ({select})"
    ).fetchone()
    assert numbers == (rows, rows, 1, rows)


RELATION = '"adm_orders"'


@every_case
def test_through_the_door(
    case: Case, tmp_path: Path, con: duckdb.DuckDBPyConnection, contract: RowContract
) -> None:
    source, good_rows = deliver(case, tmp_path)
    outcome = Admission(source, contract).land(con, RELATION)
    landed, held = split(outcome)

    admitted, quarantined = in_relation(con)
    counted = sum(item.rows or 0 for item in held.values())
    accepted = case.code is None
    twin = 3 if case.id == "same-content" else 0  # the first of the two is taken in
    assert admitted == good_rows + twin + ((case.rows or 0) - case.quarantined if accepted else 0)
    assert quarantined == case.quarantined
    assert admitted + quarantined + counted == good_rows + twin + (case.rows or 0)
    assert [item.code for item in held.values()] == ([] if accepted else [case.code])
    assert sum(item.rows for item in landed.values()) == admitted + quarantined

    if not accepted:
        assert_untouched_by_the_bad_one(con, set(landed))
        refused = next(iter(held.values()))
        assert_no_row_values(refused)
        # the ledger says the same
        event = con.execute(
            "SELECT code, rows, severity FROM adm_orders__ledger WHERE event = 'held'"
        ).fetchall()
        assert event == [(case.code, case.rows, case.severity)]

    before = everything(con)
    again, still_held = split(Admission(source, contract).land(con, RELATION))
    assert (again, still_held) == ({}, held), "a second run takes in nothing and says the same"
    assert everything(con) == before


def in_relation(con: duckdb.DuckDBPyConnection) -> tuple[int, int]:
    row = con.execute(
        f"SELECT count(*) FILTER (WHERE len(_reasons) = 0), count(*) FILTER (WHERE len(_reasons) > 0) "
        f"FROM {RELATION}"
    ).fetchone()
    assert row is not None
    return row[0], row[1]


def everything(con: duckdb.DuckDBPyConnection) -> list[list[tuple[object, ...]]]:
    return [
        con.execute(f"SELECT * FROM {RELATION} ORDER BY _batch_id, _row_number").fetchall(),
        con.execute("SELECT * FROM adm_orders__ledger ORDER BY event_number").fetchall(),
    ]


def assert_untouched_by_the_bad_one(con: duckdb.DuckDBPyConnection, landed: set[str]) -> None:
    """Rows and ledger hold exactly the batches that landed, and no helper relation is left behind."""
    batches = con.execute(f"SELECT DISTINCT _batch_id FROM {RELATION} ORDER BY 1").fetchall()
    events = con.execute(
        "SELECT batch_id FROM adm_orders__ledger WHERE event = 'landed' ORDER BY 1"
    ).fetchall()
    files = {
        row[0] for row in con.execute("SELECT file FROM adm_orders__ledger WHERE event = 'landed'").fetchall()
    }
    assert batches == events
    assert files == landed
    tables = con.execute("SELECT table_name FROM duckdb_tables() WHERE NOT internal ORDER BY 1").fetchall()
    assert tables == [("adm_orders",), ("adm_orders__erased",), ("adm_orders__ledger",)]


def assert_no_row_values(held: Held) -> None:
    said = held.what + held.mend
    assert "\x00" not in said
    for value in ("1.5", "2.5", "xxxx", "caf", "深圳"):
        assert value not in said


class TestAFileInMotion:
    """What changes between the count and the end of the reading leaves no trace but its name."""

    @pytest.fixture
    def source(self, tmp_path: Path) -> SourceConfig:
        (tmp_path / "raw").mkdir()
        good_neighbour(tmp_path / "raw", "csv")
        (tmp_path / "raw" / "bad.csv").write_bytes(ROWS)
        return SourceConfig("orders", tmp_path, "raw/*.csv", "csv")

    @pytest.mark.parametrize(
        "content",
        [
            pytest.param(ROWS + b"4,d,1\n", id="grows"),
            pytest.param(ROWS[:-4], id="shrinks"),
            pytest.param(ROWS.replace(b"a,", b"z,", 1), id="same-size"),
            pytest.param(ROWS + b"4,d\n", id="becomes-unreadable"),
            pytest.param(b"", id="becomes-empty"),
            pytest.param(None, id="is-removed"),
        ],
    )
    @pytest.mark.parametrize("moment", ["before-reading", "after-reading"])
    def test_is_held_and_taken_in_once_it_rests(
        self,
        con: duckdb.DuckDBPyConnection,
        contract: RowContract,
        source: SourceConfig,
        monkeypatch: pytest.MonkeyPatch,
        content: bytes | None,
        moment: str,
    ) -> None:
        bad = source.root / "raw" / "bad.csv"

        def move() -> None:
            if content is None:
                bad.unlink(missing_ok=True)
            else:
                bad.write_bytes(content)

        def label(con: object, source: object, contract: object, delivery: Delivery) -> str:
            sql = door_label(con, source, contract, delivery)
            if delivery.file == "raw/bad.csv" and moment == "before-reading":
                move()
            return sql

        def unchanged(source: SourceConfig, delivery: Delivery) -> None:
            if delivery.file == "raw/bad.csv" and moment == "after-reading":
                move()
            ensure_unchanged(source, delivery)

        door_label = door.label
        with monkeypatch.context() as patched:
            patched.setattr(door, "label", label)
            patched.setattr(door, "ensure_unchanged", unchanged)
            landed, held = split(Admission(source, contract).land(con, RELATION))
        assert list(landed) == ["raw/good.csv"]
        assert [(item.file, item.code) for item in held.values()] == [("raw/bad.csv", "TN-F013")]
        assert in_relation(con) == (4, 0)
        assert_untouched_by_the_bad_one(con, {"raw/good.csv"})

        bad.write_bytes(ROWS)
        landed, held = split(Admission(source, contract).land(con, RELATION))
        assert (list(landed), held) == (["raw/bad.csv"], {})
        assert in_relation(con) == (7, 0)
