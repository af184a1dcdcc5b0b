"""Copy the release tables out of the work database, column by column, into a new file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from ..dbt import Relation
from ..errors import ConfigurationError, ContractError, EvaluationError, GateError
from ..identifiers import quote_identifier, quote_literal
from .tables import CONTENT_TABLES, METRIC_VALUES, RELEASES, ReleaseTable

if TYPE_CHECKING:
    import duckdb


def copy_content(
    partial: Path, work_db: Path, relations: Mapping[str, Relation]
) -> duckdb.DuckDBPyConnection:
    """Write the content tables of `work_db` into the new file `partial`, in one transaction.

    Args:
        relations: where dbt built the models, by model name.
    Returns: the open connection to `partial`; the work database is detached again.
    Raises: ConfigurationError TN-P001 (work database or table missing), ContractError TN-P002 (column
        missing or of another type), GateError TN-P003 (a key doubled or missing), TN-P009 (no figures),
        EvaluationError TN-P005 (work database cannot be read).
    """
    import duckdb

    if not work_db.is_file():
        raise _missing("the work database", work_db)
    # The tables are small; with blocks of 256 KiB the file would be mostly air.
    connection = duckdb.connect(str(partial), config={"default_block_size": 16_384})
    try:
        connection.execute("set timezone = 'UTC'")  # releases carry UTC without a zone
        try:
            connection.execute(f"attach {quote_literal(str(work_db))} as work (read_only)")
        except duckdb.Error as error:
            raise EvaluationError(
                "TN-P005",
                f"the work database cannot be read: {str(error).splitlines()[0]}",
                where=str(work_db),
                mend="wait until the build that writes it has ended, then run again",
            ) from error
        # A view in the work database is SQL that someone else wrote: it may read tables, not files.
        connection.execute("set enable_external_access = false")
        connection.execute("set lock_configuration = true")
        connection.execute("begin")
        for table in CONTENT_TABLES:
            connection.execute(table.create_sql())
            _copy(connection, table, relations.get(table.name), work_db)
        connection.execute(RELEASES.create_sql())
        connection.execute("commit")
        connection.execute("detach work")
    except BaseException:
        connection.close()
        raise
    return connection


def _copy(
    connection: duckdb.DuckDBPyConnection, table: ReleaseTable, relation: Relation | None, work_db: Path
) -> None:
    import duckdb

    if relation is None:
        if table.optional:
            return
        raise _missing(f"model {table.name}", work_db)
    connection.execute(
        "select column_name from duckdb_columns()"
        " where database_name = 'work' and schema_name = ? and table_name = ?",
        [relation.schema, relation.identifier],
    )
    there = {name for (name,) in connection.fetchall()}
    if not there:
        raise _missing(f"table {relation.schema}.{relation.identifier}", work_db)
    if lacking := [name for name in table.columns if name not in there]:
        raise _wrong_shape(table, f"column {', '.join(lacking)} is missing", work_db)
    values = ", ".join(
        f"cast({quote_identifier(name)} as {type_}) as {quote_identifier(name)}"
        for name, type_ in table.columns.items()
    )
    rows = f"select {values} from work.{relation.sql}"
    try:
        _check_key(connection, table, rows, work_db)
        connection.execute(
            f"insert into {quote_identifier(table.name)} ({table.names_sql()})"
            f" {rows} order by {table.key_sql()}"
        )
    except (duckdb.OutOfMemoryException, duckdb.IOException):
        raise
    except duckdb.Error:
        # DuckDB's own message may quote a row value, so it is left out, of the chain too.
        types = ", ".join(f"{name} {type_}" for name, type_ in table.columns.items())
        raise _wrong_shape(table, f"it cannot be read as {types}", work_db) from None


def _check_key(connection: duckdb.DuckDBPyConnection, table: ReleaseTable, rows: str, work_db: Path) -> None:
    required = [name for name in table.key if name not in table.nullable_keys]
    unnamed = " or ".join(f"{quote_identifier(name)} is null" for name in required)
    connection.execute(
        f"select count(*), count(*) - count(distinct row({table.key_sql()})), count(*) filter ({unnamed})"
        f" from ({rows})"
    )
    total, doubled, nameless = connection.fetchall()[0]
    if doubled or nameless:
        raise GateError(
            "TN-P003",
            f"{table.name}: {doubled} rows repeat a key, {nameless} rows lack one",
            where=str(work_db),
            mend=f"make ({', '.join(table.key)}) unique and filled in the model {table.name}",
        )
    if table is METRIC_VALUES and not total:
        raise GateError(
            "TN-P009",
            "there is no figure to publish; the last release stands",
            where=str(work_db),
            mend="`dbt build --select fct_held_batches` names the batches that are held",
        )


def _missing(what: str, work_db: Path) -> ConfigurationError:
    return ConfigurationError(
        "TN-P001", f"{what} is not there", where=str(work_db), mend="run `truenorth build` to the end first"
    )


def _wrong_shape(table: ReleaseTable, problem: str, work_db: Path) -> ContractError:
    return ContractError(
        "TN-P002",
        f"release table {table.name}: {problem}",
        where=str(work_db),
        mend=f"give the model {table.name} the published columns and types",
    )
