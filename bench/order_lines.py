"""Synthetic order lines with planted faults, as Parquet; the same rows for the same number and seed.

Every value is a function of hash(row, salt), so no generator state has to pass from thread to thread.
"""

from __future__ import annotations

from pathlib import Path

import duckdb
from order_contract import ABROAD

SEED = 20_101_201


def order_lines(folder: Path, rows: int, *, part: int = 0) -> Path:
    """Return the Parquet file of `rows` order lines, written unless it lies in `folder` already.

    Args:
        part: which stretch of the endless run of order lines; parts hold different orders.
    """
    path = folder / f"order_lines_{rows}_{part}.parquet"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(".unfinished")
        with duckdb.connect(config={"memory_limit": "2GB", "preserve_insertion_order": "true"}) as con:
            con.execute(
                f"copy ({lines_sql(rows, first=part * rows)}) to '{unfinished}' "
                "(format parquet, compression snappy)"
            )
        unfinished.replace(path)
    return path


def lines_sql(rows: int, *, first: int = 0) -> str:
    """Return a SELECT of `rows` order lines.

    About one line in 250 is a copy of an earlier one, near by or far back; about one in 70 has a fault of its
    own; a fifth have no customer, which the contract allows.
    """
    countries = ", ".join(f"'{country}'" for country in ABROAD)
    return f"""
    with numbered as (
        select case
            when {_share("copy_near", 0.003)} and row > 1000 then row - 1 - {_draw("how_near", 1000)}
            when {_share("copy_far", 0.001)} and row > 1000 then {_draw("how_far", 2**62)} % row
            else row
        end + {first} as row
        from range({rows}) lines (row)
    ),
    orders as (
        select row, 10_000_000 + row // 12 as number, (hash(row // 12, {SEED}) >> 1)::bigint as o
        from numbered
    )
    select
        case
            when {_share("no_order", 0.0005)} then null
            when {_share("bad_order", 0.001)} then 'N/' || row
            when o % 50 = 0 then 'C' || number
            else number::varchar
        end as order_id,
        case
            when {_share("no_code", 0.0003)} then null
            when {_share("bad_code", 0.003)}
            then (['POST', 'DOT', 'M', 'BANK CHARGES', 'B'])[1 + {_draw("which", 5)}]
            else (10_000 + {_draw("code", 4000)} * 17)::varchar
                || (['', '', '', 'A', 'B', 'GR'])[1 + {_draw("code", 4000)} % 6]
        end as stock_code,
        case
            when {_share("no_text", 0.003)} then null
            when {_share("blank_text", 0.0005)} then ''
            when {_share("long_text", 0.0005)} then repeat('WHITE HANGING HEART ', 4)
            else (['RED', 'WHITE', 'VINTAGE', 'SET OF 6', 'PINK', '复古'])[1 + {_draw("code", 4000)} % 6]
                || ' ' || (['LUNCH BAG', 'T-LIGHT HOLDER', 'CAKE CASES', 'PARTY BUNTING', 'ALARM CLOCK',
                    'JUMBO BAG'])[1 + {_draw("code", 4000)} // 6 % 6] || ' ' || {_draw("code", 4000)} % 111
        end as description,
        case
            when {_share("no_quantity", 0.0002)} then null
            when {_share("zero_quantity", 0.0005)} then 0
            when {_share("huge_quantity", 0.0001)} then 80_995
            when o % 50 = 0 then -1 - {_draw("quantity", 24)}
            else 1 + {_draw("quantity", 24)}
        end::bigint as quantity,
        case
            when {_share("no_day", 0.0002)} then null
            when {_share("old_day", 0.0002)} then timestamp '1970-01-01 00:00:00'
            else timestamp '2009-12-01 07:00:00' + interval (number % 1_050_000) minute
        end as ordered_at,
        case
            when {_share("no_price", 0.0003)} then null
            when {_share("nan_price", 0.0001)} then 'nan'::double
            when {_share("free", 0.002)} then 0.0
            when {_share("minus", 0.0005)} then -11062.06
            when {_share("dear", 0.0001)} then 38_970.0
            else (21 + {_draw("code", 4000)} * {_draw("code", 4000)} % 1700) / 100.0
        end as unit_price,
        case
            when o % 5 = 1 then null
            when {_share("bad_customer", 0.0005)} then 0
            else 10_000 + (o >> 8) % 80_000
        end::bigint as customer_id,
        case
            when {_share("no_country", 0.0003)} then null
            when {_share("bad_country", 0.001)} then 'Unspecified'
            when o % 100 < 85 then 'United Kingdom'
            else ([{countries}])[1 + (o >> 16) % {len(ABROAD)}]
        end as country,
        case
            when {_share("bad_currency", 0.0005)} then 'gbp'
            else (['GBP', 'GBP', 'GBP', 'EUR', 'USD'])[1 + (o >> 24) % 5]
        end as currency,
        case
            when {_share("no_channel", 0.0003)} then null
            when {_share("bad_channel", 0.0005)} then 'fax'
            else (['web', 'app', 'phone', 'store'])[1 + (o >> 32) % 4]
        end as channel,
        case
            when o % 3 = 0 then null
            when {_share("bad_device", 0.001)} then 'unknown'
            else lower(printf('%016x', hash((o >> 8) % 60_000, 7)))
        end as device_id
    from orders
    """


def _draw(salt: str, below: int) -> str:
    return f"(hash(row, '{salt}', {SEED}) % {below})::bigint"


def _share(salt: str, share: float) -> str:
    return f"hash(row, '{salt}', {SEED}) % 1_000_000 < {round(share * 1_000_000)}"
