"""What `truenorth status` says of batches that the trusted metrics leave out."""

from __future__ import annotations

from pathlib import Path

import pytest

from small_work import publish_small, write_work
from truenorth.commands.summary import summary_of_release
from truenorth.errors import ExitCode
from truenorth.project import Project


@pytest.mark.parametrize(
    ("generation", "code", "said"),
    [(1, ExitCode.GATE_FAILED, ["HELD orders b: TN-A020 blocked_share"]), (2, ExitCode.PASS, [])],
    ids=["speaks_on_a_brushed_batch", "silent_without_one"],
)
def test_brushed_batches_are_named(tmp_path: Path, generation: int, code: ExitCode, said: list[str]) -> None:
    write_work(tmp_path / "work.duckdb", generation)
    publish_small(tmp_path / "work.duckdb", tmp_path / "published")
    summary = summary_of_release(Project(root=tmp_path, name="small"))
    assert summary.exit_code is code
    assert [f"HELD {b['source']} {b['file']}: {b['code']} {b['reason']}" for b in summary.held] == said
    [source] = summary.sources
    assert source["admitted"] + source["quarantined"] + source["held"] == source["received"]
