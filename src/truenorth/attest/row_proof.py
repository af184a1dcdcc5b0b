"""One row's fate, proven offline: its leaf, the way to the batch's root, and the proof of the batch's entry.

A proof is JSON of the form `truenorth-row-proof/1`; `bundle` is a tlog-proof of the admission, whose
`rows_root` the row's leaf leads to. Without values it shows a salted digest only. With values it holds the
row's salt too, so that whoever has it can recompute the digest; it is then as personal as the row.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..admit.ledger import ledger_name
from ..errors import ConfigurationError, GateError
from ..evidence.entry import Entry, read_entry
from ..evidence.merkle import inclusion_proof, leaf_hash, root_of_leaves, verify_inclusion
from ..evidence.proof import read_proof, verify_proof
from ..evidence.strict_text import malformed
from .deliveries import ADMISSION, admission_key
from .row_digests import LabelledBatch, RowLeaves, described_row, leaf_text, row_leaves

if TYPE_CHECKING:
    import duckdb

    from ..evidence.log import EvidenceLog
    from ..evidence.vkeys import VerifierKey
    from ..persons.salts import Salts

FORMAT = "truenorth-row-proof/1"
FIELDS = {"format", "source", "batch_id", "row_number", "fate", "row_digest", "path", "bundle"}
WITH_VALUES = {"row_salt", "values"}


class BatchProver:
    """Proves rows of one attested batch.

    Raises: ConfigurationError TN-V054 if the batch was not attested; GateError TN-V055 if the rows in the
        work database are no longer those that were.
    """

    def __init__(
        self,
        con: duckdb.DuckDBPyConnection,
        log: EvidenceLog,
        salts: Salts,
        source: str,
        relation: str,
        batch_id: str,
    ) -> None:
        self._con = con
        landed = con.execute(
            f"select event_number, strftime(seen_at, '%Y-%m-%dT%H:%M:%S.%f') from {ledger_name(relation)}"
            " where event = 'landed' and batch_id = ? order by event_number limit 1",
            [batch_id],
        ).fetchall()
        key = admission_key(source, *landed[0]) if landed else None
        if key is None or not log.known([key]):
            raise _unprovable("the batch was not attested", "`truenorth build` attests what was admitted")
        self._bundle = log.prove(key)
        self._admission = read_entry(read_proof(self._bundle).entry, 0).entry.body
        self.batch = LabelledBatch(source, relation, batch_id, tuple(self._admission["salted_by"]))
        self._leaves: RowLeaves = row_leaves(con, self.batch, salts, new_salts=False)
        if root_of_leaves(self._leaves.hashes).hex() != self._admission["rows_root"]:
            raise GateError(
                "TN-V055",
                "the rows of the batch are not those that were attested",
                where=f"{source}, batch {batch_id[:12]}",
                mend="bring work.duckdb back from a copy, or run `truenorth build --full-refresh`",
            )

    def leaf(self, row_number: int) -> str:
        """Return the hash of a row's leaf, 64 hex digits; an erased row has one too."""
        return self._leaves.hashes[self._leaves.numbers.index(row_number)].hex()

    def prove(self, row_number: int, *, with_values: bool = False) -> str:
        """Return the proof of a row as JSON.

        Raises: ConfigurationError TN-V054 if the batch has no such row, or the row was erased.
        """
        found = described_row(self._con, self.batch, row_number)
        if found is None:
            erased = row_number in self._leaves.numbers
            problem = "the row was erased" if erased else f"the batch has no row {row_number}"
            raise _unprovable(problem, "rows count from 1; what was erased cannot be proven by anybody")
        fate, salt, digest, values = found
        index = self._leaves.numbers.index(row_number)
        proof: dict[str, Any] = {
            "format": FORMAT,
            "source": self.batch.source,
            "batch_id": self.batch.batch_id,
            "row_number": row_number,
            "fate": fate,
            "row_digest": digest,
            "path": [sibling.hex() for sibling in inclusion_proof(self._leaves.hashes, index)],
            "bundle": self._bundle,
        }
        if with_values:
            proof |= {"row_salt": salt, "values": values}
        return json.dumps(proof, ensure_ascii=False, indent=2) + "\n"


