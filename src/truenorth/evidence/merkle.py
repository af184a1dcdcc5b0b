"""Merkle trees of RFC 6962 over lists in memory, and the checks of proofs that need no tree at all.

Leaves and nodes are hashed under different first bytes, so that no node can pass for a leaf.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256

HASH_BYTES = 32
EMPTY_ROOT = sha256().digest()


def leaf_hash(entry: bytes) -> bytes:
    """Return the hash of one entry. Source: RFC 6962, section 2.1."""
    return sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of a node over two hashes. Source: RFC 6962, section 2.1."""
    return sha256(b"\x01" + left + right).digest()


def merkle_root(entries: Iterable[bytes]) -> bytes:
    """Return the root over entries, the hash of nothing for none."""
    return root_of_leaves([leaf_hash(entry) for entry in entries])


def root_of_leaves(leaves: Sequence[bytes]) -> bytes:
    """Return the root over leaf hashes that were computed elsewhere, for example in SQL."""
    level = leaves
    while len(level) > 1:
        level = _level_above(level)
    return level[0] if level else EMPTY_ROOT


def inclusion_proof(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """Return the hashes that lead from leaf `index` to the root, the leaf's sibling first.

    Args:
        leaves: leaf hashes, in order.
    Raises: IndexError if there is no such leaf.
    Source: RFC 6962, section 2.1.1.
    """
    return path_in(tree_levels(leaves), index)


def tree_levels(leaves: Sequence[bytes]) -> list[Sequence[bytes]]:
    """Return every level of a tree, the leaf hashes first: for those who ask for many proofs of it."""
    levels = [leaves]
    while len(levels[-1]) > 1:
        levels.append(_level_above(levels[-1]))
    return levels


def path_in(levels: Sequence[Sequence[bytes]], index: int) -> list[bytes]:
    """Return what `inclusion_proof` does, from levels that are hashed already."""
    if not 0 <= index < len(levels[0]):
        raise IndexError(f"no leaf {index} in a tree of {len(levels[0])}")
    proof = []
    for level in levels[:-1]:
        if (sibling := index ^ 1) < len(level):
            proof.append(level[sibling])
        index >>= 1
    return proof


def verify_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Tell whether the leaf hash `leaf` stands at `index` of the tree of `size` leaves with that root.

    Source: RFC 9162, section 2.1.3.2.
    """
    if not 0 <= index < size:
        return False
    place, last, found = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            return False
        if place & 1 or place == last:
            found = node_hash(sibling, found)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            found = node_hash(found, sibling)
        place, last = place >> 1, last >> 1
    return last == 0 and found == root


def verify_consistency(
    old_size: int, old_root: bytes, new_size: int, new_root: bytes, proof: Sequence[bytes]
) -> bool:
    """Tell whether the tree of `old_size` leaves is a prefix of the tree of `new_size` leaves.

    Source: RFC 9162, section 2.1.4.2; an empty tree is a prefix of every tree and needs no proof.
    """
    if not 0 <= old_size <= new_size:
        return False
    if old_size == 0:
        return not proof and old_root == EMPTY_ROOT
    if old_size == new_size:
        return not proof and old_root == new_root
    path = list(proof) if old_size & (old_size - 1) else [old_root, *proof]
    if not path:
        return False
    place, last = old_size - 1, new_size - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    old = new = path[0]
    for sibling in path[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            old, new = node_hash(sibling, old), node_hash(sibling, new)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            new = node_hash(new, sibling)
        place, last = place >> 1, last >> 1
    return last == 0 and old == old_root and new == new_root


def _level_above(level: Sequence[bytes]) -> list[bytes]:
    # an odd last hash moves up unchanged: this is what RFC 6962's split at a power of two comes to
    above = [
        sha256(b"\x01" + left + right).digest() for left, right in zip(level[::2], level[1::2], strict=False)
    ]
    if len(level) % 2:
        above.append(level[-1])
    return above
