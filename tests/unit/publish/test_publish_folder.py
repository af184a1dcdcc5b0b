"""The folder after every kind of interruption: whole, and tidied by the next run."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from truenorth.errors import EvaluationError
from truenorth.publish import current_release, folder, open_release

STEPS = [(Path, "chmod"), (Path, "symlink_to"), (Path, "rename"), (Path, "replace"), (os, "fsync")]


@pytest.mark.parametrize("saved", [False, True], ids=["failed", "failed-but-saved"])
@pytest.mark.parametrize(("owner", "step"), STEPS, ids=[step for _, step in STEPS])
def test_every_step_may_fail(place, monkeypatch, owner, step, saved):
    first = place.publish()
    place.build(2)
    real = getattr(owner, step)

    def fail(*arguments):
        if saved:
            real(*arguments)
        raise OSError("no space left")

    with monkeypatch.context() as patch:
        patch.setattr(owner, step, fail)
        with pytest.raises(EvaluationError) as caught:
            place.publish()
    assert caught.value.code == "TN-P006"
    seen = current_release(place.published)
    # Once the link is swapped the new release is whole and stands, though its durability is unknown.
    assert (seen.release_id == first.release_id) or (step == "replace" and saved)
    assert not [name for name in place.files() if name.startswith(".")]
    place.publish()
    assert len(place.files()) == 2
    assert current_release(place.published).batches == 4


def test_what_a_kill_left_is_removed_and_nothing_else(place):
    first = place.publish()
    releases = place.published / "releases"
    unpublished = releases / "20111209T130000.000000Z-0123456789ab.duckdb"
    for path in (unpublished, releases / ".partial.duckdb", releases / ".partial.duckdb.wal"):
        path.write_bytes(b"half")
    (place.published / ".CURRENT.next").symlink_to(f"releases/{unpublished.name}")
    (releases / "notes.txt").write_text("mine")
    (releases / ".partial.duckdb.bak").write_text("mine")
    place.build(2)
    second = place.publish()
    assert place.files() == sorted([first.path.name, second.path.name, "notes.txt", ".partial.duckdb.bak"])
    assert not (place.published / ".CURRENT.next").is_symlink()


def test_a_note_that_names_the_current_release_costs_nothing(place):
    first = place.publish()
    (place.published / ".CURRENT.next").symlink_to((place.published / "CURRENT").readlink())
    assert place.publish().release_id == first.release_id
    assert place.files() == [first.path.name]


def test_a_reader_keeps_its_release_while_newer_ones_come(place):
    place.publish()
    with open_release(place.published / "CURRENT") as old:
        place.build(2)
        place.publish()
        with open_release(place.published / "CURRENT") as new:
            assert old.execute("select any_value(value) from metric_values").fetchall() == [(1,)]
            assert new.execute("select any_value(value) from metric_values").fetchall() == [(2,)]


def test_the_lock_is_free_again_after_an_error(place):
    with pytest.raises(RuntimeError), folder.only_writer(place.published):
        raise RuntimeError
    assert place.publish().is_new
