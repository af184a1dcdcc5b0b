"""axe finds no violation on any page, by light and in the dark, with charts, hits and folded parts open."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from watched import watched

from shown_site import ShownSite

# The tags of WCAG 2.2 A and AA, and what axe calls best practice.
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "preload": False,  # it would fetch style sheets, which a page from disk may not
}
OPEN_ALL = "for (const one of document.querySelectorAll('details')) one.open = true"


@pytest.fixture(scope="module")
def reader(browser: Browser) -> Iterator[Page]:
    """axe is injected, which the policy of the site would not let a page do: the test alone may."""
    with watched(browser, bypass_csp=True) as page:
        yield page.page
        page.require_quiet()


def violations(page: Page) -> list[str]:
    found = Axe().run(page, options=RULES).response["violations"]
    return [
        f"{one['id']}: {node['target']} {node.get('failureSummary', '')}"
        for one in found
        for node in one["nodes"]
    ]


def test_no_page_has_a_violation_in_either_scheme(shown: ShownSite, reader: Page) -> None:
    wrong: dict[str, list[str]] = {}
    for name in shown.pages:
        query = "?lang=en&q=revenue" if name == "search.html" else "?lang=en"
        reader.goto(f"{(shown.folder / name).as_uri()}{query}")
        reader.evaluate(OPEN_ALL)
        for scheme in ("light", "dark"):
            reader.locator(f"label[for='theme-{scheme}']").click()
            if found := violations(reader):
                wrong[f"{name} {scheme}"] = found
    assert wrong == {}


def test_nor_in_chinese_nor_on_a_page_that_was_altered(shown: ShownSite, reader: Page) -> None:
    for name in ("index.html", "metrics/repurchase_rate_90d.html", "brushing.html"):
        reader.goto(f"{(shown.folder / name).as_uri()}?lang=zh")
        assert violations(reader) == [], name
    reader.goto(f"{(shown.folder / 'index.html').as_uri()}?lang=en")
    reader.evaluate(
        "document.getElementById('proof').dataset.state = 'altered';"
        "document.querySelector('[data-figure]').classList.add('refused-figure')"
    )
    assert violations(reader) == []


def test_axe_would_tell(shown: ShownSite, reader: Page) -> None:
    reader.goto((shown.folder / "index.html").as_uri())
    wrong = "<button></button><h5>x</h5>"
    reader.evaluate("(html) => document.querySelector('h1').insertAdjacentHTML('afterend', html)", wrong)
    assert {found.partition(":")[0] for found in violations(reader)} >= {"button-name", "heading-order"}
