"""History replayed: what a metric would have said on each of many days, from nothing that came later.

The models between the canonical entities and the metric run once for each day, on the entities' rows from
before that day. All dates are moved so that the day falls on 1 March 2021, a Monday after a month of four
weeks: the period that ends there is then a whole one for every metric, and every month has 28 days.
Verdicts and consents are those of today; the replay has that hindsight, in all its readings alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from ..errors import ConfigurationError, EvaluationError
from ..identifiers import quote_identifier, quote_literal
from ..project import Project
from ..work_access import existing_work_database, no_other_writer
from .built import CALENDAR, Built, Model
from .metric import JudgedMetric

if TYPE_CHECKING:
    import duckdb

ANCHOR = date(2021, 3, 1)
PERIOD_DAYS = {"day": 1, "week": 7, "month": 28}
EVENTS = ("canonical_interactions", "canonical_orders", "canonical_clicks", "canonical_exposures")
# when a row of an entity became known; an entity without a time is known throughout
KNOWN_AT = {
    "canonical_actors": "created_at",
    "canonical_campaigns": "starts_at",
    "canonical_clicks": "clicked_at",
    "canonical_complaints": "complained_at",
    "canonical_enforcement_flags": "flagged_at",
    "canonical_exposures": "exposed_at",
    "canonical_interactions": "occurred_at",
    "canonical_orders": "coalesce(ordered_at, cast(ordered_date as timestamp))",
    "canonical_spend": "spent_on",
    "canonical_targets": "published_at",
}


class Replay:
    """The models of some metrics on rows that are held in a scratch database; the project is not written."""

    def __init__(self, con: duckdb.DuckDBPyConnection, boundary: list[Model], computed: list[Model]) -> None:
        self.con = con
        self.boundary = boundary
        self.computed = computed

    def first_and_last_day(self) -> tuple[date, date]:
        """Return the days between which events lie.

        Weeks with less than a twentieth of the rows of the fullest one are left out: impossible times.
        Raises: EvaluationError TN-J003 if the metric reads no events.
        """
        times = [
            f"select {KNOWN_AT[model.name]} as known from {held(model)}"
            for model in self.boundary
            if model.name in EVENTS
        ]
        found = (
            self.con.execute(
                "with weeks as ("
                "  select min(known)::date as first_day, max(known)::date as last_day, count(*) as acts"
                f"  from ({' union all '.join(times)}) where known is not null"
                "  group by date_trunc('week', known)"
                ") select min(first_day), max(last_day) from weeks"
                " where acts * 20 >= (select max(acts) from weeks)"
            ).fetchone()
            if times
            else None
        )
        if found is None or found[0] is None:
            raise EvaluationError(
                "TN-J003",
                "the metric reads no entity whose rows come in with the days, or they are empty",
                mend="only metrics of interactions, orders, clicks or exposures can be replayed",
            )
        return found[0], found[1]

    def as_of(self, day: date) -> None:
        """Compute every model from what was known before `day`."""
        shift = (ANCHOR - day).days
        for model in self.boundary:
            known = KNOWN_AT.get(model.name)
            where = f" where {known} < date '{day}'" if known else ""
            moved = "" if model.name == CALENDAR else self._moved(model, shift)
            self.con.execute(
                f"create or replace view {model.relation} as select *{moved} from {held(model)}{where}"
            )
        self.compute()

    def compute(self) -> None:
        """Compute every model from the boundary as it stands."""
        for model in self.computed:
            self.con.execute(f"create or replace table {model.relation} as {model.sql}")

    def reading(self, metric: JudgedMetric, relation: str, basis: str) -> float | None:
        """Return the figure of the period that ends at the anchor.

        A metric that has none there looks back over a window (repurchase within 90 days): then the last one
        whose denominator is not less than half of that before it; a period that still fills up is small.
        None if there is no figure.
        """
        rows = self.con.execute(
            f"select period_start, cast({metric.denominator_sql} as double), {metric.value_sql}"
            f" from {relation} where basis = {quote_literal(basis)} and period_start < date '{ANCHOR}'"
            " group by period_start order by period_start desc limit 2"
        ).fetchall()
        if not rows:
            return None
        newest = rows[0]
        if newest[0] + timedelta(days=PERIOD_DAYS[metric.period]) < ANCHOR and len(rows) == 2:
            newest = rows[1] if newest[1] * 2 < rows[1][1] else newest
        return None if newest[2] is None else float(newest[2])

    def by_period(self, metric: JudgedMetric, relation: str, basis: str) -> dict[date, float]:
        """Return the figure of each period that has one."""
        return by_period(self.con, metric, relation)[basis]

    def columns(self, model: Model) -> dict[str, str]:
        """Return the columns of a boundary relation and their types."""
        return {row[0]: row[1] for row in self.con.execute(f"describe {held(model)}").fetchall()}

    def _moved(self, model: Model, shift: int) -> str:
        times = {
            name: kind for name, kind in self.columns(model).items() if kind.startswith(("DATE", "TIMESTAMP"))
        }
        moved = ", ".join(
            f"cast({quote_identifier(name)} + interval ({shift}) day as {kind}) as {quote_identifier(name)}"
            for name, kind in times.items()
        )
        return f" replace ({moved})" if moved else ""


def by_period(
    con: duckdb.DuckDBPyConnection, metric: JudgedMetric, relation: str
) -> dict[str, dict[date, float]]:
    """Return the figures of a metric by basis and period."""
    found: dict[str, dict[date, float]] = {"raw": {}, "trusted": {}}
    # grouped as in metric_values: an aggregate may ask whether it stands for one period or for all
    rows = con.execute(
        f"select basis, period_start, value from (select basis, period_start, {metric.value_sql} as value"
        f" from {relation} group by grouping sets ((basis), (basis, period_start)))"
        " where period_start is not null and value is not null order by period_start"
    ).fetchall()
    for basis, period, value in rows:
        found.setdefault(basis, {})[period] = float(value)
    return found


def typical(figures: dict[date, float], periods: Iterable[date]) -> float:
    """Return the mean over some periods; one that has no figure counts as 0.

    The whole history is no measure of a change: what counts everybody once has them nearly all there.
    """
    values = [figures.get(period, 0.0) for period in periods]
    return sum(values) / len(values) if values else 0.0


def held(model: Model) -> str:
    """Return the quoted name under which the rows of a boundary relation are held."""
    return f"held.main.{quote_identifier(model.schema + '.' + model.name)}"


@contextmanager
def open_replay(project: Project, metrics: Sequence[str]) -> Iterator[Replay]:
    """Hold what the metrics read of the work database in a scratch file, and close the door behind it.

    Raises: EvaluationError TN-E003 (nothing built), TN-E005 (a build is writing), TN-J004 (a model cannot be
        computed again).
    """
    import duckdb

    built = Built.of(project)
    boundary, computed = built.lineage(*metrics)
    work = existing_work_database(project)
    if not computed:
        raise EvaluationError("TN-E003", "nothing was built here yet", mend="run `truenorth build` first")
    with TemporaryDirectory(prefix="truenorth-") as folder, duckdb.connect() as con:
        database = quote_identifier(computed[0].database)
        with no_other_writer(work):
            con.execute(f"attach {quote_literal(str(work))} as {database} (read_only)")
        con.execute(f"attach {quote_literal(str(Path(folder) / 'held.duckdb'))} as held")
        for model in boundary:
            con.execute(f"create table {held(model)} as select * from {model.relation}")
        con.execute(f"detach {database}")
        con.execute(f"attach {quote_literal(str(Path(folder) / 'computed.duckdb'))} as {database}")
        for schema in {model.schema for model in (*boundary, *computed)}:
            con.execute(f"create schema if not exists {database}.{quote_identifier(schema)}")
        con.execute("set enable_external_access = false")
        con.execute("set lock_configuration = true")
        try:
            yield Replay(con, boundary, computed)
        except duckdb.Error as error:
            raise EvaluationError(
                "TN-J004",
                f"a model between the entities and {', '.join(metrics)} cannot be computed again"
                f" ({type(error).__name__})",
                where=str(work),
                mend="run `truenorth build`, then try again",
            ) from error


def require_period(metric: JudgedMetric) -> int:
    """Return the days of the metric's period.

    Raises: ConfigurationError TN-J005 if replaying does not know it.
    """
    if metric.period not in PERIOD_DAYS:
        raise ConfigurationError(
            "TN-J005",
            f"metric {metric.name} is given by {metric.period}; history is replayed by day, week or month",
            mend="give its `rollup.period` as day, week or month",
        )
    return PERIOD_DAYS[metric.period]
