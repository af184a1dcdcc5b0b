"""The records of a text file as Python sees them: its header, and how many rows a refused file holds."""

from __future__ import annotations

import codecs
import csv
import io
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from ...errors import DeliveryError
from ...project import SourceConfig


def read_header(source: SourceConfig, head: bytes, file: str) -> list[str]:
    """Return the column names in the first record of a CSV file.

    Raises: DeliveryError TN-F036 (the first line is blank), TN-F019 (a quoted name is not closed).
    """
    text = head.removeprefix(codecs.BOM_UTF8).decode("utf-8", "ignore")
    try:
        with _any_field_size():
            names = next(_records(source, io.StringIO(text, newline="")), [])
    except csv.Error as error:
        raise DeliveryError(
            "TN-F019",
            "the quoting of the header line is broken",
            where=file,
            mend="check that the file is complete and that `quote` is the one declared",
        ) from error
    if not any(name.strip() for name in names):
        raise DeliveryError(
            "TN-F036", "the first line is blank", where=file, mend="start the file with its column names"
        )
    return names


def count_records(source: SourceConfig, path: Path) -> int | None:
    """Count the data rows of a text file that cannot be read as declared; None if they cannot be told apart.

    Delimiters, quotes and line ends are the same bytes in UTF-8, Latin-1 and GBK, so that rows can be counted
    in a file whose letters cannot be read.
    """
    try:
        with path.open(encoding="latin-1", newline="") as lines:
            if source.format == "jsonl":
                return sum(1 for line in lines if line.strip())
            with _any_field_size():
                records = sum(1 for record in _records(source, lines) if record)
    except (csv.Error, OSError):
        return None
    return max(records - 1, 0)


def _records(source: SourceConfig, lines: Iterable[str]) -> Iterator[list[str]]:
    if source.quote:
        return csv.reader(lines, delimiter=source.delimiter, quotechar=source.quote, strict=True)
    return csv.reader(lines, delimiter=source.delimiter, quoting=csv.QUOTE_NONE)


@contextmanager
def _any_field_size() -> Iterator[None]:
    # Python's limit is one for the whole process
    before = csv.field_size_limit(sys.maxsize)
    try:
        yield
    finally:
        csv.field_size_limit(before)
