"""A file is opened only when it is new, and never half read."""

from __future__ import annotations

import errno
import hashlib
import os
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import duckdb
import pandera.polars as pa
import polars as pl
import pytest

from truenorth.admit.contract import RowContract, read_model
from truenorth.admit.delivery import files
from truenorth.admit.delivery.deliveries import Delivery, Held, Known
from truenorth.admit.delivery.discovery import examine
from truenorth.admit.delivery.reading import ensure_unchanged
from truenorth.errors import ConfigurationError, DeliveryError
from truenorth.project import SourceConfig

ROWS = b"id,name\n1,a\n2,b\n"


class Orders(pa.DataFrameModel):
    id: pl.Int64
    name: str = pa.Field(nullable=True)

    class Config:
        strict = True


class Loose(Orders):
    name: str = pa.Field(nullable=True)

    class Config:
        strict = False


@pytest.fixture(scope="module")
def contract() -> RowContract:
    return read_model(Orders, source="orders", path=Path("orders.py"))


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        yield connection


@pytest.fixture
def source(tmp_path: Path) -> SourceConfig:
    (tmp_path / "raw").mkdir()
    return SourceConfig("orders", tmp_path, "raw/*.csv", "csv")


def put(source: SourceConfig, name: str, content: bytes = ROWS) -> Path:
    path = source.root / "raw" / name
    path.write_bytes(content)
    return path


def known(delivery: Delivery) -> dict[str, Known]:
    return {delivery.file: Known(delivery.file, delivery.batch_id, delivery.bytes, delivery.mtime_ns)}


def one(found: list[Delivery | Held]) -> Delivery:
    (delivery,) = found
    assert isinstance(delivery, Delivery)
    return delivery


def refusal(found: list[Delivery | Held]) -> Held:
    (held,) = found
    assert isinstance(held, Held)
    return held


def test_what_is_known_of_a_delivery(con, source, contract) -> None:
    path = put(source, "a.csv")
    delivery = one(examine(con, source, contract, {}, ()))
    assert (delivery.file, delivery.rows, delivery.bytes) == ("raw/a.csv", 2, len(ROWS))
    assert delivery.batch_id == hashlib.sha256(ROWS).hexdigest()
    assert delivery.mtime_ns == path.stat().st_mtime_ns
    assert delivery.columns == (("id", "VARCHAR"), ("name", "VARCHAR"))


def test_files_come_in_order_of_name(con, source, contract) -> None:
    for name in ("b", "a", "ab", "B", "10", "9"):
        put(source, f"{name}.csv", ROWS + f"3,{name}\n".encode())
    found = examine(con, source, contract, {}, ())
    assert [item.file for item in found] == sorted(item.file for item in found)
    assert len(found) == 6


def test_a_known_file_is_not_opened(con, source, contract, monkeypatch) -> None:
    put(source, "a.csv")
    before = known(one(examine(con, source, contract, {}, ())))

    def refuse(*_: object, **__: object) -> int:
        raise AssertionError("a known file was opened")

    monkeypatch.setattr(files.os, "open", refuse)
    assert examine(con, source, contract, before, ()) == []


def test_the_same_file_delivered_twice_is_harmless(con, source, contract) -> None:
    path = put(source, "a.csv")
    first = one(examine(con, source, contract, {}, ()))
    os.utime(path, ns=(1, 1))
    assert examine(con, source, contract, known(first), {first.batch_id}) == []


def test_a_file_with_new_content_is_a_new_batch(con, source, contract) -> None:
    put(source, "a.csv")
    first = one(examine(con, source, contract, {}, ()))
    put(source, "a.csv", ROWS + b"3,c\n")
    second = one(examine(con, source, contract, known(first), {first.batch_id}))
    assert (second.rows, second.batch_id == first.batch_id) == (3, False)


def test_content_that_landed_under_another_name_is_a_warning(con, source, contract) -> None:
    put(source, "a.csv")
    first = one(examine(con, source, contract, {}, ()))
    put(source, "b.csv")
    held = refusal(examine(con, source, contract, known(first), {first.batch_id}))
    assert (held.file, held.code, held.severity, held.rows) == ("raw/b.csv", "TN-F012", "warn", 2)


def test_two_bad_files_of_the_same_content_are_both_named(con, source, contract) -> None:
    put(source, "a.csv", b"")
    put(source, "b.csv", b"")
    found = examine(con, source, contract, {}, ())
    assert [(item.file, item.code) for item in found if isinstance(item, Held)] == [
        ("raw/a.csv", "TN-F010"),
        ("raw/b.csv", "TN-F010"),
    ]


