"""What has been delivered: every file of a source examined once, readable or held with the reason."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING

from ...errors import DeliveryError
from ...project import SourceConfig
from ..contract import RowContract
from .deliveries import Delivery, Held, Known
from .examination import Examination, as_held_file
from .locations import find_candidates
from .reading import check_settings
from .tables import find_partitions

if TYPE_CHECKING:
    import duckdb


def examine(
    con: duckdb.DuckDBPyConnection,
    source: SourceConfig,
    contract: RowContract,
    known: Mapping[str, Known],
    landed: Collection[str],
    earlier: Mapping[str, Collection[str]] | None = None,
) -> list[Delivery | Held]:
    """Find what is new, in file order.

    Args:
        known: last landed event by file; a file with the same size and time is not opened.
        landed: ids of all batches whose rows have landed, under whatever name.
        earlier: by file, the ids that have landed under its name: a file that returns to one of them is a
            delivery (its rows are there already), not a copy.
    Returns: new readable batches, and whatever cannot be taken in. A known file with a new time and the same
        content is in neither: it was delivered twice, which is harmless.
    Raises: ConfigurationError TN-F031, TN-F032 if the source is declared wrongly.
    """
    check_settings(source)
    if source.format == "table":
        found = _examined_table(con, source, contract, known)
    else:
        found = _examined_files(con, source, contract, known)
    taken: set[str] = set(landed)
    outcome: list[Delivery | Held] = []
    for item in found:
        if isinstance(item, Held):
            outcome.append(item)
        elif item.file in known and known[item.file].batch_id == item.batch_id:
            continue
        elif item.batch_id in (earlier or {}).get(item.file, ()):
            outcome.append(item)
        elif item.batch_id in taken:
            outcome.append(_same_content(item))
        else:
            taken.add(item.batch_id)
            outcome.append(item)
    return outcome


def _examined_table(
    con: duckdb.DuckDBPyConnection, source: SourceConfig, contract: RowContract, known: Mapping[str, Known]
) -> Iterator[Delivery | Held]:
    try:
        yield from find_partitions(con, source, contract, known)
    except DeliveryError as error:
        yield as_held_file(source.location, error)


def _examined_files(
    con: duckdb.DuckDBPyConnection, source: SourceConfig, contract: RowContract, known: Mapping[str, Known]
) -> Iterator[Delivery | Held]:
    try:
        candidates = find_candidates(source)
    except DeliveryError as error:
        yield as_held_file(source.location, error)
        return
    # a failed read would abort a transaction that is open on the caller's connection
    reader = con.cursor()
    try:
        for candidate in candidates:
            file = Examination(reader, source, contract, candidate)
            try:
                if not file.is_known(known.get(candidate.file)):
                    yield file.delivery()
            except DeliveryError as error:
                yield file.held(error)
    finally:
        reader.close()


def _same_content(delivery: Delivery) -> Held:
    return Held(
        file=delivery.file,
        code="TN-F012",
        what="the same content has landed already",
        mend="remove the copy; nothing of it is missing",
        severity="warn",
        batch_id=delivery.batch_id,
        rows=delivery.rows,
        bytes=delivery.bytes,
        mtime_ns=delivery.mtime_ns,
    )
