"""What a source may be sent: every case writes one delivery beside a good neighbour.

`write` gets the source folder and leaves the delivery in it. `code` is the refusal (None: it is taken in) and
`rows` the data rows that the delivery holds, None where nobody can tell.
"""

from __future__ import annotations

import gzip
import os
import socket
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

CONTRACT = """
import pandera.polars as pa
import polars as pl


class Orders(pa.DataFrameModel):
    id: pl.Int64 = pa.Field(ge=1)
    name: str = pa.Field(nullable=True)
    amount: pl.Float64 = pa.Field(nullable=True)

    class Config:
        coerce = True
        strict = True
"""

HEADER = b"id,name,amount\n"
ROWS = HEADER + b"1,a,1.5\n2,b,2.5\n3,c,3.5\n"
JSON_ROWS = b'{"id":1,"name":"a","amount":1.5}\n{"id":2,"name":"b","amount":2.5}\n'

Write = Callable[[Path], None]


@dataclass(frozen=True)
class Case:
    """One delivery.

    Attributes:
        file: its name below the source folder; None where the refusal names the location itself.
        settings: what the source's yml says beside the defaults.
        found_by: `door` where only reading the rows shows the fault, else `examine`.
        quarantined: rows taken in that break the contract.
    """

    id: str
    format: str
    file: str | None
    write: Write
    code: str | None
    rows: int | None
    severity: str = "error"
    found_by: str = "examine"
    quarantined: int = 0
    location: str = ""
    settings: dict[str, Any] = field(default_factory=dict)


def put(name: str, content: bytes) -> Write:
    """Write one file of these bytes."""

    def write(folder: Path) -> None:
        (folder / name).write_bytes(content)

    return write


def parquet_bytes(table: pa.Table, **options: Any) -> bytes:
    """Return a table as the bytes of a Parquet file."""
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink, **options)
    return bytes(sink.getvalue())


def orders(count: int = 3, start: int = 1, **more: Any) -> pa.Table:
    """Return `count` rows that keep the contract."""
    ids = range(start, start + count)
    columns = {
        "id": pa.array(ids, pa.int64()),
        "name": pa.array([f"n{at}" for at in ids], pa.string()),
        "amount": pa.array([at + 0.5 for at in ids], pa.float64()),
    }
    return pa.table({**columns, **more})


def good_neighbour(folder: Path, format_: str) -> int:
    """Write a delivery that keeps the contract and return its rows."""
    if format_ == "parquet":
        (folder / "good.parquet").write_bytes(parquet_bytes(orders(4, start=9001)))
    elif format_ == "csv":
        lines = b"".join(b"%d,n,1.0\n" % at for at in range(9001, 9005))
        (folder / "good.csv").write_bytes(HEADER + lines)
    else:
        lines = b"".join(b'{"id":%d,"name":"n","amount":1.0}\n' % at for at in range(9001, 9005))
        (folder / "good.jsonl").write_bytes(lines)
    return 4


def damaged_page() -> bytes:
    content = bytearray(parquet_bytes(orders(5000), compression="snappy", use_dictionary=False))
    for at in range(2000, 2400):
        content[at] ^= 0xFF
    return bytes(content)


def zeroed_footer(content: bytes) -> bytes:
    length = int.from_bytes(content[-8:-4], "little")
    start = len(content) - 8 - length
    return content[:start] + bytes(60) + content[start + 60 :]


def miscounting(content: bytes) -> bytes:
    """Let the footer speak of 4 rows where the row group has 3 (Thrift: field tag, zigzag integer)."""
    start = len(content) - 8 - int.from_bytes(content[-8:-4], "little")
    return content[:start] + content[start:].replace(b"\x16\x06", b"\x16\x08", 1)


def invalid_utf8_parquet() -> bytes:
    text = pa.array([b"ok", b"caf\xe9", b"ok"], pa.binary()).view(pa.string())
    return parquet_bytes(orders().set_column(1, "name", text))


def link(name: str, target: str) -> Write:
    def write(folder: Path) -> None:
        (folder / name).symlink_to(target)

    return write


def link_out(folder: Path) -> None:
    (folder.parent / "secret.csv").write_bytes(ROWS)
    (folder / "bad.csv").symlink_to("../secret.csv")


