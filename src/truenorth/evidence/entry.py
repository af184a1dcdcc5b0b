"""One entry: what happened, as bytes that two people cannot write differently.

An entry is a JSON object in the form of RFC 8785 with `at`, `body`, `key` and `kind`. Numbers are whole and
names are ASCII, where RFC 8785 comes down to sorted names, no spaces and UTF-8.
"""

from __future__ import annotations

import json
import json.encoder
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from ..errors import ConfigurationError, GateError

MOST_BYTES = 0xFFFF  # c2sp.org/tlog-tiles prefixes an entry with its length in two bytes
LARGEST_NUMBER = 2**53 - 1  # beyond it other people's JSON readers round
PLAIN = frozenset({str, bool, type(None)})
AT = "%Y-%m-%dT%H:%M:%S.%fZ"
LONGEST_KEY = 512
KIND = re.compile(r"[a-z][a-z0-9_.]{0,63}")

_is_kind = lru_cache(KIND.fullmatch)


def _canonical_encoder() -> Callable[[Any], str]:
    plain = json.JSONEncoder(
        ensure_ascii=False, allow_nan=False, check_circular=False, sort_keys=True, separators=(",", ":")
    )
    # `encode` builds this anew on every call, which takes as long as encoding an entry
    make = getattr(json.encoder, "c_make_encoder", None)
    if make is None:
        return plain.encode
    encode = make(None, plain.default, json.encoder.encode_basestring, None, ":", ",", True, False, False)
    return lambda value: "".join(encode(value, 0))


_encode = _canonical_encoder()


@dataclass(frozen=True)
class Entry:
    """Something to attest. No personal data: what must point to a person is a salted digest.

    Attributes:
        key: which event this is, for example `publication/<release_id>/completed`; it is logged once.
        kind: what sort of event, for example `publication`; lower case.
        body: texts, whole numbers, booleans, None, lists and dicts of these.
    """

    key: str
    kind: str
    body: Mapping[str, Any]


@dataclass(frozen=True)
class Logged:
    """An entry on the log.

    Attributes:
        index: its place, from 0.
        at: when it was written, UTC.
    """

    index: int
    at: datetime
    entry: Entry


def entry_bytes(entry: Entry, at: str) -> bytes:
    """Return the bytes that are hashed into the tree.

    Args:
        at: moment as `timestamp_text` gives it.
    Raises: ConfigurationError TN-V010 if the entry cannot be written this way.
    """
    if not _is_key(entry.key) or not _is_kind(entry.kind):
        raise _refuse(entry, "its key or kind is empty, too long or holds characters that are not allowed")
    body = entry.body if type(entry.body) is dict else dict(entry.body)
    if problem := _unloggable(body):
        raise _refuse(entry, problem)
    try:
        written = f'{{"at":"{at}","body":{_encode(body)},"key":"{entry.key}","kind":"{entry.kind}"}}'.encode()
    except UnicodeEncodeError:
        raise _refuse(entry, "a text in its body is not Unicode") from None
    if len(written) > MOST_BYTES:
        raise _refuse(entry, f"it has {len(written):,} bytes; at most {MOST_BYTES:,} fit")
    return written


def read_entry(written: bytes, index: int) -> Logged:
    """Return the entry that `entry_bytes` wrote.

    Raises: GateError TN-V025 if the bytes are not exactly what it writes.
    """
    try:
        read = json.loads(written)
        at = datetime.fromisoformat(read["at"]).astimezone(UTC)
        logged = Logged(index, at, Entry(read["key"], read["kind"], read["body"]))
        # also tells apart the ways of writing one moment that fromisoformat reads
        same = entry_bytes(logged.entry, timestamp_text(at)) == written
    except (ValueError, KeyError, TypeError, RecursionError, ConfigurationError):
        same = False
    if not same:
        raise GateError(
            "TN-V025",
            f"entry {index} is not in the form in which truenorth writes entries",
            mend="compare with an older copy or export of the log",
        )
    return logged


def timestamp_text(moment: datetime) -> str:
    """Return a moment as it stands in entries: UTC, microseconds."""
    return moment.strftime(AT)


def _is_key(key: str) -> bool:
    # what needs no escape in JSON; a regular expression takes as long as the rest of an entry
    return (
        0 < len(key) <= LONGEST_KEY
        and key.isprintable()
        and " " not in key
        and '"' not in key
        and "\\" not in key
    )


def _unloggable(value: Any) -> str | None:
    """Say what in a body would not come back the same from every JSON reader."""
    kind = type(value)
    if kind in PLAIN:
        return None
    if kind is int:
        return None if -LARGEST_NUMBER <= value <= LARGEST_NUMBER else "a number in its body is beyond 2^53"
    if kind is dict:
        for name, inner in value.items():
            if type(name) is not str or not name.isascii():
                return "a name in its body is not an ASCII text"
            if type(inner) not in PLAIN and (problem := _unloggable(inner)):
                return problem
        return None
    if kind is list or kind is tuple:
        return next(filter(None, map(_unloggable, value)), None)
    return f"its body holds a {kind.__name__}; write it as a text"


def _refuse(entry: Entry, problem: str) -> ConfigurationError:
    return ConfigurationError(
        "TN-V010",
        f"an entry of kind {entry.kind[:64]!r} cannot be logged: {problem}",
        mend="log digests and counts, not contents",
    )
