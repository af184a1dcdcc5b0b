"""A real Chromium, offline, and the site that it opens; skipped, and told, where there is no Chromium."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright
from watched import Watched, watched

from shown_site import ShownSite, make_site

# Pages of our own making are all that it opens; a container gives it no sandbox and little shared memory.
ARGUMENTS = ("--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))  # one Chromium is enough


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = os.environ.get("TRUENORTH_CHROMIUM") or shutil.which("chromium")
    if not path:
        pytest.skip("no Chromium: install the package `chromium`, or name one in TRUENORTH_CHROMIUM")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*ARGUMENTS])
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Watched]:
    """A page that reaches nothing outside; when the test ends, nothing may have been complained of."""
    with watched(browser) as page:
        yield page
        page.require_quiet()


@pytest.fixture(scope="session")
def shown(tmp_path_factory: pytest.TempPathFactory) -> ShownSite:
    """The site of the made-up release, published in a project with a log; read it, never write to it."""
    return make_site(tmp_path_factory.mktemp("shown"))


@pytest.fixture
def copied(shown: ShownSite, tmp_path: Path) -> Callable[[str, Callable[[str], str]], Path]:
    """Copy the site with one page changed, and return that page."""

    def copy(name: str, change: Callable[[str], str]) -> Path:
        shutil.copytree(shown.folder, tmp_path / "site")
        page = tmp_path / "site" / name
        before = page.read_text(encoding="utf-8")
        after = change(before)
        assert after != before, "nothing was changed"
        page.write_text(after, encoding="utf-8")
        return page

    return copy
