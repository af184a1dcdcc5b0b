"""A location names files of its own folder, all of them and no other."""

from __future__ import annotations

from pathlib import Path

import pytest

from truenorth.admit.delivery.locations import find_candidates, resolve_inside
from truenorth.errors import ConfigurationError, DeliveryError
from truenorth.project import SourceConfig

FILES = [
    "raw/a.csv",
    "raw/b.csv",
    "raw/.hidden.csv",
    "raw/2011/jan.csv",
    "raw/2011/q1/deep.csv",
    "raw/2012/feb.csv",
    "raw/.git/x.csv",
    "raw/note.txt",
    "raw/we[ir]d*.csv",
]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for file in FILES:
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_text("x")
    return tmp_path


def found(root: Path, location: str) -> list[str]:
    return [candidate.file for candidate in find_candidates(SourceConfig("s", root, location, "csv"))]


@pytest.mark.parametrize(
    ("location", "files"),
    [
        pytest.param("raw/a.csv", ["raw/a.csv"], id="one-file"),
        pytest.param("./raw/../raw/a.csv", ["raw/a.csv"], id="dots"),
        pytest.param("raw/*.csv", ["raw/a.csv", "raw/b.csv", "raw/we[ir]d*.csv"], id="star"),
        pytest.param("raw/?.csv", ["raw/a.csv", "raw/b.csv"], id="question-mark"),
        pytest.param("raw/[b-z].csv", ["raw/b.csv"], id="class"),
        pytest.param("raw/[!a].csv", ["raw/b.csv"], id="class-inverted"),
        pytest.param("raw/.*.csv", ["raw/.hidden.csv"], id="hidden-when-named"),
        pytest.param("raw/*/*.csv", ["raw/2011/jan.csv", "raw/2012/feb.csv"], id="two-levels"),
        pytest.param("raw/201?/*.csv", ["raw/2011/jan.csv", "raw/2012/feb.csv"], id="pattern-of-folders"),
        pytest.param("raw/*/q1/*.csv", ["raw/2011/q1/deep.csv"], id="name-below-a-pattern"),
        pytest.param(
            "raw/2011/**/*.csv", ["raw/2011/jan.csv", "raw/2011/q1/deep.csv"], id="any-number-of-levels"
        ),
        pytest.param("raw/2011/q1/**", ["raw/2011/q1/deep.csv"], id="all-below"),
        pytest.param("raw/we[ir]d*.csv", ["raw/we[ir]d*.csv"], id="a-path-that-exists-is-no-pattern"),
    ],
)
def test_what_a_location_names(root: Path, location: str, files: list[str]) -> None:
    assert found(root, location) == files


def test_an_absolute_location_keeps_its_name(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = tmp_path_factory.mktemp("lake") / "x.csv"
    other.write_text("x")
    assert found(root, str(other)) == [other.as_posix()]
    assert found(root, str(root / "raw" / "a.csv")) == ["raw/a.csv"]


@pytest.mark.parametrize("location", ["raw/*.parquet", "raw/c.csv", "not-there/**/*.csv", "raw/A.csv"])
def test_nothing_is_an_error(root: Path, location: str) -> None:
    with pytest.raises(DeliveryError) as refused:
        found(root, location)
    assert (refused.value.code, refused.value.where) == ("TN-F001", location)


@pytest.mark.parametrize("location", ["../x.csv", "raw/../../*.csv", "out/*.csv"])
def test_a_relative_location_stays_in_the_project(root: Path, location: str) -> None:
    (root / "out").symlink_to(root.parent)
    with pytest.raises(ConfigurationError) as refused:
        found(root, location)
    assert refused.value.code == "TN-F032"


def test_a_circle_of_folders_ends(root: Path) -> None:
    (root / "raw" / "2011" / "circle").symlink_to("..")
    assert found(root, "raw/2011/**/jan.csv") == ["raw/2011/jan.csv"]


def test_a_linked_folder_inside_is_entered_and_one_outside_is_named(root: Path) -> None:
    (root / "secret").mkdir()
    (root / "secret" / "x.csv").write_text("x")
    (root / "raw" / "in").symlink_to("2012")
    (root / "raw" / "out").symlink_to("../secret")
    (root / "raw" / "gone").symlink_to("nowhere")
    candidates = find_candidates(SourceConfig("s", root, "raw/*/*.csv", "csv"))
    refusals = {}
    for candidate in candidates:
        try:
            resolve_inside(candidate)
        except DeliveryError as error:
            refusals[candidate.file] = error.code
    assert [c.file for c in candidates] == [
        *("raw/2011/jan.csv", "raw/2012/feb.csv", "raw/gone", "raw/in/feb.csv", "raw/out"),
    ]
    assert refusals == {"raw/gone": "TN-F004", "raw/out": "TN-F003"}


def test_a_neighbour_whose_name_only_begins_alike_is_outside(root: Path) -> None:
    (root / "raw-secret").mkdir()
    (root / "raw-secret" / "x.csv").write_text("x")
    (root / "raw" / "x.csv").symlink_to("../raw-secret/x.csv")
    (candidate,) = find_candidates(SourceConfig("s", root, "raw/x.csv", "csv"))
    with pytest.raises(DeliveryError) as refused:
        resolve_inside(candidate)
    assert refused.value.code == "TN-F003"
