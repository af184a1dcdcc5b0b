"""Scope files: what is understood, what is refused and with which code."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truenorth.errors import ConfigurationError
from truenorth.project import Project, find_project
from truenorth.scope.declarations import load_declarations, read_scope_file
from truenorth.scope.declared import DeclaredSource, all_columns, find_column
from truenorth.scope.durations import parse_period
from truenorth.scope.taxonomy import covers, data_categories, data_uses

ROOT = Path(__file__).parents[3]
GOOD = """
dataset:
  - fides_key: shop
    data_subjects: [customer]
    data_uses: [analytics]
    truenorth:
      processing:
        - data_use: analytics
          data_categories: [user]
          legal_basis_for_processing: Consent
        - data_use: analytics.reporting.system
          data_categories: [user]
          legal_basis_for_processing: Legitimate interests
          impact_assessment_location: docs/lia.md
      retention: {period: P2Y, from: paid_at, reference: policy 7}
    collections:
      - name: orders
        fields:
          - name: Buyer
            data_categories: [user.unique_id]
            data_uses: [analytics.reporting]
            truenorth:
              masking: {rule: pattern, pattern: 'u[0-9]+'}
          - name: paid_at
            data_categories: [user.behavior.purchase_history]
          - name: note
            data_categories: [system.operations]
            data_uses: []
"""


def read(tmp_path: Path, text: str = GOOD) -> DeclaredSource:
    path = tmp_path / "shop.yml"
    path.write_text(text, encoding="utf-8")
    return read_scope_file(path)


def refused(tmp_path: Path, old: str, new: str) -> ConfigurationError:
    assert old in GOOD
    with pytest.raises(ConfigurationError) as refusal:
        read(tmp_path, GOOD.replace(old, new, 1))
    return refusal.value


def test_a_file_is_understood(tmp_path: Path) -> None:
    shop = read(tmp_path)
    orders = shop.tables["orders"]
    assert orders.subject_columns() == ("Buyer",)
    assert orders.is_personal
    assert orders.retention is not None
    assert (orders.retention.column, orders.retention.period.months) == ("paid_at", 24)
    buyer, paid, note = orders.columns["buyer"], orders.columns["paid_at"], orders.columns["note"]
    assert buyer.masking is not None
    assert (buyer.masking.rule, buyer.masking.pattern) == ("pattern", "u[0-9]+")
    # the nearest list of uses counts, an empty one included
    assert (buyer.purposes, paid.purposes, note.purposes) == (("analytics.reporting",), ("analytics",), ())
    assert not note.is_personal
    assert buyer.subjects == ("customer",)


def test_the_nearest_legal_basis_counts(tmp_path: Path) -> None:
    shop = read(tmp_path)
    wide, near = shop.basis_for("analytics.reporting"), shop.basis_for("analytics.reporting.system")
    assert wide is not None
    assert near is not None
    assert (wide.legal_basis, near.legal_basis) == ("Consent", "Legitimate interests")
    assert shop.basis_for("marketing") is None


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("fides_key: shop", "fides_key: other", "fides_key"),
        ("data_categories: [user.unique_id]", "data_categorys: [user.unique_id]", "data_categorys"),
        ("data_categories: [system.operations]", "description: a note", "needs data_categories"),
        ("period: P2Y", "period: two years", "ISO 8601"),
        ("from: paid_at", "from: sent_at", "not declared"),
        ("rule: pattern, pattern", "rule: scrambled, pattern", "masking"),
        ("pattern: 'u[0-9]+'", "pattern: 'u[0-9'", "regular expression"),
        ("legal_basis_for_processing: Consent", "legal_basis_for_processing: Because", "processing"),
        ("legal_basis_for_processing: Consent", "retention_period: long", "legal_basis"),
        ("          impact_assessment_location: docs/lia.md\n", "", "impact_assessment_location"),
        ("truenorth:\n              masking", "truenorth:\n              maskin", "truenorth"),
        ("dataset:", "data_set:", "dataset"),
        ("collections:", "collection:", "collection"),
    ],
)
def test_what_is_no_scope_file_is_refused(tmp_path: Path, old: str, new: str, said: str) -> None:
    refusal = refused(tmp_path, old, new)
    assert refusal.code == "TN-L001"
    assert said in refusal.what


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("[user.unique_id]", "[user.unique_idea]"),
        ("data_uses: [analytics]", "data_uses: [customer_analytics]"),
        ("data_subjects: [customer]", "data_subjects: [alien]"),
        ("data_use: analytics\n", "data_use: analysis\n"),
    ],
)
def test_words_that_fideslang_does_not_know_are_refused(tmp_path: Path, old: str, new: str) -> None:
    assert refused(tmp_path, old, new).code == "TN-L002"


def test_a_project_without_scope_files_has_declared_nothing(tmp_path: Path) -> None:
    assert load_declarations(Project(tmp_path, "empty")) == {}


@pytest.mark.parametrize("folder", [".", "examples/platform"])
def test_our_own_projects_declare_every_column_with_a_basis(folder: str) -> None:
    declared = load_declarations(find_project(ROOT / folder))
    assert declared
    for source, table, column in all_columns(declared):
        assert find_column(declared, source.name, table.name.upper(), column.name) == (source, column)
        assert any(source.basis_for(purpose) for purpose in column.purposes), (table.name, column.name)


def test_a_wider_word_covers_those_below_it_and_no_others() -> None:
    assert covers("analytics", "analytics.reporting")
    assert covers("analytics", "analytics")
    assert not covers("analytics.reporting", "analytics")
    assert not covers("user.name", "user.names")
    assert {"user.biometric.face", "user.unique_id"} <= data_categories()
    assert {"personalize.emotion.anxiety", "essential.fraud_detection"} <= data_uses()


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(1, 1200))
def test_a_period_of_months_ends_in_the_month_so_far_before(day: date, months: int) -> None:
    period = parse_period(f"P{months}M")
    assert period is not None
    before = period.before(day)
    assert (day.year - before.year) * 12 + day.month - before.month == months
    assert before.day <= day.day


def test_periods_that_are_none() -> None:
    assert [parse_period(text) for text in ("P", "P0D", "2Y", "P1H", "PT1H", None, 3, "P-1D")] == [None] * 8
    assert parse_period("P1Y2M1W3D") == parse_period("P1Y2M1W3D")
    period = parse_period("P1Y6M")
    assert period is not None
    assert period.before(date(2024, 8, 31)) == date(2023, 2, 28)
