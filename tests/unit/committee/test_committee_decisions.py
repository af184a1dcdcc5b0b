"""The log of decisions: who was right how often, and how many were taken without data."""

from __future__ import annotations

from pathlib import Path

import pytest

from small_committee import small_project
from truenorth.committee.decisions import load_decisions, score
from truenorth.errors import ConfigurationError
from truenorth.project import Project

LOG = """decided_on,subject,basis,expert,model,chosen,outcome
2024-01-01,cover,judgement,drawn,photo,drawn,drawn
2024-01-02,price,data,9,12,12,9
2024-01-03,opening,data,,slow,slow,slow
2024-01-04,"ending, the long one",data,short,long,long,
"""


def log(folder: Path, text: str) -> Project:
    project = small_project(folder)
    (folder / "committee/decisions.csv").write_text(text)
    return project


def test_advice_is_judged_only_where_it_was_given_and_the_end_is_known(tmp_path: Path) -> None:
    found = score(load_decisions(log(tmp_path, LOG)))
    shares = {name: (share.count, share.of) for name, share in vars(found).items()}
    assert shares == {"judgement": (1, 4), "expert": (2, 2), "model": (1, 3), "chosen": (2, 3)}
    assert found.model.low < 1 / 3 < found.model.high


def test_no_log_says_nothing(tmp_path: Path) -> None:
    assert load_decisions(small_project(tmp_path)) == []
    assert score([]).judgement.of == 0


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("basis,", "base,", 1),
        ("2024-01-02", "soon", 3),
        ("judgement", "feeling", 2),
        ("cover", " ", 2),
        ("slow,slow,slow", "slow,,slow", 4),
        ("2024-01-03,opening,", "2024-01-03,", 4),
        (LOG, "", 1),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, old: str, new: str, line: int) -> None:
    with pytest.raises(ConfigurationError) as caught:
        load_decisions(log(tmp_path, LOG.replace(old, new, 1)))
    assert caught.value.code == "TN-G007"
    assert caught.value.where.endswith(f"decisions.csv:{line}")
