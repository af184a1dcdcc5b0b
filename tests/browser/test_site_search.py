"""Search finds metrics, sources, signals, terms and codes, in both languages, by keyboard alone."""

from __future__ import annotations

import pytest
from watched import Watched

from shown_site import ShownSite


def found(page: Watched, shown: ShownSite, asked: str, language: str = "en") -> list[tuple[str, str]]:
    """Kind and title of each hit, in order."""
    opened = page.open(shown.folder / "search.html", f"?q={asked}&lang={language}")
    hits = opened.locator("#results li")
    return [
        (
            hit.locator(".kicker > span:visible").text_content() or "",
            hit.locator("a > span:visible").text_content() or "",
        )
        for hit in hits.all()
    ]


@pytest.mark.parametrize(
    ("asked", "language", "kind", "title"),
    [
        ("repurchase_rate_90d", "en", "Metric", "Repurchase within 90 days"),
        ("REPURCHASE", "en", "Metric", "Repurchase within 90 days"),
        ("repurchse", "en", "Metric", "Repurchase within 90 days"),  # a slip of the finger
        ("online retail", "en", "Source", "Online Retail order lines"),
        ("lockstep", "en", "Signal", "Accounts that act in lockstep"),
        ("TN-A010", "en", "Code", "TN-A010"),
        ("步调一致", "zh", "信号", "步调一致的账号"),
        ("账号", "zh", "信号", "步调一致的账号"),
        ("net_revenue的中文名", "zh", "指标", "net_revenue的中文名"),
        ("泡沫", "zh", "术语", "泡沫"),
    ],
)
def test_what_is_asked_for_is_found(
    shown: ShownSite, page: Watched, asked: str, language: str, kind: str, title: str
) -> None:
    assert (kind, title) in found(page, shown, asked, language)


@pytest.mark.parametrize("asked", ["zzzzqqq", "颱鱻", "步号", '"', "<img>", "%25", "*"])
def test_what_is_not_there_is_not_found_and_said(shown: ShownSite, page: Watched, asked: str) -> None:
    assert found(page, shown, asked) == []
    assert "0 found." in (page.page.locator("#search-count").text_content() or "")


def test_from_any_page_to_a_hit_by_keyboard(shown: ShownSite, page: Watched) -> None:
    opened = page.open(shown.folder / "metrics" / "net_revenue.html", "?lang=en")
    opened.keyboard.press("/")
    assert opened.evaluate("document.activeElement.id") == "search-field"
    opened.keyboard.type("repurchase")
    opened.keyboard.press("Enter")
    opened.wait_for_url("**/search.html*")
    opened.locator("#results a").first.wait_for()
    opened.keyboard.press("/")
    opened.keyboard.press("ArrowDown")
    assert opened.evaluate("document.activeElement.textContent").startswith("Repurchase within 90 days")
    opened.keyboard.press("ArrowUp")
    assert opened.evaluate("document.activeElement.id") == "search-field"
    opened.keyboard.press("ArrowDown")
    opened.keyboard.press("Enter")
    opened.wait_for_url("**/metrics/repurchase_rate_90d.html*")


def test_a_slash_in_a_field_is_a_slash(shown: ShownSite, page: Watched) -> None:
    opened = page.open(shown.folder / "search.html")
    opened.locator("#search-field").fill("")
    opened.locator("#search-field").press("a")
    opened.locator("#search-field").press("/")
    assert opened.locator("#search-field").input_value() == "a/"


def test_the_count_is_announced_and_follows_typing(shown: ShownSite, page: Watched) -> None:
    opened = page.open(shown.folder / "search.html", "?lang=en")
    count = opened.locator("#search-count")
    assert count.get_attribute("role") == "status" or count.get_attribute("aria-live") == "polite"
    opened.locator("#search-field").press_sequentially("revenue")
    assert (count.text_content() or "").startswith("2 found.")
    opened.locator("#search-field").fill("")
    assert (count.text_content() or "") == "" and opened.locator("#results li").count() == 0
