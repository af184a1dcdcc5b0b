"""Values that dialects disagree on, by polars dtype, and the classes that a run must have met."""

from __future__ import annotations

import datetime as dt
import math
import unicodedata
from decimal import Decimal
from typing import Any

import polars as pl
from hypothesis import strategies as st

TEXTS = [
    *(
        "",
        " ",
        " \t ",
        "\n",
        "a",
        "A",
        "abc",
        "ab",
        "B",
        "GBP",
        "O'Brien",
        '"',
        "\\",
        "%",
        "_",
        "a\nb",
        "a\x00b",
    ),
    *(
        "536365",
        "C536365",
        "AC536365",
        "53636",
        "85123A",
        "-5",
        "1.5",
        "１２３",
        "٣٤",
        "中文",
        "刷单退款",
        "😀",
        "👩‍👩‍👧",
    ),
    *(
        "é",
        "e\u0301",
        "\u200b",
        "a\u200bb",
        "\ufeffa",
        "\u00a0",
        "\u3000",
        "ß",
        "İ",
        "K",
        "x" * 3000,
        "中" * 1500,
    ),
]
FLOATS = [
    *(
        0.0,
        -0.0,
        1.0,
        -1.0,
        0.1,
        0.5,
        1.5,
        -0.5,
        math.nan,
        math.nan,
        math.nan,
        math.inf,
        -math.inf,
        5e-324,
        1e308,
        -1e308,
        1e39,
    ),
    *(2.0**24, 2.0**24 + 1, 2.0**53, 2.0**53 + 2, 2.0**63, 2.0**64, -(2.0**63), 127.0, 255.5, 3.4028235e38),
]
HUGE = [
    2**24 + 1,
    2**31,
    2**53,
    2**53 + 1,
    2**63 - 1,
    2**63,
    2**64 - 1,
    2**64,
    2**100,
    -(2**63),
    -(2**63) - 1,
    -(2**100),
]
DATES = [
    *(
        dt.date(1, 1, 1),
        dt.date(9999, 12, 31),
        dt.date(1969, 12, 31),
        dt.date(1970, 1, 1),
        dt.date(2020, 2, 29),
    ),
    *(dt.date(1582, 10, 10), dt.date(2011, 12, 9), dt.date(1900, 3, 1)),
]
MOMENTS = [
    *(dt.datetime(1, 1, 1), dt.datetime(9999, 12, 31, 23, 59, 59, 999_999), dt.datetime(1970, 1, 1)),
    *(dt.datetime(1969, 12, 31, 23, 59, 59, 999_500), dt.datetime(1969, 12, 31, 23, 59, 59, 999_000)),
    *(dt.datetime(2011, 12, 9), dt.datetime(2011, 12, 9, 12, 50), dt.datetime(2020, 2, 29, 0, 0, 0, 1)),
    *(dt.datetime(1677, 9, 22), dt.datetime(2262, 4, 11), dt.datetime(2020, 2, 29, 0, 0, 0, 1500)),
]
DECIMALS = [
    Decimal(text)
    for text in ("0", "-0.01", "0.01", "1.5", "1.50", "1.505", "99.99", "100", "-999.99", "1e20")
]
INTEGERS = (pl.Int8, pl.Int16, pl.Int32, pl.Int64, pl.UInt8, pl.UInt16, pl.UInt32, pl.UInt64)
DTYPES: list[pl.DataType] = [
    *(
        pl.String(),
        pl.String(),
        pl.Int64(),
        pl.Float64(),
        pl.Float64(),
        pl.Float32(),
        pl.Boolean(),
        pl.Date(),
    ),
    *(kind() for kind in INTEGERS),
    *(
        pl.Datetime("us"),
        pl.Datetime("ms"),
        pl.Datetime("ns"),
        pl.Decimal(5, 2),
        pl.Decimal(38, 0),
        pl.Decimal(18, 6),
    ),
]


