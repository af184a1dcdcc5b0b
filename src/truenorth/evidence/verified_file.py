"""Verify a log file from end to end, its indexes too."""

from __future__ import annotations

from ..errors import GateError
from .checkpoint import open_checkpoint
from .head import cosigned_checkpoint, verified_head
from .signers import Signers, verify_cosignatures
from .store import Store, key_checksum
from .tiles import WIDTH, TileTree, tile_shapes
from .verified import Verified
from .whole_tree import verify_tree


def verified_file(store: Store, signers: Signers) -> Verified:
    """Verify every entry, tile, checkpoint and index row of a log file.

    Raises: GateError TN-V004 (an earlier checkpoint is no prefix), TN-V020 to TN-V022, TN-V025, TN-V026;
        EvaluationError TN-V013.
    """
    with store.reading():
        if store.rows("pragma integrity_check(1)") != [("ok",)]:
            raise _damaged("SQLite finds its own file damaged", store)
        head = verified_head(store, signers.log)
        places, kinds = [], set()
        for logged in verify_tree(head, store.tile, lambda n, width: store.bundle(n)):
            places.append((key_checksum(logged.entry.key), logged.index))
            kinds.add((logged.entry.kind, logged.index // WIDTH))
        places.sort()
        if store.rows("select checksum, position from keys order by 1, 2") != places:
            raise _damaged("its index of keys names other entries", store)
        if set(store.rows("select kind, bundle from kinds")) != kinds:
            raise _damaged("its index of kinds names other entries", store)
        shapes = list(tile_shapes(head.size))
        counts = [len(store.rows(f"select n from {table}")) for table in ("tiles", "bundles")]
        tiles = [full + bool(partial) for _, full, partial in shapes]
        if counts != [sum(tiles), tiles[0] if tiles else 0]:
            raise _damaged("it holds tiles or entries beyond its checkpoint", store)
        earlier = _verify_checkpoints(store, signers)
        witnesses = verify_cosignatures(cosigned_checkpoint(store, head.size), signers)
    return Verified(head, witnesses, earlier)


def _verify_checkpoints(store: Store, signers: Signers) -> int:
    tree = TileTree(store.tile)
    checkpoints = store.checkpoints()
    for size, written in checkpoints:
        checkpoint = open_checkpoint(written, signers.log)
        if checkpoint.size != size or tree.root(size) != checkpoint.root:
            raise GateError(
                "TN-V004",
                f"the checkpoint that was signed at {size:,} entries is no prefix of the log",
                where=str(store.path),
                mend="bring the log file back from a copy",
            )
        verify_cosignatures(cosigned_checkpoint(store, size), signers.demanding_none())
    return len(checkpoints) - 1


def _damaged(problem: str, store: Store) -> GateError:
    return GateError(
        "TN-V022",
        f"the log file does not hold together: {problem}",
        where=str(store.path),
        mend="bring it back from a copy",
    )