@dataclass(frozen=True)
class RowProof:
    """A row proof as it was read; nothing is proven until `require_in` and its bundle have been verified.

    Attributes:
        source, batch_id, row_number, fate: what it claims.
        values: the row as text by column, None in a proof without values.
        bundle: tlog-proof of the admission.
    """

    source: str
    batch_id: str
    row_number: int
    fate: str
    row_digest: str
    path: tuple[bytes, ...]
    bundle: str
    values: Mapping[str, str | None] | None

    def require_in(self, admission: Entry) -> None:
        """Demand that the row is in the batch of a verified entry. Raises: GateError TN-V056."""
        body = admission.body
        if admission.kind != ADMISSION or (body["source"], body["batch_id"]) != (self.source, self.batch_id):
            raise _broken("the bundle is about another batch")
        leaf = leaf_hash(leaf_text(self.row_number, self.fate, self.row_digest).encode())
        root = bytes.fromhex(body["rows_root"])
        if not verify_inclusion(leaf, self.row_number - 1, body["rows"], self.path, root):
            raise _broken("the row is not in the batch with this fate")


def verify_row_proof(written: str, key: VerifierKey) -> RowProof:
    """Demand that a row proof holds under the log's key; returns it.

    Raises: GateError TN-V020, TN-V021, TN-V024, TN-V025 (the text or its bundle), TN-V056 (row and batch).
    """
    proof = read_row_proof(written)
    bundle = read_proof(proof.bundle)
    verify_proof(bundle, key)
    proof.require_in(read_entry(bundle.entry, bundle.index).entry)
    return proof


def read_row_proof(written: str) -> RowProof:
    """Read a row proof; its values must be those of its digest.

    Raises: GateError TN-V021 (not exactly what truenorth writes), TN-V056 (other values).
    """
    try:
        proof = json.loads(written.encode())  # bytes that were no UTF-8 end here
        path = tuple(bytes.fromhex(sibling) for sibling in proof["path"])
        digest = row_digest(proof) if "values" in proof else proof["row_digest"]
        # the text is what truenorth writes and nothing else: a changed character is never passed over
        exact = json.dumps(proof, ensure_ascii=False, indent=2) + "\n" == written
        exact &= [sibling.hex() for sibling in path] == proof["path"]
        exact &= proof.keys() in (FIELDS, FIELDS | WITH_VALUES) and proof["format"] == FORMAT
        exact &= type(proof["row_number"]) is int
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise malformed("a row proof is JSON as `truenorth evidence prove --row` writes it") from error
    if not exact:
        raise malformed("a row proof is JSON as `truenorth evidence prove --row` writes it")
    if digest != proof["row_digest"]:
        raise _broken("the values are not those of the row")
    claim = {name: proof[name] for name in ("source", "batch_id", "row_number", "fate", "row_digest")}
    return RowProof(**claim, path=path, bundle=proof["bundle"], values=proof.get("values"))


def row_digest(proof: Mapping[str, Any]) -> str:
    """Recompute the digest of a proof with values, as `row_digests.py` describes it."""
    encoded = "".join(
        _with_length(name) + ("-" if value is None else _with_length(value))
        for name, value in proof["values"].items()
    )
    return hashlib.sha256(f"{proof['row_salt']}{encoded}".encode()).hexdigest()


def _with_length(text: str) -> str:
    return f"{len(text.encode())}:{text}"


def _unprovable(problem: str, mend: str) -> ConfigurationError:
    return ConfigurationError("TN-V054", problem, mend=mend)


def _broken(problem: str) -> GateError:
    return GateError(
        "TN-V056", problem, mend="ask for the proof again; until it verifies, nothing about the row is proven"
    )
