"""A batch suite as an item: it loads, and each expectation says where its limits come from."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from .items import ContractItem


class BatchContractFile(pytest.File):
    """`expectations/batches/<source>.py`."""

    def collect(self) -> Iterator[pytest.Item]:
        told = f"batch suite of {self.path.stem}"
        yield ContractItem.from_parent(self, name="loads", told=told, test=partial(_loads, self.path))


def _loads(path: Path) -> None:
    from truenorth.audit.suite import load_suite

    load_suite(path, path.stem)
