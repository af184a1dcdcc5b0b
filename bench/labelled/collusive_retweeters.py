"""Blackmarket retweeters: account features that ask what two of the signals ask.

    python bench/labelled/collusive_retweeters.py --data DIR [--json FILE]

The data has features of accounts and no acts, so no detector can run: there are no targets to share and no
times. Two questions of the detectors have a feature near to them, and only these are judged. Botometer's
score (f18) is another detector's output and stays out; so do followers, names and profiles, which no signal
asks about.
"""

from __future__ import annotations

from typing import Any

import duckdb
import numpy as np
from ranking import held_out
from told import options, tell

# the direction is set by the signal's question, not by the labels
FEATURES = {
    "reward_only_actors (TN-B007): retweets per tweet (f17)": "f17",
    "serial_bursts (TN-B003): short gaps between retweets (-f64)": "-f64",
    "serial_bursts (TN-B003): even gaps between retweets (-f65)": "-f65",
}
GENUINE = 3


def main() -> int:
    """Rank accounts by each feature: bots and customers against genuine users."""
    chosen = options(__doc__)
    columns = ", ".join(f"{sql} as feature_{place}" for place, sql in enumerate(FEATURES.values()))
    with duckdb.connect() as connection:
        rows = connection.execute(
            f"select label != {GENUINE} as collusive, {columns} from '{chosen.data}/users.parquet'"
        ).fetchnumpy()
    collusive = np.asarray(rows["collusive"], bool)
    result: dict[str, Any] = {
        "set": "collusive_retweeters",
        "rows": f"{len(collusive)} accounts, {int(collusive.sum())} of them bots or customers of a market",
        "measures": {
            name: held_out(collusive, np.asarray(rows[f"feature_{place}"], float))
            for place, name in enumerate(FEATURES)
        },
        "does_not_apply": "every signal as such: the data has no acts, so nothing can be shared, copied or"
        " timed against a null model. The figures judge the questions that two signals ask, not their SQL.",
    }
    tell(result, chosen.json)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
