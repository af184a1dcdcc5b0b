"""`truenorth evidence` as people meet it: what it prints, where it writes, how it exits."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import evidence_verifier
from evidence_shop import ORIGIN, grow, shop
from truenorth.cli import main
from truenorth.evidence.log import log_file
from truenorth.project import Project

Run = Callable[..., Result]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    monkeypatch.setenv("TRUENORTH_KEYS", str(tmp_path / "keys"))
    project = shop(tmp_path / "shop")
    monkeypatch.chdir(project.root)
    return project


@pytest.fixture
def evidence(project: Project) -> Run:
    def run(*arguments: object, code: int = 0) -> Result:
        result = CliRunner().invoke(main, ["evidence", *map(str, arguments)])
        assert result.exit_code == code, result.output
        return result

    return run


@pytest.fixture
def vkey(evidence: Run, project: Project) -> str:
    """The public key of a new log with 300 entries, as init printed it."""
    printed = evidence("init", "--origin", ORIGIN).stdout.strip()
    grow(project, 100, 200)
    return str(printed)


@pytest.mark.parametrize(
    "command",
    [["show"], ["verify"], ["prove", "batch/1"], ["export", "out"], ["witness", "request"]],
    ids=lambda command: command[0],
)
def test_no_command_makes_a_log_by_accident(evidence: Run, project: Project, command: list[str]) -> None:
    assert "TN-V001" in evidence(*command, code=2).output
    assert not log_file(project).exists() and not (project.root / "out").exists()


def test_init_prints_the_public_key_and_runs_once(evidence: Run, vkey: str, tmp_path: Path) -> None:
    assert vkey.startswith(f"{ORIGIN}+")
    assert "TN-V002" in evidence("init", code=2).output
    assert [path.suffix for path in sorted((tmp_path / "keys").iterdir())] == [".checkpoint", ".key"]


def test_show_gives_keys_and_the_checkpoint_unbroken(evidence: Run, vkey: str) -> None:
    printed = evidence("show", "--limit", 2).stdout.splitlines()
    assert [line.split()[-1] for line in printed[:2]] == ["batch/298", "batch/299"]
    assert f"public key {vkey}" in printed
    shown = json.loads(evidence("show", "--format", "json", "--kind", "admission", "--limit", 1).stdout)
    assert shown["newest"][0]["body"] == {"held": None, "rows": 299}
    assert shown["checkpoint_sizes"] == [300]
    assert evidence_verifier.open_checkpoint(shown["checkpoint"].encode(), [vkey])[0] == 300


def test_a_proof_verifies_elsewhere_with_the_key_alone(
    evidence: Run, vkey: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    evidence("prove", "batch/7", "--out", tmp_path / "it.tlog-proof")
    assert evidence("prove", "batch/7").stdout == (tmp_path / "it.tlog-proof").read_text()
    assert "batch/7" in evidence("verify", "--log", tmp_path / "it.tlog-proof").stdout
    monkeypatch.chdir(tmp_path)
    assert "TN-V027" in evidence("verify", "--log", "it.tlog-proof", code=2).output
    verified = json.loads(
        evidence("verify", "--log", "it.tlog-proof", "--key", vkey, "--format", "json").stdout
    )
    assert (verified["entry"]["key"], verified["key_from"]) == ("batch/7", "given")
    assert "TN-V012" in evidence("prove", "batch/7", "--project-dir", "shop", "--size", "5", code=2).output


def test_an_export_verifies_elsewhere(
    evidence: Run, vkey: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    evidence("export", tmp_path / "out")
    (tmp_path / "kept").write_bytes((tmp_path / "out" / "checkpoint").read_bytes())
    monkeypatch.chdir(tmp_path)
    said = evidence("verify", "--log", "out").stdout
    assert "VERIFIED all 300 entries" in said and "from the export itself" in said
    evidence("verify", "--log", "out", "--key", vkey, "--checkpoint", "kept")
    (tmp_path / "kept").write_text((tmp_path / "kept").read_text().replace("300", "301"))
    assert "TN-V004" in evidence("verify", "--log", "out", "--checkpoint", "kept", code=1).output
    (tmp_path / "out" / "tile" / "0" / "000").write_bytes(b"\0" * 8192)
    assert "TN-V022" in evidence("verify", "--log", "out", code=1).output


def test_verify_holds_the_log_against_what_was_kept(evidence: Run, vkey: str, project: Project) -> None:
    evidence("export", "out")
    published = project.published / "evidence" / "checkpoint"
    published.parent.mkdir(parents=True)
    published.write_bytes((project.root / "out" / "checkpoint").read_bytes())
    assert str(published) in evidence("verify").stdout
    log_file(project).unlink()
    assert "TN-V003" in evidence("verify", code=1).output
    assert "TN-V003" in evidence("show", code=1).output


@pytest.mark.parametrize("given", ["a text", "a folder"])
def test_what_cannot_be_verified_is_not_passed(evidence: Run, vkey: str, tmp_path: Path, given: str) -> None:
    (tmp_path / "a text").write_text("nothing")
    (tmp_path / "a folder").mkdir()
    assert "TN-V027" in evidence("verify", "--log", tmp_path / given, code=2).output


def test_a_witness_by_files(evidence: Run, vkey: str, tmp_path: Path) -> None:
    state, asked, answer = tmp_path / "w.sqlite", tmp_path / "request", tmp_path / "answer"
    witness = evidence("witness", "init", "example.org/w", "--state", state).stdout.strip()
    evidence("witness", "add", witness)
    evidence("witness", "request", "--out", asked)
    assert "404" in evidence("witness", "cosign", asked, "--state", state, code=1).output
    evidence("witness", "trust", vkey, "--state", state)
    assert "TN-V020" in evidence("verify", "--witness", witness, code=1).output
    evidence("witness", "cosign", asked, "--state", state, "--out", answer)
    evidence("witness", "accept", answer)
    (tmp_path / "w.vkey").write_text(f"{witness}\n")
    assert "cosigned by example.org/w" in evidence("verify", "--witness", tmp_path / "w.vkey").stdout
    assert "example.org/w has seen 300" in evidence("show").stdout
    assert "TN-V031" in evidence("witness", "submit", code=2).output
    assert "TN-V002" in evidence("witness", "init", "example.org/w", "--state", state, code=2).output


def test_a_witness_that_was_never_made_is_not_made_by_asking(
    evidence: Run, vkey: str, tmp_path: Path
) -> None:
    evidence("witness", "trust", vkey, "--state", tmp_path / "none.sqlite", code=3)
    assert not (tmp_path / "none.sqlite").exists()
