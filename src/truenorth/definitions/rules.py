"""The rules that one contract is held against, each in the light of all contracts of the project."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from ..scope.durations import parse_period
from .contract import MetricContract
from .fields import HORIZONS
from .finding import Finding, Severity


@dataclass(frozen=True)
class Peers:
    """The contracts beside one: all that are `known`, by name, and those of them that are `on` here."""

    known: Mapping[str, MetricContract]
    on: Mapping[str, MetricContract]


Rule = Callable[[MetricContract, Peers], Iterator[Finding]]

DECIDING = ("core", "north_star")
"""Tiers by which people decide; a candidate is told what it lacks, a metric of these must have it."""


def vanity_north_star(one: MetricContract, peers: Peers) -> Iterator[Finding]:
    """B12: buzz is not value."""
    if one.tier == "north_star" and one.kind == "vanity":
        yield _found(one, "TN-M010", "a vanity metric is no north star", "choose another, or lower its tier")


def missing_goal(one: MetricContract, peers: Peers) -> Iterator[Finding]:
    """C1: a metric is tied to what the business is after."""
    if one.goal is None and (one.tier in DECIDING or one.kind == "value"):
        mend = "say which metric or outcome it is meant to predict, and how much later"
        yield _found(one, "TN-M011", "it has no goal", mend, _as_deciding(one))


def missing_levers(one: MetricContract, peers: Peers) -> Iterator[Finding]:
    """C1 and D2: somebody can move it."""
    if one.tier in DECIDING and not any(one.levers.values()):
        yield _found(one, "TN-M012", "no team has a lever on it", "say under `levers` what each team can do")


def missing_guardrails(one: MetricContract, peers: Peers) -> Iterator[Finding]:
    """C14: what is gained now and lost later is seen in time."""
    if one.tier != "north_star":
        return
    guards = [peers.on[name] for name in one.guardrails if name in peers.on and name != one.metric]
    covered = {guard.horizon for guard in guards if guard.kind != "vanity" and guard.tier != "retired"}
    lacking = [horizon for horizon in HORIZONS if horizon not in covered]
    if lacking:
        what = f"no guardrail speaks in the horizon {' or '.join(lacking)}"
        yield _found(one, "TN-M013", what, "name a metric of that horizon that is no vanity metric")


def blind(one: MetricContract, peers: Peers) -> Iterator[Finding]:
    """F11: data are a shadow of things."""
    if not one.cannot_see:
        yield _found(one, "TN-M014", "it does not say what it cannot see", "write `cannot_see`")


def ungamed(one: MetricContract, peers: Peers) -> Iterator[Finding]:
    """B19: who gains if it rises."""
    if not one.gaming_incentives:
        yield _found(one, "TN-M015", "it does not say who gains if it is gamed", "write `gaming_incentives`")


def ownerless(one: MetricContract, peers: Peers) -> Iterator[Finding]:
    """Somebody answers for it."""
    if not one.owner:
        yield _found(one, "TN-M016", "no team answers for it", "name the team in `owner`")


def unexplained(one: MetricContract, peers: Peers) -> Iterator[Finding]:
    """People who read no SQL know what is counted, and when it speaks."""
    lacking = [name for name in ("question", "formula", "horizon") if not getattr(one, name)]
    if lacking:
        what = f"it does not say its {' and '.join(lacking)}"
        yield _found(one, "TN-M025", what, f"write {' and '.join(f'`{name}`' for name in lacking)}")


def names_nobody(one: MetricContract, peers: Peers) -> Iterator[Finding]:
    """Metrics that a contract names are metrics, and other ones."""
    named = {
        "guardrails": one.guardrails,
        "derived_from": one.derived_from,
        "rival": (one.rival,),
        "goal": (one.goal.metric if one.goal else "",),
        "versions": tuple(version.supersedes for version in one.versions),
    }
    for place, names in named.items():
        for name in filter(None, names):
            if name == one.metric:
                yield _found(one, "TN-M020", f"{place} names the metric itself", "name another metric")
            elif name not in peers.known:
                yield _found(one, "TN-M020", f"{place} names {name}, which is no metric", "correct the name")


def unmeasurable_goal(one: MetricContract, peers: Peers) -> Iterator[Finding]:
    """A goal says what is looked at, and when."""
    if one.goal is None:
        return
    if not one.goal.metric and not one.goal.outcome:
        yield _found(one, "TN-M021", "its goal says no outcome", "give `metric`, or `outcome` in words")
    if parse_period(one.goal.lag) is None:
        yield _found(one, "TN-M021", f"the lag {one.goal.lag!r} is no period of ISO 8601", "write it as P90D")


def broken_versions(one: MetricContract, peers: Peers) -> Iterator[Finding]:
    """D6: at each day one definition holds, or none."""
    mend = "number versions 1, 2, 3, end each before the next begins, and leave only the last one open"
    for version in one.versions:
        if version.valid_to is not None and version.valid_to <= version.valid_from:
            what = f"version {version.version} ends before it begins"
            yield _found(one, "TN-M022", what, mend)
    for earlier, later in pairwise(one.versions):
        ends = earlier.valid_to
        if later.version <= earlier.version or ends is None or ends > later.valid_from:
            what = f"versions {earlier.version} and {later.version} overlap or are out of order"
            yield _found(one, "TN-M022", what, mend)


def limitless(one: MetricContract, peers: Peers) -> Iterator[Finding]:
    """C1: robustness is a promise only with a limit that it can break."""
    lacking = [name for name in ("bubble", "elasticity") if getattr(one.limits, name) is None]
    if one.tier in DECIDING and lacking:
        what = f"it has no limit of {' or '.join(lacking)}"
        yield _found(one, "TN-M023", what, "give `at_most` and its `origin` under `limits`")


def uncalibrated(one: MetricContract, peers: Peers) -> Iterator[Finding]:
    """D5: the committee looks again."""
    if one.tier in DECIDING and one.calibration is None:
        yield _found(one, "TN-M024", "nobody has to look at it again", "give `calibration` a cadence")


RULES: tuple[Rule, ...] = (
    vanity_north_star,
    missing_goal,
    missing_levers,
    missing_guardrails,
    blind,
    ungamed,
    ownerless,
    unexplained,
    names_nobody,
    unmeasurable_goal,
    broken_versions,
    limitless,
    uncalibrated,
)


def _as_deciding(one: MetricContract) -> Severity:
    return "error" if one.tier in DECIDING else "warning"


def _found(one: MetricContract, code: str, what: str, mend: str, severity: Severity = "error") -> Finding:
    return Finding(severity, one.metric, code, what, one.where, mend)
