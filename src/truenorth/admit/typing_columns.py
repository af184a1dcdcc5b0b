"""How each contract column is read from one delivery: as it is, cast in SQL, or cast by polars on Arrow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..errors import ContractError, DeliveryError
from ..identifiers import quote_identifier, quote_literal
from .checks.casts import cast_from, cast_with_polars, sql_type, type_matches
from .checks.parquet_nan import as_stored
from .contract import ColumnContract, RowContract

if TYPE_CHECKING:
    import duckdb

    from .delivery.deliveries import Delivery

TEXT_FORMATS = ("csv", "jsonl")


@dataclass(frozen=True)
class TypedColumn:
    """One column of the labelled relation.

    Attributes:
        value_sql: expression over the raw columns that gives the typed value, NULL if unreadable.
        readable_sql: expression that is FALSE where a value was received but cannot be read; None if that
            cannot happen.
        received: False if the delivery leaves out this optional column.
    """

    column: ColumnContract
    sql_type: str
    value_sql: str
    readable_sql: str | None
    received: bool = True


def sql_type_of(column: ColumnContract, contract: RowContract) -> str:
    """Return the type that a column has in the labelled relation.

    Raises: ContractError TN-C004 for a type that no SQL type equals.
    """
    kind = sql_type(column.dtype)
    if kind is None:
        raise ContractError(
            "TN-C004",
            f"column {column.name!r} has a type that no table can hold: {column.dtype}",
            where=str(contract.path),
            mend="give the field a scalar polars type, for example str, pl.Int64 or pl.Float64",
        )
    return kind


def type_columns(
    con: duckdb.DuckDBPyConnection,
    contract: RowContract,
    delivery: Delivery,
    raw_sql: str,
    *,
    is_text: bool,
) -> tuple[str, list[TypedColumn]]:
    """Plan the reading of every contract column of `delivery`.

    Returns: the SQL of the raw rows (joined with what polars had to cast) and the typed columns.
    Raises: DeliveryError TN-C012 if a typed column has another type and the contract does not coerce.
    """
    types = dict(delivery.columns)
    planned: list[TypedColumn] = []
    by_polars: list[ColumnContract] = []
    for column in contract.columns:
        kind, name = sql_type_of(column, contract), quote_identifier(column.name)
        if column.name not in types:
            planned.append(TypedColumn(column, kind, f"cast(null as {kind})", None, received=False))
        elif type_matches(types[column.name], column.dtype):
            planned.append(TypedColumn(column, kind, as_stored(name, column.dtype), None))
        elif not (column.coerce or is_text):
            raise DeliveryError(
                "TN-C012",
                f"column {column.name!r} arrived as {types[column.name]}, the contract says {column.dtype}",
                where=delivery.file,
                mend="deliver the declared type, or set coerce=True in the contract",
            )
        elif (cast := cast_from(name, types[column.name], column.dtype)) is not None:
            planned.append(TypedColumn(column, kind, cast.value_sql, cast.readable_sql))
        else:
            by_polars.append(column)
            value = quote_identifier(f"_{column.name}__cast")
            readable = f"({name} is null or {value} is not null)"
            planned.append(TypedColumn(column, kind, f"cast({value} as {kind})", readable))
    if by_polars:
        raw_sql = _joined_with_polars_casts(con, raw_sql, by_polars)
    return raw_sql, planned


def _joined_with_polars_casts(
    con: duckdb.DuckDBPyConnection, raw_sql: str, columns: list[ColumnContract]
) -> str:
    import polars as pl

    names = ", ".join(quote_identifier(column.name) for column in columns)
    frame: Any = pl.from_arrow(con.sql(f"select _row_number, {names} from ({raw_sql})").to_arrow_table())
    casts = [
        cast_with_polars(frame[column.name], column.dtype).alias(f"_{column.name}__cast")
        for column in columns
    ]
    con.register("_cast_by_polars", frame.select("_row_number", *casts).to_arrow())
    return f"select * from ({raw_sql}) join _cast_by_polars using (_row_number)"


def unreadable_map_sql(columns: list[TypedColumn]) -> str:
    """SQL for `_as_received`: column to text for values that could not be read, NULL where all could."""
    guarded = [column for column in columns if column.readable_sql is not None]
    kind = "map(varchar, varchar)"
    if not guarded:
        return f"cast(null as {kind})"
    entries = ", ".join(
        f"case when not {column.readable_sql} then struct_pack(k := {quote_literal(column.column.name)}, "
        f"v := cast({quote_identifier(column.column.name)} as varchar)) end"
        for column in guarded
    )
    all_readable = " and ".join(str(column.readable_sql) for column in guarded)
    return (
        f"case when {all_readable} then cast(null as {kind}) "
        f"else map_from_entries(list_filter([{entries}], lambda entry: entry is not null)) end"
    )
