"""Ballots: strict, signed where it must be, of members of their day, on what had been proposed."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from small_committee import CHARTER, START, A, B, put_to_vote, small_project, vote
from truenorth.committee.records import load_records
from truenorth.committee.voting import cast, make_key
from truenorth.errors import ConfigurationError, GateError
from truenorth.project import Project, find_project

NEXT = START + timedelta(days=1)


@pytest.fixture
def shop(tmp_path: Path) -> Project:
    project = small_project(tmp_path)
    put_to_vote(project)
    return project


def code_of(shop: Project, today: date | None = None) -> str:
    with pytest.raises((ConfigurationError, GateError)) as caught:
        load_records(shop, today)
    return caught.value.code


def test_ballots_are_read_in_the_order_of_days(shop: Project) -> None:
    vote(shop, "chen", on=NEXT)
    vote(shop, "okafor", "no")
    records = load_records(shop)
    assert records is not None
    assert [(one.member, one.vote, one.is_signed) for one in records.ballots] == [
        ("okafor", "no", False),
        ("chen", "yes", False),
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("vote: yes", "vote: maybe"),
        ("vote: yes", "vote: true"),
        ("vote: yes", "vote: yes\nweight: 9"),
        ("member: chen", "member: silva"),
        ("metric: loyal", "metric: other"),
        ("cast_on: 2024-01-01", "cast_on: 2024-01-02"),
        ("cast_on: 2024-01-01", "cast_on: '2024-01-01'"),
        (A, "sha256:ab"),
        (A, B),
        ("reason: for a test", "reason: ' '"),
    ],
)
def test_half_a_ballot_stops_the_count(shop: Project, old: str, new: str) -> None:
    path = vote(shop, "chen")
    text = path.read_text()
    path.write_text(text.replace(old, new))
    assert path.read_text() != text
    assert code_of(shop) == "TN-G003"


def test_nobody_votes_before_or_after_his_term(shop: Project) -> None:
    vote(shop, "silva", on=date(2024, 6, 30))
    assert load_records(shop) is not None
    vote(shop, "silva", on=date(2024, 7, 1))
    assert code_of(shop) == "TN-G003"


def test_nobody_votes_on_what_comes_later(shop: Project) -> None:
    put_to_vote(shop, B, on=NEXT)
    vote(shop, "chen", definition=B)
    assert code_of(shop) == "TN-G003"


def test_a_ballot_of_the_future_is_none(shop: Project) -> None:
    vote(shop, "chen", on=START + timedelta(days=3))
    assert code_of(shop, START + timedelta(days=1)) == "TN-G003"
    assert load_records(shop, START + timedelta(days=2)) is not None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("tier: north_star", "tier: king"),
        (A, B),
        ("metric: loyal", "metric: other"),
        ("why: for a test", "why: for a test\nvotes: 3"),
        ("  zh: 指标\n", ""),
        ("proposed_by: chen", "proposed_by:"),
    ],
)
def test_half_a_proposal_stops_the_count(tmp_path: Path, old: str, new: str) -> None:
    project = small_project(tmp_path)
    path = put_to_vote(project)
    text = path.read_text()
    path.write_text(text.replace(old, new, 1))
    assert path.read_text() != text
    assert code_of(project) == "TN-G002"


@pytest.fixture
def signing(tmp_path: Path) -> tuple[Project, Path, Path]:
    """A project whose member chen has a key, the folder of the key, and a ballot that chen has cast."""
    (tmp_path / "shop").mkdir()
    keys = tmp_path / "keys"
    public, _ = make_key(small_project(tmp_path / "shop"), "chen", keys)
    (tmp_path / "shop/committee/charter.yml").write_text(
        CHARTER.replace("team: growth,", f'team: growth, key: "{public}",')
    )
    shop = find_project(tmp_path / "shop")
    put_to_vote(shop)
    return shop, keys, cast(shop, "loyal", A, "chen", "yes", reason="测得", today=START, keys=keys)


def test_who_has_a_key_signs(signing: tuple[Project, Path, Path]) -> None:
    shop, _, path = signing
    records = load_records(shop)
    assert records is not None and [one.is_signed for one in records.ballots] == [True]
    assert sorted(file.name for file in path.parent.iterdir()) == [
        "2024-01-01-chen.dsse.json",
        "2024-01-01-chen.yml",
    ]


def test_an_edited_ballot_is_refused(signing: tuple[Project, Path, Path]) -> None:
    shop, _, path = signing
    path.write_text(path.read_text().replace("vote: yes", "vote: no"))
    assert code_of(shop) == "TN-G004"


def test_even_a_blank_is_an_edit(signing: tuple[Project, Path, Path]) -> None:
    shop, _, path = signing
    path.write_text(path.read_text() + "\n")
    assert code_of(shop) == "TN-G004"


def test_an_unsigned_ballot_of_who_has_a_key_is_refused(signing: tuple[Project, Path, Path]) -> None:
    shop, _, path = signing
    path.with_name("2024-01-01-chen.dsse.json").unlink()
    assert code_of(shop) == "TN-G004"


def test_an_envelope_without_its_ballot_is_refused(signing: tuple[Project, Path, Path]) -> None:
    shop, _, path = signing
    path.unlink()
    assert code_of(shop) == "TN-G004"


def test_an_envelope_of_another_day_does_not_serve(signing: tuple[Project, Path, Path]) -> None:
    shop, _, path = signing
    vote(shop, "chen", on=NEXT)
    path.with_name("2024-01-01-chen.dsse.json").rename(path.with_name("2024-01-02-chen.dsse.json"))
    assert code_of(shop) == "TN-G004"


def test_a_second_ballot_of_one_day_leaves_the_first(signing: tuple[Project, Path, Path]) -> None:
    shop, keys, path = signing
    before = {file: file.read_bytes() for file in path.parent.iterdir()}
    with pytest.raises(ConfigurationError) as caught:
        cast(shop, "loyal", A, "chen", "no", reason="other", today=START, keys=keys)
    assert caught.value.code == "TN-G014"
    assert {file: file.read_bytes() for file in path.parent.iterdir()} == before


@pytest.mark.parametrize(
    ("member", "definition", "reason"), [("nobody", A, "x"), ("okafor", B, "x"), ("okafor", A, " ")]
)
def test_what_would_not_count_is_not_written(
    shop: Project, member: str, definition: str, reason: str
) -> None:
    with pytest.raises(ConfigurationError) as caught:
        cast(shop, "loyal", definition, member, "yes", reason=reason, today=START)
    assert caught.value.code == "TN-G014"
    assert not (shop.root / "committee/ballots").exists()
