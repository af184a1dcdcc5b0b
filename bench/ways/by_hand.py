"""The best single DuckDB statement we could write for the same relation, by someone who knows the data.

Tried at 2 million rows and left out because it was no quicker: flags in a select of their own, `concat_ws`
with `string_split` for the reasons, a left join instead of `in` for the copies, reasons of the broken rows
alone and joined back. DuckDB materializes a CTE that is named twice, so the file itself is named three times.
"""

from __future__ import annotations

from pathlib import Path

from order_contract import ABROAD

from .engine import connect, read_back
from .measured import Measured, Settings

KEY = "order_id, stock_code, quantity, ordered_at"
COLUMNS = (
    "order_id, stock_code, description, quantity, ordered_at, unit_price, customer_id, country, currency, "
    "channel, device_id"
)
BROKEN = {
    "order_id__not_nullable": "order_id is null",
    "order_id__str_matches": "not regexp_matches(order_id, '^[AC]?[0-9]{8}$')",
    "stock_code__not_nullable": "stock_code is null",
    "stock_code__str_matches": "not regexp_matches(stock_code, '^[0-9]{5}[A-Z]{0,2}$')",
    "stock_code__notin": "stock_code in ('B', 'M')",
    "description__str_length": "length(description) not between 1 and 60",
    "quantity__not_nullable": "quantity is null",
    "quantity__not_equal_to": "quantity = 0",
    "quantity__in_range": "quantity not between -10000 and 10000",
    "ordered_at__not_nullable": "ordered_at is null",
    "ordered_at__in_range": "ordered_at < timestamp '2009-12-01' or ordered_at >= timestamp '2012-01-01'",
    "unit_price__not_nullable": "unit_price is null or isnan(unit_price)",
    "unit_price__greater_than": "unit_price <= 0",
    "unit_price__less_than_or_equal_to": "unit_price > 10000",
    "customer_id__in_range": "customer_id not between 10000 and 99999",
    "country__not_nullable": "country is null",
    "country__isin": f"country not in ('United Kingdom', {', '.join(repr(name) for name in ABROAD)})",
    "currency__not_nullable": "currency is null",
    "currency__str_matches": "not regexp_matches(currency, '^[A-Z]{3}$')",
    "channel__not_nullable": "channel is null",
    "channel__isin": "channel not in ('web', 'app', 'phone', 'store')",
    "device_id__str_matches": "not regexp_matches(device_id, '^[0-9a-f]{16}$')",
    "multiple_fields_uniqueness": "row in (select row from copies)",
}


def run(file: Path, settings: Settings) -> Measured:
    """Write the relation; the batch id is given, so this way does not pay for reading the file's bytes."""
    measured = Measured()
    with measured.step("land"), connect(settings, "by_hand") as con:
        con.execute("set preserve_insertion_order = false")
        con.execute(f"create table adm_order_lines as {labelled_sql(file, batch_id='0' * 64)}")
    return read_back(settings, "by_hand", measured)


def labelled_sql(file: Path, batch_id: str) -> str:
    """Return the one SELECT: a hash of the key finds candidates, only those are compared by value."""
    lines = f"(select *, file_row_number + 1 as row from read_parquet('{file}', file_row_number = true))"
    texts = ", ".join(f"coalesce({name}::varchar, chr(30))" for name in COLUMNS.split(", "))
    reasons = ", ".join(f"case when {broken} then '{reason}' end" for reason, broken in BROKEN.items())
    return f"""
    with copies as (
        select row from {lines}
        where hash({KEY}) in (
            select key from (select hash({KEY}) as key from {lines}) group by key having count(*) > 1
        )
        window same as (partition by {KEY})
        qualify count(*) over same > 1
    )
    select
        {COLUMNS},
        '{batch_id}' as _batch_id,
        row as _row_number,
        case
            when {" or ".join(BROKEN.values())}
            then list_filter([{reasons}], lambda reason: reason is not null)
            else []::varchar[]
        end as _reasons,
        md5(concat_ws(chr(31), {texts})) as _fingerprint,
        null::map(varchar, varchar) as _as_received
    from {lines}
    """
