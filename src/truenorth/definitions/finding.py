"""What lint tells of one contract."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, order=True)
class Finding:
    """One rule that a contract breaks.

    Attributes:
        code: permanent code; `truenorth explain` shows its page.
        severity: an error fails lint, a warning is only told.
    """

    severity: Severity
    metric: str
    code: str
    what: str
    where: str = ""
    mend: str = ""
