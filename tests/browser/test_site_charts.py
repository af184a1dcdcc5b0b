"""Charts draw what the page proves, and tell it to those who use a keyboard or a screen reader."""

from __future__ import annotations

import json
from pathlib import Path

from playwright.sync_api import Browser, Page
from watched import Watched, watched

from shown_site import ShownSite, make_site
from small_release import GROUPS, SIGNALS, Rows, sample_rows
from truenorth.wording import format_value

UNITS = ("ratio", "GBP", "CHF", "count", "orders", "minutes", "")
VALUES = [0.0, 0.1234, 1.0, 7.0, 12.5, 999.99, 1000.0, 1234567.891, -3.14, -0.00004, 0.0005, 1e9, 0.00001]


def metric_page(page: Watched, shown: ShownSite, name: str = "net_revenue") -> Page:
    return page.open(shown.folder / "metrics" / f"{name}.html", "?lang=en")


def test_a_chart_is_drawn_for_every_metric_with_a_trend(shown: ShownSite, page: Watched) -> None:
    for name in (path for path in shown.pages if path.startswith("metrics/")):
        opened = page.open(shown.folder / name)
        assert opened.locator("#explorer svg path").count() > 5, name
        assert opened.locator("#explorer canvas").count() == 0
        assert not opened.locator("figure > svg.picture").first.is_visible(), "one picture is enough"


def test_the_arrow_keys_tell_every_period(shown: ShownSite, page: Watched) -> None:
    opened = metric_page(page, shown)
    chart, said = opened.locator("#explorer .chart"), opened.locator("#explorer .chart-said .en")
    chart.focus()
    chart.press("ArrowRight")
    first = said.text_content() or ""
    assert first.startswith("2010-12-01, raw £") and "bubble +" in first
    chart.press("End")
    assert (said.text_content() or "").startswith("2011-12-01")
    chart.press("ArrowRight")
    assert (said.text_content() or "").startswith("2011-12-01"), "there is nothing after the last"
    chart.press("Home")
    assert said.text_content() == first
    assert opened.locator("#explorer .chart").get_attribute("aria-label")


def test_events_are_told_in_the_periods_that_they_touch(shown: ShownSite, page: Watched) -> None:
    opened = metric_page(page, shown, "repurchase_rate_90d")
    chart, said = opened.locator("#explorer .chart"), opened.locator("#explorer .chart-said .en")
    chart.focus()
    touched = []
    for _ in range(13):
        chart.press("ArrowRight")
        text = said.text_content() or ""
        if "A dispute" in text:
            touched.append(text[:7])
    assert touched == ["2011-02", "2011-03"]


def test_a_slice_is_drawn_tabled_and_told_in_both_languages(shown: ShownSite, page: Watched) -> None:
    opened = metric_page(page, shown, "monthly_cohort_retention")
    select = opened.locator("#explorer-slice")
    assert select.locator("option").count() == 12  # the total, and cohorts that have two periods or more
    select.select_option(index=3)
    caption = opened.locator("#explorer table caption .en").text_content() or ""
    assert "months since the first purchase" in caption
    rows = opened.locator("#explorer tbody tr")
    assert rows.count() > 1
    opened.locator("label[for='lang-zh']").click()
    assert "首购后第几个月" in (select.locator("option").nth(3).text_content() or "")
    assert select.input_value() == "3", "the choice outlives the language"


def test_a_hover_shows_the_period(shown: ShownSite, page: Watched) -> None:
    opened = metric_page(page, shown)
    opened.locator("#explorer .chart").hover()
    opened.wait_for_function(
        "[...document.querySelectorAll('#explorer svg text')]"
        ".some((text) => text.textContent.startsWith('trusted £'))"
    )


def test_numbers_are_printed_as_the_page_prints_them(shown: ShownSite, page: Watched) -> None:
    opened = metric_page(page, shown)
    for language in ("en", "zh"):
        cases = [[value, unit, language] for value in VALUES for unit in UNITS]
        printed = opened.evaluate("(cases) => cases.map((one) => truenorth.formatValue(...one))", cases)
        assert printed == [format_value(value, unit, language) for value, unit, _ in cases]


def test_groups_are_a_graph_that_is_walked_and_a_table(shown: ShownSite, page: Watched) -> None:
    opened = page.open(shown.folder / "brushing.html", "?lang=en")
    assert opened.locator("#groups svg path").count() >= len(GROUPS)
    chart, said = opened.locator("#groups .chart"), opened.locator("#groups .chart-said .en")
    chart.focus()
    told = []
    for _ in GROUPS:
        chart.press("ArrowRight")
        told.append(said.text_content() or "")
    assert told[0].startswith(f"Group 1: {SIGNALS[0][2]}. 40 accounts, 303 findings, 300 blocked")
    assert "shares 12 accounts with group 2" in told[0] and "shares 12 accounts with group 1" in told[1]
    assert "contents" in told[2] and "shares" not in told[2]
    table = opened.locator("section[aria-labelledby='brushing-groups'] table")
    assert table.locator("tbody tr").count() == len(GROUPS)


def test_a_release_without_groups_or_trend_has_no_empty_frames(browser: Browser, tmp_path: Path) -> None:
    rows: Rows = sample_rows() | {"brushing_groups": [], "brushing_group_ties": [], "annotated_events": []}
    rows["metric_values"] = [row for row in rows["metric_values"] if row[1] is None]
    bare = make_site(tmp_path, rows)
    with watched(browser) as page:
        assert page.open(bare.folder / "brushing.html").locator("#groups").count() == 0
        opened = page.open(bare.folder / "metrics" / "net_revenue.html")
        assert not opened.locator("#explorer").is_visible()
        assert opened.locator("#proof").get_attribute("data-state") == "verified"
        page.require_quiet()


def test_the_page_carries_no_value_twice_and_nobody(shown: ShownSite, page: Watched) -> None:
    opened = page.open(shown.folder / "brushing.html")
    data = json.loads(opened.locator("#groups-data").text_content() or "")
    assert set(data["groups"][0]) == {"number", "signal", "members", "findings", "blocked", "targets"}
    opened = metric_page(page, shown)
    assert "values" not in json.loads(opened.locator("#chart-data").text_content() or "")
