"""Every page opens from disk and from a server, leads only to what is there, and complains of nothing."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser
from watched import Watched, watched

from shown_site import ShownSite

LINKS = "[...document.querySelectorAll('a[href]')].map((link) => link.href)"
HAS = "(id) => document.getElementById(id) !== null"


@pytest.fixture
def served(shown: ShownSite) -> Iterator[str]:
    """Address of the site on a server of this machine."""

    class Silent(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """The test prints nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Silent, directory=str(shown.folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    server.server_close()


def test_from_the_first_page_every_page_is_reached_and_no_link_is_dead(
    shown: ShownSite, page: Watched
) -> None:
    waiting, seen = [shown.folder / "index.html"], set()
    while waiting:
        here = waiting.pop()
        seen.add(here)
        opened = page.open(here)
        assert opened.locator("h1").count() == 1, here
        for address in opened.evaluate(LINKS):
            parts = urlsplit(address)
            file = Path(unquote(parts.path))
            assert parts.scheme == "file" and file.is_file(), f"{here.name} leads to {address}"
            if file == here:
                assert not parts.fragment or opened.evaluate(HAS, unquote(parts.fragment)), address
            elif file not in seen and file not in waiting and file.suffix == ".html":
                waiting.append(file)
    assert {file.relative_to(shown.folder).as_posix() for file in seen} == set(shown.pages) - {"search.html"}


def test_anchors_on_other_pages_are_there(shown: ShownSite, page: Watched) -> None:
    wanted: dict[Path, set[str]] = {}
    for name in shown.pages:
        for address in page.open(shown.folder / name).evaluate(LINKS):
            parts = urlsplit(address)
            if parts.fragment:
                wanted.setdefault(Path(unquote(parts.path)), set()).add(unquote(parts.fragment))
    for file, fragments in wanted.items():
        opened = page.open(file)
        assert [one for one in fragments if not opened.evaluate(HAS, one)] == [], file.name


def test_a_server_shows_the_same_pages(shown: ShownSite, browser: Browser, served: str) -> None:
    with watched(browser, host=served) as page:
        for name in shown.pages:
            title = page.open(f"{served}{name}").title()
            assert title.endswith(shown.project.name)
        page.require_quiet()


def test_the_policy_lets_no_inline_script_run(shown: ShownSite, browser: Browser) -> None:
    with watched(browser) as page:
        opened = page.open(shown.folder / "index.html")
        opened.evaluate(
            "const own = document.createElement('script'); own.textContent = 'window.inline = 1';"
            "document.body.append(own); document.body.insertAdjacentHTML('beforeend',"
            ' \'<img src="data:image/png;base64,x" onerror="window.inline = 2">\')'
        )
        opened.wait_for_timeout(200)
        assert opened.evaluate("window.inline") is None
        assert any("Content Security Policy" in problem for problem in page.problems)
