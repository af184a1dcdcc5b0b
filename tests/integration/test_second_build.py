"""A build on unchanged data adds no finding and no verdict; a new day may, and a late row waits for one."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from brushing_shop import BUSY, HONEST, SIGNAL_YML, build_shop, make_shop, orders_csv, rows
from command import truenorth

pytestmark = [pytest.mark.xdist_group("second_build"), pytest.mark.heavy]  # whole dbt runs

KEPT = (
    "select * from brushing_findings",
    "select * from brushing_verdicts",
    "select * from brushing_runs",
    "select * from brushing_reads",
    "select * from metric_values",
)
FOUND = "select subject_id from brushing_findings where signal = 'dear_orders'"
SEEN = "select subject_id from sig_dear_orders"
# its null model is the mean of what it reads: with the look-back alone, other orders are dear
DEAR = """
select
    'dear_orders' as signal, 'order' as subject_type, order_id as subject_id,
    {{ truenorth.case_id('dear_orders', 'actor_id') }} as case_id, actor_id, ordered_at as occurred_at,
    cast(null as timestamp) as window_start, cast(null as timestamp) as window_end,
    cast(amount as double) as observed, cast(mean as double) as expected, cast(null as double) as p_value,
    cast(null as bigint) as partners, cast(null as double) as purity, cast(null as double) as exclusivity,
    cast(amount as double) as score
from (
    select *, avg(amount) over () as mean
    from {{ ref('canonical_orders') }}
    where ordered_at >= {{ truenorth.detection_from() }}
) as read_now
where amount > mean
"""


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = make_shop(tmp_path_factory.mktemp("shop"))
    settings = yaml.safe_load((folder / "dbt_project.yml").read_text())
    settings["vars"]["truenorth_own_signals"].append("dear_orders")
    (folder / "dbt_project.yml").write_text(yaml.safe_dump(settings))
    (folder / "models/sig_dear_orders.sql").write_text(DEAR)
    (folder / "models/sig_dear_orders.yml").write_text(SIGNAL_YML.replace("busy_days", "dear_orders"))
    build_shop(folder)
    return folder


def kept(shop: Path) -> dict[str, list[tuple[object, ...]]]:
    return {query: list(rows(shop, query)) for query in KEPT}


def test_only_a_new_day_brings_new_findings(shop: Path) -> None:
    first, found = kept(shop), set(rows(shop, FOUND))
    build_shop(shop)
    assert not set(rows(shop, SEEN)) <= found, "the look-back judges otherwise, or this test shows nothing"
    assert kept(shop) == first

    # an appeal works in a run without news
    busy = "select distinct case_id from brushing_findings where signal = 'busy_days' and actor_id = 'y'"
    [(case,)] = rows(shop, busy)
    told = truenorth(shop, "appeal", "retract", str(case), "--reason", "a school", "--by", "A")
    assert told.returncode == 0, told.stderr
    build_shop(shop)
    retracted = kept(shop)
    assert [query for query in KEPT if retracted[query] != first[query]] == []
    standing = "select signals from brushing_standing_verdicts where subject_id = 'y0'"
    assert rows(shop, standing) == [("dear_orders",)]

    # a late row waits
    late = [("z0", "z", "2024-06-05", 60)]
    (shop / "seeds/orders.csv").write_text(orders_csv(HONEST + BUSY + late))
    build_shop(shop)
    assert ("z0",) in rows(shop, SEEN)
    assert set(rows(shop, FOUND)) == found

    # and is judged with the next day
    new = [("n0", "n", "2024-06-20", 61)]
    (shop / "seeds/orders.csv").write_text(orders_csv(HONEST + BUSY + late + new))
    build_shop(shop)
    assert {("z0",), ("n0",)} <= set(rows(shop, FOUND)) - found
    runs = "select cast(read_from as varchar), cast(read_until as varchar) from brushing_runs"
    assert rows(shop, runs) == [
        ("1970-01-01 00:00:00", "2024-06-10 00:00:00"),
        ("2024-04-26 00:00:00", "2024-06-20 00:00:00"),
    ]
    assert set(first[KEPT[0]]) < set(rows(shop, KEPT[0]))
    last = kept(shop)
    build_shop(shop)
    assert kept(shop) == last
