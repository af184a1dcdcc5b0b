"""Witnesses: they cosign what continues, refuse what does not, and say so in the words of the protocol."""

from __future__ import annotations

import base64
import shutil
import sqlite3
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest

import evidence_verifier
from evidence_shop import ORIGIN, admissions, grow, keys_of, opened, shop_with_log
from truenorth.errors import TruenorthError
from truenorth.evidence.keys import create_key
from truenorth.evidence.log import EvidenceLog, log_file
from truenorth.evidence.witness import Witness
from truenorth.evidence.witness_server import WitnessServer
from truenorth.evidence.witnesses import (
    accept_cosignatures,
    add_witness,
    find_witness,
    known_witnesses,
    submit,
    witness_request,
)
from truenorth.project import Project

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return shop_with_log(tmp_path / "shop")


@pytest.fixture
def log(project: Project) -> Iterator[EvidenceLog]:
    grow(project, 5)
    with opened(project) as log:
        yield log


@pytest.fixture
def witness(log: EvidenceLog, project: Project, tmp_path: Path) -> Iterator[Witness]:
    """A witness that watches the log; the log knows it."""
    Witness.create(tmp_path / "witness.sqlite", "example.org/w", keys_of(project))
    witness = Witness(tmp_path / "witness.sqlite", clock=lambda: NOON)
    assert witness.trust(str(log.key)) == ORIGIN
    add_witness(log.store, str(witness.key), "")
    yield witness
    witness.close()


@contextmanager
def served(state: Path) -> Iterator[str]:
    """The address of a witness that answers over HTTP; it lives in a thread of its own."""
    ready = threading.Event()
    address: list[WitnessServer] = []

    def serve() -> None:
        server = WitnessServer(Witness(state, clock=lambda: NOON), "127.0.0.1", 0)
        address.append(server)
        ready.set()
        server.serve_forever(poll_interval=0.05)

    thread = threading.Thread(target=serve)
    thread.start()
    assert ready.wait(10)
    yield f"http://127.0.0.1:{address[0].server_port}"
    address[0].shutdown()
    thread.join()
    address[0].server_close()


def test_it_cosigns_and_then_only_what_continues(log: EvidenceLog, witness: Witness) -> None:
    keys = [str(log.key), str(witness.key)]
    for old, more in ((0, 0), (5, 1), (6, 300), (306, 0)):
        log.append(admissions(log.size, more))
        answer = witness.add_checkpoint(witness_request(log.store, old))
        assert answer.status == 200
        assert accept_cosignatures(log.store, answer.body) == ["example.org/w"]
        size, _ = evidence_verifier.open_checkpoint(log.checkpoint().encode(), keys)
        assert size == log.size
        remembered = witness.latest(sha256(ORIGIN.encode()).hexdigest())
        assert remembered == log.checkpoint()
    assert known_witnesses(log.store)[0].seen == 306
    assert f"— {witness.key.name} " in log.prove("batch/0")
    line = log.checkpoint().splitlines()[-1].split(" ")[2]
    assert int.from_bytes(base64.b64decode(line)[4:12], "big") == int(NOON.timestamp())


def test_a_witness_that_saw_an_empty_log_takes_the_next(project: Project, tmp_path: Path) -> None:
    Witness.create(tmp_path / "w.sqlite", "example.org/w", keys_of(project))
    witness = Witness(tmp_path / "w.sqlite")
    with opened(project) as log:
        witness.trust(str(log.key))
        assert witness.add_checkpoint(witness_request(log.store, 0)).status == 200
        log.append(admissions(0, 3))
        assert witness.add_checkpoint(witness_request(log.store, 0)).status == 200
    witness.close()


def test_it_says_which_size_it_remembers(log: EvidenceLog, witness: Witness) -> None:
    assert witness.add_checkpoint(witness_request(log.store, 0)).status == 200
    log.append(admissions(5, 4))
    answer = witness.add_checkpoint(witness_request(log.store, 0))
    assert (answer.status, answer.body) == (409, "5\n")
    assert witness.add_checkpoint(witness_request(log.store, 9)).status == 409


def test_it_refuses_a_fork(project: Project, tmp_path: Path) -> None:
    """Two histories under one key: whichever comes second is not cosigned, as long as the first or longer."""
    fork = fork_of(project, tmp_path / "fork")
    Witness.create(tmp_path / "w.sqlite", "example.org/w", keys_of(project))
    witness = Witness(tmp_path / "w.sqlite")
    with opened(project) as log:
        witness.trust(str(log.key))
        log.append(admissions(0, 5))
        assert witness.add_checkpoint(witness_request(log.store, 0)).status == 200
        first = witness.latest(sha256(ORIGIN.encode()).hexdigest())
    with opened(fork) as log:
        for size in (5, 9):
            log.append(admissions(100 + log.size, size - log.size))
            assert witness.add_checkpoint(witness_request(log.store, 5)).status == 422
    assert witness.latest(sha256(ORIGIN.encode()).hexdigest()) == first
    witness.close()


def fork_of(project: Project, folder: Path) -> Project:
    """A copy of the log and of its key that knows nothing of the first."""
    shutil.copytree(project.root, folder)
    fork = Project(root=folder, name=project.name)
    shutil.copytree(keys_of(project), keys_of(fork))
    with sqlite3.connect(log_file(fork)) as con:
        con.execute("update log set keys = ?", [str(keys_of(fork))])
    con.close()
    return fork


