"""A whole row contract in plain words, with the author's own Chinese where the contract gives it.

A contract translates its own texts in `Config.metadata["zh"]`: a map from a reason, a column name or
`contract` (its docstring) to a Chinese sentence. What it leaves out is generated from the check.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .checks import describe_check
from .words import Words

if TYPE_CHECKING:
    from ..admit.contract import ColumnContract, RowContract


def describe_contract(contract: RowContract) -> dict[str, Words]:
    """Return one sentence for every reason a row can carry, in contract order."""
    own = _translations(contract)
    said: dict[str, Words] = {}
    for reason, check in _by_reason(contract).items():
        english = describe_check(reason, check, "en")
        chinese = own.get(reason) or describe_check(reason, check, "zh")
        said[reason] = Words(english, "" if chinese == english else chinese)
    return {reason: said.get(reason, Words(text)) for reason, text in contract.reasons.items()}


def describe_column(contract: RowContract, column: ColumnContract) -> Words:
    """Return what the author says of a column; empty when the contract says nothing."""
    english = column.description or column.title
    return Words(english, _translations(contract).get(column.name, "")) if english else Words("")


def describe_purpose(contract: RowContract) -> tuple[Words, ...]:
    """Return the contract's own introduction, one entry a paragraph."""
    english = [" ".join(part.split()) for part in contract.description.split("\n\n") if part.strip()]
    chinese = _translations(contract).get("contract", "")
    if chinese:
        return (Words(" ".join(english), chinese),)
    return tuple(Words(part) for part in english)


def _by_reason(contract: RowContract) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for column in contract.columns:
        found |= {reason: column for reason in (column.dtype_reason, column.null_reason) if reason}
        found |= {check.reason: check for check in column.checks}
    found |= {check.reason: check for check in contract.frame_checks}
    found |= {rule.reason: rule for rule in contract.uniqueness}
    return found


def _translations(contract: RowContract) -> dict[str, str]:
    settings = getattr(getattr(contract.model, "__config__", None), "metadata", None) or {}
    return {str(key): str(text) for key, text in (settings.get("zh") or {}).items()}
