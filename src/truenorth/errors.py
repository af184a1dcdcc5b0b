"""Everything truenorth can refuse, in one tree.

TruenorthError
├── ConfigurationError   the project or the call is wrong           exit 2
├── ContractError        a contract cannot be loaded or kept        exit 2
├── DeliveryError        a file or table cannot be taken in         exit 1
├── GateError            a promise is broken                        exit 1
└── EvaluationError      truenorth could not judge                  exit 3

A code is permanent: `truenorth explain CODE` prints the page `rules/<CODE>.md`, and a retired code stays
retired.
"""

from __future__ import annotations

from enum import IntEnum
from typing import ClassVar


class ExitCode(IntEnum):
    """What the shell sees; unknown is never pass."""

    PASS = 0
    GATE_FAILED = 1
    USAGE = 2
    COULD_NOT_EVALUATE = 3


class TruenorthError(Exception):
    """One refusal: what happened, where, how to mend it.

    Args:
        code: permanent rule code, `TN-` and a letter with three digits.
        what: one sentence without row values or other personal data.
        where: file, model or column the reader should open.
        mend: the next thing to do.
    """

    exit_code: ClassVar[ExitCode] = ExitCode.COULD_NOT_EVALUATE

    def __init__(self, code: str, what: str, *, where: str = "", mend: str = "") -> None:
        super().__init__(what)
        self.code = code
        self.what = what
        self.where = where
        self.mend = mend

    def __str__(self) -> str:
        lines = [f"{self.code} {self.what}"]
        if self.where:
            lines.append(f"  at {self.where}")
        if self.mend:
            lines.append(f"  mend: {self.mend}")
        return "\n".join(lines)


class ConfigurationError(TruenorthError):
    """The project or the call is wrong."""

    exit_code = ExitCode.USAGE


class ContractError(TruenorthError):
    """A contract cannot be loaded, compiled or kept."""

    exit_code = ExitCode.USAGE


class DeliveryError(TruenorthError):
    """A file or table partition cannot be taken in; it is held and the others go on."""

    exit_code = ExitCode.GATE_FAILED


class GateError(TruenorthError):
    """A promise is broken."""

    exit_code = ExitCode.GATE_FAILED


class EvaluationError(TruenorthError):
    """truenorth could not judge."""

    exit_code = ExitCode.COULD_NOT_EVALUATE
