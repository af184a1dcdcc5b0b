"""The measured questions of the gate: a change, a new batch, and what would be known without a source."""

from __future__ import annotations

from .answer import Measured
from .batch import measure_batch
from .change import measure_change
from .without_source import measure_without_source

__all__ = ["Measured", "measure_batch", "measure_change", "measure_without_source"]
