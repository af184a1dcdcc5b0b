"""For every row and every check the compiled verdict is Pandera's own.

Pandera is asked, never rewritten: `schema.validate(lazy=True)` on an eager frame, and each schema error's
`check_output`. Pandera on polars knows only one uniqueness policy; for the other two polars is asked.
"""

from __future__ import annotations

import warnings
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import uuid4

import duckdb
import pandera.polars as pa
import polars as pl
import pytest
from check_strategies import KINDS, checks_for
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pandera.errors import SchemaErrorReason, SchemaErrors
from value_pools import DTYPES, VALUE_CLASSES, classes_of, values_of

from truenorth.admit.checks.compile import builtin_name, compile_check, compile_not_null
from truenorth.admit.checks.parquet_nan import as_stored
from truenorth.admit.checks.uniqueness import duplicate_rows_sql
from truenorth.identifiers import quote_identifier

NAMES = ["select", 'two "words"', "订单"]
POLICIES = ["all", "exclude_first", "exclude_last"]


@dataclass(frozen=True)
class Case:
    """A frame, what is promised of it, and the uniqueness policy to try."""

    frame: pl.DataFrame
    schema: pa.DataFrameSchema
    keys: list[str]
    policy: str
    in_parquet: bool


@st.composite
def cases(draw: st.DrawFn) -> Case:
    height = draw(st.integers(1, 8))
    width = draw(st.integers(1, 3))
    series, columns = [], {}
    for name in NAMES[:width]:
        dtype = draw(st.one_of(st.just(pl.String()), st.sampled_from(DTYPES), st.sampled_from(DTYPES)))
        few = draw(st.lists(values_of(dtype), min_size=1, max_size=3))  # duplicates, a narrow range
        one = st.sampled_from(few) if draw(st.booleans()) else values_of(dtype)
        values = draw(st.lists(one, min_size=height, max_size=height))
        series.append(pl.Series(name, values, dtype=dtype))
        checks = [check for check in draw(st.lists(checks_for(dtype), max_size=3)) if check is not None]
        nullable, unique = draw(st.booleans()), draw(st.booleans())
        columns[name] = pa.Column(dtype, checks, nullable=nullable, unique=unique)
    frame = pl.DataFrame(series)
    if draw(st.booleans()):
        frame = pl.concat([frame, frame.head(2)])
    keys = draw(st.lists(st.sampled_from(frame.columns), min_size=1, unique=True))
    policy, in_parquet = draw(st.sampled_from(POLICIES)), draw(st.booleans())
    return Case(frame, pa.DataFrameSchema(columns, unique=keys), keys, policy, in_parquet)


def broken_in_pandera(case: Case) -> tuple[dict[tuple[str, Any], list[bool]], set[tuple[str, Any]]]:
    """Return the verdicts of failed rules by (column, rule), and the rules that Pandera could not run."""
    verdicts, refused = {}, set()
    try:
        case.schema.validate(case.frame, lazy=True)
    except TypeError:
        # Pandera's report of duplicates cannot write integers beyond signed 64 bits; this is its verdict.
        verdicts, refused = broken_in_pandera(replace(case, schema=pa.DataFrameSchema(case.schema.columns)))
        verdicts["", "multiple_fields_uniqueness"] = (~case.frame.select(case.keys).is_duplicated()).to_list()
    except SchemaErrors as errors:
        for error in errors.schema_errors:
            rule = error.check if isinstance(error.check, str) else error.check_index
            key = ("", rule) if rule == "multiple_fields_uniqueness" else (error.schema.name, rule)
            if error.reason_code is SchemaErrorReason.CHECK_ERROR:
                refused.add(key)
            else:
                verdicts[key] = error.check_output["check_output"].to_list()
    return verdicts, refused


def rules_in_sql(
    case: Case, refused: set[tuple[str, Any]], reached: Counter[str]
) -> dict[tuple[str, Any], str]:
    """Compile every rule of the case; what Pandera cannot run must not have been compiled."""
    rules: dict[tuple[str, Any], str] = {}
    for name, column in case.schema.columns.items():
        dtype = case.frame.schema[name]
        for index, check in enumerate(column.checks):
            sql = compile_check(check, name, dtype)
            if sql is None:
                reached["stays in Pandera"] += 1
            else:
                assert (name, index) not in refused, (
                    f"compiled although Pandera refuses it: {check} on {dtype}"
                )
                rules[name, index] = sql
        if not column.nullable:
            rules[name, "not_nullable"] = compile_not_null(name, dtype)
        if column.unique:
            duplicates = duplicate_rows_sql(stored_sql(case), [name], "all")
            rules[name, "field_uniqueness"] = f"_row_number NOT IN ({duplicates})"
    duplicates = duplicate_rows_sql(stored_sql(case), case.keys, case.policy)
    rules["", "multiple_fields_uniqueness"] = f"_row_number NOT IN ({duplicates})"
    return rules


