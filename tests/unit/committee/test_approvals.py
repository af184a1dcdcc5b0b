"""Whether a metric is defined as it was voted for: each way to be unapproved, and the ways to be approved."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from small_committee import START, A, B, contract, meaning, put_to_vote, small_project, vote
from truenorth.committee.approvals import Approval, approvals
from truenorth.definitions.contract import MetricContract
from truenorth.errors import ConfigurationError
from truenorth.project import Project

NEXT = START + timedelta(days=1)


def judged(
    shop: Project, own: MetricContract | None = None, definition: str = A, as_of: date | None = None
) -> Approval:
    own = own or contract()
    return approvals(
        shop, as_of=as_of, contracts={own.metric: own}, meaning=meaning({own.metric: definition})
    )[own.metric]


@pytest.fixture
def shop(tmp_path: Path) -> Project:
    return small_project(tmp_path)


@pytest.fixture
def voted(shop: Project) -> Project:
    put_to_vote(shop)
    vote(shop, "chen")
    vote(shop, "okafor")
    return shop


def test_a_quorum_for_this_hash_approves(voted: Project) -> None:
    found = judged(voted)
    assert (found.state, found.definition) == ("approved", A)
    assert found.version is not None and found.version.number == 1
    assert found.reason.en.startswith("passed") and found.reason.zh.startswith("通过")


def test_another_hash_is_another_definition(voted: Project) -> None:
    found = judged(voted, definition=B)
    assert found.state == "unapproved"
    assert "has changed since the vote of 2024-01-01" in found.reason.en
    assert "never put to the vote" in found.reason.en
    assert found.version is not None and found.version.definition == A


def test_the_new_hash_needs_a_quorum_of_its_own(voted: Project) -> None:
    put_to_vote(voted, B, on=NEXT)
    vote(voted, "chen", definition=B, on=NEXT)
    found = judged(voted, definition=B)
    assert found.state == "unapproved" and "no quorum" in found.reason.en
    vote(voted, "okafor", definition=B, on=NEXT)
    assert judged(voted, definition=B).state == "approved"
    assert judged(voted, definition=A).state == "unapproved"
    assert "another definition was voted in since" in judged(voted, definition=A).reason.en


def test_as_of_a_day_only_earlier_ballots_count(voted: Project) -> None:
    assert judged(voted, as_of=START - timedelta(days=1)).state == "unapproved"
    assert judged(voted, as_of=START).state == "approved"


def test_a_vote_against_refuses(shop: Project) -> None:
    put_to_vote(shop)
    vote(shop, "chen", "no")
    vote(shop, "okafor")
    found = judged(shop)
    assert found.state == "unapproved" and found.reason.en.startswith("refused")


def test_never_proposed(shop: Project) -> None:
    assert judged(shop).reason.en == "this definition was never put to the vote"


def test_who_holds_no_office_needs_no_vote_and_no_hash(shop: Project) -> None:
    found = approvals(shop, contracts={"x": contract("x", "candidate")}, meaning=meaning({}))
    assert found["x"].state == "not_needed" and found["x"].definition is None


def test_without_a_committee_nothing_in_office_is_approved(tmp_path: Path) -> None:
    project = small_project(tmp_path, None)
    found = approvals(
        project, contracts={"x": contract("x"), "y": contract("y", "candidate")}, meaning=meaning({})
    )
    assert {metric: one.state for metric, one in found.items()} == {"x": "unapproved", "y": "not_needed"}


def test_leaving_office_is_a_decision_too(voted: Project) -> None:
    """A north star that is quietly made a candidate could be redefined at will."""
    found = judged(voted, contract(tier="candidate"), definition=B)
    assert found.state == "unapproved" and "has changed since" in found.reason.en


def test_whoever_was_voted_out_of_office_needs_no_vote_any_more(voted: Project) -> None:
    put_to_vote(voted, B, on=NEXT, tier="retired")
    vote(voted, "chen", definition=B, on=NEXT)
    vote(voted, "okafor", definition=B, on=NEXT)
    assert judged(voted, contract(tier="retired"), definition=B).state == "not_needed"
    assert judged(voted, contract(tier="retired"), definition="sha256:" + "c" * 64).state == "not_needed"
    assert approvals(voted, contracts={}, meaning=meaning({})) == {}


def test_a_metric_in_office_that_is_gone(voted: Project) -> None:
    found = approvals(voted, contracts={}, meaning=meaning({}))["loyal"]
    assert (found.state, found.tier) == ("unapproved", "gone")


def test_a_proposal_that_states_another_tier_was_edited(shop: Project) -> None:
    put_to_vote(shop, tier="core")
    with pytest.raises(ConfigurationError) as caught:
        judged(shop)
    assert caught.value.code == "TN-G002"


def test_only_what_needs_a_hash_is_hashed(voted: Project) -> None:
    """dbt is asked for the compiled SQL of a metric only if somebody votes on it."""
    other = replace(contract("other"), tier="candidate")
    found = approvals(voted, contracts={"loyal": contract(), "other": other}, meaning=meaning({"loyal": A}))
    assert found["loyal"].state == "approved"
