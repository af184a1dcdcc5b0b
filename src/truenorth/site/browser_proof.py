"""What a page carries so that it can prove its own figures in the browser; `assets/verify.js` checks it.

A page cannot prove that it is not forged as a whole: forged script would say so too. It shows the log's
public key for comparison, and `truenorth evidence verify` is the check that needs no page.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from ..attest.figures import HEADLINES, VALUES, MetricLeaves, figure_leaves
from ..attest.publication import FIGURES_FILE, KEY_FILE
from ..evidence.merkle import leaf_hash, path_in, tree_levels
from ..evidence.strict_text import read_text_file, to_base64


class Proofs:
    """Leaves of all metrics of a release, and the log's proof of their roots.

    Attributes:
        log: vkey and tlog-proof of the entry; None where the project has no log. The proof alone is None
            where the log has no entry of a release's figures.
    """

    def __init__(
        self, release_id: str, leaves: Sequence[MetricLeaves], log: dict[str, str | None] | None
    ) -> None:
        self.log = log
        self._release_id = release_id
        self._place = {leaf.metric: place for place, leaf in enumerate(leaves)}
        self._leaves: dict[str, Sequence[bytes]] = {
            HEADLINES: [leaf.headline for leaf in leaves],
            VALUES: [leaf.values for leaf in leaves],
        }
        self._levels = {name: tree_levels([*map(leaf_hash, of_all)]) for name, of_all in self._leaves.items()}

    def metric_block(self, metric: str, beside: Iterable[str] = ()) -> dict[str, Any]:
        """Return what the page of a metric carries; `beside` are metrics of which it shows the totals."""
        shown = [name for name in dict.fromkeys((metric, *beside)) if name in self._place]
        leaves = [self._proven(HEADLINES, self._place[name]) for name in shown]
        if metric in self._place:
            leaves.append(self._proven(VALUES, self._place[metric]))
        return self._block(leaves=leaves)

    def overview_block(self) -> dict[str, Any]:
        """Return what the overview carries: every headline, from which the whole tree is hashed again."""
        return self._block(headlines=[leaf.decode() for leaf in self._leaves[HEADLINES]])

    def _block(self, **figures: Any) -> dict[str, Any]:
        return {"release_id": self._release_id, "log": self.log, "size": len(self._place), **figures}

    def _proven(self, tree: str, place: int) -> dict[str, Any]:
        path = path_in(self._levels[tree], place)
        leaf = self._leaves[tree][place].decode()
        return {"tree": tree, "index": place, "leaf": leaf, "path": [to_base64(node) for node in path]}


def read_proofs(release_db: Path, release_id: str, published: Path) -> Proofs:
    """Read a release's leaves and what the publisher laid into `published/evidence`.

    Raises: EvaluationError TN-P008 (release), GateError TN-V021 (a file is not UTF-8).
    """
    folder = published / "evidence"
    log = None
    if (folder / "checkpoint").is_file():
        files = {"vkey": folder / KEY_FILE, "proof": folder / FIGURES_FILE}
        log = {name: read_text_file(file) if file.is_file() else None for name, file in files.items()}
    return Proofs(release_id, figure_leaves(release_db, release_id), log)
