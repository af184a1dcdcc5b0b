"""The log's side of witnessing: which witnesses it has, what to send them, what comes back."""

from __future__ import annotations

import urllib.error
import urllib.request
from dataclasses import dataclass

from ..errors import ConfigurationError, EvaluationError, GateError
from .cosignature import is_cosigned
from .note import Note, read_note, read_signatures
from .store import Store
from .strict_text import to_base64
from .tiles import TileTree
from .vkeys import COSIGNATURE, VerifierKey, read_verifier_key
from .witness import Answer

SECONDS = 30
MOST_ANSWER_BYTES = 100_000


@dataclass(frozen=True)
class KnownWitness:
    """A witness that the log asks.

    Attributes:
        url: submission prefix, empty for one that is asked by files.
        seen: size of the newest checkpoint that it cosigned, 0 for none.
    """

    key: VerifierKey
    url: str
    seen: int


def add_witness(store: Store, vkey: str, url: str) -> KnownWitness:
    """Let the log ask this witness from now on.

    Raises: ConfigurationError TN-V006 (no public key of a witness), TN-V031 (no web address).
    """
    key = read_verifier_key(vkey, COSIGNATURE)
    if url and not url.startswith(("https://", "http://")):
        raise ConfigurationError("TN-V031", "this is no web address", where=url, mend="give http(s)://...")
    with store.writing():
        store.rows("insert or replace into witnesses values (?, ?, ?)", [key.name, vkey, url.rstrip("/")])
    return KnownWitness(key, url, 0)


def known_witnesses(store: Store) -> list[KnownWitness]:
    """Return the log's witnesses by name."""
    found = store.rows(
        "select vkey, url, coalesce(max(size), 0) from witnesses left join cosignatures using (name)"
        " group by name order by name"
    )
    return [KnownWitness(read_verifier_key(vkey, COSIGNATURE), url, seen) for vkey, url, seen in found]


def find_witness(store: Store, name: str | None) -> KnownWitness:
    """Return the witness of that name, or the only one. Raises: ConfigurationError TN-V031."""
    witnesses = known_witnesses(store)
    chosen = [witness for witness in witnesses if name in (None, witness.key.name)]
    if len(chosen) != 1:
        raise ConfigurationError(
            "TN-V031",
            f"{len(chosen)} witnesses fit",
            mend=f"known: {', '.join(witness.key.name for witness in witnesses) or 'none'}",
        )
    return chosen[0]


def witness_request(store: Store, old_size: int) -> str:
    """Return an `add-checkpoint` request: the newest checkpoint, and that it continues the one at `old_size`.

    Raises: GateError TN-V030 if the witness has seen more than the log holds.
    """
    with store.reading():
        [(size, written)] = store.checkpoints(1)
        if old_size > size:
            raise GateError(
                "TN-V030",
                f"the witness has seen {old_size:,} entries, the log has {size:,}",
                where=str(store.path),
                mend="bring the newest copy of the log back",
            )
        proof = TileTree(store.tile).consistency_proof(old_size, size)
    lines = "".join(f"{to_base64(sibling)}\n" for sibling in proof)
    return f"old {old_size}\n{lines}\n{written}"


def accept_cosignatures(store: Store, answer: str) -> list[str]:
    """Keep the cosignatures of known witnesses on the newest checkpoint; returns the names.

    Raises: GateError TN-V021, TN-V020 (a wrong one), TN-V030 (none of a known witness).
    """
    lines = read_signatures(answer)
    with store.writing():
        [(size, written)] = store.checkpoints(1)
        text = read_note(written).text
        names = []
        for witness in known_witnesses(store):
            for line in lines:
                if line.is_by(witness.key) and is_cosigned(Note(text, (line,)), witness.key):
                    name = witness.key.name
                    store.rows(
                        "insert or replace into cosignatures values (?, ?, ?)", [size, name, str(line)]
                    )
                    names.append(name)
        if not names:
            raise GateError(
                "TN-V030",
                "there is no cosignature of a witness that this log knows",
                mend="`truenorth evidence witness add VKEY` makes a witness known",
            )
    return names


def submit(store: Store, witness: KnownWitness) -> list[str]:
    """Ask a witness over HTTP to cosign the newest checkpoint; returns the names that did.

    Raises: ConfigurationError TN-V031 (it has no address), EvaluationError TN-V030 (cannot be reached),
        GateError TN-V030 (it refuses); see also `accept_cosignatures`.
    """
    if not witness.url:
        raise ConfigurationError(
            "TN-V031",
            "this witness has no address",
            where=witness.key.name,
            mend="use `witness request --out`",
        )
    answer = _post(witness.url, witness_request(store, witness.seen))
    if answer.status == 409 and answer.body.strip().isdigit():  # it remembers another size than we do
        answer = _post(witness.url, witness_request(store, int(answer.body)))
    if answer.status != 200:
        raise GateError(
            "TN-V030",
            f"the witness answered {answer.status}",
            where=witness.url,
            mend="see `truenorth explain TN-V030`",
        )
    return accept_cosignatures(store, answer.body)


def _post(url: str, request: str) -> Answer:
    sent = urllib.request.Request(f"{url}/add-checkpoint", request.encode(), method="POST")
    try:
        with urllib.request.urlopen(sent, timeout=SECONDS) as response:
            return Answer(response.status, response.read(MOST_ANSWER_BYTES).decode())
    except urllib.error.HTTPError as error:
        return Answer(error.code, error.read(MOST_ANSWER_BYTES).decode(errors="replace"))
    except (OSError, UnicodeDecodeError) as error:
        raise EvaluationError(
            "TN-V030",
            f"the witness cannot be asked ({type(error).__name__})",
            where=url,
            mend="see that its server runs, then ask again",
        ) from error