def whole_range(dtype: pl.DataType) -> tuple[int, int]:
    """Return the least and the greatest value of an integer dtype."""
    bits = int(type(dtype).__name__.lstrip("UInt"))
    return (0, 2**bits - 1) if dtype.is_unsigned_integer() else (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1)


def values_of(dtype: pl.DataType) -> st.SearchStrategy[Any]:
    """Draw one value that a column of `dtype` can hold, null included."""
    return st.sampled_from([None, *_pool(dtype)])


def constants_for(dtype: pl.DataType) -> st.SearchStrategy[Any]:
    """Draw a check's constant: mostly of the column's kind, sometimes of one that polars refuses."""
    foreign = [0, 1, -1, 1.5, 0.1, math.nan, True, "a", "1", Decimal("1.5"), DATES[4], MOMENTS[6], *HUGE]
    own: list[Any] = [*FLOATS, *HUGE, *DECIMALS[:6]] if dtype.is_numeric() else [*DATES, *MOMENTS]
    own = list(TEXTS) if dtype == pl.String else own
    return st.one_of(
        *[st.sampled_from(_pool(dtype))] * 6, *[st.sampled_from(own)] * 3, st.sampled_from(foreign)
    )


def classes_of(value: Any) -> set[str]:
    """Name what is special about a value."""
    found = set()
    if value is None:
        return {"null"}
    if isinstance(value, str):
        found |= {"empty"} if not value else {"blank"} if not value.strip() else set()
        found |= {"long"} if len(value) > 1000 else set()
        for char in value[:20]:
            if "CJK" in unicodedata.name(char, ""):
                found.add("chinese")
            if ord(char) > 0x1F000:
                found.add("emoji")
            if char in "\u200b\u200d\ufeff":
                found.add("zero width")
    elif isinstance(value, float):
        found |= {"nan"} if math.isnan(value) else {"infinite"} if math.isinf(value) else set()
        found |= {"negative zero"} if str(value) == "-0.0" else set()
    elif isinstance(value, int):
        found |= {"huge integer"} if abs(value) > 2**53 else set()
    elif isinstance(value, Decimal):
        found.add("decimal")
    elif isinstance(value, dt.date):
        found |= {"date at an edge"} if value.year in (1, 9999) else set()
        found |= {"before 1970"} if value.year < 1970 else set()
    return found


VALUE_CLASSES = {
    *("null", "empty", "blank", "long", "chinese", "emoji", "zero width", "nan", "infinite", "negative zero"),
    *("huge integer", "decimal", "date at an edge", "before 1970"),
}


def _pool(dtype: pl.DataType) -> list[Any]:
    if dtype.is_integer():
        low, high = whole_range(dtype)
        small = [0, 1, 2, 5, 42, 100, low, low + 1, high - 1, high, *HUGE, -1, -5]
        return [value for value in small if low <= value <= high]
    if dtype == pl.Float32:
        return pl.Series(FLOATS, dtype=pl.Float64).cast(pl.Float32).to_list()
    if isinstance(dtype, pl.Decimal):
        # Written out, because Decimal arithmetic would round at 28 digits.
        most = Decimal(f"{'9' * ((dtype.precision or 38) - dtype.scale)}.{'9' * dtype.scale}")
        held = [v for v in DECIMALS if abs(v) <= most and -v.normalize().as_tuple().exponent <= dtype.scale]
        return [*held, most, most.copy_negate()]
    if isinstance(dtype, pl.Datetime):
        moments = (
            pl.Series(MOMENTS, dtype=pl.Datetime("us")).cast(dtype, strict=False).cast(pl.Datetime("us"))
        )
        return moments.drop_nulls().to_list()
    pools: dict[str, list[Any]] = {
        "String": TEXTS,
        "Float64": FLOATS,
        "Boolean": [True, False],
        "Date": DATES,
    }
    return pools[type(dtype).__name__]
