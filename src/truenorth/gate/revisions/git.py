"""git as a program, asked and never told: nothing here writes to the repository or to its working tree."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from ...errors import ConfigurationError

# In a hook git names its own index and folder in the environment; they are not those that we ask about.
OF_A_HOOK = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR", "GIT_NAMESPACE")


class GitRefusal(Exception):
    """git ended with another exit code than 0; the text is its last line."""


def git(folder: Path, *arguments: str, index: Path | None = None, given: bytes = b"") -> bytes:
    """Run git in a folder and return what it wrote to stdout.

    Args:
        index: index file to work on instead of the repository's own.
        given: written to its stdin.
    Raises: GitRefusal; ConfigurationError TN-D003 if there is no git.
    """
    environment = {name: value for name, value in os.environ.items() if name not in OF_A_HOOK}
    # reading commands may refresh the index of the user; they are asked not to
    environment |= {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
    if index is not None:
        environment["GIT_INDEX_FILE"] = str(index)
    command = ["git", "-C", str(folder), "-c", "core.quotePath=false", *arguments]
    try:
        done = subprocess.run(command, env=environment, input=given, capture_output=True, check=False)
    except FileNotFoundError:
        raise unreadable("git is not installed", folder, "install git") from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise GitRefusal(said[-1] if said else f"git {arguments[0]} ended with {done.returncode}")
    return done.stdout


def line_of_git(folder: Path, *arguments: str) -> str:
    """Return the one line that git answers; raises as `git` does."""
    return git(folder, *arguments).decode("utf-8", "surrogateescape").removesuffix("\n")


def top_of(folder: Path) -> Path:
    """Return the top folder of the repository that a folder lies in.

    Raises: ConfigurationError TN-D003 if it lies in none.
    """
    try:
        return Path(line_of_git(folder, "rev-parse", "--show-toplevel")).resolve()
    except GitRefusal as refusal:
        raise unreadable(
            f"the project lies in no git repository that can be read ({refusal})",
            folder,
            "run the gate in a clone; in a container of another user, name the folder in safe.directory",
        ) from None


def unreadable(what: str, where: Path, mend: str) -> ConfigurationError:
    """The refusal TN-D003."""
    return ConfigurationError("TN-D003", what, where=str(where), mend=mend)
