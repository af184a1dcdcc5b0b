"""Bitcoin-OTC ratings: the detectors themselves, on given ratings and their times alone.

    python bench/labelled/bitcoin_otc.py --data DIR [--json FILE]

The labels were made from ratings that users received, so what a user received is never read as a feature: a
rating is an act of its rater on its ratee. A positive one is a like, a negative one a reply (all that
matters is that they differ). The user who is rated stands for content and author. No device, network, text
or order is known.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
from ranking import auc, judged
from told import options, tell

DETECT = Path(__file__).resolve().parents[1] / "detect.py"
TABLES = {
    "users": """
        select rater as user_id, cast(min(unix_time) as bigint) as created_ts from ratings group by rater""",
    "contents": """
        select ratee as content_id, ratee as author_id, cast(min(unix_time) as bigint) as birth_ts
        from ratings group by ratee""",
    "events": """
        select row_number() over (order by unix_time, rater, ratee) - 1 as event_id, rater as user_id,
            ratee as content_id, cast(unix_time as bigint) as ts,
            case when rating > 0 then 'like' else 'reply' end as action,
            null::bigint as ip_prefix, null::bigint as device_id, null::varchar as text
        from ratings""",
    "orders": """
        select null::bigint as order_id, null::bigint as buyer_id, null::bigint as seller_id,
            null::bigint as created_ts, null::bigint as confirmed_ts, null::boolean as refunded,
            null::bigint as address_id, null::bigint as device_id, null::double as amount
        where false""",
    "clicks": """
        select null::bigint as click_id, null::bigint as channel, null::bigint as ts, null::double as dwell_s,
            null::boolean as converted, null::boolean as returned_d1
        where false""",
}


def main() -> int:
    """Detect on all ratings, judge the labelled users who gave at least one."""
    chosen = options(__doc__)
    with tempfile.TemporaryDirectory() as folder, duckdb.connect() as connection:
        work = Path(folder)
        connection.execute(f"create view ratings as from '{chosen.data}/ratings.parquet'")
        for name, query in TABLES.items():
            connection.execute(f"copy ({query}) to '{work}/{name}.parquet' (format parquet)")
        subprocess.run(
            [sys.executable, str(DETECT), "--data", folder, "--out", f"{folder}/out"],
            check=True,
            stdout=sys.stderr,
        )
        rows = connection.execute(
            f"""
            select is_fraud = 1 as fraud, coalesce(score, 0.0) as score, coalesce(flagged, false) as flagged,
                coalesce(touched, 0) as touched
            from '{chosen.data}/labels.csv' as labels
            semi join ratings on labels.user = ratings.rater
            left join '{work}/out/verdict_users.parquet' as verdict on labels.user = verdict.user_id
            left join (
                select user_id, count(*) as touched
                from '{work}/events.parquet' inner join '{work}/out/verdict_events.parquet' using (event_id)
                group by user_id
            ) as evidence on labels.user = evidence.user_id
            """
        ).fetchnumpy()
        silent = connection.execute(
            f"select count(*) from '{chosen.data}/labels.csv' as labels anti join ratings"
            " on labels.user = ratings.rater where is_fraud = 1"
        ).fetchall()[0][0]
    fraud, flagged = np.asarray(rows["fraud"], bool), np.asarray(rows["flagged"], bool)
    found = np.asarray(rows["touched"], float)
    result: dict[str, Any] = {
        "set": "bitcoin_otc",
        "rows": f"{len(fraud)} labelled users who gave a rating, {int(fraud.sum())} of them fraud",
        "measures": {
            "share of own acts blocked": {"auc": round(auc(fraud, np.asarray(rows["score"], float)), 4)},
            "flagged users": judged(fraud, flagged),
            "any finding on an own act": {"auc": round(auc(fraud, found), 4)} | judged(fraud, found > 0),
        },
        "does_not_apply": "copied comments, account batches, orders, channels: the data has no text, device,"
        f" order or click. {silent} labelled frauds gave no rating, so there is no act of theirs to judge.",
    }
    tell(result, chosen.json)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
