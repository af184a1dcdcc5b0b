"""What `truenorth evidence verify` says when everything holds."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..attest.row_proof import RowProof
from ..evidence.entry import timestamp_text
from ..evidence.strict_text import to_base64
from ..evidence.verified import Verified
from ..evidence.vkeys import VerifierKey


@dataclass(frozen=True)
class VerifyReport:
    """What holds, and on whose word.

    Attributes:
        key_from: where the public key came from; a key that comes with the log proves only that it is whole.
        kept: files with earlier checkpoints that the log continues.
        row: the row whose fate was proven, in a proof of a row.
    """

    path: Path
    verified: Verified
    key: VerifierKey
    key_from: str
    kept: list[Path]
    row: RowProof | None = None

    def as_json(self) -> dict[str, Any]:
        head, entry = self.verified.head, self.verified.entry
        return {
            "schema_version": 1,
            "verified": str(self.path),
            "origin": head.origin,
            "entries": head.size,
            "root": to_base64(head.root),
            "key": str(self.key),
            "key_from": self.key_from,
            "witnesses": self.verified.witnesses,
            "earlier_checkpoints": self.verified.earlier,
            "kept_checkpoints": [str(path) for path in self.kept],
            "entry": entry
            and {
                "index": entry.index,
                "at": timestamp_text(entry.at),
                "kind": entry.entry.kind,
                "key": entry.entry.key,
                "body": dict(entry.entry.body),
            },
            "row": self.row
            and {
                "source": self.row.source,
                "batch_id": self.row.batch_id,
                "row_number": self.row.row_number,
                "fate": self.row.fate,
            },
        }

    def as_text(self) -> str:
        head, entry = self.verified.head, self.verified.entry
        what = f"all {head.size:,} entries" if entry is None else f"entry {entry.index} of {head.size:,}"
        lines = [
            f"VERIFIED {what} of {head.origin}",
            f"root {to_base64(head.root)}",
            f"public key ({self.key_from}) {self.key}",
            f"cosigned by {', '.join(self.verified.witnesses) or 'no witness'}",
        ]
        if entry is not None:
            lines.append(f"{timestamp_text(entry.at)} {entry.entry.kind} {entry.entry.key}")
            if self.row is not None:
                lines.append(f"row {self.row.row_number} of that batch was {self.row.fate}")
        elif self.verified.earlier:
            lines.append(f"{self.verified.earlier:,} earlier checkpoints in it are prefixes")
        return "\n".join([*lines, *(f"continues {path}" for path in self.kept)])