def test_a_file_that_cannot_be_opened(con, source, contract, monkeypatch) -> None:
    bad, _ = put(source, "bad.csv"), put(source, "good.csv", ROWS + b"3,c\n")
    really_open = os.open

    def open_but_one(path: Path, *rest: int) -> int:
        # tests run as root, whom no permission stops
        if Path(path) == bad:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return really_open(path, *rest)

    monkeypatch.setattr(files.os, "open", open_but_one)
    held, good = examine(con, source, contract, {}, ())
    assert isinstance(good, Delivery)
    assert isinstance(held, Held)
    assert (held.file, held.code, held.bytes, held.rows) == ("raw/bad.csv", "TN-F005", len(ROWS), None)
    assert "Permission denied" in held.what


def test_a_disk_that_fails_in_the_middle(con, source, contract, monkeypatch) -> None:
    put(source, "a.csv", ROWS * 200_000)
    really_read, reads = os.read, iter(range(10))

    def read_once(descriptor: int, size: int) -> bytes:
        if next(reads) > 0:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return really_read(descriptor, size)

    monkeypatch.setattr(files.os, "read", read_once)
    held = refusal(examine(con, source, contract, {}, ()))
    assert (held.code, held.batch_id) == ("TN-F005", None)


def test_a_fifo_that_takes_the_place_of_a_file_does_not_block(con, source, contract, monkeypatch) -> None:
    path = put(source, "a.csv")
    really_open = os.open

    def swap_and_open(target: Path, *rest: int) -> int:
        path.unlink()
        os.mkfifo(path)
        return really_open(target, *rest)

    monkeypatch.setattr(files.os, "open", swap_and_open)
    assert refusal(examine(con, source, contract, {}, ())).code == "TN-F002"


def test_a_link_that_takes_the_place_of_a_file_is_not_followed(con, source, contract, monkeypatch) -> None:
    path = put(source, "a.csv")
    (source.root / "secret.csv").write_bytes(ROWS)
    really_open = os.open

    def swap_and_open(target: Path, *rest: int) -> int:
        path.unlink()
        path.symlink_to("../secret.csv")
        return really_open(target, *rest)

    monkeypatch.setattr(files.os, "open", swap_and_open)
    assert refusal(examine(con, source, contract, {}, ())).code == "TN-F005"


@pytest.mark.parametrize("location", ["/dev/zero", "/dev/null"])
def test_a_device_is_not_opened(con, contract, tmp_path, location) -> None:
    held = refusal(examine(con, SourceConfig("s", tmp_path, location, "csv"), contract, {}, ()))
    assert (held.code, held.what) == ("TN-F002", "not a file but a character device")


