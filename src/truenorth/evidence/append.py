"""Steps of an append, inside one transaction: what is new, and how it joins the tree."""

from __future__ import annotations

from collections.abc import Iterable

from ..errors import GateError
from .entry import Entry, entry_bytes, read_entry
from .merkle import leaf_hash
from .store import Store, key_checksum
from .tiles import WIDTH, TileTree, grow

NewEntries = dict[str, tuple[str, bytes]]
"""Kind and bytes of each new entry, by key, in the order in which they were given."""


def new_entries(store: Store, entries: Iterable[Entry], at: str) -> tuple[NewEntries, int]:
    """Return the entries that are not logged yet, and how many were given.

    Args:
        at: moment that new entries bear.
    Raises: GateError TN-V011 if a key is known with another kind or body.
    """
    new: NewEntries = {}
    given = 0
    for entry in entries:
        given += 1
        written = entry.kind, entry_bytes(entry, at)
        if new.setdefault(entry.key, written) != written:
            raise _contradiction(entry.kind)
    for key, position in positions_of(store, new).items():
        kind, written_now = new.pop(key)
        logged = read_entry(store.entry(position), position)
        if entry_bytes(logged.entry, at) != written_now:  # the same but for the moment
            raise _contradiction(kind)
    return new, given


def write_entries(store: Store, size: int, new: NewEntries) -> bytes:
    """Add entries after the first `size`; returns the new root."""
    written = [entry for _, entry in new.values()]
    store.put_tiles(grow(store.tile, size, [leaf_hash(entry) for entry in written]))
    store.put_entries(size, written)
    store.put_keys(size, new)
    kinds = [kind for kind, _ in new.values()]
    store.put_kinds({(kind, position // WIDTH) for position, kind in enumerate(kinds, size)})
    return TileTree(store.tile).root(size + len(new))


def positions_of(store: Store, keys: Iterable[str]) -> dict[str, int]:
    """Return the positions of those keys that are logged."""
    wanted = set(keys)
    found = {}
    for position in store.positions(map(key_checksum, wanted)):
        key = read_entry(store.entry(position), position).entry.key
        if key in wanted:
            found[key] = position
    return found


def _contradiction(kind: str) -> GateError:
    return GateError(
        "TN-V011",
        f"an event of kind {kind!r} is logged already, and says something else",
        mend="the log keeps what was said first; give the new event a key of its own",
    )
