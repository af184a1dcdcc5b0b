"""The chapter on compliance: what each use rests on, which columns it takes, and how the log is checked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from reading_html import Element, site_of

from small_release import Rows, metric_rows, sample_rows
from truenorth.evidence.checkpoint import checkpoint_text
from truenorth.evidence.note import Note, sign
from truenorth.project import Project

Chapter = Callable[[Rows], Element]
GAPS = (1, 2, 40, 0, 0, 0, 3, 0)
COVERED = (
    "net_revenue",
    "orders",
    "analytics.reporting",
    "",
    "covered",
    "Consent",
    None,
    1_000,
    954,
    46,
    *GAPS,
    7,
)
OTHER = (
    *("gross_revenue", "orders", "analytics.reporting", "", "other basis", "Legitimate interests"),
    *("a public research set", 1_000, *[None] * 11),
)
UNKNOWN = ("active_customers", "orders", "analytics", "", "unknown", None, None, 1_000, *[None] * 11)


def scoped(
    metric: str, column: str, *, purpose: str = "analytics.reporting", code: str = ""
) -> tuple[object, ...]:
    way = f"shop.{column} > {metric}"
    reason = "declared for another purpose" if code else None
    return (
        *(metric, purpose, "shop", "orders", column, "user.unique_id", True, not code),
        *(purpose, None, code or None, reason, way),
    )


@pytest.fixture
def chapter_of(release_of: Callable[[Rows], Path], project: Project, tmp_path: Path) -> Chapter:
    def read(rows: Rows) -> Element:
        rows = {"metric_values": []} | rows  # no trend is drawn: it costs seconds and tells nothing here
        page = site_of(project, release_of(rows), tmp_path / "site").page("compliance.html")
        [chapter] = page.of_class("compliance")
        return chapter

    return read


def rows(**tables: list[tuple[object, ...]]) -> Rows:
    return sample_rows() | {"metric_values": []} | tables


def test_each_use_says_what_it_rests_on_and_who_was_left_out(chapter_of: Chapter) -> None:
    text = chapter_of(rows(consent_coverage=[COVERED, OTHER])).text
    for told in (
        "Net revenue",
        "95.4 %",
        "40 after consent was withdrawn (TN-K012)",
        "同意已撤回40行（TN-K012）",
        "3 of minors without a guardian (TN-K016)",
        "legitimate interests",
        "a public research set",
        "2 / 2",
    ):
        assert told in text
    assert "TN-K013" not in text, "a reason without rows is not listed"
    assert "nobody says" not in text


def test_a_use_that_nobody_can_account_for_is_never_lawful(chapter_of: Chapter) -> None:
    chapter = chapter_of(rows(consent_coverage=[COVERED, UNKNOWN]))
    assert "1 / 2" in chapter.text
    assert "nobody says" in chapter.text


def test_rows_published_before_a_withdrawal_was_recorded_are_counted(chapter_of: Chapter) -> None:
    assert (
        "Published before a withdrawal was recorded撤回记录之前已发布的行7"
        in chapter_of(rows(consent_coverage=[COVERED])).text
    )


def test_columns_that_may_not_be_used_stand_above_all_with_their_way(chapter_of: Chapter) -> None:
    wrong = scoped("net_revenue", "address", purpose="marketing.advertising", code="TN-L014")
    found = chapter_of(rows(metric_scope=[scoped("net_revenue", "customer"), wrong])).text
    assert "One column may not be used as it is" in found
    assert "TN-L014" in found and "shop.address > net_revenue" in found
    assert "Columns that were given for analytics serve advertising" in found


def test_columns_that_may_be_used_are_listed_and_no_notice_is_given(chapter_of: Chapter) -> None:
    found = chapter_of(
        rows(metric_scope=[scoped("net_revenue", "customer"), scoped("net_revenue", "day")])
    ).text
    assert "may not be used" not in found
    assert "shop.orders.customer" in found and "shop.orders.day" in found
    assert "No column that was declared for analytics alone serves a metric of advertising" in found


def test_retention_and_masking_are_told_by_table_and_column(chapter_of: Chapter) -> None:
    found = chapter_of(
        rows(
            retention=[
                (
                    "shop",
                    "orders",
                    "day",
                    "P2Y",
                    date(2024, 5, 6),
                    date(2025, 1, 1),
                    100,
                    12,
                    "TN-L030",
                    "old",
                ),
                ("shop", "accounts", "day", "P9Y", date(2025, 5, 6), date(2020, 1, 1), 100, 0, None, None),
            ],
            masking=[("shop", "orders", "network", "a prefix", 100, 0, None, None)],
        )
    ).text
    for told in (
        "shop.orders",
        "P2Y",
        "2024-05-06",
        "TN-L030",
        "kept as declared",
        "shop.orders.network",
        "a prefix",
    ):
        assert told in found


def test_slices_are_compared_where_a_value_is_divided_by_something(chapter_of: Chapter) -> None:
    sums = metric_rows("net_revenue", "GBP", 900.0, 0.1)
    values = [(*row[:6], row[8], 1.0, row[8]) for row in sums]
    values += metric_rows("repurchase_rate_90d", "ratio", 0.4, 0.1)
    [table] = [
        element
        for element in inside(chapter_of(rows(metric_values=values)))
        if element.tag == "table" and element.attributes.get("aria-labelledby") == "slices"
    ]
    assert "Repurchase within 90 days" in table.text and "United Kingdom" in table.text
    assert "Net revenue" not in table.text, "a large country has more of everything"


COUNTED = [
    ("net_revenue", "country", 10, 640, 25, 24),
    ("repurchase_rate_90d", "country", 10, 90, 0, 0),
]


def test_withheld_slices_are_counted(chapter_of: Chapter) -> None:
    found = chapter_of(rows(withheld_slices=COUNTED)).text
    assert "about fewer than 10 persons" in found
    assert "Net revenue" in found and "640" in found and "25" in found
    assert "Repurchase within 90 days" not in found, "nothing of it is withheld"


def test_a_withheld_slice_says_so_where_its_figure_would_stand(
    release_of: Callable[[Rows], Path], project: Project, tmp_path: Path
) -> None:
    """One whose raw figure alone is shown, and one that is not there at all on the trusted basis."""

    def slice_of(member: str, basis: str, value: float | None) -> tuple[object, ...]:
        return ("net_revenue", None, None, "country", member, basis, value, value and 1.0, value)

    values = [
        *(slice_of("Malta", "raw", 5_000.0), slice_of("Malta", "trusted", None)),
        *(slice_of("Japan", "raw", 4_000.0), slice_of("Spain", "raw", 9_000.0)),
        slice_of("Spain", "trusted", 8_000.0),
    ]
    page = site_of(project, release_of(rows(metric_values=values)), tmp_path / "site").metric("net_revenue")
    said = {line.children[0].text[:5]: line.text for line in page.all("tr") if line.children}
    assert "withheld" in said["Malta"] and "5,000" in said["Malta"]
    assert "withheld" not in said["Japan"] and "withheld" not in said["Spain"]


def test_where_nothing_is_withheld_nothing_is_said_of_it(chapter_of: Chapter) -> None:
    assert "withheld" not in chapter_of(rows(withheld_slices=COUNTED[1:])).text


def test_the_share_of_personal_tables_with_a_contract(chapter_of: Chapter) -> None:
    tables = [
        ("shop", "orders", True, True, True, True),
        ("shop", "accounts", True, True, False, False),
        ("vendor", "labels", False, None, True, False),
        ("shop", "channels", True, False, False, False),
    ]
    found = chapter_of(rows(personal_tables=tables)).text
    assert "1 / 3 (33.3 %)" in found, "what nobody declared may be personal"
    assert "vendor.labels" in found and "nobody says" in found
    assert "shop.channels" not in found


def test_without_a_log_the_page_says_that_nothing_is_attested(chapter_of: Chapter) -> None:
    assert "Nothing is attested" in chapter_of(rows()).text


def test_the_head_of_the_log_is_shown_with_the_way_to_check_it(
    release_of: Callable[[Rows], Path], project: Project, tmp_path: Path
) -> None:
    text = checkpoint_text("example.org/log", 1_234, bytes(32))
    signed = str(Note(text, (sign(text, "example.org/log", Ed25519PrivateKey.generate()),)))
    attested = replace(project, root=tmp_path)
    (attested.published / "evidence").mkdir(parents=True)
    (attested.published / "evidence" / "checkpoint").write_text(signed, encoding="utf-8")
    page = site_of(attested, release_of(rows()), tmp_path / "site").page("compliance.html")
    for told in (
        "example.org/log",
        "1,234",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        "truenorth evidence verify",
    ):
        assert told in page.text


def inside(element: Element) -> list[Element]:
    return [element, *(deeper for child in element.children for deeper in inside(child))]
