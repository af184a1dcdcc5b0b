"""Verify an export: every bit of every file in it hangs on the signed root, or is refused."""

from __future__ import annotations

from pathlib import Path

from ..errors import GateError
from .bundles import read_bundle, write_bundle
from .checkpoint import open_checkpoint
from .database import database_errors
from .export import LOG_KEY, WITNESS_KEYS
from .merkle import HASH_BYTES
from .signers import Signers, verify_cosignatures
from .strict_text import read_text_file
from .tiles import HEIGHT, WIDTH, ReadTile, parse_tile_name, tile_name, tile_shapes
from .verified import Verified
from .vkeys import COSIGNATURE, ED25519, VerifierKey, read_verifier_key
from .whole_tree import verify_tree


def verified_export(folder: Path, signers: Signers) -> Verified:
    """Verify all files of an export.

    Raises: GateError TN-V020 to TN-V023, TN-V025, TN-V026; EvaluationError TN-V013.
    """
    with database_errors(folder):
        if exported_log_key(folder) != signers.log:
            raise _stray(f"{LOG_KEY} names another key than the one that is trusted")
        others = [*signers.others, *exported_witness_keys(folder)]
        signers = Signers(signers.log, signers.demanded, others)
        head = open_checkpoint(read_text_file(folder / "checkpoint"), signers.log)
        witnesses = verify_cosignatures(head.note, signers)
        tiles = exported_tiles(folder, head.size)
        for _ in verify_tree(head, tiles, lambda n, width: read_bundle(_read(folder, "entries", n, width))):
            pass  # each entry is verified as it comes
        _verify_other_files(folder, head.size)
    return Verified(head, witnesses)


def exported_tiles(folder: Path, size: int) -> ReadTile:
    """Return what reads the tiles of an export whose checkpoint names `size` leaves."""

    def read(level: int, n: int, width: int) -> bytes:
        # only the whole width is there for sure; what is asked for is its beginning
        whole = min(WIDTH, (size >> HEIGHT * level) - n * WIDTH)
        return _read(folder, level, n, whole)[: width * HASH_BYTES]

    return read


def exported_log_key(folder: Path) -> VerifierKey:
    """Return the public key that an export says is its log's.

    Raises: GateError TN-V021, TN-V023; ConfigurationError TN-V006.
    """
    keys = _keys(folder / LOG_KEY, ED25519)
    if len(keys) != 1:
        raise _stray(f"{LOG_KEY} is not there or not one key")
    return keys[0]


def exported_witness_keys(folder: Path) -> list[VerifierKey]:
    """Return the public keys of the log's witnesses, as the export names them."""
    return _keys(folder / WITNESS_KEYS, COSIGNATURE)


def _keys(path: Path, type_: int) -> list[VerifierKey]:
    if not path.is_file():
        return []
    lines = read_text_file(path).split("\n")
    if lines.pop():
        raise _stray(f"the last line of {path.name} does not end")
    return [read_verifier_key(line, type_) for line in lines]


def _read(folder: Path, level: int | str, n: int, width: int) -> bytes:
    path = folder / tile_name(level, n, width)
    if not path.is_file():
        raise _stray(f"{tile_name(level, n, width)} is not there")
    return path.read_bytes()


def _verify_other_files(folder: Path, size: int) -> None:
    """Every file is one of the tree's, or a partial tile of an earlier checkpoint: the beginning of it."""
    widths: dict[tuple[int | str, int], int] = {
        (level, n): WIDTH if n < full else partial
        for level, full, partial in tile_shapes(size)
        for n in range(full + bool(partial))
    }
    for path in sorted(folder.rglob("*")):
        if path.is_dir():
            continue
        name = path.relative_to(folder).as_posix()
        if name in ("checkpoint", LOG_KEY, WITNESS_KEYS):
            continue
        parsed = parse_tile_name(name)
        level, n, width = parsed or ("", 0, 0)
        whole = widths.get((0 if level == "entries" else level, n), 0)
        if width > whole or parsed is None:
            raise _stray(f"{name} is no part of the log")
        if width < whole:
            known = _read(folder, level, n, whole)
            if level == "entries":
                beginning = write_bundle(read_bundle(known)[:width])
            else:
                beginning = known[: width * HASH_BYTES]
            if path.read_bytes() != beginning:
                raise _stray(f"{name} is not the beginning of its tile")


def _stray(problem: str) -> GateError:
    return GateError(
        "TN-V023", f"the export is not what the log wrote: {problem}", mend="export again into a new folder"
    )
