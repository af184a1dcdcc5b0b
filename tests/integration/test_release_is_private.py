"""What readers are given holds no row of any person: no customer, no invoice, no text of a line."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import duckdb
import pytest

from command import truenorth
from truenorth.publish import open_release

LINES = Path("data") / "online_retail"
MARK = "Quxotica"  # in no word, code or number of ours
MARKED_CUSTOMER = 0x7175786F74696361  # eight bytes that no count or price has


def texts_of(release: Path) -> set[str]:
    """Return every text of the published tables; ids of batches are digests of files and say nothing."""
    with open_release(release) as connection:
        columns = connection.execute(
            "select table_name, column_name from information_schema.columns"
            " where data_type = 'VARCHAR' and column_name <> 'batch_id'"
        ).fetchall()
        return {
            text
            for table, column in columns
            for (text,) in connection.execute(f'select distinct "{column}" from {table}').fetchall()
            if text is not None
        }


def test_no_customer_invoice_or_line_text_is_published(built_project):
    with duckdb.connect() as connection:
        personal: set[str] = set()
        for column in ("CustomerID", "InvoiceNo", "Description"):
            values = f"select distinct trim({column}::varchar) from '{built_project / LINES}/*.parquet'"
            personal |= {value for (value,) in connection.execute(values).fetchall() if value}
    assert len(personal) > 30_000
    texts = texts_of((built_project / "published" / "CURRENT").resolve())
    words = {word for text in texts for word in re.findall(r"\w+", text)}
    assert len(words) > 100
    assert not personal & (texts | {word for word in words if re.search(r"\d{5}", word)})


@pytest.mark.xdist_group("private")
def test_marked_rows_leave_no_trace(own_built_project, tmp_path):
    """Marks in admitted and in quarantined rows: not in the release, its bytes, the page or what was said."""
    april = own_built_project / LINES / "2011-04.parquet"
    marked = tmp_path / "april.parquet"
    with duckdb.connect() as connection:
        connection.execute(f"""
            copy (
                select * exclude n replace (
                    if(n % 500 = 0, 'C{MARK}', InvoiceNo) as InvoiceNo,
                    if(n % 500 in (0, 1), '{MARK} ' || n, Description) as Description,
                    if(n % 500 = 2, '{MARK}', StockCode) as StockCode,
                    if(n % 500 = 3, {MARKED_CUSTOMER}, CustomerID) as CustomerID
                ) from (select *, row_number() over () as n from '{april}')
            ) to '{marked}' (format parquet)
        """)
    shutil.copy2(marked, april)
    scope = own_built_project / "expectations/scope/online_retail.yml"
    # the mark is longer than a customer's number, and is to come through
    scope.write_text(scope.read_text(encoding="utf-8").replace("[0-9]{5}", "[0-9]+"), encoding="utf-8")
    before = (own_built_project / "published" / "CURRENT").resolve()
    run = truenorth(own_built_project, "build")
    release = (own_built_project / "published" / "CURRENT").resolve()
    assert run.returncode == 0 and release != before, run.stdout + run.stderr

    with duckdb.connect(str(own_built_project / "work.duckdb"), read_only=True) as connection:
        marked_rows = "select count(*) from truenorth.adm_online_retail as line where line::varchar like ?"
        assert connection.execute(marked_rows, [f"%{MARK}%"]).fetchall()[0][0] > 100, "the marks did come in"

    assert not [text for text in texts_of(release) if MARK in text or str(MARKED_CUSTOMER) in text]
    marks = [MARK.encode(), str(MARKED_CUSTOMER).encode()]
    marks += [MARKED_CUSTOMER.to_bytes(8, order) for order in ("little", "big")]
    pages = sorted((own_built_project / "published" / "site").rglob("*.html"))
    assert len(pages) > 10
    shown = {
        "release": release.read_bytes(),
        "site": b"".join(page.read_bytes() for page in pages),
        "output": (run.stdout + run.stderr).encode(),
        "log": (own_built_project / "logs" / "dbt.log").read_bytes(),
    }
    assert [name for name, content in shown.items() for mark in marks if mark in content] == []