def stored_sql(case: Case) -> str:
    """The rows as the door types them."""
    columns = [
        f"{as_stored(quote_identifier(name), dtype)} AS {quote_identifier(name)}"
        for name, dtype in case.frame.schema.items()
    ]
    return f"SELECT _row_number, {', '.join(columns)} FROM given"


def with_policy(case: Case, verdicts: dict[tuple[str, Any], list[bool]]) -> None:
    key = ("", "multiple_fields_uniqueness")
    if case.policy != "all" and key in verdicts:
        rows = pl.struct(case.keys)
        kept = rows.is_first_distinct() if case.policy == "exclude_first" else rows.is_last_distinct()
        verdicts[key] = (pl.Series(verdicts[key]) | case.frame.select(kept).to_series()).to_list()


def give(con: duckdb.DuckDBPyConnection, case: Case, folder: Path) -> None:
    """Make the frame the view `given`, on Arrow or on Parquet, whose statistics DuckDB trusts."""
    frame = case.frame.with_row_index("_row_number", offset=1)
    if case.in_parquet:
        path = folder / f"{uuid4()}.parquet"  # a name of its own: DuckDB keeps what it has read of a file
        frame.write_parquet(path)
        con.execute(f"CREATE OR REPLACE TEMP VIEW given AS SELECT * FROM read_parquet('{path}')")
    else:
        con.register("on_arrow", frame.to_arrow())
        con.execute("CREATE OR REPLACE TEMP VIEW given AS SELECT * FROM on_arrow")


def compare(con: duckdb.DuckDBPyConnection, case: Case, reached: Counter[str]) -> None:
    verdicts, refused = broken_in_pandera(case)
    with_policy(case, verdicts)
    rules = rules_in_sql(case, refused, reached)
    found = con.sql(f"SELECT {', '.join(rules.values())} FROM given ORDER BY _row_number").fetchall()
    for position, key in enumerate(rules):
        answer = [row[position] for row in found]
        expected = verdicts.get(key, [True] * case.frame.height)
        column, rule = key
        check = case.schema.columns[column].checks[rule] if isinstance(rule, int) else rule
        assert answer == expected, f"{check} on {case.frame.select(column or case.keys)}: {rules[key]}"
        kind = builtin_name(check) if isinstance(rule, int) else rule
        reached.update({f"{kind} {verdict}" for verdict in set(answer)})
    for column in case.frame:
        for value in column:
            reached.update(classes_of(value))


def run_examples(examples: int) -> Counter[str]:
    reached: Counter[str] = Counter()
    con = duckdb.connect()

    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        derandomize=examples < 10_000,  # the usual run meets the same cases each time; the heavy one explores
        # A case is a whole frame with its contract: large on purpose, so that one query compares many rules.
        suppress_health_check=[
            HealthCheck.too_slow,
            HealthCheck.data_too_large,
            HealthCheck.large_base_example,
        ],
    )
    @given(cases())
    def compiled_equals_pandera(case: Case) -> None:
        reached["examples"] += 1
        with TemporaryDirectory() as folder:
            give(con, case, Path(folder))
            compare(con, case, reached)

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Python's re and Pandera warn about odd patterns
        compiled_equals_pandera()
    return reached


def assert_everything_was_reached(reached: Counter[str], examples: int) -> None:
    """A generator that never gets somewhere proves nothing there."""
    rules = [*KINDS, "not_nullable", "field_uniqueness", "multiple_fields_uniqueness"]
    wanted = {f"{rule} {verdict}" for rule in rules for verdict in (True, False)}
    least = examples // 400
    rare = {name: reached[name] for name in wanted | VALUE_CLASSES if reached[name] < least}
    assert not rare, f"met fewer than {least} times: {rare}"
    assert reached["stays in Pandera"] >= least
    assert reached["examples"] >= examples


def test_compiled_equals_pandera() -> None:
    assert_everything_was_reached(run_examples(2_000), 2_000)


@pytest.mark.heavy
def test_compiled_equals_pandera_100_000_times() -> None:
    assert_everything_was_reached(run_examples(100_000), 100_000)
