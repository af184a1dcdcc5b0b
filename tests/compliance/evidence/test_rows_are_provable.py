"""The root on the log is that of the rows, each row can be proven, and nothing that was changed passes."""

from __future__ import annotations

import json
import random
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
import row_oracle

from attested_build import attest_small, make_project
from small_build import LABELLED, ROWS_A_FILE, deliver, land
from truenorth.attest.row_proof import BatchProver, verify_row_proof
from truenorth.errors import ConfigurationError, EvaluationError, GateError
from truenorth.evidence.creation import create_log
from truenorth.evidence.log import EvidenceLog
from truenorth.evidence.vkeys import ED25519, VerifierKey
from truenorth.persons.salts import Salts, salts_path
from truenorth.project import Project

Attested = tuple[Project, EvidenceLog]


@pytest.fixture(scope="module")
def attested(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Attested]:
    """A project with one delivery of 2,000 rows, attested; read it, never write to it."""
    folder = tmp_path_factory.mktemp("attested")
    project = make_project(folder / "project")
    create_log(project, keys=folder / "keys")
    deliver(project.root, 0)
    land(project.root, project.root / "work.duckdb")
    log = EvidenceLog.open(project)
    assert log is not None
    with log:
        attest_small(project, log)
        yield project, log


def rows_of(work: Path) -> list[tuple[object, ...]]:
    with duckdb.connect(str(work), read_only=True) as con:
        return con.execute(
            "select _row_number, _batch_id, _reasons, customer, order_id::varchar, customer::varchar,"
            f" amount::varchar, _as_received::varchar from {LABELLED} order by _row_number"
        ).fetchall()


def prover(con: duckdb.DuckDBPyConnection, project: Project, log: EvidenceLog) -> BatchProver:
    salts = Salts.open(project)
    assert salts is not None
    [(batch_id,)] = con.execute(f"select distinct _batch_id from {LABELLED}").fetchall()
    return BatchProver(con, log, salts, "orders", LABELLED, batch_id)


def test_the_root_is_that_of_an_own_reading(attested: Attested) -> None:
    project, log = attested
    admission = log.last("admission")
    assert admission is not None
    salts = Salts.open(project)
    assert salts is not None
    rows = rows_of(project.root / "work.duckdb")
    leaves = []
    for number, batch_id, reasons, customer, *values in rows:
        owner = salts.owner(*(("subject", customer) if customer else ("batch", f"orders/{batch_id}")))
        named = dict(zip(("order_id", "customer", "amount", "_as_received"), values, strict=True))
        leaves.append(row_oracle.leaf(number, batch_id, reasons, salts.existing([owner])[owner], named))
    assert admission.body["rows_root"] == row_oracle.root(leaves).hex()
    assert admission.body["rows"] == len(leaves) == ROWS_A_FILE
    quarantined = sum(bool(row[2]) for row in rows)
    assert 0 < quarantined < ROWS_A_FILE
    assert (admission.body["admitted"], admission.body["quarantined"], admission.body["erased"]) == (
        ROWS_A_FILE - quarantined, quarantined, 0,
    )  # fmt: skip


def test_every_kind_of_row_is_proven(attested: Attested) -> None:
    project, log = attested
    fates = {number: reasons for number, _, reasons, *_ in rows_of(project.root / "work.duckdb")}
    with duckdb.connect(str(project.root / "work.duckdb"), read_only=True) as con:
        proves = prover(con, project, log)
        for number in (1, 2, ROWS_A_FILE, *random.Random(7).sample(range(1, ROWS_A_FILE), 20)):
            for with_values in (False, True):
                said = verify_row_proof(proves.prove(number, with_values=with_values), log.key)
                fate = f"quarantined {','.join(fates[number])}" if fates[number] else "admitted"
                assert (said.row_number, said.fate) == (number, fate)
                assert (said.values is not None) == with_values


def test_without_values_a_proof_says_nothing_about_the_row(attested: Attested) -> None:
    project, log = attested
    with duckdb.connect(str(project.root / "work.duckdb"), read_only=True) as con:
        proof = prover(con, project, log).prove(2)
    assert "customer-" not in proof
    assert not {"values", "row_salt"} & json.loads(proof).keys()


