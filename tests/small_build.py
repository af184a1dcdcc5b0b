"""A small project whose build is the real door, figures made from what it labelled, and the real publish.

As a program, `python small_build.py PROJECT`: it pays the imports once and then forks a build for each line
it reads. It says the process id; a build asked for with `live` stays until it is killed, one asked for with
`finish` ends by itself, one asked for with `step N` kills itself before the door's Nth statement.
Then it says how the build ended, as `os.waitstatus_to_exitcode` does.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from itertools import count
from linecache import getline
from pathlib import Path
from types import FrameType

import duckdb
import pandera.polars  # noqa: F401  the door imports it late; here it is paid before the fork
import polars as pl

from small_work import publish_small
from truenorth.admit.door import admit
from truenorth.publish.tables import CONTENT_TABLES

ROWS_A_FILE = 2000
DOOR = ("door.py", "ledger.py")
LABELLED = '"truenorth"."adm_orders"'
CONTRACT = """
import pandera.polars as pa
import polars as pl


class Orders(pa.DataFrameModel):
    order_id: str = pa.Field(unique=True, str_startswith="O")
    customer: str = pa.Field(nullable=True)
    amount: pl.Float64 = pa.Field(gt=0)

    @pa.check("amount", name="whole_cents")
    def whole_cents(cls, data):
        return data.lazyframe.select((pl.col(data.key) * 100).round(6) % 1 == 0)
"""
FIGURES = f"""
    begin;
    create or replace table truenorth.batches as
        select 'orders' as source, file, batch_id, seen_at as delivered_at, coalesce(rows, 0) as rows,
            (select count(*) from {LABELLED} where _batch_id = batch_id and len(_reasons) = 0)
                * (event = 'landed')::bigint as admitted,
            (select count(*) from {LABELLED} where _batch_id = batch_id and len(_reasons) > 0)
                * (event = 'landed')::bigint as quarantined,
            coalesce(rows, 0) * (event = 'held')::bigint as held, 0 as erased,
            if(event = 'landed', 'admitted', 'held') as status, severity, code,
            what as reason
        from truenorth.adm_orders__ledger;
    create or replace table truenorth.metric_values as
        select 'revenue' as metric, null::date as period_start, null::date as period_end, 'all' as dimension,
            'all' as member, basis, sum(amount::decimal(18, 3)) as numerator, 1.0 as denominator,
            numerator as value
        from {LABELLED}, (values ('raw'), ('trusted')) b(basis)
        where basis = 'raw' or len(_reasons) = 0
        group by basis;
    create or replace table truenorth.metric_verdicts as
        select 'revenue' as metric, 'Revenue' as title, 'core' as tier, 'value' as kind, 'currency' as unit,
            max(value) filter (basis = 'raw') as raw_value,
            max(value) filter (basis = 'trusted') as trusted_value,
            raw_value / trusted_value - 1 as bubble, 'unjudged' as verdict, null::varchar as reason
        from truenorth.metric_values;
    create or replace table truenorth.quarantine_reasons as
        select 'orders' as source, reason, count(*) as rows, reason as text
        from (select unnest(_reasons) as reason from {LABELLED}) group by reason;
    create or replace table truenorth.profiles as
        select 'orders' as source, _batch_id as batch_id, 'rows' as measure, count(*)::double as value
        from {LABELLED} group by _batch_id;
    commit;
"""


def make_project(root: Path) -> None:
    """Write a project with one source, `orders`, that has no delivery yet."""
    (root / "expectations" / "rows").mkdir(parents=True)
    (root / "models").mkdir()
    (root / "data").mkdir()
    (root / "dbt_project.yml").write_text("name: small\nprofile: small\n")
    (root / "expectations" / "rows" / "orders.py").write_text(CONTRACT)
    (root / "models" / "_orders__sources.yml").write_text(
        "sources:\n- name: orders\n  config:\n    meta:\n      truenorth:\n        location: data/*.parquet\n"
    )


def deliver(root: Path, number: int) -> None:
    """Add delivery `number`, with faulty rows; each seventh file is cut off, each ninth repeats the last."""
    row = pl.int_range(ROWS_A_FILE, eager=True)
    frame = pl.select(
        order_id=pl.format("O{}", row + ROWS_A_FILE * number - (row % 97 == 5).cast(pl.Int64)),
        customer=pl.when(row % 4 > 0).then(pl.format("customer-{}", row % 300)),
        amount=(row * 37 % 9000) / 100 - (row % 50 == 0).cast(pl.Float64) * 100 + (row % 31 == 0) * 0.001,
    )
    file = root / "data" / f"{number:05}.parquet"
    frame.write_parquet(file)
    if number % 7 == 6:
        file.write_bytes(file.read_bytes()[:-200])
    elif number % 9 == 8:
        file.write_bytes((root / "data" / f"{number - 1:05}.parquet").read_bytes())


def build(root: Path, work: Path, published: Path) -> None:
    """Land what is new, make the figures, publish."""
    land(root, work)
    publish_small(work, published)


def land(root: Path, work: Path) -> None:
    """Land what is new and make the figures; nothing is detected or checked, so those tables are empty."""
    with duckdb.connect(str(work)) as connection:
        connection.execute("create schema if not exists truenorth")
        for table in CONTENT_TABLES:
            create = table.create_sql()
            connection.execute(create.replace("create table ", "create table if not exists truenorth."))
        admit("orders", project_dir=root).land(connection, LABELLED)
        connection.execute(FIGURES)


def die_before(last: int) -> None:
    """Send this process SIGKILL before statement `last`, counted from 0, of the door and its ledger."""
    statements = count()

    def watch(frame: FrameType, event: str, _: object) -> Callable[..., object] | None:
        file = frame.f_code.co_filename
        if Path(file).name not in DOOR:
            return None
        if event == "line" and ".execute(" in getline(file, frame.f_lineno) and next(statements) == last:
            os.kill(os.getpid(), signal.SIGKILL)
        return watch

    sys.settrace(watch)


def serve(root: Path) -> None:
    """Fork a build for each line read; see the top of this file."""
    for command in sys.stdin:
        process = os.fork()
        if process == 0:
            if command.startswith("step"):
                die_before(int(command.split()[1]))
            build(root, root / "work.duckdb", root / "published")
            while command == "live\n":
                signal.pause()
            os._exit(0)
        print(process, flush=True)
        _, status = os.waitpid(process, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


if __name__ == "__main__":
    serve(Path(sys.argv[1]))
