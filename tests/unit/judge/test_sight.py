"""The decay alarm (D10): told when a metric sees less than half of what it saw, by judge and calibration."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from truenorth.committee.calibrations import Calibration, digest_of, draft, read_calibration
from truenorth.committee.writing import as_yaml
from truenorth.judge.admission_rows import sight_since
from truenorth.judge.marks import Mark
from truenorth.judge.records import Recorded
from truenorth.judge.standing import decayed, has_decayed, standing

JUDGED = datetime(2026, 1, 10, 12)
TOLD = Recorded(
    metric="m",
    measured_at=JUDGED,
    verdict=Mark.ADMITTED,
    definition="sha256:d",
    marks={},
    missing={},
    measured={"backtest": {"recent_spearman": 0.8}},
    first={"recent_spearman": 0.8},
    batches=(),
)


def calibration(day: date, now: float, definition: str = "sha256:d") -> Calibration:
    return Calibration(f"{day}.yml", day, None, ("m",), (), {("m", definition): now})


@pytest.mark.parametrize(
    ("at_first", "now", "expected"),
    [(0.8, 0.39, True), (0.8, 0.4, False), (0.8, -0.8, True), (-0.2, -0.9, False), (None, 0.1, False),
     (0.8, None, False)],
)  # fmt: skip
def test_half_of_what_was_there(at_first: float | None, now: float | None, expected: bool) -> None:
    assert has_decayed(at_first, now) is expected


def test_a_calibration_that_finds_it_blind_makes_it_doubtful() -> None:
    def stands(sight: float | None) -> Mark:
        return standing(
            TOLD, now=JUDGED, cadence="quarterly", definition=lambda: "sha256:d", batches=[], sight=sight
        ).verdict

    assert [stands(sight) for sight in (None, 0.7, 0.3)] == [Mark.ADMITTED, Mark.ADMITTED, Mark.DOUBTFUL]
    assert decayed(TOLD) is None and "0.30, at its first judgement 0.80" in str(decayed(TOLD, 0.3))


def test_the_newest_measurement_of_this_definition_counts() -> None:
    later = [calibration(date(2026, 2, 1), 0.5), calibration(date(2026, 3, 1), 0.2)]
    assert sight_since(later, TOLD) == 0.2
    assert sight_since([calibration(date(2026, 1, 1), 0.2)], TOLD) is None  # judged again since
    assert sight_since([calibration(date(2026, 2, 1), 0.2, "sha256:other")], TOLD) is None
    assert sight_since(later, replace(TOLD, metric="n")) is None


def test_a_calibration_keeps_what_was_measured_and_an_older_one_has_none(tmp_path: Path) -> None:
    day = date(2026, 2, 1)
    sight = [
        {"metric": "m", "definition": "sha256:d", "at_first": 0.8, "now": 0.3, "why": ""},
        {"metric": "n", "definition": "sha256:e", "at_first": 0.8, "now": None, "why": "TN-J003 no events"},
    ]
    path = tmp_path / "2026-02-01.yml"
    path.write_text(as_yaml(draft(day, [], [], sight, "sha256:data")))
    assert read_calibration(path).sight == {("m", "sha256:d"): 0.3}
    older = draft(day, [], [], [], "sha256:data")
    del older["figures"]["sight"]
    path.write_text(as_yaml({**older, "digest": digest_of(older["figures"])}))
    assert read_calibration(path).sight == {}
