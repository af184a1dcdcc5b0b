"""`truenorth sandbox`: any command on a copy, with changes, and no trace of it (D9, F4)."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from ..errors import ConfigurationError, ExitCode
from ..project import Project
from .copying import open_sandbox

NOT_ELSEWHERE = "--project-dir"


def run_in_sandbox(project: Project, command: list[str], injected: list[str]) -> int:
    """Copy the project with its last build, put the changes in, run the command there.

    Args:
        command: of truenorth, without the program's name.
        injected: `FILE:PATH`, the file that stands at a path of the copy.
    Returns: the command's exit code; one that is killed could not be evaluated.
    Raises: ConfigurationError TN-J010 (the command leads out of the sandbox), TN-J011 (a bad injection).
    """
    if any(word.startswith(NOT_ELSEWHERE) for word in command):
        raise ConfigurationError(
            "TN-J010",
            f"{NOT_ELSEWHERE} would lead the command out of the sandbox",
            mend=f"give it before `--`: truenorth sandbox {NOT_ELSEWHERE} FOLDER -- ...",
        )
    pairs = [(Path(file).absolute(), place) for file, place in map(_pair, injected)]
    with open_sandbox(project, with_build=True) as copy:
        for file, place in pairs:
            copy.inject(file, place)
        done = subprocess.run(
            [sys.executable, "-m", "truenorth", *command],
            cwd=copy.project.root,
            env={**os.environ, **copy.environment},
            check=False,
        )
    return done.returncode if done.returncode in set(ExitCode) else int(ExitCode.COULD_NOT_EVALUATE)


def _pair(text: str) -> tuple[str, str]:
    file, colon, place = text.rpartition(":")
    if not (colon and file and place):
        raise ConfigurationError("TN-J011", f"{text!r} does not say where", mend="give --inject FILE:PATH")
    return file, place
