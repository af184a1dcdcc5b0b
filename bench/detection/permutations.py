"""What is found when actors are permuted: under the null model there is nothing to find."""

from __future__ import annotations

from pathlib import Path

import duckdb

from .dbt_run import Scratch


def permutations(
    scratch: Scratch, data: Path, variables: dict[str, object], count: int
) -> list[dict[str, object]]:
    """Detect `count` times with the actors of co-action permuted by seeds 1 to `count`.

    Returns: one entry a seed with findings and cases by signal of the co_action family. Other families read
        the rows as they are, so what they find in a permuted run says nothing.
    """
    told: list[dict[str, object]] = []
    for seed in range(1, count + 1):
        cost = scratch.detect(data, variables | {"truenorth_permutation": seed}, ["+brushing_findings"])
        signals = scratch.signals_of("co_action")
        with duckdb.connect(str(scratch.database), read_only=True) as connection:
            rows = connection.execute(
                "select signal, count(*), count(distinct case_id) from brushing_findings"
                " where list_contains($signals, replace(signal, 'sig_', '')) group by all order by all",
                {"signals": signals},
            ).fetchall()
        by_signal = {signal: {"findings": findings, "cases": cases} for signal, findings, cases in rows}
        told.append({"seed": seed, "by_signal": by_signal, "seconds": cost.seconds})
    return told
