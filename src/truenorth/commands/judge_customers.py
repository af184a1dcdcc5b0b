"""`truenorth backtest --by-customer`: what coming back says of a customer's later value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..errors import ConfigurationError, ExitCode
from ..identifiers import quote_literal
from ..judge.built import Built
from ..judge.customers import CustomerSight, customer_sight
from ..judge.metric import judged_metric
from ..project import Project
from .judge_reports import EXIT_OF, figures_table
from .work import open_work

if TYPE_CHECKING:
    from rich.console import RenderableType

ORDERS = "int_orders__by_basis"


@dataclass(frozen=True)
class CustomerReport:
    """What coming back within `window_days` says of value in the `later_days` after them."""

    metric: str
    window_days: int
    later_days: int
    sight: CustomerSight

    @property
    def exit_code(self) -> ExitCode:
        return EXIT_OF[self.sight.mark]

    def as_json(self) -> dict[str, Any]:
        days = {"window_days": self.window_days, "later_days": self.later_days}
        told = {"schema_version": 1, "exit_code": int(self.exit_code), "metric": self.metric}
        return {**told, **days, **self.sight.as_json()}

    def as_text(self) -> RenderableType:
        from rich.console import Group

        one = self.sight
        rows = [
            ["rank correlation with later value", one.spearman.in_words("+.2f")],
            ["worth of one who came back, beside one who did not", one.worth.in_words(".1f")],
            ["error beside one mean for all", one.beside_mean.in_words()],
            ["error beside what was spent so far", one.beside_spending.in_words()],
        ]
        return Group(
            f"{one.customers:,} customers, {one.came_back:.0%} came back within {self.window_days} days;"
            f" value of the {self.later_days} days after them",
            figures_table(["", "value (95 % interval)"], rows),
            f"tried on the later half of the customers; below 1 is better: {one.mark}",
        )


def judge_customers(
    project: Project, metric: str, basis: str, *, window_days: int, later_days: int
) -> CustomerReport:
    """Measure it on the orders of the last build.

    Raises: ConfigurationError TN-J001, TN-J031 (the metric reads no orders); EvaluationError TN-E003,
        TN-E005, TN-J030 (too few customers).
    """
    judged_metric(project, metric)
    computed = {model.name for model in Built.of(project).lineage(metric)[1]}
    if ORDERS not in computed:
        raise ConfigurationError(
            "TN-J031",
            f"metric {metric} reads no orders: it has no customers to ask",
            mend="leave --by-customer out",
        )
    work = open_work(project)
    with work.con as con:
        purchases = (
            f"(select actor_id as customer, ordered_date as day, amount from {work.relations[ORDERS].sql}"
            f" where basis = {quote_literal(basis)} and is_purchase)"
        )
        sight = customer_sight(con, purchases, window_days=window_days, later_days=later_days)
    return CustomerReport(metric, window_days, later_days, sight)
