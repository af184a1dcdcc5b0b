"""What blocking does to figures: raw and trusted beside the true value, and reversals of trends.

    python bench/metric_truth.py --data PLANT_DIR --verdicts DIR

For the judge, not for a detector: it reads the truth. True figures are those without the planted rows,
trusted ones those without what is flagged. A planted reversal is an author's week whose true count of likes
and comments moved by a tenth or more against the week before while the raw count moved the other way; it is
missed if the trusted count, too, moves the wrong way.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb

BASES = ("raw", "trusted", "true")
OF_EVENTS = {
    "likes": "count(*) filter (action = 'like')",
    "comment_share": "count(*) filter (action = 'comment') / count(*)",
    "active_users": "count(distinct user_id)",
    "user_weeks": "count(distinct (user_id, ts // 604800))",
    "events_per_active_user": "count(*) / count(distinct user_id)",
}
OF_ORDERS = {
    "orders": "count(*)",
    "revenue": "sum(amount) filter (not refunded)",
    "average_order_value": "avg(amount)",
    "refund_rate": "avg(refunded::int)",
}
# an author's weeks of fewer likes move by a tenth through chance alone
LEAST_EVENTS = 100
MOVED = 0.1
REVERSALS = f"""
with

weeks as (

    select author_id, ts // 604800 as week, count(*) as raw, count(*) filter (in_trusted) as trusted,
        count(*) filter (in_true) as true_count
    from events inner join contents using (content_id)
    group by all

),

changes as (

    select weeks.true_count / earlier.true_count - 1 as true_change,
        weeks.raw - earlier.raw as raw_step, weeks.trusted - earlier.trusted as trusted_step
    from weeks
    inner join weeks as earlier on weeks.author_id = earlier.author_id and weeks.week = earlier.week + 1
    where earlier.true_count >= {LEAST_EVENTS}

),

reversed as (

    select * from changes where abs(true_change) >= {MOVED} and true_change * raw_step < 0

)

select count(*) as planted, count(*) filter (true_change * trusted_step < 0) as missed from reversed
"""


def metrics_against_truth(data: Path, verdicts: Path) -> dict[str, Any]:
    """Compare figures with their true value.

    Returns: `figures` (by metric: raw, trusted, true) and `reversals` (planted, missed).
    """
    with duckdb.connect() as connection:
        for name in ("contents", "clicks"):
            connection.execute(f"create view {name} as from '{data}/{name}.parquet'")
        fates = {
            "events": f"event_id in (select event_id from '{data}/truth_events.parquet')",
            "orders": f"order_id in (select order_id from '{data}/truth_orders.parquet' where fraud)",
        }
        for table, planted in fates.items():
            key = table.removesuffix("s") + "_id"
            flagged = f"select {key} from '{verdicts}/verdict_{table}.parquet' where flagged"
            connection.execute(
                f"create table {table} as select *, true as in_raw, not ({planted}) as in_true,"
                f" {key} not in ({flagged}) as in_trusted from '{data}/{table}.parquet'"
            )
        figures: dict[str, dict[str, float]] = {metric: {} for metric in (*OF_EVENTS, *OF_ORDERS)}
        for table, metrics in (("events", OF_EVENTS), ("orders", OF_ORDERS)):
            for basis in BASES:
                row = connection.execute(
                    f"select {', '.join(metrics.values())} from {table} where in_{basis}"
                ).fetchall()[0]
                for metric, value in zip(metrics, row, strict=True):
                    figures[metric][basis] = float(value)
        figures["click_conversion"] = _click_conversion(connection, data, verdicts)
        planted, missed = connection.execute(REVERSALS).fetchall()[0]
    return {"figures": figures, "reversals": {"planted": planted, "missed": missed}}


def _click_conversion(connection: duckdb.DuckDBPyConnection, data: Path, verdicts: Path) -> dict[str, float]:
    # the truth of clicks is told by channel only: machines never convert, and their share is known
    row = connection.execute(
        f"""
        select count(*) filter (converted) / count(*),
            count(*) filter (converted and not gone) / nullif(count(*) filter (not gone), 0),
            count(*) filter (converted) / sum(1 - bot_share)
        from (
            select clicks.*, truth.bot_share, click_id in (
                select click_id from '{verdicts}/verdict_clicks.parquet' where flagged
            ) as gone
            from clicks inner join '{data}/truth_channels.parquet' as truth using (channel)
        )
        """
    ).fetchall()[0]
    return dict(zip(BASES, map(float, row), strict=True))


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the comparison as JSON."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--verdicts", type=Path, required=True)
    options = parser.parse_args(arguments)
    print(json.dumps(metrics_against_truth(options.data, options.verdicts), indent=1))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
