"""Reviewed files: entries of others keep their lines, and commands at once lose nothing."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from truenorth.reviewed_files import append_entry
from truenorth.strict_yaml import load_yaml


def test_comments_and_order_stay(tmp_path: Path) -> None:
    path = tmp_path / "a.yml"
    path.write_text("# why\nrows:\n  - {id: 1} # kept\n")
    append_entry(path, "rows", {"id": 2, "why": "NO"})
    append_entry(path, "batches", {"id": 3})
    assert path.read_text().startswith("# why\nrows:\n  - {id: 1} # kept\n")
    assert load_yaml(path) == {"rows": [{"id": 1}, {"id": 2, "why": "NO"}], "batches": [{"id": 3}]}


def test_writers_at_once_all_end_up_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "a.yml"
    path.parent.mkdir()
    threads = [threading.Thread(target=append_entry, args=(path, "rows", {"id": n})) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(entry["id"] for entry in load_yaml(path)["rows"]) == list(range(8))
    assert [file.name for file in path.parent.iterdir()] == ["a.yml"]


def test_a_write_that_fails_leaves_the_file_and_no_draft(tmp_path: Path) -> None:
    path = tmp_path / "a.yml"
    path.write_text("rows: []\n")
    with pytest.raises(Exception, match="represent"):
        append_entry(path, "rows", {"id": object()})
    assert path.read_text() == "rows: []\n"
    assert [file.name for file in tmp_path.iterdir()] == ["a.yml"]
