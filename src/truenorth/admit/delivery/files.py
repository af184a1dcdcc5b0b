"""Opening one file without blocking, and telling whether it is still the same file."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ...errors import DeliveryError
from .deliveries import FileIdentity

CHUNK_BYTES = 1 << 20


def identity_of(path: Path, file: str) -> FileIdentity:
    """Return the identity of a regular file; it is not opened.

    Raises: DeliveryError TN-F002 (not a regular file), TN-F001 (gone), TN-F005 (cannot be looked up).
    """
    try:
        return _identity(path.lstat(), file)
    except FileNotFoundError as error:
        raise DeliveryError("TN-F001", "the file is gone", where=file, mend="deliver it again") from error
    except OSError as error:
        raise cannot_read(file, error) from error


@contextmanager
def opened(path: Path, file: str, expected: FileIdentity) -> Iterator[int]:
    """Open a regular file for reading and give its descriptor.

    Raises: DeliveryError TN-F005 if it cannot be opened or read, TN-F013 if it is not the file `expected`.
    """
    # a FIFO put in the file's place after it was looked at must not block, and a link must not be followed
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
    try:
        descriptor = os.open(path, flags)
    except OSError as error:
        raise cannot_read(file, error) from error
    try:
        if _identity(os.fstat(descriptor), file) != expected:
            raise changed(file)
        yield descriptor
    except OSError as error:
        raise cannot_read(file, error) from error
    finally:
        os.close(descriptor)


def chunks(descriptor: int, file: str, size: int) -> Iterator[bytes]:
    """Give the bytes of an open file in order.

    Raises: DeliveryError TN-F013 once it has more bytes than `size`: a writer could outrun us for ever.
    """
    while chunk := os.read(descriptor, CHUNK_BYTES):
        size -= len(chunk)
        if size < 0:
            raise changed(file)
        yield chunk


def require_unchanged(path: Path, file: str, expected: FileIdentity) -> None:
    """Raise DeliveryError TN-F013 unless the file is still the one that was examined."""
    try:
        same = _identity(path.lstat(), file) == expected
    except (OSError, DeliveryError):
        same = False
    if not same:
        raise changed(file)


def changed(file: str) -> DeliveryError:
    return DeliveryError(
        "TN-F013",
        "the file changed while it was being read",
        where=file,
        mend="write under another name and rename when complete, then run again",
    )


def cannot_read(file: str, error: OSError) -> DeliveryError:
    return DeliveryError(
        "TN-F005",
        f"the file cannot be opened or read: {error.strerror or type(error).__name__}",
        where=file,
        mend="check its permissions and the disk",
    )


def _identity(found: os.stat_result, file: str) -> FileIdentity:
    if not stat.S_ISREG(found.st_mode):
        raise DeliveryError(
            "TN-F002",
            f"not a file but a {_kind(found.st_mode)}",
            where=file,
            mend="remove it, or narrow `location` in the source's yml",
        )
    return FileIdentity(found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)


def _kind(mode: int) -> str:
    kinds = {
        stat.S_IFDIR: "folder",
        stat.S_IFIFO: "named pipe",
        stat.S_IFSOCK: "socket",
        stat.S_IFBLK: "block device",
        stat.S_IFCHR: "character device",
        stat.S_IFLNK: "link",
    }
    return kinds.get(stat.S_IFMT(mode), "special file")
