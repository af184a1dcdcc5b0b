"""One delivery as SQL: the raw columns as received, and the position of every row in its file.

CSV and JSON lines are read as text and nothing about them is guessed. A JSON value that is an object or an
array is kept as JSON text. A JSON number that is whole keeps all its digits; any other is a double in its
shortest form.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...errors import ConfigurationError
from ...identifiers import quote_identifier, quote_literal
from ...project import SourceConfig
from .deliveries import Delivery
from .files import require_unchanged
from .tables import table_sql

MAX_LINE_BYTES = 8 << 20
BUFFER_BYTES = 32 << 20
# no JSON text holds a raw U+0001 (`text_files.py` refuses it), so a whole line is one field
NEVER_IN_JSON = "\x01"


def select_sql(source: SourceConfig, delivery: Delivery) -> str:
    """Return a SELECT of the delivery's raw columns and `_row_number` BIGINT (1-based data row in the file).

    `_row_number` is the same on every run and for any number of threads.
    """
    if source.format == "table":
        return table_sql(source, delivery)
    columns = [name for name, _ in delivery.columns]
    if source.format == "parquet":
        return _parquet(delivery.path, columns)
    if source.format == "csv":
        return (
            f"SELECT {_listed(columns)}, row_number() OVER () AS _row_number "
            f"FROM {csv_relation(source, delivery.path, columns)}"
        )
    return _json_lines(delivery.path, columns)


def ensure_unchanged(source: SourceConfig, delivery: Delivery) -> None:
    """Raise DeliveryError TN-F013 if the file is no longer the one that was examined.

    A table needs no such look: it is read in one snapshot of its database.
    """
    if delivery.identity is not None:
        require_unchanged(source.root / delivery.path, delivery.file, delivery.identity)


def csv_relation(source: SourceConfig, path: str, columns: Sequence[str]) -> str:
    """Return `read_csv(...)` as the source declares it; every column VARCHAR, in file order.

    An unquoted `null_text` is NULL, a quoted one is text. Blank lines are no rows, except in a file of one
    column, where a blank line is a row whose value is `null_text`.
    """
    quote = quote_literal(source.quote)
    types = ", ".join(f"{quote_literal(name)}: 'VARCHAR'" for name in columns)
    return (
        f"read_csv({file_literal(path)}, auto_detect = false, header = true, "
        f"delim = {quote_literal(source.delimiter)}, quote = {quote}, escape = {quote}, "
        f"nullstr = {quote_literal(source.null_text)}, "
        "allow_quoted_nulls = false, strict_mode = true, null_padding = false, ignore_errors = false, "
        f"{_PLAIN}, columns = {{{types}}})"
    )


def json_lines_relation(path: str) -> str:
    """Return a relation with one column `line`: the lines of a file that are not blank, in file order."""
    # strict mode would refuse a file that mixes \n and \r\n, which JSON allows
    return (
        f"(SELECT line FROM read_csv({file_literal(path)}, auto_detect = false, header = false, "
        f"delim = {quote_literal(NEVER_IN_JSON)}, quote = '', escape = '', nullstr = '', "
        f"strict_mode = false, {_PLAIN}, columns = {{'line': 'VARCHAR'}}) WHERE trim(line, E' \\t\\r') <> '')"
    )


def check_settings(source: SourceConfig) -> None:
    """Raise ConfigurationError TN-F031 if the declared CSV dialect contradicts itself."""
    problem = ""
    if len(source.delimiter) != 1 or source.delimiter in "\r\n\x00":
        problem = "the delimiter must be one character and no line end"
    elif len(source.quote) > 1 or (source.quote and source.quote in "\r\n\x00" + source.delimiter):
        problem = "the quote must be empty or one character, not the delimiter and no line end"
    elif {*source.null_text} & {source.delimiter, source.quote, "\r", "\n", "\x00"}:
        problem = "null_text must not hold the delimiter, the quote or a line end"
    if problem and source.format == "csv":
        raise ConfigurationError(
            "TN-F031",
            f"source {source.name!r}: {problem}",
            where=source.location,
            mend="correct `delimiter`, `quote` or `null_text` in the source's yml",
        )


_PLAIN = (
    "compression = 'none', hive_partitioning = false, "
    f"max_line_size = {MAX_LINE_BYTES}, buffer_size = {BUFFER_BYTES}"
)


def parquet_relation(path: str, *, numbered: bool = False) -> str:
    """Return `read_parquet(...)` of one file; `numbered` adds `file_row_number` (0-based)."""
    number = ", file_row_number = true" if numbered else ""
    return f"read_parquet({file_literal(path)}, hive_partitioning = false, union_by_name = false{number})"


def _parquet(path: str, columns: Sequence[str]) -> str:
    # DuckDB refuses to number the rows of a file that has a column of that name
    if any(name.casefold() == "file_row_number" for name in columns):
        return f"SELECT {_listed(columns)}, row_number() OVER () AS _row_number FROM {parquet_relation(path)}"
    return (
        f"SELECT {_listed(columns)}, file_row_number + 1 AS _row_number "
        f"FROM {parquet_relation(path, numbered=True)}"
    )


def _json_lines(path: str, columns: Sequence[str]) -> str:
    pointers = ", ".join(quote_literal("/" + name.replace("~", "~0").replace("/", "~1")) for name in columns)
    values = "".join(f"v[{at}] AS {quote_identifier(name)}, " for at, name in enumerate(columns, 1))
    extracted = f"json_extract_string(line, [{pointers}]) AS v, " if columns else ""
    return (
        f"SELECT {values}_row_number FROM (SELECT {extracted}row_number() OVER () AS _row_number "
        f"FROM {json_lines_relation(path)})"
    )


def _listed(columns: Sequence[str]) -> str:
    return ", ".join(quote_identifier(name) for name in columns)


def file_literal(path: str) -> str:
    """Return one concrete path as a SQL text that DuckDB does not take for a pattern."""
    return quote_literal(re.sub(r"[*?\[]", r"[\g<0>]", path))
