"""Every value is read as Pandera's `coerce` reads it, from text and from other types.

Where a column fails Pandera is asked for each value alone, because some casts make it give up on all of them.
From text to Boolean, Date and Datetime polars has no cast: the forms of `text_casts` are held against Python.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from tempfile import NamedTemporaryFile

import duckdb
import pandera.polars as pa
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pandera.errors import SchemaErrors
from value_pools import DTYPES, values_of

from truenorth.admit.checks.casts import cast_from, cast_with_polars
from truenorth.admit.checks.duckdb_types import sql_type
from truenorth.admit.checks.text_casts import FRACTION_DIGITS

NUMBERS = [
    *(
        "0",
        "-0",
        "+5",
        "-5",
        " 12",
        "12 ",
        "1_000",
        "1e5",
        "1E-3",
        "0x10",
        "1.5",
        "-1.5",
        ".5",
        "5.",
        ".",
        "",
        "+",
        "+-1",
    ),
    *(
        "127",
        "128",
        "255",
        "256",
        "9223372036854775807",
        "9223372036854775808",
        "18446744073709551615",
        "007",
        "1,5",
    ),
    *(
        "inf",
        "-Inf",
        "nan",
        "NaN",
        "infinity",
        "infin",
        "1e400",
        "-1e400",
        "1e-400",
        "3.4028236e38",
        "１２",
        "٣",
        "1.005",
    ),
    *(
        "2.4703282292062328e-324",
        "1.797693134862315807e308",
        "999.995",
        "1" * 40,
        "0." + "0" * 50 + "1",
        "true",
        "null",
    ),
]
MOMENT_TEXTS = [
    *(
        "2020-02-29",
        "2021-02-29",
        "0000-01-01",
        "0001-01-01",
        "9999-12-31",
        "10000-01-01",
        "2020-1-1",
        "2020/01/01",
    ),
    *("2020-01-01 12:30", "2020-01-01T12:30:45", "1969-12-31 23:59:59.999", "2020-01-01 12:30:45.123456"),
    *(
        "2020-01-01 12:30:45.123456789",
        "2020-01-01 24:00",
        "2020-01-01 23:59:60",
        "2020-01-01T12:30:45Z",
        "infinity",
    ),
    *(
        "2020-01-01 ",
        "2020-01-01  12:30",
        "0000-01-01 00:00",
        "1600-01-01 00:00:00",
        "epoch",
        "True",
        "FALSE",
        "false",
    ),
]
texts = st.one_of(
    st.sampled_from(NUMBERS),
    st.sampled_from(MOMENT_TEXTS),
    st.from_regex(r"[+-]?[0-9]{0,20}\.?[0-9]{0,20}([eE][+-]?[0-9]{1,3})?", fullmatch=True),
    st.from_regex(
        r"[0-9]{4}-[01][0-9]-[0-3][0-9][ T][0-2][0-9]:[0-5][0-9](:[0-6][0-9](\.[0-9]{1,10})?)?",
        fullmatch=True,
    ),
    st.text(alphabet="0123456789+-._eE \t_xinfaNT:Z٣１", max_size=6),
)


@st.composite
def columns(draw: st.DrawFn) -> tuple[pl.Series, pl.DataType]:
    target = draw(st.sampled_from(DTYPES))
    source = pl.String() if draw(st.booleans()) else draw(st.sampled_from(DTYPES))
    one = values_of(source)
    if source == pl.String:
        fitting = values_of(target).map(lambda value: None if value is None else str(value))
        one = st.one_of(fitting, texts)
    return pl.Series("x", draw(st.lists(one, min_size=2, max_size=10)), dtype=source), target


def as_pandera_reads(values: pl.Series, dtype: pl.DataType) -> pl.Series:
    schema = pa.DataFrameSchema({"x": pa.Column(dtype, coerce=True, nullable=True)})
    try:
        return schema.validate(values.to_frame(), lazy=True)["x"]
    except SchemaErrors as errors:
        can_be_read = errors.schema_errors[0].check_output["check_output"]
        if can_be_read.any():
            return values.cast(dtype, strict=False)
        if len(values) == 1:
            return pl.Series("x", [None], dtype=dtype)
        return pl.concat([as_pandera_reads(values[row : row + 1], dtype) for row in range(len(values))])


def as_python_reads(text: str | None, dtype: pl.DataType) -> object:
    if isinstance(dtype, pl.Boolean):
        return {"true": True, "false": False}.get((text or "").lower())
    form = r"([0-9]{4}-[0-9]{2}-[0-9]{2})"
    if isinstance(dtype, pl.Datetime):
        digits = FRACTION_DIGITS[dtype.time_unit]
        form += rf"[ T]([0-9]{{2}}:[0-9]{{2}}(?::[0-9]{{2}}(?:\.[0-9]{{1,{digits}}})?)?)"
    found = re.fullmatch(form, text or "")
    try:
        if found is None:
            return None
        if isinstance(dtype, pl.Date):
            return dt.date.fromisoformat(found[1])
        clock, _, fraction = found[2].partition(".")
        seconds = dt.datetime.fromisoformat(f"{found[1]} {clock}") - dt.datetime(1970, 1, 1)
    except ValueError:
        return None
    units = 10 ** FRACTION_DIGITS[dtype.time_unit]
    moment = int(seconds.total_seconds()) * units + int(
        fraction.ljust(FRACTION_DIGITS[dtype.time_unit], "0") or 0
    )
    return moment if dtype.time_unit != "ns" or -(2**63) < moment < 2**63 else None


def compare(
    con: duckdb.DuckDBPyConnection, values: pl.Series, dtype: pl.DataType, reached: Counter[str]
) -> None:
    ours = values.dtype == pl.String and isinstance(dtype, (pl.Boolean, pl.Date, pl.Datetime))
    if ours:
        read = [as_python_reads(text, dtype) for text in values]
        expected = pl.Series("x", read, dtype=pl.Int64 if isinstance(dtype, pl.Datetime) else dtype).cast(
            dtype
        )
    else:
        expected = as_pandera_reads(values, dtype)
    cast = cast_from('"x"', str(sql_type(values.dtype)), dtype)
    if cast is None:
        reached["cast by polars"] += 1
        assert cast_with_polars(values, dtype).equals(expected, null_equal=True)
        return
    read = f"SELECT {cast.value_sql} AS x, {cast.readable_sql} AS readable"
    with NamedTemporaryFile(suffix=".parquet") as received:
        if values.dtype == pl.Datetime("ms"):  # which DuckDB reads from Parquet as microseconds
            con.register("on_arrow", values.to_frame().to_arrow())
            rows = con.sql(f"{read} FROM on_arrow")
        else:
            values.to_frame().write_parquet(received.name)
            rows = con.sql(f"{read} FROM read_parquet('{received.name}')")
        found = pl.from_arrow(rows.to_arrow_table())
    assert found["x"].dtype == dtype
    assert found["x"].equals(expected, null_equal=True), f"{found['x']} is not {expected}"
    assert found["readable"].to_list() == (values.is_null() | expected.is_not_null()).to_list()
    for before, after in zip(values, expected, strict=True):
        if before is not None:
            source = "text" if values.dtype == pl.String else "typed"
            reached[
                f"{source} to {type(dtype).__name__} {'read' if after is not None else 'unreadable'}"
            ] += 1


def run_examples(examples: int) -> Counter[str]:
    reached: Counter[str] = Counter()
    con = duckdb.connect()

    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        derandomize=examples < 10_000,  # the usual run meets the same cases each time; the heavy one explores
        suppress_health_check=[HealthCheck.too_slow],  # a value that fails is shown to Pandera alone
    )
    @given(columns())
    def reads_as_pandera(column: tuple[pl.Series, pl.DataType]) -> None:
        compare(con, *column, reached)

    reads_as_pandera()
    return reached


def assert_everything_was_reached(reached: Counter[str], examples: int) -> None:
    kinds = {type(dtype).__name__ for dtype in DTYPES} - {"Decimal", "String"}
    wanted = {f"text to {kind} {outcome}" for kind in kinds for outcome in ("read", "unreadable")}
    wanted |= {f"typed to {kind} read" for kind in kinds} | {"typed to Int8 unreadable", "cast by polars"}
    rare = {name: reached[name] for name in wanted if reached[name] < examples // 1000}
    assert not rare, f"met fewer than {examples // 1000} times: {rare}"


@pytest.mark.parametrize("dtype", [pl.Boolean(), pl.Date(), pl.Datetime("us")], ids=str)
def test_polars_still_has_no_cast_of_its_own(dtype: pl.DataType) -> None:
    """Should it learn one, its forms take the place of ours."""
    for text in ("true", "2020-02-29", "2020-02-29 12:30:00"):
        assert as_pandera_reads(pl.Series("x", [text]), dtype).to_list() == [None]


def test_casts_equal_pandera() -> None:
    assert_everything_was_reached(run_examples(2_000), 2_000)


@pytest.mark.heavy
def test_casts_equal_pandera_100_000_times() -> None:
    assert_everything_was_reached(run_examples(100_000), 100_000)
