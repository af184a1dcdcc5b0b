"""Add attacks and honest crowds that plant.py has not to a data set that it wrote.

    python bench/other_attacks.py --base PLANT_DIR --out DIR --attack NAME [NAME ...] [--seed S] [--share X]

NAME is one of the kinds in `bench/attacks/`, or `attacks`, `honest`, `all`. DIR receives the same tables as
the base, the truth in the same form: users, contents, events, truth_users and truth_events are written anew
(events numbered by time, users shuffled), the others are copied. Kinds that start with `neg_` are honest.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
from attacks import ATTACKS, HONEST
from attacks.world import World, world_of

GROUPS = {"attacks": list(ATTACKS), "honest": list(HONEST), "all": [*ATTACKS, *HONEST]}
COPIED = ("contents", "orders", "truth_orders", "clicks", "truth_channels")


def main(arguments: Sequence[str] | None = None) -> int:
    """Add the kinds, write the tables, print how many events each kind has."""
    options = _options(arguments)
    world = world_of(options.base, options.seed)
    named = [kind for name in options.attack for kind in GROUPS.get(name, [name])]
    each = max(200, int(world.degree.sum() * options.share))
    for kind in dict.fromkeys(named):
        before = len(world.added)
        (ATTACKS | HONEST)[kind](world, each)
        if len(world.added) == before:
            sys.exit(
                f"{options.base} is too small for {kind}: too few accounts that take part in nothing yet"
            )
    write(world, options.base, options.out)
    for kind in dict.fromkeys(named):
        parts = [part for part in world.added if part.kind == kind]
        people = np.unique(np.concatenate([part.user for part in parts]))
        print(f"{kind}: {sum(len(part.user) for part in parts)} events of {len(people)} users")
    return 0


def write(world: World, base: Path, out: Path) -> None:
    """Write the data set; ids say nothing about who was added."""
    out.mkdir(parents=True, exist_ok=True)
    for name in COPIED:
        if (base / f"{name}.parquet").exists():
            shutil.copyfile(base / f"{name}.parquet", out / f"{name}.parquet")
    with duckdb.connect() as connection:
        connection.register("added", _added(world))
        connection.register("people", _people(world))
        connection.execute(f"create view base_events as from '{base}/events.parquet'")
        connection.execute(f"create view base_truth as from '{base}/truth_events.parquet'")
        connection.execute(ALL_EVENTS)
        for name, query in TABLES.items():
            connection.execute(f"copy ({query}) to '{out}/{name}.parquet' (format parquet, compression zstd)")


# equal seconds are mixed by a hash, or new events would always come last
ALL_EVENTS = """
create table all_events as
select
    (row_number() over (order by ts, hash(user_id, content_id)) - 1)::bigint as event_id,
    * exclude (old_id)
from (
    select events.event_id as old_id, events.user_id, content_id, ts, action, ip_prefix, device_id, text,
        truth.event_id is not null as fraud, truth.kind, coalesce(truth.camouflage, false) as camouflage
    from base_events as events left join base_truth as truth using (event_id)
    union all by name
    select null::bigint as old_id, * from added
)
"""
TABLES = {
    "events": """
        select event_id, new_id as user_id, content_id, ts, action, ip_prefix, device_id, text
        from all_events inner join people using (user_id) order by event_id""",
    "truth_events": "select event_id, kind, camouflage from all_events where fraud order by event_id",
    "users": "select new_id as user_id, created_ts from people order by new_id",
    "truth_users": "select new_id as user_id, kind, fraud from people order by new_id",
}


def _people(world: World) -> pa.Table:
    ids = np.arange(len(world.kind))
    return pa.table(
        {
            "user_id": ids,
            "new_id": world.rng.permutation(ids),
            "created_ts": world.created,
            "kind": pa.array(world.kind.astype(str)),
            "fraud": world.fraud,
        }
    )


def _added(world: World) -> pa.Table:
    parts = [
        pa.table(
            {
                "user_id": part.user,
                "content_id": part.content,
                "ts": part.at,
                "action": pa.array(["comment" if said else "like" for said in part.text], pa.string()),
                "ip_prefix": part.prefix,
                "device_id": part.device,
                "text": pa.array(part.text, pa.string()),
                "fraud": np.full(len(part.user), part.fraud),
                "kind": pa.array([part.kind] * len(part.user), pa.string()),
                "camouflage": np.full(len(part.user), part.camouflage),
            }
        )
        for part in world.added
    ]
    return pa.concat_tables(parts)


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--base", type=Path, required=True, help="a folder that plant.py wrote")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--attack", nargs="+", required=True, choices=[*GROUPS, *ATTACKS, *HONEST])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--share", type=float, default=0.003, help="of each kind, of the events of the base")
    options = parser.parse_args(arguments)
    if options.out.resolve() == options.base.resolve():
        parser.error("--out is the base itself")
    return options


if __name__ == "__main__":
    raise SystemExit(main())
