"""Rows come as they were received, each with its position in the file."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from truenorth.admit.delivery import reading
from truenorth.admit.delivery.deliveries import Delivery
from truenorth.admit.delivery.read_errors import as_delivery_error
from truenorth.admit.delivery.reading import select_sql
from truenorth.errors import DeliveryError
from truenorth.project import SourceConfig


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(config={"threads": "4"}) as connection:
        yield connection


def rows(
    con: duckdb.DuckDBPyConnection, path: Path, columns: str, format_: str = "csv", **settings: str
) -> list[tuple[object, ...]]:
    """Read a file of the given columns (`a,b`); each row ends with its number."""
    source = SourceConfig("s", path.parent, path.name, format_, **settings)
    named = tuple((name, "VARCHAR") for name in columns.split(","))
    delivery = Delivery(path.name, "", 0, 0, 0, named, str(path))
    return con.execute(select_sql(source, delivery)).fetchall()


@pytest.mark.parametrize(
    ("content", "settings", "expected"),
    [
        pytest.param(b"a,b\n,x\n", {}, [(None, "x", 1)], id="unquoted-empty-is-null"),
        pytest.param(b'a,b\n"",x\n', {}, [("", "x", 1)], id="quoted-empty-is-text"),
        pytest.param(b'a,b\nNULL,"NULL"\n', {"null_text": "NULL"}, [(None, "NULL", 1)], id="own-null-text"),
        pytest.param(b"a,b\n,\\N\n", {"null_text": "\\N"}, [("", None, 1)], id="empty-beside-own-null-text"),
        pytest.param(b"a,b\n 1 ,\t\n", {}, [(" 1 ", "\t", 1)], id="blanks-are-kept"),
        pytest.param(b"a,b\n007,1e5\n", {}, [("007", "1e5", 1)], id="nothing-is-guessed"),
        pytest.param(b'a,b\n"x,""y""",z\n', {}, [('x,"y"', "z", 1)], id="doubled-quotes"),
        pytest.param(b'a,b\n"x\r\ny",z\n', {}, [("x\r\ny", "z", 1)], id="quoted-line-end"),
        pytest.param(b'a,b\n"x,y\n', {"quote": ""}, [('"x', "y", 1)], id="no-quote-declared"),
        pytest.param(b"a\tb\nx,y\tz\n", {"delimiter": "\t"}, [("x,y", "z", 1)], id="tabs"),
        pytest.param("a，b\nx,y，z\n".encode(), {"delimiter": "，"}, [("x,y", "z", 1)], id="chinese-comma"),
        pytest.param("a,b\n深圳,😀\n".encode(), {}, [("深圳", "😀", 1)], id="chinese-and-emoji"),
        pytest.param(b"a,b\n#1,x\n", {}, [("#1", "x", 1)], id="no-comments"),
        pytest.param(b'"a","b"\n1,2', {}, [("1", "2", 1)], id="quoted-header-and-no-last-line-end"),
        pytest.param(b"\xef\xbb\xbfa,b\r\n1,2\r\n", {}, [("1", "2", 1)], id="byte-order-mark-and-crlf"),
    ],
)
def test_csv_as_received(con, tmp_path, content, settings, expected) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(content)
    assert rows(con, path, "a,b", **settings) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param('{"a":"x","b":1}', ("x", "1"), id="text-and-number"),
        pytest.param('{"b":null}', (None, None), id="null-and-left-out"),
        pytest.param('{"a":"","b":"null"}', ("", "null"), id="empty-and-the-word-null"),
        pytest.param('{"a":true,"b":[1, {"c": "é"}]}', ("true", '[1,{"c":"é"}]'), id="nested-is-json-text"),
        pytest.param('{"a":98765432109876543210987,"b":0.1}', ("98765432109876543210987", "0.1"),
                     id="digits-of-whole-numbers-are-kept"),
        pytest.param('{"a":1.10,"b":"1.10"}', ("1.1", "1.10"), id="shortest-form-of-other-numbers"),
        pytest.param('{"a":"x\\u0000y","b":"\\n"}', ("x\0y", "\n"), id="escapes"),
        pytest.param('{"A":1,"a":2}', ("2", None), id="case-counts"),
    ],
)  # fmt: skip
def test_json_values_as_text(con, tmp_path, line, expected) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text(f"\n{line}\n")
    assert rows(con, path, "a,b", "jsonl") == [(*expected, 1)]


