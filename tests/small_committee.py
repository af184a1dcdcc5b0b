"""A small committee: a project folder, a charter, contracts and ballots, without dbt and without data."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from truenorth.committee.ballots import file_name as ballot_file
from truenorth.committee.proposals import file_name as proposal_file
from truenorth.committee.writing import as_yaml
from truenorth.definitions.contract import MetricContract
from truenorth.definitions.fields import Rollup, Tier
from truenorth.project import Project, find_project
from truenorth.wording.words import Words

START = date(2024, 1, 1)
A, B = ("sha256:" + letter * 64 for letter in "ab")
CHARTER = """
title: {en: Committee of a made-up shop, zh: 虚构商店的委员会}
members:
  - {id: chen, name: A. Chen, team: growth, weight: 2, from: 2024-01-01}
  - {id: okafor, name: B. Okafor, team: finance, weight: 1, from: 2024-01-01}
  - {id: silva, name: C. Silva, team: content, weight: 1, from: 2024-01-01, until: 2024-07-01}
rules:
  - valid_from: 2024-01-01
    quorum: 0.75
    approval: 0.6
    max_north_stars: 1
    budget: {core: 2, derived_per_core: 1}
    non_data_quota: 0.15
    volatility: 0.2
    calibration: quarterly
    origin: made up for a test
"""


def small_project(folder: Path, charter: str | None = CHARTER) -> Project:
    """Make a dbt project with a committee, or with none."""
    (folder / "dbt_project.yml").write_text("name: shop\nprofile: shop\n")
    if charter is not None:
        (folder / "committee").mkdir()
        (folder / "committee/charter.yml").write_text(charter)
    return find_project(folder)


def contract(metric: str = "loyal", tier: Tier = "north_star", **fields: Any) -> MetricContract:
    """Return a contract of which only what the committee asks is said."""
    words = Words(metric, "指标")
    own = MetricContract(
        metric=metric, title=words, question=words, formula=words, tier=tier, kind="value", unit="count",
        rollup=Rollup("count(*)", "month"), owner="growth",
    )  # fmt: skip
    return replace(own, **fields)


def meaning(hashes: Mapping[str, str]) -> Any:
    """Return a stand-in for the hash of meaning."""

    def hashes_of(asked: Collection[str]) -> dict[str, str]:
        return {metric: hashes[metric] for metric in asked}

    return hashes_of


def put_to_vote(
    project: Project, definition: str = A, metric: str = "loyal", on: date = START, **changes: Any
) -> Path:
    """Write a proposal as it would lie there."""
    words = {"en": metric, "zh": "指标"}
    content = {
        "metric": metric, "definition": definition, "tier": "north_star", "title": words, "question": words,
        "formula": words, "proposed_by": "chen", "proposed_on": on, "why": "for a test", **changes,
    }  # fmt: skip
    return _write(project.root / "committee/proposals" / metric / proposal_file(definition), content)


def vote(
    project: Project,
    member: str,
    how: str = "yes",
    definition: str = A,
    metric: str = "loyal",
    on: date = START,
    **changes: Any,
) -> Path:
    """Write a ballot as it would lie there."""
    content = {
        "metric": metric, "definition": definition, "member": member, "cast_on": on, "vote": how,
        "reason": "for a test", **changes,
    }  # fmt: skip
    return _write(project.root / "committee/ballots" / metric / ballot_file(on, member), content)


def _write(path: Path, content: Mapping[str, Any]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(as_yaml(content))
    return path
