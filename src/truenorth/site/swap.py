"""Put a whole folder in the place of another, so that a reader never meets half of one."""

from __future__ import annotations

import ctypes
import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..errors import ConfigurationError

RENAME_EXCHANGE = 2  # linux/fs.h
AT_FDCWD = -100  # fcntl.h


@contextmanager
def replaced_folder(out: Path, *, mark: str) -> Iterator[Path]:
    """Give an empty folder to fill; when the block ends without an error it takes the place of `out`.

    Another process that replaces a folder beside it waits. A killed run leaves `out` as it was, and the next
    one clears up.

    Args:
        out: folder to replace; folders above it are made.
        mark: name of the file by which a folder is known to be ours; the block must write it.
    Raises: ConfigurationError TN-W010 if `out` holds something that we did not write; OSError.
    """
    out.parent.mkdir(parents=True, exist_ok=True)
    held = os.open(out.parent, os.O_RDONLY | os.O_CLOEXEC)
    partial = out.with_name(f".{out.name}.partial")
    try:
        fcntl.flock(held, fcntl.LOCK_EX)
        _refuse_what_is_not_ours(out, mark)
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir()
        try:
            yield partial
            _exchange(partial, out)
        finally:
            shutil.rmtree(partial, ignore_errors=True)
    finally:
        os.close(held)


def _refuse_what_is_not_ours(out: Path, mark: str) -> None:
    if not os.path.lexists(out):
        return
    if out.is_symlink() or not out.is_dir() or not ((out / mark).is_file() or not any(out.iterdir())):
        raise ConfigurationError(
            "TN-W010",
            "there is something here that is no contract site, and it would be replaced",
            where=str(out),
            mend="name a folder that is new or empty, or that holds a site of truenorth",
        )


def _exchange(new: Path, old: Path) -> None:
    if not old.exists():
        new.rename(old)
        return
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is not None:
        names = os.fsencode(new), os.fsencode(old)
        if rename(AT_FDCWD, names[0], AT_FDCWD, names[1], RENAME_EXCHANGE) == 0:
            return
    # Not Linux, or a file system that cannot: for an instant nothing is there, which is not half a site.
    gone = new.with_name(f"{new.name}.old")
    shutil.rmtree(gone, ignore_errors=True)
    old.rename(gone)
    new.rename(old)
    shutil.rmtree(gone)
