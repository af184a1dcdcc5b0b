"""Granted stretches and uncovered events against an oracle that asks each moment for itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

pytestmark = pytest.mark.xdist_group("platform")

START = datetime(2025, 1, 1)
DAYS = st.integers(0, 12)
RECORDS = st.lists(
    st.tuples(
        st.sampled_from(["given", "given", "given", "withdrawn", "refused"]),
        DAYS,
        st.none() | st.integers(1, 6),
        st.sampled_from([None, None, None, "wrong_notice_version"]),
    ),
    max_size=7,
)


def moment(day: float) -> datetime:
    return START + timedelta(days=day)


def is_covered(records: list[tuple[str, int, int | None, str | None]], day: float) -> bool:
    """A sound consent that holds then, and no end of it since it began."""
    ends = [begin for status, begin, _, _ in records if status != "given" and begin <= day]
    return any(
        status == "given"
        and flaw is None
        and begin <= day
        and (length is None or day < begin + length)
        and not any(end >= begin for end in ends)
        for status, begin, length, flaw in records
    )


@pytest.fixture(scope="module")
def granted(built_platform: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The compiled model as a view `granted` over a table of records that a test fills."""
    compiled = next((built_platform / "target" / "compiled").rglob("int_consent__granted.sql"))
    with duckdb.connect() as con:
        con.execute("set threads = 1")
        con.execute("attach ':memory:' as work")
        con.execute("""
            create table work.main.int_consent__records (
                purpose varchar, category varchar, subject_id varchar, status varchar,
                valid_from timestamp, valid_until timestamp, flaw varchar
            )
        """)
        con.execute(f"create view granted as {compiled.read_text(encoding='utf-8')}")
        yield con


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(records=RECORDS)
def test_stretches_hold_exactly_the_covered_moments(
    granted: duckdb.DuckDBPyConnection, records: list[tuple[str, int, int | None, str | None]]
) -> None:
    granted.execute("delete from work.main.int_consent__records")
    for status, begin, length, flaw in records:
        until = None if length is None else moment(begin + length)
        granted.execute(
            "insert into work.main.int_consent__records values ('p', '', 'a', ?, ?, ?, ?)",
            [status, moment(begin), until, flaw],
        )
    stretches = granted.execute("select valid_from, valid_until from granted order by 1").fetchall()
    # every boundary, and a moment between any two
    for half in range(-2, 42):
        day = half / 2
        inside = [1 for begins, ends in stretches if begins <= moment(day) < ends]
        assert len(inside) == int(is_covered(records, day))
    for (_, ends), (begins, _) in pairwise(stretches):
        assert ends < begins, "stretches neither overlap nor touch"
