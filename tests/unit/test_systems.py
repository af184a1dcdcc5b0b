"""Systems that models claim to realise exist: their ids are permanent, so a slip would claim another one."""

from __future__ import annotations

import re
from pathlib import Path

MODELS = Path(__file__).parents[2] / "models"
CLAIM = re.compile(r"[Rr]ealises\s+((?:[A-Z]\d+(?:,\s+|\s+and\s+)?)+)")
# The catalogue's groups and how many systems each has.
GROUPS = {"A": 13, "B": 19, "C": 23, "D": 15, "E": 12, "F": 14, "G": 12, "H": 14}


def claims() -> list[tuple[str, str]]:
    """Every claimed id with the file that claims it."""
    return [
        (system, path.name)
        for path in sorted(MODELS.rglob("*.yml"))
        for claim in CLAIM.findall(path.read_text(encoding="utf-8"))
        for system in re.findall(r"[A-Z]\d+", claim)
    ]


def test_every_claimed_system_is_in_the_catalogue() -> None:
    found = claims()
    assert len(found) > 20
    unknown = [
        (system, file) for system, file in found if not 1 <= int(system[1:]) <= GROUPS.get(system[0], 0)
    ]
    assert unknown == []
