"""What every item of truenorth shares: its project, and a failure told in words, without a traceback."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from truenorth.errors import TruenorthError

if TYPE_CHECKING:
    from truenorth.project import Project


class BrokenPromise(Exception):
    """What a contract or metric was found to lack; the message is for the person who mends it."""


class ContractItem(pytest.Item):
    """One promise that is tested.

    Args:
        test: raises BrokenPromise or TruenorthError.
        told: a sentence for `pytest --collect-only -v`.
    """

    def __init__(self, *, test: Callable[[], None], told: str, **rest: Any) -> None:
        super().__init__(**rest)
        self.test = test
        self.told = told

    def runtest(self) -> None:
        self.test()

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        if isinstance(excinfo.value, BrokenPromise | TruenorthError):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, None, str]:
        return self.path, None, f"{self.told} [{self.name}]"


def project_of(path: Path) -> Project:
    """Return the project that a file belongs to. Raises: see `truenorth.project.find_project`."""
    from truenorth.project import find_project

    return find_project(path.parent)