@pytest.mark.parametrize(
    ("change", "status"),
    [
        (lambda request: "", 400),
        (lambda request: request.replace("old 5", "old 05"), 400),
        (lambda request: request.replace("old 5", "old five"), 400),
        (lambda request: request.replace("old 5\n", "old 5\nAAAA\n"), 400),
        (lambda request: request.replace("\n\n", "\n", 1), 400),
        (lambda request: request.replace("old 5\n", "old 5\n" + "A" * 43 + "=\n"), 422),
        (lambda request: request.replace("old 5\n", "old 5\n" + ("A" * 43 + "=\n") * 64), 400),
        (lambda request: request.replace("old 5", "old 700"), 400),
        (lambda request: request.replace("old 5", "old 4"), 409),
        (lambda request: request.replace(ORIGIN, "example.com/else"), 404),
        (lambda request: request.replace("\n9\n", "\n8\n"), 403),
        (lambda request: request.replace("\n— example.com/shop", "\n— example.com/stranger"), 403),
    ],
)
def test_other_requests_get_the_status_of_the_protocol(
    log: EvidenceLog, witness: Witness, change: Callable[[str], str], status: int
) -> None:
    witness.add_checkpoint(witness_request(log.store, 0))
    log.append(admissions(5, 4))
    request = witness_request(log.store, 5)
    assert witness.add_checkpoint(change(request)).status == status
    assert witness.add_checkpoint(request).status == 200  # a refusal changes nothing


def test_it_watches_only_logs_that_it_was_told_of(log: EvidenceLog, project: Project, tmp_path: Path) -> None:
    Witness.create(tmp_path / "w.sqlite", "example.org/w", keys_of(project))
    witness = Witness(tmp_path / "w.sqlite")
    assert witness.add_checkpoint(witness_request(log.store, 0)).status == 404
    assert witness.latest(sha256(ORIGIN.encode()).hexdigest()) is None
    witness.trust(str(log.key))
    witness.trust(str(log.key))
    other, _ = create_key(ORIGIN, tmp_path / "other_keys")
    with pytest.raises(TruenorthError) as refusal:
        witness.trust(str(other))
    assert refusal.value.code == "TN-V031"
    witness.close()


@pytest.mark.parametrize("answer", ["another's", "of an older checkpoint", "nonsense"])
def test_the_log_keeps_only_cosignatures_that_verify(
    log: EvidenceLog, witness: Witness, project: Project, tmp_path: Path, answer: str
) -> None:
    body = witness.add_checkpoint(witness_request(log.store, 0)).body
    expected = "TN-V021"
    if answer == "another's":
        Witness.create(tmp_path / "v.sqlite", "example.org/v", keys_of(project))
        stranger = Witness(tmp_path / "v.sqlite")
        stranger.trust(str(log.key))
        body, expected = stranger.add_checkpoint(witness_request(log.store, 0)).body, "TN-V030"
        stranger.close()
    elif answer == "of an older checkpoint":
        log.append(admissions(5, 1))
        expected = "TN-V020"
    else:
        body = "nonsense\n"
    with pytest.raises(TruenorthError) as refusal:
        accept_cosignatures(log.store, body)
    assert refusal.value.code == expected
    assert known_witnesses(log.store)[0].seen == 0


def test_over_http_it_is_the_same(log: EvidenceLog, witness: Witness) -> None:
    with served(witness.path) as url:
        add_witness(log.store, str(witness.key), url)
        assert submit(log.store, find_witness(log.store, None)) == ["example.org/w"]
        log.append(admissions(5, 2))
        log.store.rows("delete from cosignatures")  # now it does not know what the witness remembers
        assert submit(log.store, find_witness(log.store, "example.org/w")) == ["example.org/w"]
        origin_hash = sha256(ORIGIN.encode()).hexdigest()
        with urllib.request.urlopen(f"{url}/{origin_hash}/checkpoint") as response:
            assert response.read().decode() == log.checkpoint()
        for path, body, status, kind in (
            ("add-checkpoint", witness_request(log.store, 5), 409, "text/x.tlog.size"),
            ("add-checkpoint", "old 0\n", 400, "text/plain; charset=utf-8"),
            ("sign-subtree", "", 404, "text/plain; charset=utf-8"),
            (f"{'0' * 64}/checkpoint", None, 404, "text/plain; charset=utf-8"),
        ):
            with pytest.raises(urllib.error.HTTPError) as refused:
                urllib.request.urlopen(f"{url}/{path}", None if body is None else body.encode())
            assert (refused.value.code, refused.value.headers["Content-Type"]) == (status, kind)
            refused.value.close()
    with pytest.raises(TruenorthError) as refusal:
        submit(log.store, find_witness(log.store, None))
    assert refusal.value.code == "TN-V030"


def test_a_witness_without_an_address_is_asked_by_files(log: EvidenceLog, witness: Witness) -> None:
    with pytest.raises(TruenorthError) as refusal:
        submit(log.store, find_witness(log.store, None))
    assert refusal.value.code == "TN-V031"
    with pytest.raises(TruenorthError) as refusal:
        add_witness(log.store, str(witness.key), "file:///etc/passwd")
    assert refusal.value.code == "TN-V031"
    with pytest.raises(TruenorthError) as refusal:
        find_witness(log.store, "example.org/unknown")
    assert refusal.value.code == "TN-V031"


def test_a_log_that_has_less_than_the_witness_saw_asks_for_nothing(log: EvidenceLog) -> None:
    with pytest.raises(TruenorthError) as refusal:
        witness_request(log.store, 6)
    assert refusal.value.code == "TN-V030"
