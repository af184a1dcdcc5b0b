"""Bundles of entries: up to 256, each behind its length in two bytes. Source: c2sp.org/tlog-tiles."""

from __future__ import annotations

from collections.abc import Iterable

from ..errors import GateError

LENGTH_BYTES = 2


def write_bundle(entries: Iterable[bytes]) -> bytes:
    """Join entries of at most 65,535 bytes each."""
    return b"".join([len(entry).to_bytes(LENGTH_BYTES, "big") + entry for entry in entries])


def read_bundle(bundle: bytes) -> list[bytes]:
    """Part a bundle into its entries. Raises: GateError TN-V022 if the lengths do not come out even."""
    entries, start = [], 0
    while start < len(bundle):
        first = start + LENGTH_BYTES
        start = first + int.from_bytes(bundle[start:first], "big")
        entries.append(bundle[first:start])
    if start != len(bundle):
        raise GateError(
            "TN-V022",
            "a bundle of entries is cut off or damaged",
            mend="compare with an older copy or export of the log",
        )
    return entries
