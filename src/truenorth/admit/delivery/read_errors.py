"""DuckDB's complaints about a file in our words, without the values that it quotes."""

from __future__ import annotations

import re

from ...errors import DeliveryError
from .reading import MAX_LINE_BYTES

# DuckDB's words for what a file can get wrong: (pattern, code, what, mend)
_READ_ERRORS = (
    (
        r"Value with unterminated quote found",
        "TN-F019",
        "a quoted field is not closed",
        "check that the file is complete and that `quote` is the one declared",
    ),
    (
        r"^Expected Number of Columns: (?P<wanted>\d+) Found: (?P<found>\d+)",
        "TN-F018",
        "a row has {found} fields, the header has {wanted}",
        "correct the line, or quote fields that hold the delimiter",
    ),
    (
        r"Maximum line size of \d+ bytes exceeded",
        "TN-F021",
        f"a line is longer than {MAX_LINE_BYTES >> 20} MB",
        "check for a missing closing quote or line end; deliver long content apart",
    ),
    (r"Invalid unicode|not utf-8|UTF-?8", "TN-F016", "the text is not UTF-8", "deliver the file as UTF-8"),
    (
        r"CSV Parser state machine reached an invalid state",
        "TN-F020",
        "the line ends or the quoting follow no rule",
        "use one line end in the whole file and double a quote inside a quoted field",
    ),
    (r"Malformed JSON", "TN-F022", "a line is not valid JSON", "deliver one complete JSON object a line"),
    (
        r"[Pp]arquet|Failed to read file|decompress|Thrift|TProtocol|[Cc]orrupt|magic bytes|Footer|metadata"
        r"|Out of buffer|Snappy|Zstd|ZSTD|GZIP|gzip|LZ4|BROTLI|dictionary|page header",
        "TN-F015",
        "the Parquet file is cut off or damaged",
        "deliver the file again",
    ),
)


def as_delivery_error(file: str, error: Exception) -> DeliveryError | None:
    """Turn DuckDB's complaint about a file into ours, leaving out the values that it quotes.

    Returns: None if the complaint is not about the file (memory, interrupt, a bug); let it rise.
    """
    import duckdb

    if isinstance(error, DeliveryError):
        return error
    # the Parquet reader lets plain C++ exceptions rise, which arrive as the base class itself
    damaged = type(error) is duckdb.Error
    if not damaged and not isinstance(error, (duckdb.InvalidInputException, duckdb.IOException)):
        return None
    message = "Parquet" if damaged else str(error)
    at = re.search(r"CSV Error on Line: (\d+)", message)
    line = f" (line {at[1]})" if at else ""
    for pattern, code, what, mend in _READ_ERRORS:
        if found := re.search(pattern, message, re.MULTILINE):
            return DeliveryError(code, what.format(**found.groupdict()) + line, where=file, mend=mend)
    return DeliveryError(
        "TN-F033", f"DuckDB cannot read the file{line}", where=file, mend="deliver the file again"
    )
