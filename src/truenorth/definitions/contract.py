"""The metric contract: what `config.meta.truenorth` of a metric's model says (design, section 6)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, Any, Literal

from ..errors import ContractError
from ..wording import Words
from ..wording.words import NOTHING
from .fields import NO_LIMITS, Calibration, Goal, Horizon, Kind, Limits, Rollup, Tier, Version, Voices
from .reading import read_dataclass

if TYPE_CHECKING:
    from ..project import Project

MODEL_SETTINGS = frozenset({"declassifies", "reads", "rows_of", "signal"})
"""What else a model may say there; other parts of truenorth read it."""

MARKS = frozenset({"rollup", "tier"})
"""A model with one of these is a metric, however much of its contract is missing."""

FIXED = frozenset({"rollup", "unit", "formula", "purpose", "sensitive_category"})
"""What a project may not say anew of a packaged metric: the package's SQL does what these say."""


@dataclass(frozen=True)
class MetricContract:
    """One metric's contract; an empty field means that the contract does not say.

    Attributes:
        metric: name of the metric and of its model.
        where: file that states it, relative to its project, for messages.
        changed: fields that this project says anew of a packaged metric (var `truenorth_metric_contracts`).
    """

    metric: str
    title: Annotated[Words, "name of the metric as people say it"]
    tier: Annotated[Tier, "candidate, core, north_star or retired; a change needs votes"]
    kind: Annotated[Kind, "vanity, entry, value or guardrail; a vanity metric is never a north star"]
    unit: Annotated[str, "count, ratio, currency, or the unit's own name"]
    rollup: Annotated[Rollup, "how the rows of the model become one figure"]
    question: Annotated[Words, "the question that the figure answers"] = NOTHING
    horizon: Annotated[Horizon | None, "when it speaks: immediate, mid or long"] = None
    formula: Annotated[Words, "the computation in words, for people who read no SQL"] = NOTHING
    owner: Annotated[str, "team that answers for it"] = ""
    purpose: Annotated[str, "data use of fideslang that its rows serve"] = ""
    sensitive_category: Annotated[str, "sensitive data category that consent must name"] = ""
    good_direction: Annotated[Literal["up", "down"] | None, "the better direction"] = None
    currency: Annotated[str, "ISO 4217 code, if the unit is currency"] = ""
    goal: Annotated[Goal | None, "what it is meant to predict"] = None
    levers: Annotated[Mapping[str, tuple[Words, ...]], "what each team can do to move it"] = field(
        default_factory=dict
    )
    guardrails: Annotated[tuple[str, ...], "metrics that must not suffer when this one rises"] = ()
    limits: Annotated[Limits, "what admission holds it against"] = NO_LIMITS
    calibration: Annotated[Calibration | None, "how often it is looked at again"] = None
    cannot_see: Annotated[tuple[Words, ...], "what the figure is blind to"] = ()
    gaming_incentives: Annotated[tuple[Words, ...], "who gains if it is gamed, and how"] = ()
    voices: Annotated[Voices | None, "who is heard beside the figure"] = None
    derived_from: Annotated[tuple[str, ...], "metrics of which it is another view"] = ()
    rival: Annotated[str, "the metric that it claims to predict better than"] = ""
    experiments: Annotated[tuple[str, ...], "ids of experiments that were to move it"] = ()
    versions: Annotated[tuple[Version, ...], "versions of the definition in order of time"] = ()
    where: str = field(default="", compare=False)
    changed: frozenset[str] = field(default=frozenset(), compare=False)


def read_contract(
    metric: str, stated: Mapping[str, Any], *, where: str = "", changes: Mapping[str, Any] | None = None
) -> MetricContract:
    """Read one contract strictly.

    Args:
        stated: `config.meta.truenorth` of the model.
        changes: what the project says anew of it, field by field.
    Raises: ContractError TN-M001 (not understood), TN-M002 (unknown field), TN-M003 (a change of what only
        the package can say).
    """
    changes = changes or {}
    for name in sorted(FIXED & set(changes)):
        raise ContractError(
            "TN-M003",
            f"metric {metric}: {name} belongs to the package that brings the metric's SQL",
            where="dbt_project.yml: vars: truenorth_metric_contracts",
            mend="make a metric of your own, and name this one in its `derived_from`",
        )
    content = {name: value for name, value in {**stated, **changes}.items() if name not in MODEL_SETTINGS}
    own = {"metric": metric, "where": where, "changed": frozenset(changes)}
    contract: MetricContract = read_dataclass(MetricContract, content, f"metric {metric}", where, own=own)
    return contract


def load_contracts(project: Project) -> dict[str, MetricContract]:
    """Return the contract of every metric that is switched on, by name, in alphabetical order.

    They come from dbt's `target/manifest.json` if it was made from the files as they are, else from the ymls.
    Raises: ContractError TN-M001, TN-M002, TN-M003; ConfigurationError TN-S001.
    """
    from .stated import stated_contracts

    return {
        metric: read_contract(metric, one.stated, where=one.where, changes=one.changes)
        for metric, one in sorted(stated_contracts(project).items())
        if one.is_on
    }
