"""GitHub accounts and repositories with suspected fake stars: counts that ask what two of the signals ask.

    python bench/labelled/github_fake_star_accounts.py --data DIR [--json FILE]

The labels are another detector's output (lockstep and low activity), and an account of few events is
flagged by it more often by construction: "few events" is reported as the trap that it is, not as a result.
There are no times of single stars, so no detector can run; two questions have a count near to them.
"""

from __future__ import annotations

from typing import Any

import duckdb
import numpy as np
import numpy.typing as npt
from ranking import held_out
from told import options, tell

ACCOUNTS = """
select
    suspected_fake = 1 as fake,
    "WatchEvent" / nullif(list_sum([*columns(* exclude (actor, suspected_fake))]), 0) as share_of_stars,
    -list_sum([*columns(* exclude (actor, suspected_fake))]) as few_events
from '{data}/accounts.parquet'
"""
# a month is polluted if most of its stars are flagged; months of few stars have no share worth a label
MONTHS = """
with

months as (

    select *, strptime(month, '%Y-%m') as started from '{data}/stars_by_month.parquet'

),

usual as (

    select months.repo, months.month, median(others.n_stars) as stars
    from months
    inner join months as others on months.repo = others.repo and months.month != others.month
    group by all

)

select
    months.n_stars_clustered > months.n_stars / 2 as polluted,
    months.n_stars / greatest(usual.stars, 1) as rise,
    months.n_stars / greatest(later.n_stars, 1) as fall
from months
inner join usual using (repo, month)
-- a repository that is gone a month later cannot decay
inner join months as later
    on months.repo = later.repo and later.started = months.started + interval 1 month
where months.n_stars >= 30
"""


def main() -> int:
    """Rank accounts, and months of repositories."""
    chosen = options(__doc__)
    with duckdb.connect() as connection:
        accounts = connection.execute(ACCOUNTS.format(data=chosen.data)).fetchnumpy()
        months = connection.execute(MONTHS.format(data=chosen.data)).fetchnumpy()
    fake, polluted = np.asarray(accounts["fake"], bool), np.asarray(months["polluted"], bool)
    stars: npt.NDArray[np.float64] = np.ma.filled(np.ma.asarray(accounts["share_of_stars"], float), 0.0)
    result: dict[str, Any] = {
        "set": "github_fake_star_accounts",
        "rows": f"{len(fake)} accounts, {int(fake.sum())} suspected; {len(polluted)} months of repositories"
        f" with at least 30 stars, {int(polluted.sum())} polluted",
        "measures": {
            "reward_only_actors (TN-B007): share of stars in all acts": held_out(fake, stars),
            "trap: few events": held_out(fake, np.asarray(accounts["few_events"], float)),
            "spike_decay (TN-B011): stars over the usual month": held_out(
                polluted, np.asarray(months["rise"], float)
            ),
            "spike_decay (TN-B011): stars over the month after": held_out(
                polluted, np.asarray(months["fall"], float)
            ),
        },
        "does_not_apply": "every signal as such: stars have no times, and accounts and repositories are two"
        " tables that do not join. Most repositories had a campaign at some time; little is said of others.",
    }
    tell(result, chosen.json)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
