"""On paper everything is there and nothing that only a screen can use; colours follow reader and switch."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page
from watched import Watched

from shown_site import ShownSite

METRIC = "metrics/repurchase_rate_90d.html"
GROUND = "getComputedStyle(document.body).backgroundColor"
PAINTED = """document.querySelector('#explorer svg path[stroke-dasharray]').getAttribute('stroke')
    === truenorth.colour('raw')"""
BRIGHT = """(text) => {
    const [r, g, b] = text.match(/[\\d.]+/g).map(Number);
    return (r + g + b) / (text.startsWith('color(') ? 3 : 3 * 255);
}"""


def brightness(page: Page, expression: str = GROUND) -> float:
    """From 0, black, to 1, white."""
    return float(page.evaluate(BRIGHT, page.evaluate(expression)))


def test_paper_has_the_picture_the_tables_and_no_controls(shown: ShownSite, page: Watched) -> None:
    opened = page.open(shown.folder / METRIC, "?theme=dark&lang=en")
    opened.emulate_media(media="print")
    opened.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert brightness(opened) > 0.9, "ink is not spent on a dark ground"
    for gone in ("#explorer .chart", "#explorer-slice", ".switch", "form[role='search']", ".skip"):
        assert not opened.locator(gone).first.is_visible(), gone
    assert opened.locator("figure svg.picture:visible").count() >= 1
    assert opened.locator("details:not([open])").count() == 0, "nothing stays folded"
    assert opened.locator("#proof").is_visible()
    opened.evaluate("dispatchEvent(new Event('afterprint'))")
    assert opened.locator("details:not([open])").count() > 0


def test_every_page_prints(shown: ShownSite, page: Watched) -> None:
    for name in shown.pages:
        assert page.open(shown.folder / name).pdf()[:5] == b"%PDF-", name


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_readers_scheme_is_followed_and_the_switch_overrules_it(
    shown: ShownSite, page: Watched, scheme: str
) -> None:
    opened = page.open(shown.folder / METRIC)
    opened.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    assert (brightness(opened) > 0.5) == (scheme == "light")
    other = "dark" if scheme == "light" else "light"
    opened.wait_for_function(PAINTED)
    before = opened.evaluate("truenorth.colour('raw')")
    opened.locator(f"label[for='theme-{other}']").click()
    assert (brightness(opened) > 0.5) == (other == "light")
    opened.wait_for_function(PAINTED)  # a chart is painted with the next frame
    assert opened.evaluate("truenorth.colour('raw')") != before
    opened.locator("label[for='theme-auto']").click()
    assert (brightness(opened) > 0.5) == (scheme == "light")


@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_is_wider_than_the_window(shown: ShownSite, page: Watched, width: int) -> None:
    page.page.set_viewport_size({"width": width, "height": 800})
    for name in shown.pages:
        opened = page.open(shown.folder / name, "?lang=en")
        assert opened.evaluate("document.documentElement.scrollWidth") <= width, name
