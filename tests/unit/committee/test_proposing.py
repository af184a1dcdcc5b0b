"""Putting a definition to the vote: what is written comes back, and a full table means one in, one out."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from small_committee import CHARTER, START, A, B, contract, put_to_vote, small_project, vote
from truenorth.committee.proposals import load_proposals
from truenorth.committee.proposing import propose
from truenorth.definitions.contract import MetricContract
from truenorth.errors import ConfigurationError, GateError
from truenorth.project import Project
from truenorth.wording.words import NOTHING

ONE_SEAT = CHARTER.replace("core: 2", "core: 1")
NEXT = START + timedelta(days=1)


def put(shop: Project, own: MetricContract, definition: str = A, **changes: Any) -> Path:
    return propose(shop, own, definition, **{"by": "chen", "why": "NO: because", "today": NEXT, **changes})


def test_what_is_proposed_comes_back(tmp_path: Path) -> None:
    shop = small_project(tmp_path)
    path = put(shop, contract())
    assert path == tmp_path / f"committee/proposals/loyal/{'a' * 12}.yml"
    [found] = load_proposals(shop).values()
    assert (found.definition, found.tier, found.why, found.proposed_on) == (
        A,
        "north_star",
        "NO: because",
        NEXT,
    )
    assert found.title == contract().title and found.replaces is None
    with pytest.raises(ConfigurationError):
        put(shop, contract())


@pytest.mark.parametrize(
    ("own", "changes"),
    [
        (contract(), {"by": "nobody"}),
        (contract(), {"why": " "}),
        (contract(tier="candidate"), {}),
        (replace(contract(), formula=NOTHING), {}),
        (contract(), {"replaces": "other"}),
        (contract(), {"today": START - timedelta(days=1)}),
    ],
)
def test_what_could_not_be_voted_on_is_not_written(
    tmp_path: Path, own: MetricContract, changes: dict[str, Any]
) -> None:
    with pytest.raises(ConfigurationError) as caught:
        put(small_project(tmp_path), own, **changes)
    assert caught.value.code == "TN-G014"
    assert not (tmp_path / "committee/proposals").exists()


@pytest.fixture
def full(tmp_path: Path) -> Project:
    shop = small_project(tmp_path, ONE_SEAT)
    put_to_vote(shop)
    vote(shop, "chen")
    vote(shop, "okafor")
    return shop


def test_a_full_table_wants_somebody_to_leave(full: Project) -> None:
    with pytest.raises(GateError) as caught:
        put(full, contract("second"), B)
    assert caught.value.code == "TN-G011" and "loyal" in caught.value.what
    put(full, contract("second"), B, replaces="loyal")
    assert load_proposals(full)["second", B].replaces == "loyal"


def test_who_sits_keeps_the_seat_and_may_leave_it(full: Project) -> None:
    put(full, contract(), B)
    put(full, contract(tier="retired"), "sha256:" + "c" * 64)
    assert len(load_proposals(full)) == 3
