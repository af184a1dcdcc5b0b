"""Exports and proofs: others can read them, and not one bit of them can be changed unseen."""

from __future__ import annotations

import json
import random
import shutil
from pathlib import Path

import pytest

import evidence_verifier
from evidence_shop import admissions, grow, keys_of, opened, shop_with_log
from truenorth.errors import TruenorthError
from truenorth.evidence.export import export_log
from truenorth.evidence.log import Entry
from truenorth.evidence.signers import Signers
from truenorth.evidence.tiles import parse_tile_name
from truenorth.evidence.verified import verified_proof
from truenorth.evidence.verified_export import exported_log_key, exported_witness_keys, verified_export
from truenorth.evidence.verified_file import verified_file
from truenorth.evidence.vkeys import VerifierKey
from truenorth.evidence.witness import Witness
from truenorth.evidence.witnesses import accept_cosignatures, add_witness, witness_request
from truenorth.project import Project

FLIPS = {"export": 600, "proof": 300, "entry": 100}
SEED = 20261122


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A cosigned log of 330 entries that grew in five steps."""
    project = shop_with_log(tmp_path / "shop")
    grow(project, 3, 250, 20, 56, 1)
    with opened(project) as log:
        Witness.create(tmp_path / "witness.sqlite", "example.org/w", keys_of(project))
        witness = Witness(tmp_path / "witness.sqlite")
        witness.trust(str(log.key))
        add_witness(log.store, str(witness.key), "")
        accept_cosignatures(log.store, witness.add_checkpoint(witness_request(log.store, 0)).body)
        witness.close()
    return project


def exported(project: Project, name: str = "export") -> tuple[Path, VerifierKey]:
    folder = project.root / name
    with opened(project) as log:
        export_log(log.store, log.key, folder)
        return folder, log.key


def files_of(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_an_export_has_exactly_the_tiles_that_its_checkpoints_call_for(project: Project) -> None:
    folder, _ = exported(project)
    assert [path.relative_to(folder).as_posix() for path in files_of(folder)] == [
        "checkpoint",
        "log.vkey",
        "tile/0/000",
        *(f"tile/0/001.p/{width}" for width in (17, 73, 74)),
        "tile/1/000.p/1",
        "tile/entries/000",
        *(f"tile/entries/001.p/{width}" for width in (17, 73, 74)),
        "witnesses.vkey",
    ]


def test_another_program_reads_the_export_and_finds_what_was_logged(project: Project) -> None:
    folder, key = exported(project)
    vkeys = [str(key), *map(str, exported_witness_keys(folder))]
    assert len(vkeys) == 2
    entries = [json.loads(entry) for entry in evidence_verifier.read_export(folder, vkeys)]
    assert [entry["key"] for entry in entries] == [f"batch/{number}" for number in range(330)]
    assert verified_export(folder, Signers(key)).witnesses == ["example.org/w"]


def test_a_second_export_extends_the_first_and_a_third_writes_nothing(project: Project) -> None:
    folder, key = exported(project)
    before = {path: path.read_bytes() for path in files_of(folder)}
    grow(project, 600)
    exported(project)
    assert verified_export(folder, Signers(key)).head.size == 930
    changed = {
        path.relative_to(folder).as_posix()
        for path, content in before.items()
        if path.read_bytes() != content
    }
    assert changed == {"checkpoint"}  # what is served once stays as it is, also tiles that were partial
    with opened(project) as log:
        assert export_log(log.store, log.key, folder) == (930, 0)


@pytest.mark.parametrize("there", ["a file", "another log", "a longer one"])
def test_an_export_goes_nowhere_else(project: Project, tmp_path: Path, there: str) -> None:
    folder = project.root / "export"
    if there == "a file":
        folder.mkdir()
        (folder / "index.html").touch()
    elif there == "another log":
        other = shop_with_log(tmp_path / "other")
        grow(other, 3)
        exported(other)[0].rename(folder)
    else:
        exported(project)
        checkpoint = (folder / "checkpoint").read_text().replace("330", "331")
        (folder / "checkpoint").write_text(checkpoint)
    before = {path: path.read_bytes() for path in files_of(folder)}
    with opened(project) as log, pytest.raises(TruenorthError) as refusal:
        export_log(log.store, log.key, folder)
    assert refusal.value.code == "TN-V028"
    assert {path: path.read_bytes() for path in files_of(folder)} == before


@pytest.mark.parametrize(
    "change",
    [
        "log.vkey",
        "tile/0/000",
        "tile/entries/001.p/74",
        "tile/1/000.p/1",
        "+README",
        "+tile/0/007",
    ],
)
def test_a_file_too_few_or_too_many_is_refused(project: Project, change: str) -> None:
    folder, key = exported(project)
    if change.startswith("+"):
        (folder / change[1:]).write_bytes(b"")
    else:
        (folder / change).unlink()
    with pytest.raises(TruenorthError) as refusal:
        verified_export(folder, Signers(key))
    assert refusal.value.code == "TN-V023"


def test_not_one_flipped_bit_of_an_export_passes(project: Project) -> None:
    folder, key = exported(project)
    files = files_of(folder)
    chances = random.Random(SEED)
    survivors = []
    for number in range(FLIPS["export"]):
        # half of the flips by file, so that the small ones are met as well
        weights = None if number % 2 else [path.stat().st_size for path in files]
        [path] = chances.choices(files, weights)
        content = path.read_bytes()
        path.write_bytes(flipped(content, chances))
        if passes(lambda: verified_export(folder, Signers(key))):
            survivors.append(path.name)
        path.write_bytes(content)
    assert survivors == []
    assert verified_export(folder, Signers(key)).head.size == 330


def test_not_one_flipped_bit_of_a_proof_passes(project: Project) -> None:
    chances = random.Random(SEED)
    with opened(project) as log:
        witnesses = exported_witness_keys(exported(project)[0])
        signers, bundles = Signers(log.key, (), witnesses), [log.prove(f"batch/{n}") for n in (0, 200, 329)]
    for bundle in bundles:
        assert verified_proof(bundle, signers).witnesses == ["example.org/w"]
    survivors = []
    for _ in range(FLIPS["proof"]):
        written = flipped(chances.choice(bundles).encode(), chances)
        try:
            text = written.decode()
        except UnicodeDecodeError:
            continue  # no reader takes it for a text
        if passes(lambda text=text: verified_proof(text, signers)):
            survivors.append(text)
    assert survivors == []


def test_not_one_flipped_bit_of_an_entry_passes(project: Project) -> None:
    chances = random.Random(SEED)
    survivors = 0
    with opened(project) as log:
        signers = Signers(log.key, (), exported_witness_keys(exported(project)[0]))
        for _ in range(FLIPS["entry"]):
            [(n, content)] = log.store.rows("select n, entries from bundles order by random() limit 1")
            log.store.rows("update bundles set entries = ? where n = ?", [flipped(content, chances), n])
            survivors += passes(lambda: verified_file(log.store, signers))
            log.store.rows("update bundles set entries = ? where n = ?", [content, n])
        assert survivors == 0
        assert verified_file(log.store, signers).head.size == 330


def test_a_witness_that_is_demanded_must_have_cosigned(project: Project) -> None:
    folder, key = exported(project)
    [witness] = exported_witness_keys(folder)
    assert verified_export(folder, Signers(key, [witness])).witnesses == [witness.name]
    grow(project, 1)
    exported(project)
    assert verified_export(folder, Signers(key)).witnesses == []
    with pytest.raises(TruenorthError) as refusal:
        verified_export(folder, Signers(key, [witness]))
    assert refusal.value.code == "TN-V020"


def test_a_signature_by_nobody_known_is_refused(project: Project) -> None:
    folder, key = exported(project)
    (folder / "witnesses.vkey").unlink()
    with pytest.raises(TruenorthError) as refusal:
        verified_export(folder, Signers(key))
    assert refusal.value.code == "TN-V026"


def test_an_export_under_another_key_is_refused(project: Project, tmp_path: Path) -> None:
    folder, key = exported(project)
    other = shop_with_log(tmp_path / "other")
    grow(other, 3)
    other_folder, other_key = exported(other)
    with pytest.raises(TruenorthError):
        verified_export(folder, Signers(other_key))
    shutil.copy(other_folder / "log.vkey", folder / "log.vkey")
    assert exported_log_key(folder) == other_key
    for trusted in (key, other_key):
        with pytest.raises(TruenorthError):
            verified_export(folder, Signers(trusted))


def test_names_of_all_exported_tiles_are_of_the_format(project: Project) -> None:
    folder, _ = exported(project)
    names = [path.relative_to(folder).as_posix() for path in files_of(folder / "tile")]
    assert names and all(parse_tile_name(name) for name in names)


def test_entries_of_two_kinds_in_one_bundle_are_exported_in_order(tmp_path: Path) -> None:
    project = shop_with_log(tmp_path / "mixed")
    with opened(project) as log:
        log.append([*admissions(0, 2), Entry("h", "hold", {})])
    folder, key = exported(project)
    entries = evidence_verifier.read_export(folder, [str(key)])
    assert [json.loads(entry)["kind"] for entry in entries] == ["admission", "admission", "hold"]


def flipped(content: bytes, chances: random.Random) -> bytes:
    place, bit = chances.randrange(len(content)), chances.randrange(8)
    return content[:place] + bytes([content[place] ^ 1 << bit]) + content[place + 1 :]


def passes(verify: object) -> bool:
    """Whether a verification passes; whatever it raises that is no refusal is a fault of ours."""
    assert callable(verify)
    try:
        verify()
    except TruenorthError:
        return False
    return True