def test_json_keys_that_are_no_plain_names(con, tmp_path) -> None:
    keys = ["a/b", "~1", "$.x", 'q"t', "it's", "0", "深圳", "*"]
    path = tmp_path / "x.jsonl"
    path.write_text(json.dumps({key: at for at, key in enumerate(keys)}, ensure_ascii=False))
    assert rows(con, path, ",".join(keys), "jsonl") == [(*map(str, range(len(keys))), 1)]


@pytest.mark.parametrize(
    "name", ["a[1]*.csv", "a?.csv", "it's.csv", 'q"t.csv', "a\nb.csv", "订单.csv", "a;b.csv"]
)
@pytest.mark.parametrize("folder", ["plain", "gl[o]b*"])
def test_a_file_is_read_by_its_own_name_only(con, tmp_path, name, folder) -> None:
    (tmp_path / folder).mkdir()
    path = tmp_path / folder / name
    for other in ("a1x.csv", "ab.csv"):
        (tmp_path / folder / other).write_text("a\nother\n")
    path.write_text("a\nmine\n")
    assert rows(con, path, "a") == [("mine", 1)]


def test_folders_do_not_become_columns(con, tmp_path) -> None:
    folder = tmp_path / "year=2011"
    folder.mkdir()
    (folder / "x.csv").write_text("a\n1\n")
    assert rows(con, folder / "x.csv", "a") == [("1", 1)]


@pytest.mark.parametrize("keep_order", ["true", "false"])
@pytest.mark.parametrize("format_", ["csv", "jsonl", "parquet"])
def test_row_numbers_are_positions_on_several_threads(
    con, tmp_path, monkeypatch, format_, keep_order
) -> None:
    """Small buffers and row groups put many boundaries, some inside quoted line ends, between few rows."""
    count = 60_000
    path = tmp_path / f"x.{format_}"
    notes = [f'line 1\n"line" {at}' if at % 3 == 0 else "x" * (at % 50) for at in range(count)]
    if format_ == "csv":
        with path.open("w", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([("n", "note"), *enumerate(notes, 1)])
    elif format_ == "jsonl":
        lines = (json.dumps({"n": at, "note": note}) for at, note in enumerate(notes, 1))
        path.write_text("\n\n".join(lines))
    else:
        table = pa.table({"n": [str(at) for at in range(1, count + 1)], "note": notes})
        pq.write_table(table, path, row_group_size=2048)
    small = reading._PLAIN.replace(str(reading.BUFFER_BYTES), "65536").replace(
        str(reading.MAX_LINE_BYTES), "4096"
    )
    monkeypatch.setattr(reading, "_PLAIN", small)
    con.execute(f"SET preserve_insertion_order = {keep_order}")
    read = sorted(rows(con, path, "n,note", format_), key=lambda row: row[-1])
    assert [row[-1] for row in read] == list(range(1, count + 1))
    assert [row[0] for row in read] == [str(at) for at in range(1, count + 1)]
    assert [row[1] or "" for row in read] == notes


def test_a_parquet_column_with_the_readers_own_name(con, tmp_path) -> None:
    path = tmp_path / "x.parquet"
    pq.write_table(pa.table({"a": [5, 6], "file_row_number": [7, 8]}), path)
    assert rows(con, path, "a,file_row_number", "parquet") == [(5, 7, 1), (6, 8, 2)]


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (duckdb.InvalidInputException("CSV Error on Line: 3\nOriginal Line: a,b\n"
                                      "Expected Number of Columns: 2 Found: 3"), "TN-F018"),
        (duckdb.InvalidInputException("Value with unterminated quote found."), "TN-F019"),
        (duckdb.InvalidInputException("Failed to read file \"x\": Snappy decompression failure"), "TN-F015"),
        (duckdb.Error("TProtocolException: Invalid data"), "TN-F015"),
        (duckdb.IOException("Could not read from file"), "TN-F033"),
        (DeliveryError("TN-F013", "changed"), "TN-F013"),
        (duckdb.OutOfMemoryException("out of memory"), None),
        (duckdb.InterruptException("interrupted"), None),
        (duckdb.BinderException("no such column"), None),
        (KeyError("bug"), None),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else str(value),
)  # fmt: skip
def test_what_is_the_files_fault_and_what_is_not(error: Exception, code: str | None) -> None:
    refusal = as_delivery_error("raw/x.csv", error)
    assert (refusal.code if refusal else None) == code
    if refusal is not None:
        assert "a,b" not in str(refusal)
