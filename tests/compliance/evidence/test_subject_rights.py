"""A person's data bank is whole, and an erased person is gone, stays out, and takes nobody's proof along."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import polars as pl
import pytest

from attested_build import BUILT, attest_small, make_project
from small_build import LABELLED, land
from truenorth.admit.door import admit
from truenorth.attest.row_proof import BatchProver, verify_row_proof
from truenorth.errors import ConfigurationError, EvaluationError
from truenorth.evidence.creation import create_log
from truenorth.evidence.log import EvidenceLog
from truenorth.persons.erased import erased_subjects
from truenorth.persons.salts import Salts
from truenorth.project import Project
from truenorth.subject import erasure
from truenorth.subject.erasure import erase, plan_erasure, rewrite
from truenorth.subject.export import export

PERSON, OTHER = "unmistakable-person-0001", "customer-1"
OWN_ROWS = (2, 5)
FAULTY = 5  # a row of the person with an amount that no contract takes
LEFT = "select _row_number, customer, len(_reasons) from {} order by _row_number"


def write_delivery(project: Project, name: str, *, first: int) -> None:
    """Six orders: two of the person, one of them faulty, three of others, one of nobody."""
    frame = pl.DataFrame(
        {
            "order_id": [f"O{first + place}" for place in range(6)],
            "customer": [OTHER, PERSON, "customer-2", None, PERSON, OTHER],
            "amount": [1.0, 2.0, 3.0, 4.0, -5.0, 6.0],
        }
    )
    frame.write_parquet(project.root / "data" / f"{name}.parquet")


@pytest.fixture(params=[True, False], ids=["with a log", "without a log"])
def project(request: pytest.FixtureRequest, tmp_path: Path) -> Project:
    project = make_project(tmp_path / "project")
    if request.param:
        create_log(project, keys=tmp_path / "keys")
    write_delivery(project, "first", first=100)
    land(project.root, work_of(project))
    log = EvidenceLog.open(project)
    if log is not None:
        with log:
            attest_small(project, log)
    return project


def work_of(project: Project) -> Path:
    return project.root / "work.duckdb"


def ask(project: Project, sql: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(work_of(project)), read_only=True) as con:
        return con.execute(sql.format(LABELLED)).fetchall()


def erase_person(project: Project, person: str = PERSON) -> erasure.Plan:
    with duckdb.connect(str(work_of(project))) as con:
        plan = plan_erasure(project, con, BUILT, person)
        erase(project, con, BUILT, person, plan)
    return plan


def proofs(project: Project, rows: tuple[int, ...]) -> list[str]:
    log, salts = EvidenceLog.open(project), Salts.open(project)
    assert log is not None and salts is not None
    with log, salts, duckdb.connect(str(work_of(project)), read_only=True) as con:
        [(batch_id,)] = con.execute(f"select min(_batch_id) from {LABELLED}").fetchall()
        prover = BatchProver(con, log, salts, "orders", LABELLED, batch_id)
        return [prover.prove(row, with_values=True) for row in rows]


def test_an_erased_person_is_gone_and_counted(project: Project) -> None:
    before = ask(project, LEFT)
    plan = erase_person(project)
    assert plan.rows == {"orders": 2}
    assert plan.files == {"orders": ["data/first.parquet"]}
    assert (project.root / "data" / "first.parquet").is_file()
    assert ask(project, LEFT) == [row for row in before if row[1] != PERSON]
    erased = ask(project, 'select _row_number from "truenorth"."adm_orders__erased" order by 1')
    assert erased == [(row,) for row in OWN_ROWS]


def test_the_file_itself_forgets(project: Project) -> None:
    assert PERSON.encode() in work_of(project).read_bytes()
    erase_person(project)
    rewrite(work_of(project))
    assert PERSON.encode() not in work_of(project).read_bytes()
    assert len(ask(project, LEFT)) == 4
    for file in (project.root / "evidence").iterdir():
        assert PERSON.encode() not in file.read_bytes()


def test_the_door_lets_nothing_of_them_in_again(project: Project) -> None:
    erase_person(project)
    write_delivery(project, "second", first=200)
    land(project.root, work_of(project))
    assert ask(project, "select count(*) from {} where customer is not distinct from '" + PERSON + "'") == [
        (0,)
    ]
    assert ask(project, 'select count(*) from "truenorth"."adm_orders__erased"') == [(4,)]
    with duckdb.connect(str(work_of(project))) as con:
        admit("orders", project_dir=project.root).land(con, LABELLED, full_refresh=True)
    assert ask(project, "select count(*), count(distinct customer) from {}") == [(8, 2)]
    assert ask(project, 'select count(*), count(_leaf) from "truenorth"."adm_orders__erased"') == [(4, 0)]
    work_of(project).unlink()
    land(project.root, work_of(project))
    assert ask(project, "select count(*), count(distinct customer) from {}") == [(8, 2)]


def test_without_its_scope_file_a_source_stays_shut_once_somebody_was_erased(project: Project) -> None:
    scope = project.root / "expectations" / "scope" / "orders.yml"
    kept = scope.read_text()
    scope.unlink()
    admit("orders", project_dir=project.root)  # nobody was erased yet
    scope.write_text(kept)
    erase_person(project)
    scope.unlink()
    with pytest.raises(EvaluationError) as refusal:
        admit("orders", project_dir=project.root)
    assert refusal.value.code == "TN-U004"


def test_every_proof_of_others_stays_valid(tmp_path: Path) -> None:
    project = with_log(tmp_path)
    others = tuple(row for row in range(1, 7) if row not in OWN_ROWS)
    before = proofs(project, others)
    theirs = proofs(project, OWN_ROWS)
    erase_person(project)
    log = EvidenceLog.open(project)
    assert log is not None
    with log:
        for proof in (*before, *theirs, *proofs(project, others)):
            verify_row_proof(proof, log.key)
        with pytest.raises(ConfigurationError, match="was erased") as refusal:
            proofs(project, (2,))
        assert refusal.value.code == "TN-V054"
        [entry] = log.entries("erasure")
        assert entry.entry.body == {"rows": {"orders": 2}}
        written = json.dumps([[one.entry.key, dict(one.entry.body)] for one in log.entries()])
        assert PERSON not in written
    with_salt = Salts.open(project)
    assert with_salt is not None
    with with_salt:
        assert with_salt.existing([with_salt.owner("subject", PERSON)]) == {}
        assert len(with_salt.existing([with_salt.owner("subject", OTHER)])) == 1


def test_a_batch_that_is_labelled_anew_is_proven_anew(tmp_path: Path) -> None:
    project = with_log(tmp_path)
    erase_person(project)
    with duckdb.connect(str(work_of(project))) as con:
        admit("orders", project_dir=project.root).land(con, LABELLED, full_refresh=True)
    log = EvidenceLog.open(project)
    assert log is not None
    with log:
        attest_small(project, log, "anew")
        last = log.last("admission")
        assert last is not None
        assert (last.body["admitted"], last.body["quarantined"], last.body["erased"]) == (4, 0, 2)
        assert verify_row_proof(proofs(project, (3,))[0], log.key).fate == "admitted"


@pytest.mark.parametrize("step", ["_remove", "Salts.delete", "EvidenceLog.append"])
def test_a_killed_erasure_goes_on_when_it_is_repeated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    project = with_log(tmp_path)

    def die(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(erasure, "attest", lambda *_: 0)  # all was attested: what appends is the erasure
        owner, _, name = step.rpartition(".")
        patch.setattr(getattr(erasure, owner) if owner else erasure, name, die)
        with pytest.raises(KeyboardInterrupt):
            erase_person(project)
    assert erase_person(project).is_repeated
    log = EvidenceLog.open(project)
    assert log is not None
    with log:
        [entry] = log.entries("erasure")
        assert entry.entry.body == {"rows": {"orders": 2}}  # what the first try was about to take
    assert len(ask(project, LEFT)) == 4
    others = (1, 3, 4, 6)
    assert len(proofs(project, others)) == 4
    assert not erase_person(project).rows  # once more changes nothing
    assert erased_subjects(project.root).num_rows == 1


def test_verdicts_on_what_they_did_go_too(tmp_path: Path) -> None:
    project = with_log(tmp_path)
    with duckdb.connect(str(work_of(project))) as con:
        con.execute(f"""
            create table truenorth.brushing_findings as select * from (values
                ('order', 'O101', 'lonely', '{PERSON}'), ('actor', '{PERSON}', 'lonely', '{PERSON}'),
                ('order', 'O100', 'shared', '{OTHER}'), ('order', 'O101', 'shared', '{PERSON}')
            ) f(subject_type, subject_id, case_id, actor_id);
            create table truenorth.brushing_verdicts as
                select distinct md5(subject_type || subject_id) as verdict_id, subject_type, subject_id,
                    1::bigint as revision, 'blocked' as status, 'burst' as signals, 1::bigint as findings,
                    timestamp '2026-01-01' as decided_at
                from truenorth.brushing_findings;
            create table truenorth.named as select ['{OTHER}', '{PERSON}'] as both_of_them;
        """)
    erase_person(project)
    assert ask(project, "select subject_id from truenorth.brushing_verdicts") == [("O100",)]
    assert ask(project, "select subject_id from truenorth.brushing_findings") == [("O100",)]
    assert ask(project, "select count(*) from truenorth.named") == [(0,)]


def test_the_data_bank_is_whole_and_verifies(tmp_path: Path) -> None:
    project = with_log(tmp_path)
    with duckdb.connect(str(work_of(project)), read_only=True) as con:
        bundle = export(project, con, BUILT, PERSON, tmp_path / "bundle")
    out = bundle.folder
    rows = [json.loads(line) for line in (out / "received" / "orders.jsonl").read_text().splitlines()]
    assert [(row["_row_number"], row["order_id"], row["amount"]) for row in rows] == [
        (2, "O101", 2.0),
        (FAULTY, "O104", -5.0),
    ]
    assert [bool(row["_reasons"]) for row in rows] == [False, True]
    log = EvidenceLog.open(project)
    assert log is not None
    with log:
        for row in rows:
            proof = verify_row_proof((out / row["_proof"]).read_text(), log.key)
            assert proof.values is not None
            assert (proof.row_number, proof.values["customer"]) == (row["_row_number"], PERSON)
    manifest = json.loads((out / "manifest.json").read_text())
    assert [file["rows"] for file in manifest["files"]] == [2]
    assert all(file.stat().st_mode & 0o077 == 0 for file in out.rglob("*"))
    assert not any(OTHER in file.read_text() for file in out.rglob("*") if file.is_file())


def test_ids_of_others_are_withheld_from_rows_that_are_not_ones_own(tmp_path: Path) -> None:
    project = with_log(tmp_path)
    scope = project.root / "expectations" / "scope" / "orders.yml"
    scope.write_text(scope.read_text().replace("[system.operations]", "[user.unique_id]"))
    with duckdb.connect(str(work_of(project)), read_only=True) as con:
        out = export(project, con, BUILT, PERSON, tmp_path / "bundle").folder
    rows = [json.loads(line) for line in (out / "received" / "orders.jsonl").read_text().splitlines()]
    assert [(row["order_id"], row["customer"], row["_withheld"]) for row in rows] == [
        (None, PERSON, ["order_id"])
    ] * 2
    assert not any("values" in json.loads((out / row["_proof"]).read_text()) for row in rows)


def test_what_is_refused(project: Project, tmp_path: Path) -> None:
    def code_of(person: str, out: Path) -> str:
        with (
            duckdb.connect(str(work_of(project)), read_only=True) as con,
            pytest.raises(ConfigurationError) as refusal,
        ):
            export(project, con, BUILT, person, out)
        assert person not in str(refusal.value)
        return refusal.value.code

    assert code_of("nobody-at-all", tmp_path / "a") == "TN-U001"
    assert not (tmp_path / "a").exists()
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "file").touch()
    assert code_of(PERSON, tmp_path / "full") == "TN-U002"
    (project.root / "expectations" / "scope" / "orders.yml").unlink()
    assert code_of(PERSON, tmp_path / "b") == "TN-U003"


def with_log(tmp_path: Path) -> Project:
    project = make_project(tmp_path / "project")
    create_log(project, keys=tmp_path / "keys")
    write_delivery(project, "first", first=100)
    land(project.root, work_of(project))
    log = EvidenceLog.open(project)
    assert log is not None
    with log:
        attest_small(project, log)
    return project
