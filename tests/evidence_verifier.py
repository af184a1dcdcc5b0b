"""A second verifier of evidence logs, written from the texts of RFC 6962 and c2sp.org alone.

It shares no code with truenorth and none of its ways: trees are hashed by the recursive definitions, exports
are read whole. It is slow and says only "yes" or raises.
"""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


def mth(entries: list[bytes]) -> bytes:
    """MTH of RFC 6962, section 2.1."""
    if not entries:
        return hashlib.sha256(b"").digest()
    if len(entries) == 1:
        return hashlib.sha256(b"\0" + entries[0]).digest()
    k = largest_power_below(len(entries))
    return hashlib.sha256(b"\1" + mth(entries[:k]) + mth(entries[k:])).digest()


def path(m: int, entries: list[bytes]) -> list[bytes]:
    """PATH of RFC 6962, section 2.1.1."""
    if len(entries) == 1:
        return []
    k = largest_power_below(len(entries))
    if m < k:
        return [*path(m, entries[:k]), mth(entries[k:])]
    return [*path(m - k, entries[k:]), mth(entries[:k])]


def proof(m: int, entries: list[bytes]) -> list[bytes]:
    """PROOF of RFC 6962, section 2.1.2."""
    return subproof(m, entries, True)


def subproof(m: int, entries: list[bytes], complete: bool) -> list[bytes]:
    if m == len(entries):
        return [] if complete else [mth(entries)]
    k = largest_power_below(len(entries))
    if m <= k:
        return [*subproof(m, entries[:k], complete), mth(entries[k:])]
    return [*subproof(m - k, entries[k:], False), mth(entries[:k])]


def largest_power_below(n: int) -> int:
    k = 1
    while k * 2 < n:
        k *= 2
    return k


def root_from_path(leaf: bytes, index: int, size: int, hashes: list[bytes]) -> bytes:
    """The root that a path leads to, by the recursion of PATH turned round."""
    if size == 1:
        assert not hashes
        return leaf
    k = largest_power_below(size)
    *inner, sibling = hashes
    if index < k:
        return hashlib.sha256(b"\1" + root_from_path(leaf, index, k, inner) + sibling).digest()
    return hashlib.sha256(b"\1" + sibling + root_from_path(leaf, index - k, size - k, inner)).digest()


def open_note(written: bytes, vkeys: list[str]) -> str:
    """Return the text of a note that every one of these keys has signed."""
    text, _, block = written.decode().rpartition("\n\n")
    text += "\n"
    signed = set()
    for line in block.splitlines():
        dash, name, coded = line.split(" ")
        raw = base64.b64decode(coded, validate=True)
        assert dash == "—"
        for vkey in vkeys:
            key_name, key_id, key = vkey.split("+", 2)
            public = base64.b64decode(key)
            expected = hashlib.sha256(key_name.encode() + b"\n" + public).digest()[:4]
            assert expected.hex() == key_id
            if (name, raw[:4]) != (key_name, expected):
                continue
            message, signature = text.encode(), raw[4:]
            if public[0] == 4:
                seconds = int.from_bytes(signature[:8], "big")
                message = b"cosignature/v1\ntime %d\n" % seconds + message
                signature = signature[8:]
            Ed25519PublicKey.from_public_bytes(public[1:]).verify(signature, message)
            signed.add(vkey)
    assert signed == set(vkeys)
    return text


def open_checkpoint(written: bytes, vkeys: list[str]) -> tuple[int, bytes]:
    """Return (size, root) of a checkpoint that every one of these keys has signed."""
    origin, size, root = open_note(written, vkeys).splitlines()
    assert origin == vkeys[0].split("+")[0]
    return int(size), base64.b64decode(root, validate=True)


def read_export(folder: Path, vkeys: list[str]) -> list[bytes]:
    """Return the entries of an export whose checkpoint, tiles and bundles all agree."""
    size, root = open_checkpoint((folder / "checkpoint").read_bytes(), vkeys)
    entries: list[bytes] = []
    for n in range(-(-size // 256)):
        width = min(256, size - n * 256)
        raw = (folder / tile("entries", n, width)).read_bytes()
        while raw:
            length = int.from_bytes(raw[:2], "big")
            entries.append(raw[2 : 2 + length])
            raw = raw[2 + length :]
    assert len(entries) == size and mth(entries) == root
    level = 0
    while size // 256**level:
        hashes = [
            mth(entries[start : start + 256**level]) for start in range(0, size - 256**level + 1, 256**level)
        ]
        for n in range(-(-len(hashes) // 256)):
            part = hashes[n * 256 : n * 256 + 256]
            assert (folder / tile(str(level), n, len(part))).read_bytes() == b"".join(part)
        level += 1
    return entries


def tile(level: str, n: int, width: int) -> str:
    """Path of a tile below 1,000,000, as c2sp.org/tlog-tiles writes it."""
    index = f"{n:03}" if n < 1000 else f"x{n // 1000:03}/{n % 1000:03}"
    return f"tile/{level}/{index}" + (f".p/{width}" if width < 256 else "")


def read_bundle(written: str, vkeys: list[str]) -> bytes:
    """Return the entry that a tlog-proof proves."""
    head, _, checkpoint = written.partition("\n\n")
    first, extra, index, *coded = head.split("\n")
    assert first == "c2sp.org/tlog-proof@v1" and extra.startswith("extra ") and index.startswith("index ")
    size, root = open_checkpoint(checkpoint.encode(), vkeys)
    entry = base64.b64decode(extra.removeprefix("extra "), validate=True)
    hashes = [base64.b64decode(line, validate=True) for line in coded]
    place = int(index.removeprefix("index "))
    assert 0 <= place < size
    assert root_from_path(hashlib.sha256(b"\0" + entry).digest(), place, size, hashes) == root
    return entry
