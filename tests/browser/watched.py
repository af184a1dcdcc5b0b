"""A page of Chromium under watch: what it says on its console, which dialogs it opens, what it asks for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page


@dataclass
class Watched:
    """A page and what it was complained of.

    Attributes:
        problems: console errors and warnings, policy violations, uncaught errors, dialogs, and requests to
            anywhere but the site.
    """

    page: Page
    context: BrowserContext
    host: str
    problems: list[str] = field(default_factory=list)

    def open(self, path: Path | str, query: str = "") -> Page:
        """Open a file of the site, or an address."""
        address = path.as_uri() if isinstance(path, Path) else path
        self.page.goto(f"{address}{query}", wait_until="load")
        return self.page

    def require_quiet(self) -> None:
        assert not self.problems, "\n".join(self.problems)


@contextmanager
def watched(browser: Browser, *, host: str = "file://", **options: Any) -> Iterator[Watched]:
    """Open a new page in a context of its own, with no way out of `host`."""
    context = browser.new_context(locale="en-GB", offline=host == "file://", **options)
    context.set_default_timeout(20_000)
    page = context.new_page()
    watch = Watched(page, context, host)

    def hear(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            watch.problems.append(f"console {message.type}: {message.text}")

    def ask(url: str) -> None:
        if not url.startswith((watch.host, "data:", "blob:")):
            watch.problems.append(f"asked for {url}")

    page.on("console", hear)
    page.on("pageerror", lambda error: watch.problems.append(f"uncaught: {error}"))
    page.on("dialog", lambda dialog: (watch.problems.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    page.on("popup", lambda popup: watch.problems.append(f"popup: {popup.url}"))
    page.on("request", lambda request: ask(request.url))
    try:
        yield watch
    finally:
        context.close()
