"""A folder takes the place of another in one step, and nothing that is not ours is touched."""

from __future__ import annotations

import ctypes
import threading
import time
from pathlib import Path

import pytest

from truenorth.errors import ConfigurationError
from truenorth.site.swap import replaced_folder

MARK = "mark"


def write(out: Path, text: str, files: int = 1) -> None:
    with replaced_folder(out, mark=MARK) as folder:
        (folder / MARK).write_text(text)
        for place in range(files):
            (folder / f"page-{place}").write_text(text)


def test_files_that_are_not_written_again_are_gone(tmp_path: Path) -> None:
    out = tmp_path / "deep" / "site"
    write(out, "one", files=3)
    write(out, "two", files=1)
    assert sorted(path.name for path in out.iterdir()) == ["mark", "page-0"]
    assert (out / "page-0").read_text() == "two"
    assert [path.name for path in out.parent.iterdir()] == ["site"]


def test_where_folders_cannot_be_exchanged_they_are_renamed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: object())
    write(tmp_path / "site", "one")
    write(tmp_path / "site", "two")
    assert (tmp_path / "site" / "page-0").read_text() == "two"
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_an_error_while_writing_leaves_the_old_folder(tmp_path: Path) -> None:
    write(tmp_path / "site", "one")
    with pytest.raises(ZeroDivisionError), replaced_folder(tmp_path / "site", mark=MARK) as folder:
        (folder / MARK).write_text("two")
        raise ZeroDivisionError
    assert (tmp_path / "site" / "page-0").read_text() == "one"
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_what_a_killed_run_left_is_cleared_up(tmp_path: Path) -> None:
    (tmp_path / ".site.partial").mkdir()
    (tmp_path / ".site.partial" / "half").write_text("half")
    write(tmp_path / "site", "one")
    assert not (tmp_path / "site" / "half").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    write(tmp_path / "site", "one")
    assert (tmp_path / "site" / MARK).is_file()


@pytest.mark.parametrize("kind", ["folder", "file", "link"])
def test_what_is_not_ours_is_refused_and_kept(kind: str, tmp_path: Path) -> None:
    out, other = tmp_path / "site", tmp_path / "other"
    other.mkdir()
    (other / "thesis").write_text("kept")
    if kind == "folder":
        other.rename(out)
    elif kind == "file":
        out.write_text("kept")
    else:
        out.symlink_to(other)
    before = sorted(path.name for path in tmp_path.rglob("*"))
    with pytest.raises(ConfigurationError) as refused:
        write(out, "one")
    assert refused.value.code == "TN-W010"
    assert sorted(path.name for path in tmp_path.rglob("*")) == before


def test_a_reader_never_meets_half_a_site(tmp_path: Path) -> None:
    """Every file is there at any time, and a folder that is read as a whole is of one writing."""
    out, met, over = tmp_path / "site", [], threading.Event()
    write(out, "0", files=5)

    def read() -> None:
        while not over.is_set():
            met.append({path.name for path in out.iterdir()})
            time.sleep(0)

    reader = threading.Thread(target=read)
    reader.start()
    for number in range(30):
        write(out, str(number), files=5)
    over.set()
    reader.join()
    whole = {MARK, *(f"page-{place}" for place in range(5))}
    # a folder that was exchanged away may be emptied under a reader that has it open: fewer, never a mixture
    assert met and all(names <= whole for names in met)
    assert {path.read_text() for path in out.iterdir()} == {"29"}
