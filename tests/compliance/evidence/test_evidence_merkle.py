"""Trees and proofs against the published vectors, and against RFC 6962 written down a second time."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import evidence_verifier as rfc
from truenorth.evidence.merkle import (
    inclusion_proof,
    leaf_hash,
    merkle_root,
    root_of_leaves,
    verify_consistency,
    verify_inclusion,
)
from truenorth.evidence.tiles import TileTree, grow, parse_tile_name, tile_name, tile_shapes

# Test vectors of the Certificate Transparency reference implementation (merkletree/merkle_tree_test.cc).
VECTOR_LEAVES = [
    bytes.fromhex(leaf)
    for leaf in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
VECTOR_ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


def tile_tree(leaves: list[bytes], steps: list[int]) -> TileTree:
    """A tree of tiles that grew in these steps."""
    tiles: dict[tuple[int, int], bytes] = {}

    def read(level: int, n: int, width: int) -> bytes:
        assert len(tiles[level, n]) >= width * 32
        return tiles[level, n][: width * 32]

    size = 0
    for step in [*steps, len(leaves)]:
        new = leaves[size : size + step]
        for level, n, hashes in list(grow(read, size, new)):
            tiles[level, n] = hashes
        size += len(new)
    return TileTree(read)


@pytest.mark.parametrize("size", range(9))
def test_roots_are_the_published_ones(size: int) -> None:
    assert merkle_root(VECTOR_LEAVES[:size]).hex() == VECTOR_ROOTS[size]
    assert rfc.mth(VECTOR_LEAVES[:size]).hex() == VECTOR_ROOTS[size]


@settings(max_examples=20, deadline=None)
@given(data=st.data(), size=st.integers(1, 700))
def test_tiles_and_lists_give_the_proofs_of_the_rfc(data: st.DataObject, size: int) -> None:
    entries = [b"%d" % number for number in range(size)]
    leaves = [leaf_hash(entry) for entry in entries]
    steps = data.draw(st.lists(st.integers(0, 300), max_size=4))
    index, old = data.draw(st.integers(0, size - 1)), data.draw(st.integers(1, size))
    tree, root = tile_tree(leaves, steps), rfc.mth(entries)
    assert tree.root(size) == root_of_leaves(leaves) == root
    path = rfc.path(index, entries)
    assert tree.inclusion_proof(index, size) == inclusion_proof(leaves, index) == path
    assert verify_inclusion(leaves[index], index, size, path, root)
    proof = rfc.proof(old, entries)
    assert tree.consistency_proof(old, size) == proof
    assert verify_consistency(old, rfc.mth(entries[:old]), size, root, proof)


@settings(max_examples=50, deadline=None)
@given(data=st.data(), size=st.integers(2, 40))
def test_a_proof_of_something_else_is_refused(data: st.DataObject, size: int) -> None:
    entries = [b"%d" % number for number in range(size)]
    leaves, root = [leaf_hash(entry) for entry in entries], rfc.mth(entries)
    index, old = data.draw(st.integers(0, size - 1)), data.draw(st.integers(1, size - 1))
    path, proof = rfc.path(index, entries), rfc.proof(old, entries)
    other = data.draw(st.integers(0, size - 1).filter(lambda number: number != index))
    assert not verify_inclusion(leaves[other], index, size, path, root)
    assert not verify_inclusion(leaves[index], other, size, path, root)
    assert not verify_inclusion(leaves[index], index, size, path[:-1], root)
    assert not verify_inclusion(leaves[index], index, size, [*path, root], root)
    assert not verify_inclusion(leaves[index], size, size, path, root)
    old_root = rfc.mth(entries[:old])
    assert not verify_consistency(old, rfc.mth([b"x", *entries[1:old]]), size, root, proof)
    assert not verify_consistency(old, old_root, size, old_root, proof)
    assert not verify_consistency(old, old_root, size, root, [*proof, root])
    assert not verify_consistency(old, old_root, size, root, proof[:-1])
    assert not verify_consistency(size, root, old, old_root, proof)


def test_an_empty_tree_is_a_prefix_of_every_tree_and_proves_nothing() -> None:
    entries = [b"a", b"b"]
    assert verify_consistency(0, rfc.mth([]), 2, rfc.mth(entries), [])
    assert not verify_consistency(0, rfc.mth([]), 2, rfc.mth(entries), [b"\0" * 32])
    assert not verify_consistency(0, b"\0" * 32, 2, rfc.mth(entries), [])
    assert not verify_inclusion(leaf_hash(b"a"), 0, 0, [], rfc.mth([]))


def test_shapes_and_names_are_those_of_the_specification() -> None:
    assert list(tile_shapes(70_000)) == [(0, 273, 112), (1, 1, 17), (2, 0, 1)]
    assert list(tile_shapes(256)) == [(0, 1, 0), (1, 0, 1)]
    assert tile_name(0, 1234067) == "tile/0/x001/x234/067"
    assert tile_name("entries", 3, 17) == "tile/entries/003.p/17"


@given(level=st.integers(0, 63), n=st.integers(0, 10**12), width=st.integers(1, 256))
def test_every_tile_has_one_name(level: int, n: int, width: int) -> None:
    assert parse_tile_name(tile_name(level, n, width)) == (level, n, width)


@pytest.mark.parametrize(
    "name",
    [
        "tile/0/0",
        "tile/00/000",
        "tile/64/000",
        "tile/0/x000/001",
        "tile/0/000.p/256",
        "tile/0/000.p/01",
        "tile/0/000.p/0",
        "tile/0/001/002",
        "tile/data/000",
        "tile/0/000\n",
    ],
)
def test_other_names_are_no_tiles(name: str) -> None:
    assert parse_tile_name(name) is None