def test_what_is_not_there_is_refused(attested: Attested) -> None:
    project, log = attested
    with duckdb.connect(str(project.root / "work.duckdb"), read_only=True) as con:
        with pytest.raises(ConfigurationError, match=f"no row {ROWS_A_FILE + 1}") as refusal:
            prover(con, project, log).prove(ROWS_A_FILE + 1)
        assert refusal.value.code == "TN-V054"
        salts = Salts.open(project)
        assert salts is not None
        with pytest.raises(ConfigurationError) as refusal:
            BatchProver(con, log, salts, "orders", LABELLED, "0" * 64)
        assert refusal.value.code == "TN-V054"


def test_a_thousand_flipped_bits_are_refused(attested: Attested) -> None:
    project, log = attested
    with duckdb.connect(str(project.root / "work.duckdb"), read_only=True) as con:
        written = prover(con, project, log).prove(51, with_values=True).encode()
    chance = random.Random(20111209)
    for _ in range(1000):
        flipped = bytearray(written)
        flipped[chance.randrange(len(flipped))] ^= 1 << chance.randrange(8)
        with pytest.raises(GateError):
            verify_row_proof(flipped.decode("utf-8", errors="surrogateescape"), log.key)


@pytest.mark.parametrize(
    "change",
    [
        {"fate": "quarantined"},
        {"fate": "quarantined amount.greater_than"},
        {"row_number": 6},
        {"row_number": True},
        {"source": "others"},
        {"batch_id": "0" * 64},
        {"format": "truenorth-row-proof/2"},
        {"note": "all is well"},
    ],
    ids=str,
)
def test_a_changed_claim_is_refused(attested: Attested, change: dict[str, object]) -> None:
    project, log = attested
    with duckdb.connect(str(project.root / "work.duckdb"), read_only=True) as con:
        proof = json.loads(prover(con, project, log).prove(5))
    changed = json.dumps(proof | change, ensure_ascii=False, indent=2) + "\n"
    assert json.loads(changed) != proof
    with pytest.raises(GateError):
        verify_row_proof(changed, log.key)


def test_another_key_proves_nothing(attested: Attested) -> None:
    project, log = attested
    with duckdb.connect(str(project.root / "work.duckdb"), read_only=True) as con:
        proof = prover(con, project, log).prove(5)
    with pytest.raises(GateError):
        verify_row_proof(proof, VerifierKey(log.key.name, ED25519, bytes(32)))


@pytest.mark.parametrize(
    "change",
    [
        "update {} set amount = amount + 1 where _row_number = 3",
        "update {} set _reasons = [] where _row_number = 51",
        "update {} set customer = null where _row_number = 3",
        "delete from {} where _row_number = 2000",
        "insert into {0} select * from {0} where _row_number = 3",
    ],
)
def test_rows_that_were_changed_since_are_found(attested: Attested, tmp_path: Path, change: str) -> None:
    project, log = attested
    copy = tmp_path / "work.duckdb"
    copy.write_bytes((project.root / "work.duckdb").read_bytes())
    with duckdb.connect(str(copy)) as con:
        prover(con, project, log)  # the copy itself is good
        con.execute(change.format(LABELLED))
        with pytest.raises(GateError) as refusal:
            prover(con, project, log)
    assert refusal.value.code == "TN-V055"


def test_salts_are_private_and_name_nobody(attested: Attested) -> None:
    project, _ = attested
    path = salts_path(project)
    assert path.stat().st_mode & 0o777 == 0o600
    assert b"customer" not in path.read_bytes()
    with sqlite3.connect(path) as con:
        [(salts, distinct)] = con.execute("select count(*), count(distinct salt) from salts").fetchall()
    assert salts == distinct > 200  # 225 customers and the batch


def test_open_salts_are_refused(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project")
    Salts.create(project).close()
    salts_path(project).chmod(0o640)
    with pytest.raises(EvaluationError) as refusal:
        Salts.create(project)
    assert refusal.value.code == "TN-V051"
    salts_path(project).chmod(0o600)
    Salts.create(project).close()
