"""The figures that a release shows are on the log, so that a page can prove them long after."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest
import row_oracle
from hypothesis import given
from hypothesis import strategies as st

from small_work import RELATIONS, write_work
from truenorth.attest.figures import FORMAT, WITHHELD, figure_leaves
from truenorth.attest.publication import FIGURES_FILE, KEY_FILE, PublicationEvidence
from truenorth.evidence.creation import create_log
from truenorth.evidence.log import EvidenceLog
from truenorth.evidence.merkle import inclusion_proof, leaf_hash, path_in, tree_levels
from truenorth.evidence.proof import read_proof, verify_proof
from truenorth.evidence.vkeys import ED25519, read_verifier_key
from truenorth.project import Project, find_project
from truenorth.publish import Release, publish


@pytest.fixture
def project(tmp_path: Path) -> Project:
    (tmp_path / "project").mkdir()
    (tmp_path / "project" / "dbt_project.yml").write_text("name: small\n")
    project = find_project(tmp_path / "project")
    create_log(project, keys=tmp_path / "keys")
    return project


@pytest.fixture
def log(project: Project) -> Iterator[EvidenceLog]:
    log = EvidenceLog.open(project)
    assert log is not None
    with log:
        yield log


def release_of(project: Project, log: EvidenceLog | None, generation: int) -> Release:
    work = project.root / "work.duckdb"
    write_work(work, generation)
    return publish(
        project,
        work,
        project.published,
        relations=RELATIONS,
        invocation_id=f"run-{generation}",
        clock=lambda: datetime.now(UTC),
        announcement=PublicationEvidence(log, project.published) if log else None,
    )


def test_a_publication_logs_the_roots_and_lays_their_proof_beside_the_release(
    project: Project, log: EvidenceLog
) -> None:
    for generation in (1, 2, 2):
        release = release_of(project, log, generation)
    entries = [logged.entry for logged in log.entries("figures")]
    assert len(entries) == 2, "the same figures are published and logged once"
    leaves = figure_leaves(release.path, release.release_id)
    assert entries[-1].body == {
        "format": FORMAT,
        "release_id": release.release_id,
        "metrics": release.metrics,
        "headlines": row_oracle.root([leaf.headline for leaf in leaves]).hex(),
        "values": row_oracle.root([leaf.values for leaf in leaves]).hex(),
    }
    folder = project.published / "evidence"
    key = read_verifier_key((folder / KEY_FILE).read_text().rstrip("\n"), ED25519)
    assert key == log.key
    proof = read_proof((folder / FIGURES_FILE).read_text())
    verify_proof(proof, key)
    assert json.loads(proof.entry)["body"] == entries[-1].body


def test_the_leaves_say_what_the_release_says(project: Project, log: EvidenceLog) -> None:
    release = release_of(project, log, 3)
    leaves = {leaf.metric: leaf for leaf in figure_leaves(release.path, release.release_id)}
    with duckdb.connect(str(release.path), read_only=True) as con:
        verdicts = con.execute("select metric, raw_value, trusted_value from metric_verdicts").fetchall()
        rows = con.execute(
            "select metric, dimension, member, coalesce(period_start::varchar, ''), basis, value, denominator"
            " from metric_values"
        ).fetchall()
    assert set(leaves) == {row[0] for row in (*verdicts, *rows)}
    for metric, raw, trusted in verdicts:
        said = json.loads(leaves[metric].headline)
        assert (said["metric"], said["release_id"]) == (metric, release.release_id)
        assert (float(said["raw"]), float(said["trusted"])) == (raw, trusted)
    for metric, dimension, member, start, basis, value, denominator in rows:
        [row] = [
            row
            for row in json.loads(leaves[metric].values)["values"]
            if row[:3] == [dimension, member, start]
        ]
        told = row[4 if basis == "raw" else 5]
        assert told == WITHHELD if denominator is None else float(told) == value


def test_a_release_from_before_figures_were_attested_gets_its_entry_once(
    project: Project, log: EvidenceLog
) -> None:
    release = release_of(project, None, 1)
    evidence = PublicationEvidence(log, project.published)
    for _ in range(2):
        evidence.settle(project.published / "releases", release.path)
    assert len(list(log.entries("figures"))) == len(list(log.entries("publication"))) == 1
    assert (project.published / "evidence" / FIGURES_FILE).is_file()


def test_a_release_that_cannot_be_read_has_a_publication_and_no_figures(
    project: Project, log: EvidenceLog
) -> None:
    first = release_of(project, log, 1)
    damaged = first.path.with_name("20990101T000000.000000Z-ffffffffffff.duckdb")
    shutil.copyfile(first.path, damaged)
    damaged.chmod(0o644)
    damaged.write_bytes(b"no database")
    PublicationEvidence(log, project.published).settle(project.published / "releases", damaged)
    assert len(list(log.entries("publication"))) == 2
    assert len(list(log.entries("figures"))) == 1
    assert not (project.published / "evidence" / FIGURES_FILE).exists(), "no proof of another release"


@given(st.lists(st.binary(max_size=8), min_size=1, max_size=70), st.data())
def test_levels_that_are_kept_give_the_same_paths(entries: list[bytes], data: st.DataObject) -> None:
    leaves = [leaf_hash(entry) for entry in entries]
    index = data.draw(st.integers(0, len(leaves) - 1))
    levels = tree_levels(leaves)
    assert path_in(levels, index) == inclusion_proof(leaves, index)
    assert levels[-1] == [row_oracle.root(entries)]
