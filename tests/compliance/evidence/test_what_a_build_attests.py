"""Which entries a build leaves, that none comes twice, and that a project without a log says so."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from attested_build import attest_small, make_project
from small_build import ROWS_A_FILE, deliver, land
from truenorth.attest.opening import require_evidence
from truenorth.attest.publication import PublicationEvidence, file_digest
from truenorth.errors import ConfigurationError, EvaluationError
from truenorth.evidence.creation import create_log
from truenorth.evidence.log import EvidenceLog
from truenorth.persons.salts import Salts, salts_path
from truenorth.project import Project

DETECTION = """
    create table truenorth.brushing_findings as select * from (values
        ('burst', 'order', 'O1', 'case-1', 'customer-1'),
        ('burst', 'actor', 'customer-2', 'case-1', 'customer-2'),
        ('water', 'channel', 'ch-9', 'case-2', null)
    ) f(signal, subject_type, subject_id, case_id, actor_id);
    create table truenorth.brushing_verdicts as select
        md5(subject_type || subject_id) as verdict_id, subject_type, subject_id, 1::bigint as revision,
        'blocked' as status, signal as signals, case_id as case_ids, 1::bigint as findings,
        timestamp '2026-01-01' as decided_at from truenorth.brushing_findings;
    create table truenorth.brushing_appeals as select 'a1' as appeal_id, 'case-1' as case_id,
        'retract' as decision, 'a school class' as reason, 'A. Chen' as decided_by,
        date '2026-01-02' as decided_on,
        'burst.yml' as file, 1::bigint as place;
    create or replace table truenorth.consent_coverage as select * from (values
        ('revenue', 'analytics', 10::bigint, 9::bigint), ('revenue', 'advertising', 10::bigint, 0::bigint)
    ) c(metric, purpose, personal_rows, covered_rows);
"""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    project = make_project(tmp_path / "project")
    create_log(project, keys=tmp_path / "keys")
    deliver(project.root, 0)
    land(project.root, work_of(project))
    return project


@pytest.fixture
def log(project: Project) -> Iterator[EvidenceLog]:
    log = EvidenceLog.open(project)
    assert log is not None
    with log:
        yield log


def work_of(project: Project) -> Path:
    return project.root / "work.duckdb"


def change(project: Project, sql: str) -> None:
    with duckdb.connect(str(work_of(project))) as con:
        con.execute(sql)


def kinds(log: EvidenceLog) -> Counter[str]:
    return Counter(logged.entry.kind for logged in log.entries())


def test_a_second_look_adds_nothing_and_a_delivery_adds_its_own(project: Project, log: EvidenceLog) -> None:
    attest_small(project, log, "run-1")
    first = kinds(log)
    assert first == {"admission": 1, "build": 1}
    assert attest_small(project, log, "run-2") == 0
    for number in range(1, 7):  # the seventh file is cut off
        deliver(project.root, number)
    land(project.root, work_of(project))
    attest_small(project, log, "run-3")
    assert kinds(log) == {"admission": 6, "hold": 1, "build": 2}
    assert attest_small(project, log, "run-4") == 0


def test_a_ledger_that_was_written_anew_is_attested_anew(project: Project, log: EvidenceLog) -> None:
    attest_small(project, log, "run-1")
    work_of(project).unlink()
    land(project.root, work_of(project))
    attest_small(project, log, "run-2")
    admissions = [one.entry.body for one in log.entries("admission")]
    assert len(admissions) == 2
    assert len({body["rows_root"] for body in admissions}) == 1  # the same rows with the same salts


def test_verdicts_appeals_and_consent_checks(project: Project, log: EvidenceLog) -> None:
    change(project, DETECTION)
    attest_small(project, log, "run-1")
    found = kinds(log)
    assert (found["verdict"], found["appeal"], found["consent_check"]) == (3, 1, 2)
    assert attest_small(project, log, "run-2") == 0
    change(project, "update truenorth.consent_coverage set covered_rows = 8 where purpose = 'analytics'")
    change(
        project,
        "insert into truenorth.brushing_verdicts select verdict_id || '2', subject_type, subject_id, 2,"
        " status, signals, case_ids, 2, timestamp '2026-02-01'"
        " from truenorth.brushing_verdicts where subject_id = 'O1'",
    )
    attest_small(project, log, "run-3")
    again = kinds(log)
    assert (again["verdict"], again["appeal"], again["consent_check"]) == (4, 1, 4)


def test_nothing_personal_is_on_the_log(project: Project, log: EvidenceLog) -> None:
    change(project, DETECTION)
    attest_small(project, log)
    written = json.dumps([[one.entry.key, dict(one.entry.body)] for one in log.entries()])
    for personal in ("customer-", "O1", "Chen", "school", "case-1", ".parquet"):
        assert personal not in written
    assert f'"rows": {ROWS_A_FILE}' in written  # the search itself can find


def test_a_release_from_before_the_log_and_an_intent_without_end(project: Project, log: EvidenceLog) -> None:
    releases = project.published / "releases"
    releases.mkdir(parents=True)
    old = releases / "20260101T000000.000000Z-0123456789ab.duckdb"
    old.write_bytes(b"figures")
    evidence = PublicationEvidence(log, project.published)
    evidence.settle(releases, old)
    evidence.settle(releases, old)
    [published] = log.entries("publication")
    assert published.entry.body == {"release_id": old.stem, "file": file_digest(old)}
    assert (project.published / "evidence" / "checkpoint").read_text() == log.checkpoint()

    evidence.intend("20260102T000000.000000Z-0123456789ab", old, "c" * 64)  # killed before it went live
    evidence.settle(releases, old)
    evidence.intend("20260103T000000.000000Z-0123456789ab", old, "d" * 64)  # killed after it went live
    (releases / "20260103T000000.000000Z-0123456789ab.duckdb").write_bytes(b"figures")
    evidence.settle(releases, old)
    evidence.settle(releases, old)
    assert kinds(log) == {"publication": 2, "publication_intent": 2, "publication_abandoned": 1}


def test_salts_that_are_gone_are_found(project: Project, log: EvidenceLog) -> None:
    attest_small(project, log)
    salts_path(project).unlink()
    with pytest.raises(EvaluationError) as refusal:
        attest_small(project, log)
    assert refusal.value.code == "TN-V050"
    assert not salts_path(project).exists()


@pytest.mark.parametrize(
    ("variables", "code"),
    [
        ("", None),
        ("vars: {truenorth_evidence: optional}", None),
        ("vars: {truenorth_evidence: required}", "TN-V052"),
        ("vars: {small: {truenorth_evidence: required}}", "TN-V052"),
        ("vars: {truenorth_evidence: requierd}", "TN-V053"),
    ],
)
def test_a_log_that_must_be_there(tmp_path: Path, variables: str, code: str | None) -> None:
    project = make_project(tmp_path / "project")
    (project.root / "dbt_project.yml").write_text(f"name: small\nprofile: small\n{variables}\n")
    if code is None:
        require_evidence(project)
    else:
        with pytest.raises(ConfigurationError) as refusal:
            require_evidence(project)
        assert refusal.value.code == code
        assert not (project.root / "evidence").exists()
    create_log(project, keys=tmp_path / "keys")
    if code != "TN-V053":
        require_evidence(project)


def test_forgotten_owners_get_other_salts(project: Project) -> None:
    with Salts.create(project) as salts:
        [one, other] = owners = [salts.owner("subject", "a"), salts.owner("subject", "b")]
        first = salts.of(owners)
        assert salts.of(owners) == first
        salts.delete([one])
        assert salts.existing(owners) == {other: first[other]}
        assert salts.of([one])[one] != first[one]
