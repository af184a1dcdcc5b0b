"""A small project and its release; see `small_release`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from small_release import (
    METRICS,
    Rows,
    metric_meta,
    off_signal_metas,
    sample_rows,
    signal_metas,
    write_manifest,
    write_release,
)

from truenorth.project import Project, find_project

CONTRACT = Path(__file__).parents[3] / "expectations" / "rows" / "online_retail.py"


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A dbt project with the real contract of Online Retail and a text for each metric."""
    root = tmp_path_factory.mktemp("project")
    (root / "dbt_project.yml").write_text("name: truenorth\n")
    rows = root / "expectations" / "rows"
    rows.mkdir(parents=True)
    (rows / "online_retail.py").write_text(CONTRACT.read_text(encoding="utf-8"), encoding="utf-8")
    (root / "models").mkdir()
    (root / "models" / "_shop__sources.yml").write_text(
        "sources:\n  - name: online_retail\n    description: Order lines of a gift wholesaler.\n"
        "    config:\n      meta:\n        truenorth:\n          title: Online Retail order lines\n"
        "          location: data/*.parquet\n"
    )
    metas = [(name, metric_meta(name, title, kind, unit)) for name, title, kind, unit, _, _ in METRICS]
    write_manifest(root, metas + signal_metas(), disabled=off_signal_metas())
    return find_project(root)


@pytest.fixture(scope="session")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release file with the sample rows."""
    return write_release(tmp_path_factory.mktemp("published") / "sample.duckdb", sample_rows())


@pytest.fixture
def release_of(tmp_path: Path) -> Callable[[Rows], Path]:
    """Write a release with other rows."""
    return lambda rows: write_release(tmp_path / "other.duckdb", rows)