def linked_folder_out(folder: Path) -> None:
    (folder.parent / "elsewhere").mkdir()
    (folder.parent / "elsewhere" / "x.csv").write_bytes(ROWS)
    (folder / "linked").symlink_to("../elsewhere")


def fifo(folder: Path) -> None:
    os.mkfifo(folder / "bad.csv")


def unix_socket(folder: Path) -> None:
    # the address of a socket may hold 108 bytes only, so bind from inside the folder
    here = Path.cwd()
    os.chdir(folder)
    try:
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind("bad.csv")
    finally:
        os.chdir(here)


def folder_named_csv(folder: Path) -> None:
    (folder / "bad.csv").mkdir()


def not_utf8_name(folder: Path) -> None:
    Path(os.fsdecode(os.fsencode(folder) + b"/caf\xe9.csv")).write_bytes(ROWS)


def twice(folder: Path) -> None:
    (folder / "bad-0.csv").write_bytes(ROWS)
    (folder / "bad-1.csv").write_bytes(ROWS)


def nothing(folder: Path) -> None:
    """Deliver nothing."""


def csv(id: str, content: bytes, code: str | None, rows: int | None, **more: Any) -> Case:
    return Case(id, "csv", "bad.csv", put("bad.csv", content), code, rows, **more)


def jsonl(id: str, content: bytes, code: str | None, rows: int | None, **more: Any) -> Case:
    return Case(id, "jsonl", "bad.jsonl", put("bad.jsonl", content), code, rows, **more)


def parquet(id: str, content: bytes, code: str | None, rows: int | None, **more: Any) -> Case:
    return Case(id, "parquet", "bad.parquet", put("bad.parquet", content), code, rows, **more)


def named(id: str, name: str) -> Case:
    return Case(f"name-{id}", "csv", name, put(name, ROWS), None, 3)


GOOD_PARQUET = parquet_bytes(orders())

