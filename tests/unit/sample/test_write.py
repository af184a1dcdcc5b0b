"""The sample is the same for the same scale and seed, and appears whole or not at all."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from truenorth.cli import main
from truenorth.errors import ConfigurationError
from truenorth.sample import write
from truenorth.sample.write import write_sample

SCALE, SEED = 1_000, 3  # those of the shared sample


def digests(folder: Path) -> dict[str, str]:
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files
    }


def test_same_scale_and_seed_give_the_same_bytes(sample: Path, tmp_path: Path) -> None:
    write_sample(tmp_path / "again", scale=SCALE, seed=SEED)
    assert digests(tmp_path / "again") == digests(sample)


def test_another_seed_gives_other_bytes_in_the_same_files(sample: Path, tmp_path: Path) -> None:
    write_sample(tmp_path / "other", scale=SCALE, seed=SEED + 1)
    here, there = digests(sample), digests(tmp_path / "other")
    assert here.keys() == there.keys()
    same = {name for name in here if here[name] == there[name]}
    assert same <= {"channels/channels.csv", "truth/channels.csv", "truth/experiments.csv"}


@pytest.mark.parametrize(("scale", "seed"), [(999, 1), (0, 1), (-5, 1), (1_000_001, 1), (1_000, -1)])
def test_a_scale_or_seed_out_of_range_is_refused(scale: int, seed: int, tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError) as refusal:
        write_sample(tmp_path / "out", scale=scale, seed=seed)
    assert refusal.value.code == "TN-S007"
    assert list(tmp_path.iterdir()) == []


def test_a_folder_with_anything_in_it_is_refused_and_kept(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    run = CliRunner().invoke(main, ["sample", "--scale", "1000", "--out", str(tmp_path)])
    assert run.exit_code == 2
    assert "TN-S008" in run.output and "not empty" in run.output
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_a_file_in_the_way_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine")
    with pytest.raises(ConfigurationError, match="not a folder"):
        write_sample(tmp_path / "out", scale=SCALE, seed=SEED)


def test_an_interrupted_sample_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> dict[str, int]:
        raise KeyboardInterrupt

    monkeypatch.setattr(write, "write_world", fail)
    with pytest.raises(KeyboardInterrupt):
        write_sample(tmp_path / "out", scale=SCALE, seed=SEED)
    assert list(tmp_path.iterdir()) == []


def test_rows_go_to_stdout_and_progress_to_stderr(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()  # an empty folder is free
    arguments = ["sample", "--scale", "1000", "--out", str(tmp_path / "out"), "--format", "json"]
    run = CliRunner().invoke(main, arguments)
    assert run.exit_code == 0, run.output
    report = json.loads(run.stdout)
    assert report["scale"] == 1_000 and report["rows"]["accounts"] == 1_000
    assert "week 26 of 26" in run.stderr