class TestAFileInMotion:
    """Nothing is taken from a file that is written to or swapped while it is read."""

    def test_it_grows_between_examine_and_read(self, con, source, contract) -> None:
        path = put(source, "a.csv")
        delivery = one(examine(con, source, contract, {}, ()))
        ensure_unchanged(source, delivery)
        with path.open("ab") as file:
            file.write(b"3,c\n")
        with pytest.raises(DeliveryError) as refused:
            ensure_unchanged(source, delivery)
        assert (refused.value.code, refused.value.where) == ("TN-F013", "raw/a.csv")

    def test_another_file_is_renamed_over_it(self, con, source, contract) -> None:
        path = put(source, "a.csv")
        delivery = one(examine(con, source, contract, {}, ()))
        other = source.root / "other"
        other.write_bytes(ROWS.replace(b"a", b"z", 1))
        os.utime(other, ns=(delivery.mtime_ns, delivery.mtime_ns))
        other.rename(path)  # same size, same time: only the inode tells
        with pytest.raises(DeliveryError, match="changed"):
            ensure_unchanged(source, delivery)

    def test_it_is_rewritten_with_its_old_time(self, con, source, contract) -> None:
        path = put(source, "a.csv")
        delivery = one(examine(con, source, contract, {}, ()))
        path.write_bytes(ROWS.replace(b"1", b"7"))
        os.utime(path, ns=(delivery.mtime_ns, delivery.mtime_ns))  # ctime cannot be set back
        with pytest.raises(DeliveryError, match="changed"):
            ensure_unchanged(source, delivery)

    @pytest.mark.parametrize("end", ["unlink", "folder", "link"])
    def test_it_is_taken_away(self, con, source, contract, end) -> None:
        path = put(source, "a.csv")
        delivery = one(examine(con, source, contract, {}, ()))
        path.unlink()
        if end == "folder":
            path.mkdir()
        if end == "link":
            path.symlink_to("/dev/null")
        with pytest.raises(DeliveryError, match="changed"):
            ensure_unchanged(source, delivery)

    def test_a_writer_never_pauses(self, con, source, contract) -> None:
        """Whatever is examined meanwhile has one content, or is held; later it is taken in."""
        path = put(source, "a.csv", ROWS * 50_000)
        stop = threading.Event()

        def write() -> None:
            with path.open("ab", buffering=0) as file:
                for _ in range(20_000):  # an end, should nobody stop it
                    file.write(b"3,c\n" * 1000)
                    if stop.wait(0.001):
                        break

        writer = threading.Thread(target=write)
        writer.start()
        try:
            seen = [examine(con, source, contract, {}, ())[0] for _ in range(5)]
        finally:
            stop.set()
            writer.join()
        for item in seen:
            if isinstance(item, Held):
                assert item.code in ("TN-F013", "TN-F018"), item
            else:
                with pytest.raises(DeliveryError, match="changed"):
                    ensure_unchanged(source, item)
        path.write_bytes(ROWS)
        assert one(examine(con, source, contract, {}, ())).rows == 2

    def test_a_writer_that_is_faster_than_we_are(self, con, source, contract, monkeypatch) -> None:
        path = put(source, "a.csv")
        really_read, reads = os.read, iter(range(5))

        def read_and_write(descriptor: int, size: int) -> bytes:
            next(reads)  # StopIteration would tell that the end is never reached
            with path.open("ab") as file:
                file.write(b"3,c\n" * 1000)
            return really_read(descriptor, size)

        monkeypatch.setattr(files.os, "read", read_and_write)
        assert refusal(examine(con, source, contract, {}, ())).code == "TN-F013"

    def test_a_swap_during_the_pass_is_found(self, con, source, contract, monkeypatch) -> None:
        path = put(source, "a.csv")
        really_read = os.read

        def read_and_swap(descriptor: int, size: int) -> bytes:
            content = really_read(descriptor, size)
            if content:
                other = source.root / "other"
                other.write_bytes(ROWS + b"3,c\n")
                other.rename(path)
            return content

        monkeypatch.setattr(files.os, "read", read_and_swap)
        assert refusal(examine(con, source, contract, {}, ())).code == "TN-F013"


@pytest.mark.parametrize(
    "settings",
    [
        pytest.param({"delimiter": ""}, id="no-delimiter"),
        pytest.param({"delimiter": "||"}, id="long-delimiter"),
        pytest.param({"delimiter": "\n"}, id="delimiter-is-line-end"),
        pytest.param({"quote": "''"}, id="long-quote"),
        pytest.param({"quote": ","}, id="quote-is-delimiter"),
        pytest.param({"null_text": "a,b"}, id="null-text-holds-delimiter"),
    ],
)
def test_a_dialect_that_contradicts_itself(con, source, contract, settings) -> None:
    with pytest.raises(ConfigurationError) as refused:
        examine(con, replace(source, **settings), contract, {}, ())
    assert refused.value.code == "TN-F031"


def test_an_open_transaction_survives_a_bad_file(con, source, contract) -> None:
    put(source, "a.csv", ROWS + b"1,2,3\n")
    con.execute("BEGIN")
    con.execute("CREATE TABLE t AS SELECT 1 AS x")
    assert refusal(examine(con, source, contract, {}, ())).code == "TN-F018"
    con.execute("COMMIT")
    assert con.execute("SELECT x FROM t").fetchone() == (1,)


def test_extra_columns_are_let_by_unless_the_contract_is_strict(con, source, contract) -> None:
    put(source, "a.csv", b"id,name,secret\n1,a,x\n")
    assert refusal(examine(con, source, contract, {}, ())).what == (
        "column secret is not in the contract, which is strict"
    )
    loose = read_model(Loose, source="orders", path=Path("orders.py"))
    assert one(examine(con, source, loose, {}, ())).rows == 1


def test_a_header_that_may_be_a_row_is_not_repeated(con, source, contract) -> None:
    put(source, "a.csv", b"4711,Anna Example\n4712,Bo\n")
    held = refusal(examine(con, source, contract, {}, ()))
    assert held.what == "required column id, name is missing; the file has 2 columns"


def test_a_quoted_value_in_the_error_line_is_not_repeated(con, source, contract) -> None:
    put(source, "a.csv", ROWS + b"4711,Anna Example,x\n")
    held = refusal(examine(con, source, contract, {}, ()))
    assert held.what == "a row has 3 fields, the header has 2 (line 4)"
