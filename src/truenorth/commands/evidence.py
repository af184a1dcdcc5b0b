"""`truenorth evidence`: what the commands do with a project's log."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from ..errors import ConfigurationError, GateError
from ..evidence.entry import Logged, timestamp_text
from ..evidence.export import export_log
from ..evidence.log import EvidenceLog
from ..evidence.strict_text import read_text_file
from ..evidence.witness import Witness
from ..evidence.witnesses import (
    KnownWitness,
    accept_cosignatures,
    add_witness,
    find_witness,
    known_witnesses,
    submit,
    witness_request,
)
from ..project import Project


@dataclass(frozen=True)
class LogReport:
    """The newest of a log.

    Attributes:
        sizes: sizes at which the newest checkpoints were signed.
    """

    key: str
    size: int
    checkpoint: str
    sizes: list[int]
    witnesses: list[KnownWitness]
    entries: list[Logged]

    def as_json(self) -> dict[str, Any]:
        return {
            "schema_version": 1,
            "key": self.key,
            "entries": self.size,
            "checkpoint": self.checkpoint,
            "checkpoint_sizes": self.sizes,
            "witnesses": [
                {"key": str(one.key), "url": one.url or None, "cosigned_entries": one.seen}
                for one in self.witnesses
            ],
            "newest": [
                {
                    "index": logged.index,
                    "at": timestamp_text(logged.at),
                    "kind": logged.entry.kind,
                    "key": logged.entry.key,
                    "body": dict(logged.entry.body),
                }
                for logged in self.entries
            ],
        }

    def as_text(self) -> str:
        """Lines that are never broken: keys and checkpoints are there to be copied."""
        wide = max((len(logged.entry.kind) for logged in self.entries), default=0)
        lines = [
            f"{logged.index:>9,}  {timestamp_text(logged.at)}  {logged.entry.kind:{wide}}  {logged.entry.key}"
            for logged in self.entries
        ]
        lines += [
            f"{self.size:,} entries; checkpoints signed at {', '.join(f'{size:,}' for size in self.sizes)}",
            *(f"witness {one.key.name} has seen {one.seen:,} entries" for one in self.witnesses),
            f"public key {self.key}",
            "",
            self.checkpoint.rstrip("\n"),
        ]
        return "\n".join(lines)


def open_log(project: Project) -> EvidenceLog:
    """Open the project's log.

    Raises: ConfigurationError TN-V001 if it never had one; see `EvidenceLog.open`.
    """
    log = EvidenceLog.open(project)
    if log is None:
        raise no_log(project)
    return log


def no_log(project: Project | None) -> ConfigurationError:
    """The refusal of whatever needs a log."""
    return ConfigurationError(
        "TN-V001",
        "this project has no evidence log",
        where="" if project is None else str(project.root),
        mend="`truenorth evidence init` makes one",
    )


def show_log(project: Project, kind: str | None, limit: int) -> LogReport:
    """Return the newest entries, the newest last."""
    with open_log(project) as log, log.store.reading():
        return LogReport(
            key=str(log.key),
            size=log.size,
            checkpoint=log.checkpoint(),
            sizes=[size for size, _ in log.store.checkpoints(limit)],
            witnesses=known_witnesses(log.store),
            entries=list(islice(log.newest(kind), limit))[::-1],
        )


def prove_entry(project: Project, key: str, size: int | None) -> str:
    """Return a proof bundle; see `EvidenceLog.prove`."""
    with open_log(project) as log:
        return log.prove(key, size)


def export_to(project: Project, folder: Path) -> tuple[int, int]:
    """Write the log as static files; see `export_log`."""
    with open_log(project) as log:
        return export_log(log.store, log.key, folder)


def add_witness_to(project: Project, vkey: str, url: str) -> str:
    """Make a witness known; returns its name."""
    with open_log(project) as log:
        return add_witness(log.store, vkey, url).key.name


def submit_to(project: Project, name: str | None) -> list[str]:
    """Have the newest checkpoint cosigned over HTTP; returns who did."""
    with open_log(project) as log:
        return submit(log.store, find_witness(log.store, name))


def request_for(project: Project, name: str | None) -> str:
    """Return an `add-checkpoint` request."""
    with open_log(project) as log:
        return witness_request(log.store, find_witness(log.store, name).seen)


def accept_from(project: Project, answer: Path) -> list[str]:
    """Keep the cosignatures of an answer; returns whose they are."""
    with open_log(project) as log:
        return accept_cosignatures(log.store, read_text_file(answer))


def answer_request(state: Path, file: Path) -> str:
    """Let a witness answer a request in a file.

    Raises: GateError TN-V030 if it does not cosign.
    """
    witness = Witness(state)
    try:
        answer = witness.add_checkpoint(read_text_file(file))
    finally:
        witness.close()
    if answer.status != 200:
        raise GateError(
            "TN-V030",
            f"the witness does not cosign: {answer.status} {answer.body.strip()}",
            where=str(file),
            mend="see `truenorth explain TN-V030`",
        )
    return answer.body
