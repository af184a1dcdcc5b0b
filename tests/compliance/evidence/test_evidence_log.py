"""The log: what goes in once, what is refused, and that its history is held against what was kept of it."""

from __future__ import annotations

import base64
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

import evidence_verifier
from evidence_shop import ORIGIN, admissions, grow, keys_of, opened, shop, shop_with_log
from truenorth.errors import ConfigurationError, EvaluationError, GateError, TruenorthError
from truenorth.evidence.anchors import published_checkpoint
from truenorth.evidence.creation import create_log
from truenorth.evidence.export import export_log
from truenorth.evidence.log import Entry, EvidenceLog, log_file
from truenorth.evidence.signers import Signers
from truenorth.evidence.verified_file import verified_file
from truenorth.project import Project

COPY_NOTE = "update checkpoints set note = (select note from checkpoints where size = 0)"


def code_of(act: object, *arguments: object) -> str:
    """The code with which something is refused."""
    assert callable(act)
    with pytest.raises(TruenorthError) as refusal:
        act(*arguments)
    return refusal.value.code


def verify_all(project: Project) -> int:
    """Verify the log file from end to end; returns its size."""
    with opened(project) as log:
        return verified_file(log.store, Signers(log.key)).head.size


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return shop_with_log(tmp_path / "shop")


def test_a_project_that_never_had_a_log_has_none_and_gets_none_by_accident(tmp_path: Path) -> None:
    project = shop(tmp_path / "shop")
    assert EvidenceLog.open(project) is None
    assert not log_file(project).exists()


def test_a_new_log_is_empty_signed_and_has_a_name_of_its_own(tmp_path: Path) -> None:
    origins = set()
    for name in ("a", "b"):
        project = shop(tmp_path / name)
        key, file = create_log(project, keys=tmp_path / "keys")
        assert file.stat().st_mode & 0o777 == 0o600 and file.parent.stat().st_mode & 0o777 == 0o700
        with opened(project) as log:
            size, root = evidence_verifier.open_checkpoint(log.checkpoint().encode(), [str(key)])
        assert (size, root) == (0, evidence_verifier.mth([]))
        assert key.name.startswith("truenorth.local/shop/")
        origins.add(key.name)
    assert len(origins) == 2


def test_entries_are_found_again(project: Project) -> None:
    with opened(project) as log:
        appended = log.append([Entry("a", "hold", {"rows": 3}), Entry("b", "admission", {})])
        assert (appended.added, appended.skipped, appended.size) == (2, 0, 2)
        late = Entry("c", "hold", {"why": "太晚", "nested": {"z": [1, None, True], "a": "x"}})
        log.append([late])
        assert log.size == 3
        assert log.known(["a", "c", "never"]) == {"a", "c"}
        assert log.last("hold") == Entry(
            "c", "hold", {"why": "太晚", "nested": {"z": [1, None, True], "a": "x"}}
        )
        assert log.last("ballot") is None
        assert [one.entry.key for one in log.entries()] == ["a", "b", "c"]
        assert [one.entry.key for one in log.entries("hold")] == ["a", "c"]
        assert [one.entry.key for one in log.entries("hold", start=1)] == ["c"]
        assert [one.index for one in log.entries(start=1)] == [1, 2]
    assert verify_all(project) == 3


def test_an_entry_is_canonical_json(project: Project) -> None:
    with opened(project) as log:
        log.append([Entry("k/1", "hold", {"b": 'q"\n', "a": "é", "c": -5})])
        written = log.store.entry(0)
    assert (
        written
        == (
            '{"at":"2026-11-22T09:30:00.123456Z","body":{"a":"é","b":"q\\"\\n","c":-5},"key":"k/1","kind":"hold"}'
        ).encode()
    )


def test_the_same_event_is_logged_once(project: Project) -> None:
    with opened(project) as log:
        first = log.append(admissions(0, 300))
        again = log.append(admissions(0, 300))
        assert (again.added, again.skipped, again.checkpoint) == (0, 300, first.checkpoint)
        more = log.append([*admissions(290, 20), *admissions(290, 20)])
        assert (more.added, more.skipped, more.size) == (10, 30, 310)
        assert log.append([]).size == 310
    assert verify_all(project) == 310


