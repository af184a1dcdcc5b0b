"""Seats are few: north stars, metrics in office and derived metrics each have a cap. Realises D8."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..definitions.contract import MetricContract
from ..wording.words import Words
from .charter import Rules
from .findings import Finding
from .proposals import IN_OFFICE


def budget_findings(contracts: Mapping[str, MetricContract], rules: Rules) -> Iterator[Finding]:
    """Yield each cap that the metrics of a project exceed: TN-G010, TN-G011, TN-G016."""
    stars = holders(contracts, ("north_star",))
    if len(stars) > rules.max_north_stars:
        yield Finding(
            "TN-G010",
            "gate",
            Words(
                f"{len(stars)} north stars; the charter allows {rules.max_north_stars}",
                f"北极星指标 {len(stars)} 个；章程允许 {rules.max_north_stars} 个",
            ),
            stars,
        )
    office = holders(contracts, IN_OFFICE)
    if len(office) > rules.core:
        yield Finding(
            "TN-G011",
            "gate",
            Words(
                f"{len(office)} metrics in office; the budget has {rules.core} seats: add one, retire one",
                f"任职指标 {len(office)} 个；预算只有 {rules.core} 席：增一须退一",
            ),
            office,
        )
    derived = derived_metrics(contracts)
    live = [metric for metric, contract in contracts.items() if contract.tier != "retired"]
    own = len(live) - len(derived)
    if len(derived) > rules.derived_per_core * own:
        yield Finding(
            "TN-G016",
            "warning",
            Words(
                f"{len(derived)} derived metrics beside {own} that derive from none;"
                f" the charter allows {float(rules.derived_per_core):g} each",
                f"派生指标 {len(derived)} 个，非派生指标 {own} 个；"
                f"章程允许每个非派生指标对应 {float(rules.derived_per_core):g} 个",
            ),
            derived,
        )


def holders(contracts: Mapping[str, MetricContract], tiers: tuple[str, ...]) -> tuple[str, ...]:
    """Return the metrics of these tiers."""
    return tuple(sorted(metric for metric, contract in contracts.items() if contract.tier in tiers))


def derived_metrics(contracts: Mapping[str, MetricContract]) -> tuple[str, ...]:
    """Return the metrics that are views of others and not retired."""
    return tuple(
        sorted(
            metric
            for metric, contract in contracts.items()
            if contract.derived_from and contract.tier != "retired"
        )
    )
