"""One switch for language and one for colours, on every page, kept from page to page."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page
from watched import Watched, watched

from shown_site import ShownSite

SHOWN = """(lang) => [...document.querySelectorAll(`main .${lang}, nav .${lang}`)]
    .filter((span) => span.getClientRects().length && span.textContent.trim()).length"""
NO_STORAGE = "Object.defineProperty(window, 'localStorage', { get() { throw new Error('forbidden'); } })"


def in_chinese(page: Page) -> bool:
    """Whether the page reads Chinese and no English text of its own is seen."""
    said = page.evaluate("[document.documentElement.lang, document.title]")
    assert (said[0] == "zh-Hans") == (page.evaluate(SHOWN, "en") == 0)
    return said[0] == "zh-Hans" and page.evaluate(SHOWN, "zh") > 0


def test_the_switch_works_on_every_page(shown: ShownSite, page: Watched) -> None:
    for name in shown.pages:
        opened = page.open(shown.folder / name, "?lang=en")
        assert not in_chinese(opened)
        assert opened.evaluate(SHOWN, "en") > 0
        opened.locator("label[for='lang-zh']").click()
        assert in_chinese(opened), name
        assert opened.title() == opened.evaluate("document.documentElement.dataset.zh"), name


@pytest.mark.parametrize("storage", [True, False], ids=["stored", "carried by links"])
def test_the_choice_is_kept(shown: ShownSite, browser: Browser, storage: bool) -> None:
    with watched(browser) as page:
        if not storage:
            page.context.add_init_script(NO_STORAGE)
        opened = page.open(shown.folder / "index.html")
        opened.locator("label[for='lang-zh']").click()
        opened.locator("label[for='theme-dark']").click()
        opened.locator("main a[href*='metrics/']").first.click()
        opened.wait_for_url("**/metrics/**")
        assert in_chinese(opened)
        assert opened.evaluate("document.documentElement.dataset.theme") == "dark"
        opened.locator("nav a").nth(1).click()
        opened.wait_for_url("**/sources.html*")
        assert in_chinese(opened)
        if storage:
            opened.reload()
            assert in_chinese(opened)
        page.require_quiet()


def test_without_script_both_switch_and_figures_are_there(shown: ShownSite, browser: Browser) -> None:
    with watched(browser, java_script_enabled=False) as page:
        opened = page.open(shown.folder / "index.html")
        opened.locator("label[for='lang-zh']").click()
        assert opened.locator("h1 .zh").is_visible() and not opened.locator("h1 .en").is_visible()
        page.require_quiet()


def test_the_first_language_is_the_readers(shown: ShownSite, browser: Browser) -> None:
    context = browser.new_context(locale="zh-CN", offline=True)
    opened = context.new_page()
    opened.goto((shown.folder / "index.html").as_uri())
    assert in_chinese(opened)
    context.close()
