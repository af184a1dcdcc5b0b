"""The command `truenorth`, run as a user runs it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def truenorth(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a project folder; never raises, look at `returncode`."""
    return subprocess.run(
        [sys.executable, "-m", "truenorth", *arguments],
        cwd=project,
        capture_output=True,
        text=True,
        env={**os.environ, "COLUMNS": "160"},
        check=False,
    )