def test_an_event_is_not_told_a_second_way(project: Project) -> None:
    with opened(project) as log:
        log.append([Entry("a", "hold", {"rows": 3})])
        for other in (Entry("a", "hold", {"rows": 4}), Entry("a", "release", {"rows": 3})):
            assert code_of(log.append, [Entry("b", "hold", {}), other]) == "TN-V011"
        assert code_of(log.append, [Entry("c", "hold", {}), Entry("c", "hold", {"x": 1})]) == "TN-V011"
        assert log.size == 1 and not log.known(["b", "c"])


def test_keys_that_share_a_checksum_are_told_apart(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("truenorth.evidence.store.key_checksum", lambda key: len(key))
    monkeypatch.setattr("truenorth.evidence.append.key_checksum", lambda key: len(key))
    monkeypatch.setattr("truenorth.evidence.verified_file.key_checksum", lambda key: len(key))
    with opened(project) as log:
        log.append([Entry("a", "hold", {})])
        assert log.append([Entry("b", "hold", {}), Entry("a", "hold", {})]).added == 1
        assert log.known(["a", "b", "c"]) == {"a", "b"}
        assert "hold" in base64.b64decode(log.prove("b").split("\n")[1].split(" ")[1]).decode()
    assert verify_all(project) == 2


@pytest.mark.parametrize(
    "entry",
    [
        Entry("", "hold", {}),
        Entry("two words", "hold", {}),
        Entry('quote"', "hold", {}),
        Entry("back\\slash", "hold", {}),
        Entry("new\nline", "hold", {}),
        Entry("k" * 513, "hold", {}),
        Entry("k", "Hold", {}),
        Entry("k", "", {}),
        Entry("k", "hold", {"share": 0.5}),
        Entry("k", "hold", {"n": 2**53}),
        Entry("k", "hold", {"名": 1}),
        Entry("k", "hold", {1: 1}),  # type: ignore[dict-item]  # what a careless caller may pass
        Entry("k", "hold", {"day": object()}),
        Entry("k", "hold", {"deep": [{"deeper": float("nan")}]}),
        Entry("k", "hold", {"half": "\ud800"}),
        Entry("k", "hold", {"long": "x" * 65_500}),
    ],
    ids=lambda entry: repr(entry)[:40],
)
def test_what_cannot_be_written_one_way_is_refused(project: Project, entry: Entry) -> None:
    with opened(project) as log:
        assert code_of(log.append, [Entry("fine", "hold", {}), entry]) == "TN-V010"
        assert log.size == 0


def test_the_largest_entry_goes_in(project: Project) -> None:
    with opened(project) as log:
        log.append([Entry("k", "hold", {"long": ""})])
        room = 65_535 - len(log.store.entry(0))
        log.append([Entry("l", "hold", {"long": "x" * room})])
        assert len(log.store.entry(1)) == 65_535
        assert code_of(log.append, [Entry("m", "hold", {"long": "x" * (room + 1)})]) == "TN-V010"
    assert verify_all(project) == 2


def test_every_entry_can_be_proven_under_every_checkpoint_that_covers_it(project: Project) -> None:
    grow(project, 1, 5, 251, 1, 300)
    with opened(project) as log:
        for size in (1, 6, 257, 258, 558):
            for index in {0, size // 2, size - 1}:
                bundle = log.prove(f"batch/{index}", size)
                entry = json.loads(evidence_verifier.read_bundle(bundle, [str(log.key)]))
                assert entry["key"] == f"batch/{index}"
        assert log.prove("batch/3") == log.prove("batch/3", 558)
        assert code_of(log.prove, "batch/999") == "TN-V012"
        assert code_of(log.prove, "batch/5", 1) == "TN-V012"
        assert code_of(log.prove, "batch/5", 7) == "TN-V012"


def test_every_earlier_checkpoint_is_a_prefix(project: Project) -> None:
    checkpoints = grow(project, 3, 300, 1, 700)
    with opened(project) as log:
        entries = [log.store.entry(position) for position in range(log.size)]
    for checkpoint, size in zip(checkpoints, (3, 303, 304, 1004), strict=True):
        assert checkpoint.split("\n")[:2] == [ORIGIN, str(size)]
        root = base64.b64decode(checkpoint.split("\n")[2])
        assert root == evidence_verifier.mth(entries[:size])


def test_init_never_replaces_a_log(project: Project) -> None:
    before = log_file(project).read_bytes()
    assert code_of(lambda: create_log(project, keys=keys_of(project))) == "TN-V002"
    assert log_file(project).read_bytes() == before


@pytest.mark.parametrize("place", ["inside", "git", "worktree", "shared"])
def test_keys_lie_where_nobody_else_gets_them(tmp_path: Path, place: str) -> None:
    project = shop(tmp_path / "shop")
    keys = tmp_path / "else" / "keys"
    keys.mkdir(parents=True)
    if place == "inside":
        keys = project.root / "keys"
    elif place == "git":
        (tmp_path / "else" / ".git").mkdir()
    elif place == "worktree":
        (tmp_path / "else" / ".git").write_text("gitdir: elsewhere\n")
    else:
        (keys / "other").touch()
        keys.chmod(0o755)
    assert code_of(lambda: create_log(project, keys=keys)) == "TN-V005"
    assert not log_file(project).exists() and not list(tmp_path.rglob("*.key"))


@pytest.mark.parametrize("origin", ["two words", "plus+plus", "line\nbreak", "x" * 201, "\u2028"])
def test_names_that_others_could_not_read_are_refused(tmp_path: Path, origin: str) -> None:
    project = shop(tmp_path / "shop")
    assert code_of(lambda: create_log(project, origin=origin, keys=tmp_path / "keys")) == "TN-V007"
    assert not log_file(project).exists()


def test_a_key_that_others_may_read_signs_nothing(project: Project) -> None:
    [key] = keys_of(project).glob("*.key")
    key.chmod(0o640)
    with opened(project) as log:
        assert code_of(log.append, admissions(0, 1)) == "TN-V005"
        key.chmod(0o600)
        assert log.append(admissions(0, 1)).size == 1


def test_without_its_key_a_log_is_read_but_does_not_go_on(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    grow(project, 3)
    keys_of(project).rename(tmp_path / "moved")
    monkeypatch.setenv("TRUENORTH_KEYS", str(tmp_path / "nowhere"))
    with opened(project) as log:
        assert code_of(log.append, admissions(3, 1)) == "TN-V006"
        assert log.size == 3 and log.prove("batch/1")
    monkeypatch.setenv("TRUENORTH_KEYS", str(tmp_path / "moved"))
    assert len(grow(project, 1)) == 1


def test_a_lost_log_is_not_taken_for_none(project: Project) -> None:
    [checkpoint] = grow(project, 3)
    publish(project, checkpoint)
    log_file(project).unlink()
    assert code_of(EvidenceLog.open, project) == "TN-V003"
    assert code_of(lambda: create_log(project, keys=keys_of(project))) == "TN-V002"


@pytest.mark.parametrize("kept", ["published", "beside the key"])
def test_an_older_copy_does_not_go_on(project: Project, kept: str) -> None:
    grow(project, 3)
    older = copy_of_log(project)
    [checkpoint] = grow(project, 5)
    if kept == "published":
        shutil.rmtree(keys_of(project))
        publish(project, checkpoint)
    shutil.copy(older, log_file(project))
    assert code_of(EvidenceLog.open, project) == "TN-V004"


def test_a_rewritten_history_does_not_go_on(project: Project) -> None:
    grow(project, 3)
    fork = copy_of_log(project)
    [published] = grow(project, 5)
    publish(project, published)
    (keys_of(project) / "seen").mkdir()
    for remembered in keys_of(project).glob("*.checkpoint"):
        remembered.unlink()
    published_checkpoint(project).rename(project.root / "hidden")
    shutil.copy(fork, log_file(project))
    with opened(project) as log:  # the thief has the key, and the kept checkpoint is out of the way
        log.append([Entry("other", "hold", {}), *admissions(10, 9)])
    (project.root / "hidden").rename(published_checkpoint(project))
    assert code_of(EvidenceLog.open, project) == "TN-V004"
    other = shop_with_log(project.root.parent / "other")
    shutil.copy(log_file(other), log_file(project))
    assert code_of(EvidenceLog.open, project) == "TN-V004"


@pytest.mark.parametrize(
    ("damage", "code"),
    [
        ("update tiles set hashes = zeroblob(length(hashes)) where n = 1", "TN-V022"),
        ("delete from tiles where level = 1", "TN-V022"),
        ("delete from checkpoints where size = 300", "TN-V004"),
        ("update checkpoints set note = replace(note, '300', '299') where size = 300", "TN-V020"),
        (
            f"{COPY_NOTE} where size = 300",
            "TN-V022",
        ),
        ("delete from checkpoints", "TN-V022"),
    ],
)
def test_a_damaged_head_is_refused_at_once(project: Project, damage: str, code: str) -> None:
    grow(project, 3, 297)
    change(project, damage)
    assert code_of(EvidenceLog.open, project) == code


@pytest.mark.parametrize(
    ("damage", "code"),
    [
        (
            "update bundles set entries = cast(replace(cast(entries as text), '2026', '2025') as blob)",
            "TN-V022",
        ),
        ("delete from bundles where n = 0", "TN-V022"),
        ("update tiles set hashes = zeroblob(8192) where level = 0 and n = 0", "TN-V022"),
        ("insert into tiles values (0, 9, zeroblob(32))", "TN-V022"),
        ("insert into bundles values (9, x'0000')", "TN-V022"),
        ("delete from keys where position = 7", "TN-V022"),
        ("update keys set position = 400 where position = 7", "TN-V022"),
        ("delete from kinds", "TN-V022"),
        (
            f"{COPY_NOTE} where size = 3",
            "TN-V004",
        ),
    ],
)
def test_damage_anywhere_is_found_by_verify(project: Project, damage: str, code: str) -> None:
    grow(project, 3, 297)
    assert verify_all(project) == 300
    change(project, damage)
    assert code_of(verify_all, project) == code


def test_what_is_no_log_is_not_written_to(project: Project) -> None:
    log_file(project).write_text("a text")
    assert code_of(EvidenceLog.open, project) == "TN-V013"
    log_file(project).unlink()
    sqlite3.connect(log_file(project)).execute("create table log (a)").connection.close()
    assert code_of(EvidenceLog.open, project) == "TN-V013"
    with pytest.raises(EvaluationError):
        EvidenceLog.open(project)


def test_four_writers_at_once_lose_nothing_and_double_nothing(project: Project) -> None:
    """Each writer appends events of its own and events that all of them see."""
    program = (
        "import sys\nfrom pathlib import Path\nfrom truenorth.project import Project\n"
        "from truenorth.evidence.log import Entry, EvidenceLog\n"
        "root, name = Path(sys.argv[1]), sys.argv[2]\n"
        "for turn in range(15):\n"
        "    with EvidenceLog.open(Project(root, 'shop')) as log:\n"
        "        own = Entry(f'{name}/{turn}', 'own', {})\n"
        "        log.append([own, Entry(f'all/{turn}', 'shared', {'turn': turn})])\n"
    )
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", program, str(project.root), f"w{number}"],
            env={**os.environ, "TRUENORTH_KEYS": str(keys_of(project))},
        )
        for number in range(4)
    ]
    assert [writer.wait(120) for writer in writers] == [0, 0, 0, 0]
    with opened(project) as log:
        keys = [logged.entry.key for logged in log.entries()]
        names = [*(f"w{number}" for number in range(4)), "all"]
        assert sorted(keys) == sorted(f"{name}/{turn}" for name in names for turn in range(15))
        export_log(log.store, log.key, project.root / "export")
        assert len(evidence_verifier.read_export(project.root / "export", [str(log.key)])) == 75
    assert verify_all(project) == 75


def publish(project: Project, checkpoint: str) -> None:
    path = published_checkpoint(project)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(checkpoint, encoding="utf-8")


def copy_of_log(project: Project) -> Path:
    copy = project.root / "copy.sqlite"
    with sqlite3.connect(log_file(project)) as con:
        con.execute("vacuum into ?", [str(copy)])
    con.close()
    return copy


def change(project: Project, sql: str) -> None:
    with sqlite3.connect(log_file(project)) as con:
        con.execute(sql)
    con.close()


def test_refusals_are_of_the_kind_that_their_exit_code_needs(project: Project) -> None:
    with opened(project) as log:
        log.append([Entry("a", "hold", {})])
        with pytest.raises(GateError):
            log.append([Entry("a", "hold", {"x": 1})])
        with pytest.raises(ConfigurationError):
            log.prove("b")
