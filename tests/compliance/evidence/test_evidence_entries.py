"""Entries are written one way only, and read back as what they were."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truenorth.errors import GateError
from truenorth.evidence.bundles import read_bundle, write_bundle
from truenorth.evidence.entry import Entry, entry_bytes, read_entry

AT = "2026-11-22T09:30:00.123456Z"
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
NAMES = st.text(st.characters(max_codepoint=127), max_size=8)
SCALARS = st.none() | st.booleans() | st.integers(1 - 2**53, 2**53 - 1) | TEXTS
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3)
)
BODIES = st.dictionaries(NAMES, VALUES, max_size=5)


@given(body=BODIES)
def test_an_entry_is_the_canonical_json_of_what_it_says(body: dict[str, object]) -> None:
    written = entry_bytes(Entry("k/é", "hold", body), AT)
    whole = {"at": AT, "body": body, "key": "k/é", "kind": "hold"}
    assert written == json.dumps(whole, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    logged = read_entry(written, 7)
    assert logged.index == 7
    assert logged.at == datetime(2026, 11, 22, 9, 30, 0, 123456, tzinfo=UTC)
    assert logged.entry == Entry("k/é", "hold", body)


@pytest.mark.parametrize(
    "change",
    [
        (b'"rows":3', b'"rows": 3'),
        (b'"rows":3', b'"rows":3.0'),
        (b'"rows":3', b'"rows":3,"rows":3'),
        (b'"rows":3', b'"rows":\\u0033'),
        (b'{"rows":3,"x":{}}', b"[]"),
        (b"hold", b"Hold"),
        (b"123456Z", b"12345Z"),
        (b"123456Z", b"123456+00:00"),
        (b"2026-11-22", b"2026-13-22"),
        (b'{"at"', b'{"aa":1,"at"'),
        (b"}", b"}\n"),
    ],
    ids=lambda change: repr(change[1]),
)
def test_other_bytes_are_not_read(change: tuple[bytes, bytes]) -> None:
    written = entry_bytes(Entry("k", "hold", {"rows": 3, "x": {}}), AT)
    assert read_entry(written, 0).entry.body == {"rows": 3, "x": {}}
    changed = written.replace(*change) if change[0] != b"}" else written + b"\n"
    assert changed != written
    with pytest.raises(GateError) as refusal:
        read_entry(changed, 0)
    assert refusal.value.code == "TN-V025"


@pytest.mark.parametrize("written", [b"", b"1", b"[]", b"{}", b"null", b'"x"', b"\xff", b"[" * 100_000])
def test_what_is_no_entry_is_refused_whatever_it_is(written: bytes) -> None:
    with pytest.raises(GateError):
        read_entry(written, 0)


@given(entries=st.lists(st.binary(max_size=300), max_size=20))
def test_bundles_come_apart_as_they_were_joined(entries: list[bytes]) -> None:
    joined = write_bundle(entries)
    assert read_bundle(joined) == entries
    if joined and entries[-1]:
        with pytest.raises(GateError):
            read_bundle(joined[:-1])
