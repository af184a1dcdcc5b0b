"""YouTube Spam Collection, three videos: what copies of texts alone say, without keywords and links.

    python bench/labelled/youtube_spam.py --data DIR [--json FILE]

Every comment is an act of its author's name on its video; the video stands for content and author. The
normal forms, families and findings are those of the project's own models. Two traps of this data: spam and
ham are balanced by design, so precision here is not precision in the wild; and most copies are the sentence
that the share button of the site writes by itself, so figures without it are told as well.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
from ranking import judged
from told import options, tell

NOTHING = {
    "orders": "null::bigint as order_id, null::bigint as buyer_id, null::bigint as seller_id,"
    " null::bigint as created_ts, null::bigint as confirmed_ts, null::boolean as refunded,"
    " null::bigint as address_id, null::bigint as device_id, null::double as amount",
    "clicks": "null::bigint as click_id, null::bigint as channel, null::bigint as ts,"
    " null::double as dwell_s, null::boolean as converted, null::boolean as returned_d1",
}
READ = {
    "comments": """
        select
            row_number() over (order by filename, comment_id) - 1 as event_id,
            dense_rank() over (order by author) - 1 as user_id,
            dense_rank() over (order by filename) - 1 as content_id,
            -- some comments have no date; the hour does not matter here
            coalesce(cast(epoch(try_cast(date as timestamp)) as bigint), 1400000000) as ts,
            content as text, class = '1' as spam
        from read_csv(
            '{data}/Youtube*.csv', filename = true, all_varchar = true, header = true, quote = '"'
        )""",
    "users": "select user_id, min(ts) as created_ts from comments group by user_id",
    "contents": """
        select content_id, content_id as author_id, min(ts) as birth_ts from comments group by content_id""",
    "events": """
        select event_id, user_id, content_id, ts, 'comment' as action, null::bigint as ip_prefix,
            null::bigint as device_id, text
        from comments""",
}
# a comment is a copy if another account has the same; a family counts as soon as two accounts share it
RULES = """
    with told as (
        select comments.event_id, comments.spam, comments.user_id, comments.text, forms.form,
            coalesce(families.family_id, forms.form_id) as family_id,
            found.subject_id is not null as is_found,
            families.family_id is not null as is_long
        from comments
        inner join work.int_text__forms as forms on comments.text = forms.text
        left join work.int_text__families as families on forms.form_id = families.form_id
        left join work.sig_copied_comments as found on found.subject_id = cast(comments.event_id as varchar)
    )
    select spam, is_found, is_long,
        form like 'checkouthisvideonyoutube%' or form like 'checkouthisplaylistonyoutube%' as by_button,
        count(distinct user_id) over (partition by text) >= 2 as same_text,
        is_long and count(distinct user_id) over (partition by form) >= 2 as same_form,
        is_long and count(distinct user_id) over (partition by family_id) >= 2 as same_family
    from told order by event_id"""


def main() -> int:
    """Build the text models on all comments, judge each rule by the labels."""
    # a script's own folder is on the path, the folder above is not
    sys.path.append(str(Path(__file__).resolve().parents[1]))
    from detection.dbt_run import ROOT, Machine, Scratch, snapshot

    chosen = options(__doc__)
    with tempfile.TemporaryDirectory() as folder, duckdb.connect() as connection:
        data = Path(folder) / "data"
        data.mkdir()
        write(connection, chosen.data, data)
        project = snapshot(ROOT, Path(folder) / "truenorth")
        scratch = Scratch(Path(folder) / "planted", Machine("2GB", 1), project)
        scratch.detect(data, {}, ("+sig_copied_comments",))
        connection.execute(f"attach '{scratch.database}' as work (read_only)")
        found = connection.execute(RULES).fetchnumpy()
    rows = {name: np.asarray(values, bool) for name, values in found.items()}
    spam, button = rows["spam"], rows["by_button"]
    rules = {
        "same text as another account": "same_text",
        "same normal form as another account, long enough": "same_form",
        "family with another account, long enough": "same_family",
        "copied_comments (TN-B004)": "is_found",
    }
    measures: dict[str, Any] = {}
    for words, rule in rules.items():
        measures[words] = judged(spam, rows[rule])
        measures[f"{words}, without the share button"] = judged(spam[~button], rows[rule][~button])
    result = {
        "set": "youtube_spam",
        "rows": f"{len(spam)} comments of three videos, {int(spam.sum())} of them spam,"
        f" {int(button.sum())} written by the share button",
        "measures": measures,
        "does_not_apply": "copied_comments wants accounts that carry a text from author to author: here are"
        " three videos and next to no account that comments on two. No device, order or channel is known.",
    }
    tell(result, chosen.json)
    return 0


def write(connection: duckdb.DuckDBPyConnection, source: Path, folder: Path) -> None:
    """Write the five tables that examples/planted reads; labels stay in this connection."""
    connection.execute("create table comments as " + READ["comments"].format(data=source))
    for name in ("users", "contents", "events", "orders", "clicks"):
        query = READ.get(name) or f"select {NOTHING[name]} where false"
        connection.execute(f"copy ({query}) to '{folder / name}.parquet' (format parquet)")


if __name__ == "__main__":
    raise SystemExit(main())
