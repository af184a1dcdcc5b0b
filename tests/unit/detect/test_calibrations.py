"""Measured rates: the interval, and a file that is complete or not used."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from truenorth.detect.calibrations import Calibration, calibration_rows, load_calibrations, record
from truenorth.detect.rates import wilson_upper
from truenorth.errors import ConfigurationError
from truenorth.project import Project, find_project

ONE = Calibration(datetime(2026, 1, 31, 12, 30), 3, 0.001, 3000, 1, 1 / 3000, 0.00188)


@pytest.fixture
def shop(tmp_path: Path) -> Project:
    (tmp_path / "dbt_project.yml").write_text("name: shop\nprofile: shop\n")
    return find_project(tmp_path)


@pytest.mark.parametrize(
    ("hits", "trials", "upper"),
    [(0, 0, 1.0), (0, 10, 0.2775), (5, 10, 0.7634), (10, 10, 1.0), (1, 3000, 0.001886)],
)
def test_wilson_upper_equals_the_tables(hits: int, trials: int, upper: float) -> None:
    assert wilson_upper(hits, trials) == pytest.approx(upper, rel=1e-3)


def test_measurements_are_added_and_read_back(shop: Project) -> None:
    later = replace(ONE, permutations=20)
    assert record(shop, ONE) == record(shop, later) == shop.calibrations
    assert load_calibrations(shop) == [ONE, later]
    assert calibration_rows(shop.root).column("measured_rate").to_pylist() == [1 / 3000] * 2


def test_a_cohort_is_there_whole_or_not_at_all(shop: Project) -> None:
    cohort = replace(
        ONE, cohort_accounts=400, cohort_found=0, cohort_p_value=1 / 401, cohort_upper_bound=0.0075
    )
    text = record(shop, ONE).read_text()
    assert "cohort" not in text
    record(shop, cohort)
    assert load_calibrations(shop) == [ONE, cohort]
    assert calibration_rows(shop.root).column("cohort_accounts").to_pylist() == [None, 400]
    shop.calibrations.write_text(shop.calibrations.read_text().replace("    cohort_found: 0\n", ""))
    with pytest.raises(ConfigurationError) as caught:
        load_calibrations(shop)
    assert caught.value.code == "TN-D021" and "cohort_found" in str(caught.value)


def test_no_file_measures_nothing(shop: Project) -> None:
    assert calibration_rows(shop.root).num_rows == 0


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("flagged: 1", "flagged: one"),
        ("flagged: 1", "flagged: -1"),
        ("    flagged: 1\n", ""),
        ("2026-01-31 12:30:00", "yesterday"),
        ("calibrations:", "measured:"),
    ],
)
def test_half_a_measurement_is_none(shop: Project, old: str, new: str) -> None:
    text = record(shop, ONE).read_text()
    assert old in text
    shop.calibrations.write_text(text.replace(old, new, 1))
    for use in (load_calibrations, lambda project: record(project, ONE)):
        with pytest.raises(ConfigurationError) as caught:
            use(shop)
        assert caught.value.code == "TN-D021"
    assert shop.calibrations.read_text() == text.replace(old, new, 1)
