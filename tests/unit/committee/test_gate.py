"""The gate: silent where everything stands, speaking where CI or a flag demands it, never elsewhere."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from small_committee import START, A, B, contract, meaning, put_to_vote, small_project, vote
from truenorth.committee import gate
from truenorth.committee.gate import is_approval_required, require_approval, standing
from truenorth.definitions.fields import Version
from truenorth.errors import GateError
from truenorth.project import Project

MAP = """
teams:
  - id: growth
    title: {en: Growth, zh: 增长}
    levers:
      - {id: reply, title: {en: A first reply, zh: 首条回复}, metrics: [loyal]}
"""


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """Everything in order: one north star, voted for, with a lever."""
    monkeypatch.delenv("CI", raising=False)
    project = small_project(tmp_path)
    (tmp_path / "committee/impact_map.yml").write_text(MAP)
    put_to_vote(project)
    vote(project, "chen")
    vote(project, "okafor")
    monkeypatch.setattr("truenorth.definitions.contract.load_contracts", lambda _: {"loyal": contract()})
    return project


def codes(shop: Project, hashes: dict[str, str], *others: str) -> list[str]:
    contracts = {name: contract(name) for name in hashes} | {name: contract(name, "core") for name in others}
    all_hashes = {**hashes, **dict.fromkeys(others, B)}
    found = standing(shop, as_of=START, contracts=contracts, meaning=meaning(all_hashes))
    return [one.code for one in found.findings]


def test_all_in_order(shop: Project) -> None:
    assert codes(shop, {"loyal": A}) == []
    assert (
        require_approval(shop, flag=True, meaning=meaning({"loyal": A})).approvals["loyal"].state
        == "approved"
    )


def test_a_changed_north_star_fails_where_it_is_demanded(
    shop: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed = meaning({"loyal": B})
    with pytest.raises(GateError) as caught:
        require_approval(shop, flag=True, meaning=changed)
    assert caught.value.code == "TN-G012" and "loyal" in caught.value.what
    monkeypatch.setenv("CI", "true")
    with pytest.raises(GateError):
        require_approval(shop, meaning=changed)
    monkeypatch.delenv("CI")
    assert require_approval(shop, meaning=changed).approvals["loyal"].state == "unapproved"


@pytest.mark.parametrize(
    ("value", "expected"), [("true", True), ("1", True), ("", False), ("0", False), ("False", False)]
)
def test_what_counts_as_ci(monkeypatch: pytest.MonkeyPatch, value: str, expected: bool) -> None:
    monkeypatch.setenv(gate.CI, value)
    assert is_approval_required() is expected
    assert is_approval_required(flag=True)


def test_one_north_star_more_than_the_charter_allows(shop: Project) -> None:
    assert "TN-G010" in codes(shop, {"loyal": A, "second": B})
    assert "TN-G010" not in codes(shop, {"loyal": A}, "second")


def test_one_seat_more_than_the_budget_has(shop: Project) -> None:
    assert "TN-G011" not in codes(shop, {"loyal": A}, "second")
    assert "TN-G011" in codes(shop, {"loyal": A}, "second", "third")


def test_more_derived_metrics_than_the_charter_allows(shop: Project) -> None:
    def derived(count: int) -> list[str]:
        views = [contract(f"view{place}", "candidate", derived_from=("loyal",)) for place in range(count)]
        contracts = {one.metric: one for one in (contract(), *views)}
        found = standing(shop, as_of=START, contracts=contracts, meaning=meaning({"loyal": A}))
        return [one.code for one in found.findings]

    assert derived(1) == []
    assert derived(2) == ["TN-G016"]


def test_a_retired_view_dilutes_nothing(shop: Project) -> None:
    retired = [contract(f"v{place}", "retired", derived_from=("loyal",)) for place in range(9)]
    contracts = {one.metric: one for one in (contract(), *retired)}
    assert standing(shop, as_of=START, contracts=contracts, meaning=meaning({"loyal": A})).findings == ()


def test_a_north_star_without_a_lever_of_its_team(shop: Project) -> None:
    path = shop.root / "committee/impact_map.yml"
    path.write_text(MAP.replace("id: growth", "id: content"))
    assert codes(shop, {"loyal": A}) == ["TN-G018"]
    path.unlink()
    assert codes(shop, {"loyal": A}) == ["TN-G018"]


def test_a_lever_on_a_metric_that_is_not_there(shop: Project) -> None:
    path = shop.root / "committee/impact_map.yml"
    path.write_text(MAP.replace("[loyal]", "[loyal, lost]"))
    found = standing(shop, as_of=START, contracts={"loyal": contract()}, meaning=meaning({"loyal": A}))
    assert [(one.code, one.grade, one.metrics) for one in found.findings] == [
        ("TN-G017", "warning", ("lost",))
    ]


def test_warnings_stop_nothing(shop: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Years after the vote the calibration is overdue: seen, and no gate."""
    found = require_approval(shop, flag=True, meaning=meaning({"loyal": A}))
    assert [one.code for one in found.findings] == ["TN-G020"]
    assert [one.is_overdue for one in found.due] == [True]


def test_due_is_as_of_the_day_that_is_asked_about(shop: Project) -> None:
    def overdue(day: int) -> bool:
        found = standing(
            shop,
            as_of=START + timedelta(days=day),
            contracts={"loyal": contract()},
            meaning=meaning({"loyal": A}),
        )
        return found.due[0].is_overdue

    assert not overdue(91)  # 1 April: the day itself
    assert overdue(92)


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ((), []),
        ((Version(1, START),), []),
        ((Version(1, START - timedelta(days=9), START), Version(2, START)), ["TN-G019"]),
        ((Version(1, START + timedelta(days=1)),), ["TN-G019"]),
        ((Version(1, START, START + timedelta(days=9)),), ["TN-G019"]),
    ],
)
def test_versions_that_a_contract_states(
    shop: Project, stated: tuple[Version, ...], expected: list[str]
) -> None:
    contracts = {"loyal": contract(versions=stated)}
    found = standing(shop, as_of=START, contracts=contracts, meaning=meaning({"loyal": A}))
    assert [one.code for one in found.findings] == expected