CASES = [
    # nothing there
    Case("nothing-matches", "csv", None, nothing, "TN-F001", None, location="raw/none-*.csv"),
    Case("missing-file", "csv", None, nothing, "TN-F001", None, location="raw/missing.csv"),
    Case("missing-folder", "csv", None, nothing, "TN-F001", None, location="nowhere/*.csv"),
    csv("empty-csv", b"", "TN-F010", 0),
    jsonl("empty-jsonl", b"", "TN-F010", 0),
    parquet("empty-parquet", b"", "TN-F010", 0),
    csv("header-only", HEADER, "TN-F011", 0),
    csv("header-only-no-newline", HEADER.strip(), "TN-F011", 0),
    jsonl("only-blank-lines", b"\n \r\n\t\n\n", "TN-F011", 0),
    parquet("parquet-of-no-rows", parquet_bytes(orders(0)), "TN-F011", 0),
    csv("only-blank-lines-csv", b"\n\n\n", "TN-F036", 0),
    csv("blank-line-before-header", b"\n" + ROWS, "TN-F036", 3),
    # cut off or damaged
    parquet("parquet-footer-cut", GOOD_PARQUET[:-20], "TN-F015", None),
    parquet("parquet-half", GOOD_PARQUET[: len(GOOD_PARQUET) // 2], "TN-F015", None),
    parquet("parquet-only-magic", b"PAR1", "TN-F015", None),
    parquet("parquet-footer-length-lies", GOOD_PARQUET[:-8] + b"\xff\xff\xff\x7fPAR1", "TN-F015", None),
    parquet("parquet-footer-zeroed", zeroed_footer(GOOD_PARQUET), "TN-F015", None),
    parquet("parquet-counts-in-two-ways", miscounting(GOOD_PARQUET), "TN-F015", None),
    parquet("parquet-page-damaged", damaged_page(), "TN-F015", 5000, found_by="door"),
    parquet("parquet-text-not-utf8", invalid_utf8_parquet(), "TN-F016", 3, found_by="door"),
    csv("cut-inside-quotes", ROWS + b'4,"d', "TN-F019", None),
    csv("cut-inside-row", ROWS + b"4,d", "TN-F018", 4),
    csv("cut-inside-letter", ROWS + "4,好".encode()[:-1], "TN-F016", 4),
    jsonl("cut-inside-object", JSON_ROWS + b'{"id":3,"na', "TN-F022", 3),
    # parted, quoted or written otherwise
    csv("semicolons", ROWS.replace(b",", b";"), "TN-F030", 3),
    csv("tabs", ROWS.replace(b",", b"\t"), "TN-F030", 3),
    csv("pipes", ROWS.replace(b",", b"|"), "TN-F030", 3),
    csv("latin-1", ROWS + "4,café,1\n".encode("latin-1"), "TN-F016", 4),
    csv("gbk", ROWS + "4,深圳,1\n".encode("gbk"), "TN-F016", 4),
    csv("utf-16-le", b"\xff\xfe" + ROWS.decode().encode("utf-16-le"), "TN-F016", None),
    csv("utf-16-be", b"\xfe\xff" + ROWS.decode().encode("utf-16-be"), "TN-F016", None),
    csv("utf-16-without-bom", ROWS.decode().encode("utf-16-le"), "TN-F016", None),
    csv("utf-8-bom", b"\xef\xbb\xbf" + ROWS, None, 3),
    jsonl("jsonl-latin-1", JSON_ROWS + '{"id":3,"name":"é"}\n'.encode("latin-1"), "TN-F016", 3),
    jsonl("jsonl-utf-16", b"\xff\xfe" + JSON_ROWS.decode().encode("utf-16-le"), "TN-F016", None),
    jsonl("jsonl-utf-8-bom", b"\xef\xbb\xbf" + JSON_ROWS, None, 2),
    csv("single-quotes", ROWS + b"4,'d,e',1\n", "TN-F018", 4),
    csv("single-quotes-declared", ROWS + b"4,'d,e',1\n", None, 4, settings={"quote": "'"}),
    csv("text-after-closing-quote", ROWS + b'4,"d"e,1\n', "TN-F019", None),
    csv("backslash-quote", ROWS + b'4,"d\\"e",1\n', "TN-F019", None),
    csv("quote-inside-plain-field", ROWS + b'4,d"e,1\n', None, 4),
    csv("mixed-line-ends", HEADER + b"1,a,1\r\n2,b,2\n3,c,3\r\n", "TN-F020", 3),
    csv("crlf", ROWS.replace(b"\n", b"\r\n"), None, 3),
    csv("no-last-newline", ROWS.rstrip(), None, 3),
    csv("quoted-newlines", ROWS + b'4,"d\ne\r\nf",1\n', None, 4),
    csv("blank-lines-between", ROWS.replace(b"2,", b"\n\n2,"), None, 3),
    csv("quoted-empty-id", ROWS + b'"",x,1\n', None, 4, quarantined=1),
    csv("line-of-9-mb", ROWS + b"4," + b"x" * (9 << 20) + b",1\n", "TN-F021", 4),
    csv("field-of-5-mb", ROWS + b"4," + b"x" * (5 << 20) + b",1\n", None, 4),
    # columns
    csv("column-missing", b"id,name\n1,a\n2,b\n", "TN-F026", 2),
    csv("no-header", ROWS.removeprefix(HEADER), "TN-F026", 2),
    csv("column-extra", b"id,name,amount,more\n1,a,1,x\n", "TN-F027", 1),
    csv("column-twice", b"id,name,amount,name\n1,a,1,x\n", "TN-F025", 1),
    csv("column-unnamed", b"id,name,amount,\n1,a,1,\n", "TN-F025", 1),
    csv("column-in-other-case", b"ID,name,amount\n1,a,1\n", "TN-F028", 1),
    csv("column-of-ours", b"id,name,amount,_reasons\n1,a,1,x\n", "TN-F029", 1),
    csv("columns-in-other-order", b"amount,id,name\n1,1,a\n", None, 1),
    jsonl("jsonl-column-missing", b'{"id":1,"name":"a"}\n', "TN-F026", 1),
    jsonl("jsonl-column-extra", JSON_ROWS + b'{"id":3,"name":"c","amount":1,"x":1}\n', "TN-F027", 3),
    parquet("parquet-column-missing", parquet_bytes(orders().drop(["amount"])), "TN-F026", 3),
    parquet("parquet-column-extra", parquet_bytes(orders(more=pa.array([1, 2, 3]))), "TN-F027", 3),
    parquet(
        "parquet-column-twice",
        parquet_bytes(orders().rename_columns(["id", "name", "amount"]).append_column("id", [[1, 2, 3]])),
        "TN-F025",
        3,
    ),
    parquet("parquet-nul-in-name", parquet_bytes(orders(**{"a\0b": pa.array([1, 2, 3])})), "TN-F025", 3),
    csv("row-too-long", ROWS + b"4,d,1,2\n", "TN-F018", 4),
    csv("row-with-empty-surplus", ROWS + b"4,d,1,\n", None, 4),
    csv("row-too-short", ROWS + b"4,d\n", "TN-F018", 4),
    # bytes that text cannot hold
    csv("nul-in-csv", ROWS + b"4,d\0e,1\n", "TN-F017", 4),
    jsonl("nul-in-jsonl", JSON_ROWS + b'{"id":3,"name":"d\0e","amount":1}\n', "TN-F017", 3),
    jsonl("escaped-nul-in-jsonl", JSON_ROWS + b'{"id":3,"name":"d\\u0000e","amount":1}\n', None, 3),
    parquet(
        "nul-in-parquet-text",
        parquet_bytes(orders().set_column(1, "name", pa.array(["a\0b", "\0", "c"]))),
        None,
        3,
    ),
    # JSON that is no row
    jsonl("line-is-array", JSON_ROWS + b"[1,2]\n", "TN-F023", 3),
    jsonl("line-is-number", JSON_ROWS + b"3\n", "TN-F023", 3),
    jsonl("line-is-null", JSON_ROWS + b"null\n", "TN-F023", 3),
    jsonl("key-twice", JSON_ROWS + b'{"id":3,"name":"c","amount":1,"id":4}\n', "TN-F024", 3),
    jsonl("keys-that-differ-in-case", JSON_ROWS + b'{"ID":3,"name":"c","amount":1}\n', "TN-F025", 3),
    jsonl("two-objects-on-a-line", JSON_ROWS + JSON_ROWS.replace(b"\n", b" ") + b"\n", "TN-F022", 3),
    jsonl("pretty-printed", b'{\n "id": 1,\n "name": "a",\n "amount": 1\n}\n', "TN-F022", 5),
    jsonl("one-big-array", b'[{"id":1,"name":"a","amount":1}]\n', "TN-F023", 1),
    jsonl("nested-value", JSON_ROWS + b'{"id":3,"name":{"a":[1]},"amount":1}\n', None, 3),
    jsonl("keys-left-out", JSON_ROWS + b'{"id":3}\n', None, 3),
    jsonl("jsonl-mixed-line-ends", JSON_ROWS.replace(b"\n", b"\r\n", 1), None, 2),
    # another format
    parquet("csv-named-parquet", ROWS, "TN-F014", None),
    csv("parquet-named-csv", GOOD_PARQUET, "TN-F014", None),
    csv("gzip-named-csv", gzip.compress(ROWS, mtime=0), "TN-F014", None),
    jsonl("parquet-named-jsonl", GOOD_PARQUET, "TN-F014", None),
    # no plain file, or not ours to open
    Case("folder", "csv", "bad.csv", folder_named_csv, "TN-F002", None),
    Case("named-pipe", "csv", "bad.csv", fifo, "TN-F002", None),
    Case("socket", "csv", "bad.csv", unix_socket, "TN-F002", None),
    Case("link-to-nothing", "csv", "bad.csv", link("bad.csv", "not-there.csv"), "TN-F004", None),
    Case("link-to-itself", "csv", "bad.csv", link("bad.csv", "bad.csv"), "TN-F004", None),
    Case("link-out", "csv", "bad.csv", link_out, "TN-F003", None),
    Case("link-to-device", "csv", "bad.csv", link("bad.csv", "/dev/zero"), "TN-F003", None),
    Case("linked-folder-out", "csv", "linked", linked_folder_out, "TN-F003", None, location="raw/**/*"),
    Case("link-to-neighbour", "csv", "link.csv", link("link.csv", "good.csv"), "TN-F012", 4, "warn"),
    Case("name-not-utf8", "csv", "caf\\xe9.csv", not_utf8_name, "TN-F006", None),
    named("quotes", 'o\'rder "1".csv'),
    named("newline", "line\nbreak.csv"),
    named("chinese", "订单 2011年.csv"),
    named("glob", "a[1]*.csv"),
    named("braces-and-backslash", "a\\{x,y}.csv"),
    Case("name-glob-and-backslash", "csv", "a\\[1].csv", put("a\\[1].csv", ROWS), "TN-F006", None),
    # twice
    Case("same-content", "csv", "bad-1.csv", twice, "TN-F012", 3, "warn"),
]
