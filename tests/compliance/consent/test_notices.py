"""The reviewed files of consent: what they must say, and what is refused."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from truenorth.consent.bases import basis_rows
from truenorth.consent.notices import Notice, load_notices, notice_rows
from truenorth.consent.publications import publication_rows
from truenorth.errors import ConfigurationError
from truenorth.project import find_project

GOOD = """
notices:
  - version: v1
    purposes: [analytics, essential.service]
    valid_from: 2024-01-01
    valid_until: 2025-01-01
    languages: [zh, en]
  - version: v2
    purposes: [analytics.reporting]
    valid_from: 2025-01-01
    languages: [en]
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "dbt_project.yml").write_text("name: shop\nversion: '1.0'\n")
    (tmp_path / "expectations" / "consent").mkdir(parents=True)
    (tmp_path / "expectations" / "consent" / "notices.yml").write_text(GOOD)
    return tmp_path


def test_notices_are_read_in_file_order(project: Path) -> None:
    first, second = load_notices(find_project(project))
    assert first == Notice(
        "v1", ("analytics", "essential.service"), date(2024, 1, 1), date(2025, 1, 1), ("zh", "en")
    )
    assert second.valid_until is None
    rows = notice_rows(project).to_pylist()
    assert [(row["notice_version"], row["purpose"]) for row in rows] == [
        ("v1", "analytics"),
        ("v1", "essential.service"),
        ("v2", "analytics.reporting"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        (GOOD, "", "holds the list"),
        (GOOD, "notices: []", "holds the list"),
        ("notices:", "versions:", "holds the list"),
        ("version: v2", "version: v1", "twice"),
        ("version: v2", "version: 2", "text in quotes"),
        ("[analytics.reporting]", "[]", "not empty"),
        ("[analytics.reporting]", "[customer_analytics]", "no data use"),
        ("    languages: [en]\n", "", "needs languages"),
        ("languages: [en]", "languages: [en]\n    author: me", "needs languages"),
        ("2025-01-01\n    languages: [en]", "soon\n    languages: [en]", "are days"),
        ("valid_until: 2025-01-01", "valid_until: 2024-01-01", "lies after"),
        ("valid_until: 2025-01-01", "valid_until: 2024-06-01 10:00:00", "are days"),
    ],
)
def test_what_a_file_of_notices_may_not_say(project: Path, old: str, new: str, what: str) -> None:
    (project / "expectations" / "consent" / "notices.yml").write_text(GOOD.replace(old, new, 1))
    with pytest.raises(ConfigurationError, match=what) as refusal:
        load_notices(find_project(project))
    assert refusal.value.code == "TN-K004"


def test_consents_without_a_file_of_notices_are_refused(project: Path) -> None:
    (project / "expectations" / "consent" / "notices.yml").unlink()
    with pytest.raises(ConfigurationError) as refusal:
        load_notices(find_project(project))
    assert refusal.value.code == "TN-K004"


def test_a_project_that_declares_nothing_has_no_bases(project: Path) -> None:
    assert basis_rows(project).num_rows == 0


def test_a_source_that_names_no_basis_is_still_declared(project: Path) -> None:
    scope = project / "expectations" / "scope" / "orders.yml"
    scope.parent.mkdir()
    scope.write_text("dataset: [{fides_key: orders, data_uses: [analytics], collections: []}]")
    assert basis_rows(project).to_pylist() == [
        {"source": "orders", "purpose": None, "legal_basis": None, "reference": None}
    ]


def test_publications_are_read_from_the_names_of_the_files(project: Path) -> None:
    assert publication_rows(project).num_rows == 0
    releases = project / "published" / "releases"
    releases.mkdir(parents=True)
    for name in (
        "20250401T101112.000013Z-0123456789ab.duckdb",
        "20250301T000000.000000Z-ffffffffffff.duckdb",
        ".partial.duckdb",
        "notes.duckdb",
    ):
        (releases / name).touch()
    assert [row["published_at"] for row in publication_rows(project).to_pylist()] == [
        datetime(2025, 3, 1),
        datetime(2025, 4, 1, 10, 11, 12, 13),
    ]
