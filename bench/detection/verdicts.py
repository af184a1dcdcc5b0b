"""Standing verdicts in the form that the scorer reads: numeric ids, `score` and `flagged`."""

from __future__ import annotations

from pathlib import Path

import duckdb

SUBJECTS = {
    "verdict_events": ("interaction", "event_id"),
    "verdict_orders": ("order", "order_id"),
    "verdict_clicks": ("click", "click_id"),
    "verdict_channels": ("channel", "channel"),
}
OF_SUBJECT = """
select cast(subject_id as bigint) as {key}, max(score) as score, bool_or(status = 'blocked') as flagged
from verdicts.brushing_standing_verdicts
where subject_type = '{subject}'
group by all
order by all
"""
OF_USERS = """
with

of_events as (

    select events.user_id, count(*) as blocked, max(verdict.score) as score
    from '{events}' as events
    inner join '{folder}/verdict_events.parquet' as verdict using (event_id)
    where verdict.flagged
    group by all

),

final as (

    -- acts are blocked for what their account did in a group, so whoever has one took part: hired or its own
    select user_id, score + ln(blocked) as score, true as flagged
    from of_events

)

select * from final order by all
"""


def write_verdicts(database: Path, data: Path, folder: Path) -> dict[str, int]:
    """Write verdict_users, verdict_events, verdict_orders, verdict_clicks and verdict_channels as Parquet.

    Args:
        database: the scratch database after detection.
        data: the folder with the five tables; only `events` is read, to count what each user did.
    Returns: how many of each are flagged.
    """
    folder.mkdir(parents=True, exist_ok=True)
    queries = {name: OF_SUBJECT.format(key=key, subject=subject) for name, (subject, key) in SUBJECTS.items()}
    queries["verdict_users"] = OF_USERS.format(events=data / "events.parquet", folder=folder)
    flagged = {}
    with duckdb.connect() as connection:
        connection.execute(f"attach '{database}' as verdicts (read_only)")
        for name, query in queries.items():
            file = folder / f"{name}.parquet"
            connection.execute(f"copy ({query}) to '{file}' (format parquet)")
            counted = connection.execute(f"select count(*) from '{file}' where flagged").fetchall()
            flagged[name.removeprefix("verdict_")] = int(counted[0][0])
    return flagged
