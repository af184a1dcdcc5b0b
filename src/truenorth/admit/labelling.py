"""The labelling pass: one SQL statement that reads a batch, judges every row and writes it once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..identifiers import quote_identifier, quote_literal
from .checks.compile import compile_check, compile_not_null
from .contract import ColumnCheck, RowContract
from .typing_columns import TypedColumn, unreadable_map_sql

if TYPE_CHECKING:
    from .contract import FrameCheck

FIELD_SEPARATOR, NULL_MARK = "chr(31)", "chr(30)"


@dataclass(frozen=True)
class RuleSet:
    """A contract, parted by who evaluates it.

    Attributes:
        compiled: reason to SQL that is TRUE where the row keeps the rule.
        in_pandera: checks that no SQL provably equals.
    """

    compiled: dict[str, str]
    in_pandera: tuple[ColumnCheck | FrameCheck, ...]


def rules_for(contract: RowContract, columns: Sequence[TypedColumn]) -> RuleSet:
    """Part the checks of the received columns into compiled ones and those that stay in Pandera."""
    compiled: dict[str, str] = {}
    in_pandera: list[ColumnCheck | FrameCheck] = []
    for typed in columns:
        column = typed.column
        readable = _readable_flag(column.name)
        if typed.readable_sql is not None:
            compiled[column.dtype_reason] = readable
        if not typed.received:
            continue
        if not column.nullable:
            present = compile_not_null(column.name, column.dtype)
            # An unreadable value is not a missing one: it carries the dtype reason alone.
            unread = "" if typed.readable_sql is None else f" or not {readable}"
            compiled[column.null_reason] = f"({present}{unread})"
        for check in column.checks:
            sql = compile_check(check.check, column.name, column.dtype)
            if sql is None:
                in_pandera.append(check)
            elif typed.readable_sql is None:
                compiled[check.reason] = sql
            else:
                compiled[check.reason] = f"({sql} or not {readable})"
    return RuleSet(compiled, (*in_pandera, *contract.frame_checks))


def typed_sql(raw_sql: str, columns: Sequence[TypedColumn]) -> str:
    """SQL of the typed rows with `_row_number`, `_fingerprint`, `_as_received` and readable flags."""
    values = [f"{typed.value_sql} as {quote_identifier(typed.column.name)}" for typed in columns]
    flags = [
        f"{typed.readable_sql} as {_readable_flag(typed.column.name)}"
        for typed in columns
        if typed.readable_sql is not None
    ]
    parts = ", ".join(
        f"coalesce(cast({quote_identifier(typed.column.name)} as varchar), {NULL_MARK})"
        for typed in columns
        if typed.received
    )
    fingerprint = f"md5(concat_ws({FIELD_SEPARATOR}, {parts})) as _fingerprint"
    received = f"{unreadable_map_sql(list(columns))} as _as_received"
    select = ",\n    ".join([*values, *flags, "_row_number", fingerprint, received])
    return f"select\n    {select}\nfrom ({raw_sql})"


def readable_rows_sql(typed: str, columns: Sequence[TypedColumn], keys: Sequence[str]) -> str:
    """SQL of the typed rows whose `keys` could be read: an unreadable key is nobody's duplicate."""
    flags = [
        _readable_flag(column.column.name)
        for column in columns
        if column.column.name in keys and column.readable_sql is not None
    ]
    return f"select * from ({typed}) where {' and '.join(flags)}" if flags else typed


def labelling_sql(
    contract: RowContract,
    columns: Sequence[TypedColumn],
    typed: str,
    rules: RuleSet,
    *,
    batch_id: str,
    duplicates: dict[str, str],
    pandera_failures: str | None,
) -> str:
    """SELECT that gives the rows of the labelled relation.

    Args:
        typed: SQL of `typed_sql`.
        duplicates: reason to a relation of `_row_number`s that break a uniqueness rule.
        pandera_failures: relation (reason, _row_number), or None if nothing stayed in Pandera.
    """
    flags = {reason: f"not {keeps}" for reason, keeps in rules.compiled.items()}
    for reason, relation in duplicates.items():
        flags[reason] = f"_row_number in (select _row_number from {relation})"
    guarded = {typed.column.name for typed in columns if typed.readable_sql is not None}
    for check in rules.in_pandera:
        wanted = quote_literal(check.reason)
        broken = f"_row_number in (select _row_number from {pandera_failures} where reason = {wanted})"
        if isinstance(check, ColumnCheck) and check.column in guarded:
            broken = f"({broken} and {_readable_flag(check.column)})"
        flags[check.reason] = broken
    ordered = [reason for reason in contract.reasons if reason in flags]
    # Flags stand in a select of their own: each predicate is evaluated once, then only read.
    names = {reason: quote_identifier(f"_broken_{number}") for number, reason in enumerate(ordered)}
    judged = ",\n    ".join(f"{flags[reason]} as {names[reason]}" for reason in ordered)
    own = ", ".join(quote_identifier(typed.column.name) for typed in columns)
    return f"""
with typed as (
{typed}
),
judged as (
select
    {own}, _row_number, _fingerprint, _as_received{"," if ordered else ""}
    {judged}
from typed
)
select
    {own},
    {quote_literal(batch_id)} as _batch_id,
    _row_number,
    {_reasons_sql(names)} as _reasons,
    _fingerprint,
    _as_received
from judged
"""


def _reasons_sql(names: dict[str, str]) -> str:
    if not names:
        return "cast([] as varchar[])"
    broken = " or ".join(names.values())
    listed = ", ".join(f"case when {name} then {quote_literal(reason)} end" for reason, name in names.items())
    return (
        f"case when {broken} then list_filter([{listed}], lambda reason: reason is not null) "
        "else cast([] as varchar[]) end"
    )


def _readable_flag(column: str) -> str:
    return quote_identifier(f"_{column}__readable")
