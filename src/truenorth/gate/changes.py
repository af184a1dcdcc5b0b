"""What a change does, side by side: contracts, definitions, figures, verdicts of detection."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .finding import Place

ContractEffect = Literal["breaking", "changed", "loosened", "tightened", "reworded"]
"""Worst first. breaking: data that was promised to readers is so no longer in any form; changed: another
demand, of which nobody can say by its form alone whether it asks for more or for less."""

Risk = Literal["breaking", "risky", "safe"]


@dataclass(frozen=True)
class ContractChange:
    """One element of a source's contract that says another thing than before.

    Attributes:
        layer: `rows` (Pandera), `batches` (Great Expectations) or `scope` (what may be used for what).
        element: column, check or expectation, as the contract names it.
        before, after: in plain words; None where the element is not there.
    """

    source: str
    layer: Literal["rows", "batches", "scope"]
    element: str
    effect: ContractEffect
    before: str | None
    after: str | None
    place: Place | None = None


@dataclass(frozen=True)
class DefinitionChange:
    """A metric whose definition is another one, by the hash of its meaning.

    Attributes:
        before, after: `sha256:...`, None where the metric is not there.
        fields: of the contract that differ; `sql` where the computation does.
    """

    metric: str
    risk: Risk
    before: str | None
    after: str | None
    fields: tuple[str, ...]
    place: Place | None = None


@dataclass(frozen=True)
class ValueChange:
    """One figure of one metric before and after, on the same inputs.

    Attributes:
        dimension, member: `all` and None for the total over the whole history.
        before, after: None where there is no figure, or where it is withheld.
    """

    metric: str
    title: str
    unit: str
    basis: Literal["raw", "trusted"]
    dimension: str
    member: str | None
    before: float | None
    after: float | None

    @property
    def relative(self) -> float | None:
        """after / before - 1; None where one is missing or before is 0."""
        if self.before is None or self.after is None or self.before == 0:
            return None
        return self.after / self.before - 1


@dataclass(frozen=True)
class DetectionChange:
    """Subjects that one signal blocks and did not, and the other way round."""

    signal: str
    subject_type: str
    appeared: int
    vanished: int
