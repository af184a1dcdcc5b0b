"""Plain words in English and Chinese, shared by the command line and the contract site.

Imports no step and nothing heavy: a contract's checks are read by their attributes alone.
"""

from .bubbles import describe_bubble
from .chances import describe_chance
from .checks import describe_check
from .contracts import describe_column, describe_contract, describe_purpose
from .dates import describe_month, describe_period
from .numbers import compact_value, format_count, format_share, format_value
from .words import Lang, Words

__all__ = [
    "Lang",
    "Words",
    "compact_value",
    "describe_bubble",
    "describe_chance",
    "describe_check",
    "describe_column",
    "describe_contract",
    "describe_month",
    "describe_period",
    "describe_purpose",
    "format_count",
    "format_share",
    "format_value",
]
