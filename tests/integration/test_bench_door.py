"""The bench runs, and every way finds the same faulty rows; how quick they are is not tested."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.heavy  # whole dbt runs

ROOT = Path(__file__).parents[2]
ROWS = 20_000


def test_all_ways_reject_the_same_rows(tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, ROOT / "bench" / "door.py", "--dir", tmp_path, "--rows", str(ROWS), "--rounds", "1"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    outcomes = [json.loads(line) for line in (tmp_path / "outcomes.jsonl").read_text("utf-8").splitlines()]
    by_way = {outcome["way"]: outcome["measured"] for outcome in outcomes}
    assert set(by_way) == {"door", "by_hand", "with_pandera", "with_dataframely", "with_gx"}
    assert {measured["rows"] for measured in by_way.values()} == {ROWS}
    assert len({measured["rejected"] for measured in by_way.values()}) == 1
    assert by_way["door"]["rejected"] > 0
    # the door and the query by hand name reasons alike: every planted kind of fault is found by both
    assert by_way["door"]["reasons"] == by_way["by_hand"]["reasons"]
