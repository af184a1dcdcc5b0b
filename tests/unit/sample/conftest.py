"""One small sample that the tests of this folder read."""

from __future__ import annotations

from pathlib import Path

import pytest

from truenorth.sample.write import write_sample

SCALE, SEED = 1_000, 3


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sample of 1,000 accounts; read it, never write to it."""
    folder = tmp_path_factory.mktemp("sample") / "data"
    write_sample(folder, scale=SCALE, seed=SEED)
    return folder
