"""A tiny data set in the form that examples/planted reads: an honest crowd and one farm of twelve."""

from pathlib import Path

import duckdb

HONEST, FARM = 2000, 12
EVENT_COUNT = 12_000 + FARM * 20
FARM_USERS = frozenset(range(HONEST, HONEST + FARM))

USERS = f"select i as user_id, -86400 * (1 + i % 300) as created_ts from range({HONEST + FARM}) as users(i)"
CONTENTS = (
    "select i as content_id, i % 90 as author_id, 3600 * (i % 200) as birth_ts from range(300) as contents(i)"
)
# the crowd likes at any time; the farm likes twenty contents of twenty authors, each within half an hour
EVENTS = f"""
with

honest as (

    select hash(i + 7) % {HONEST} as user_id, hash(i) % 300 as content_id, (hash(i + 1) % (40 * 86400)) as ts
    from range(12000) as likes(i)

),

farm as (

    select {HONEST} + member as user_id, task * 4 % 300 as content_id,
        task * 2 * 86400 + 36000 + hash(member * 100 + task) % 1800 as ts
    from range({FARM}) as members(member), range(20) as tasks(task)

),

likes as (

    select user_id::bigint as user_id, content_id::bigint as content_id, ts::bigint as ts from honest
    union all by name
    select user_id::bigint as user_id, content_id::bigint as content_id, ts::bigint as ts from farm

)

select
    row_number() over (order by ts, user_id, content_id) - 1 as event_id,
    *,
    case when hash(user_id, ts) % 20 = 0 then 'comment' else 'like' end as action,
    user_id // 3 as ip_prefix,
    user_id as device_id,
    case when hash(user_id, ts) % 20 = 0 then 'word ' || (hash(ts) % 500) end as text
from likes
"""
ORDERS = """
select i as order_id, i % 200 as buyer_id, i % 12 as seller_id, 3600 * i as created_ts,
    3600 * i + 86400 * 3 as confirmed_ts, i % 17 = 0 as refunded, i % 200 as address_id, i % 200 as device_id,
    10.0 + i % 50 as amount
from range(900) as orders(i)
"""
CLICKS = """
select i as click_id, i % 5 as channel, (hash(i) % (40 * 86400))::bigint as ts,
    1.0 + hash(i + 7) % 60 as dwell_s, i % 30 = 0 as converted, i % 4 = 0 as returned_d1
from range(2000) as clicks(i)
"""
# honest accounts are background, the farm is of one kind: what plant.py calls truth
TRUTH_USERS = f"""
select i as user_id, case when i < {HONEST} then 'bg' else 'lockstep' end as kind, i >= {HONEST} as fraud
from range({HONEST + FARM}) as users(i)
"""


def planted_tables(folder: Path, *, truth: bool = False) -> Path:
    """Write the five tables, with `truth` also what is true of users, events, orders and channels."""
    folder.mkdir(parents=True, exist_ok=True)
    tables = {"users": USERS, "contents": CONTENTS, "events": EVENTS, "orders": ORDERS, "clicks": CLICKS}
    if truth:
        tables["truth_users"] = TRUTH_USERS
        tables["truth_orders"] = f"select order_id, order_id % 30 = 0 as fraud from ({ORDERS})"
        tables["truth_channels"] = "select i as channel, i / 10 as bot_share from range(5) as channels(i)"
        tables["truth_events"] = (
            f"select event_id, 'lockstep' as kind, false as camouflage from ({EVENTS})"
            f" where user_id >= {HONEST}"
        )
    with duckdb.connect() as connection:
        for name, query in tables.items():
            connection.execute(f"copy ({query}) to '{folder}/{name}.parquet' (format parquet)")
    return folder
