"""The log's private key: made once, readable by its owner only, never inside a project.

Files have the form of golang.org/x/mod/sumdb/note: `PRIVATE+KEY+<name>+<id>+<base64>`.
"""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import ConfigurationError, GateError
from .strict_text import from_base64, to_base64
from .vkeys import ED25519, KEY_BYTES, NAME, VerifierKey

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

FOLDER_VARIABLE = "TRUENORTH_KEYS"
LONGEST_NAME = 200
PREFIX = "PRIVATE+KEY+"


def default_folder() -> Path:
    """Return the folder of private keys: $TRUENORTH_KEYS, or truenorth/keys where settings are kept."""
    if chosen := os.environ.get(FOLDER_VARIABLE):
        return Path(chosen).expanduser()
    settings = os.environ.get("XDG_CONFIG_HOME")
    return (Path(settings) if settings else Path.home() / ".config") / "truenorth" / "keys"


def key_folder(key: VerifierKey, recorded: str) -> Path:
    """Return where the private half of `key` lies: where it was made, or where keys are kept now."""
    made = Path(recorded)
    return made if (made / key_file(key)).exists() else default_folder()


def create_key(
    name: str, folder: Path, *, project: Path | None = None, type_: int = ED25519
) -> tuple[VerifierKey, Path]:
    """Make a key pair and write its private half.

    Args:
        name: of the log or witness.
        folder: made if missing; nobody but its owner may look into it.
        project: a folder in which the private key must not lie.
    Returns: the public key, and the file of the private one.
    Raises: ConfigurationError TN-V005 (folder), TN-V007 (name).
    """
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    if not NAME.fullmatch(name) or len(name.encode()) > LONGEST_NAME or not name.isprintable():
        raise ConfigurationError(
            "TN-V007",
            f"{name[:LONGEST_NAME]!r} cannot name a log or witness",
            mend="a name has no spaces and no plus, like example.com/shop",
        )
    folder = _private_folder(folder, project)
    private = Ed25519PrivateKey.generate()
    key = VerifierKey(name, type_, private.public_key().public_bytes_raw())
    seed = to_base64(bytes([type_]) + private.private_bytes_raw())
    path = folder / key_file(key)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(f"{PREFIX}{name}+{key.id.hex()}+{seed}\n")
        file.flush()
        os.fsync(file.fileno())
    return key, path


def load_key(key: VerifierKey, folder: Path) -> Ed25519PrivateKey:
    """Return the private half of `key`.

    Raises: ConfigurationError TN-V006 if it is not there or not this one, TN-V005 if others may read it.
    """
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    path = folder / key_file(key)
    try:
        with path.open(encoding="utf-8") as file:
            if stat.S_IMODE(os.fstat(file.fileno()).st_mode) & 0o077:
                raise _exposed(path, "chmod 600")
            _, _, rest = file.read().removesuffix("\n").removeprefix(PREFIX).partition("+")
        seed = from_base64(rest.partition("+")[2])
        private = Ed25519PrivateKey.from_private_bytes(seed[1:] if len(seed) == 1 + KEY_BYTES else b"")
    except (OSError, ValueError, GateError) as error:
        raise _no_key(path, "cannot be read") from error
    if private.public_key().public_bytes_raw() != key.public:
        raise _no_key(path, "belongs to another public key")
    return private


def key_file(key: VerifierKey) -> str:
    """Return the file name of a private key: its name made safe, and its id."""
    return f"{re.sub(r'[^A-Za-z0-9.-]', '_', key.name)}-{key.id.hex()}.key"


def _private_folder(folder: Path, project: Path | None) -> Path:
    folder = folder.resolve()
    around = (folder, *folder.parents)
    if (project and project.resolve() in around) or any((above / ".git").exists() for above in around):
        raise ConfigurationError(
            "TN-V005",
            "a private key must not lie in a project or a git work tree",
            where=str(folder),
            mend=f"choose another folder with --keys or ${FOLDER_VARIABLE}",
        )
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if stat.S_IMODE(folder.stat().st_mode) & 0o077:
        if any(folder.iterdir()):  # tightening a folder with other people's files would lock them out
            raise _exposed(folder, "chmod 700")
        folder.chmod(0o700)
    return folder


def _exposed(path: Path, command: str) -> ConfigurationError:
    return ConfigurationError(
        "TN-V005", "others may read this private key or its folder", where=str(path), mend=f"{command} it"
    )


def _no_key(path: Path, problem: str) -> ConfigurationError:
    return ConfigurationError(
        "TN-V006",
        f"the private key {problem}",
        where=str(path),
        mend=f"bring the key file back, or point ${FOLDER_VARIABLE} to its folder",
    )
