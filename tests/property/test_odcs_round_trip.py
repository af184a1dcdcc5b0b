"""What goes out as ODCS and comes in again demands the same, and keeps the standard's schema."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings

from odcs_documents import document, tables
from truenorth.admit.contract import load_contract
from truenorth.audit.suite import load_suite
from truenorth.odcs.from_contract import table_of as table_of_contract
from truenorth.odcs.from_odcs import table_of
from truenorth.odcs.standard import fault_of
from truenorth.odcs.table import Table
from truenorth.odcs.to_odcs import object_of
from truenorth.odcs.written import batch_suite_text, row_contract_text

SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]


@given(tables())
@settings(max_examples=60, deadline=None, suppress_health_check=SLOW)
def test_a_document_read_back_says_the_same(table: Table) -> None:
    stated = object_of(table, None)
    assert fault_of({**document(), "schema": [stated]}) == ""
    found = table_of(stated)
    assert found.unkept == () and found.left_out == ()
    assert object_of(found, None) == stated
    for one, again in zip(table.columns, found.columns, strict=True):
        assert (one.name, one.dtype, one.nullable, one.unique) == (
            again.name,
            again.dtype,
            again.nullable,
            again.unique,
        )


@given(tables())
@settings(max_examples=25, deadline=None, suppress_health_check=SLOW)
def test_the_files_that_are_written_say_the_same(table: Table) -> None:
    stated = object_of(table, None)
    found = table_of(stated)
    with TemporaryDirectory() as folder:
        rows, batches = Path(folder, "orders.py"), Path(folder, "batches.py")
        rows.write_text(row_contract_text(found), encoding="utf-8")
        batches.write_text(batch_suite_text(found), encoding="utf-8")
        contract, suite = load_contract(rows, "orders"), load_suite(batches, "orders")
    loaded = table_of_contract(contract, suite)
    assert loaded.unkept == ()
    assert object_of(loaded, None) == stated
