"""The page proves its figures, and whoever changes one of them is told on."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page
from watched import Watched, watched

from shown_site import ShownSite, make_site, publish_rows
from small_release import sample_rows
from truenorth.evidence.log import EvidenceLog
from truenorth.site import write_site
from truenorth.wording import format_value

Change = Callable[[str], str]
METRIC = "metrics/repurchase_rate_90d.html"
BLOCK = re.compile(r'(<script type="application/json" id="proof-data">)(.*?)(</script>)', re.DOTALL)


def state(page: Page) -> str:
    return page.locator("#proof").get_attribute("data-state") or ""


def said(page: Page) -> str:
    return page.locator("#proof").text_content() or ""


def with_block(change: Callable[[dict], None]) -> Change:
    """Change the data that the page carries."""

    def changed(html: str) -> str:
        found = BLOCK.search(html)
        assert found
        data = json.loads(found[2])
        change(data)
        written = json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")
        return html[: found.start(2)] + written + html[found.end(2) :]

    return changed


def test_every_page_with_figures_verifies(shown: ShownSite, page: Watched) -> None:
    log = EvidenceLog.open(shown.project)
    assert log is not None
    with log:
        vkey, size = str(log.key), log.size
    for name in ("index.html", *(path for path in shown.pages if path.startswith("metrics/"))):
        opened = page.open(shown.folder / name, "?lang=en")
        assert state(opened) == "verified", f"{name}: {said(opened)}"
        assert vkey in said(opened) and f"of {size}, counted from 0" in said(opened)
        assert "truenorth evidence verify" in said(opened), "it says what a page cannot prove"
        assert opened.locator("[data-figure]").count() > 10


def printed(value: str, other: str) -> Change:
    """Print another value in the first figure that says this one."""
    return lambda html: html.replace(f">{value}<", f">{other}<", 1)


FORGERIES: dict[str, Change] = {
    "one figure, one language": printed("41.2\u00a0%", "41.3\u00a0%"),
    "one figure, Chinese alone": printed("41.2%", "47.2%"),
    "its sign": printed("41.2\u00a0%", "−41.2\u00a0%"),
    "its size": printed("41.2\u00a0%", "412.0\u00a0%"),
    "emptied": printed("41.2\u00a0%", ""),
    "hidden": printed("41.2\u00a0%", "withheld"),
    "the name of a figure": lambda html: html.replace(
        'data-figure="total/raw"', 'data-figure="total/best"', 1
    ),
    "another metric's name": lambda html: html.replace(
        'data-metric="repurchase_rate_90d"', 'data-metric="net_revenue"', 1
    ),
    "the leaf with the page": with_block(
        lambda data: data["leaves"][0].update(leaf=data["leaves"][0]["leaf"].replace("0.412", "0.912"))
    ),
    "the path": with_block(lambda data: data["leaves"][0].update(path=data["leaves"][0]["path"][::-1])),
    "the place": with_block(lambda data: data["leaves"][0].update(index=data["leaves"][0]["index"] ^ 1)),
    "the size": with_block(lambda data: data.update(size=data["size"] + 1)),
    "the release": with_block(lambda data: data.update(release_id="20990101T000000.000000Z-ffffffffffff")),
    "the key": with_block(lambda data: data["log"].update(vkey=data["log"]["vkey"].replace("A", "B"))),
    "the checkpoint": with_block(
        lambda data: data["log"].update(proof=re.sub(r"\n(\d+)\n(?=\S+=\n\n)", "\n9\n", data["log"]["proof"]))
    ),
    "the signature": with_block(
        lambda data: data["log"].update(proof=re.sub(r"(— \S+ \S{8})\S{4}", r"\1abcd", data["log"]["proof"]))
    ),
    "the entry": with_block(
        lambda data: data["log"].update(proof=re.sub(r"extra (\S)", "extra f", data["log"]["proof"]))
    ),
    "no leaf at all": with_block(lambda data: data.update(leaves=[])),
    "a proof of nothing": with_block(lambda data: data["log"].update(proof="c2sp.org/tlog-proof@v1\n")),
}


@pytest.mark.parametrize("change", FORGERIES.values(), ids=FORGERIES.keys())
def test_a_changed_page_is_refused(
    copied: Callable[[str, Change], Path], page: Watched, change: Change
) -> None:
    opened = page.open(copied(METRIC, change), "?lang=en")
    assert state(opened) == "altered", said(opened)
    assert opened.locator("#proof").get_attribute("role") == "alert"
    assert "Do not trust this page" in said(opened)


def test_the_figure_that_is_wrong_is_struck_out(copied: Callable[[str, Change], Path], page: Watched) -> None:
    opened = page.open(copied("index.html", printed("£8,911,408", "£9,911,408")), "?lang=en")
    assert state(opened) == "altered"
    [wrong] = opened.locator(".refused-figure").all()
    assert "£9,911,408" in (wrong.text_content() or "")
    assert re.search(r"(?<!\d)1 of \d+ marked figures say something else", said(opened))


def test_a_page_with_other_headlines_is_refused(copied: Callable[[str, Change], Path], page: Watched) -> None:
    def swapped(data: dict) -> None:
        data["headlines"][0], data["headlines"][1] = data["headlines"][1], data["headlines"][0]

    assert state(page.open(copied("index.html", with_block(swapped)))) == "altered"


def test_a_project_without_a_log_says_so(browser: Browser, tmp_path: Path) -> None:
    site = make_site(tmp_path, attested=False)
    with watched(browser) as page:
        opened = page.open(site.folder / METRIC, "?lang=en")
        assert state(opened) == "nolog" and "keeps no evidence log" in said(opened)
        page.require_quiet()


def test_a_release_that_the_log_does_not_know_is_told(browser: Browser, tmp_path: Path) -> None:
    site = make_site(tmp_path)
    rows = sample_rows()
    rows["releases"] = [("20260106T093000.000000Z-0123456789ab", *rows["releases"][0][1:])]
    later = publish_rows(site.project, rows)  # and nobody told the log
    write_site(site.project, later, site.folder)
    with watched(browser) as page:
        opened = page.open(site.folder / "index.html", "?lang=en")
        assert state(opened) == "unlogged" and "not in the evidence log" in said(opened)
        page.require_quiet()


@pytest.fixture(scope="module")
def reader(browser: Browser, shown: ShownSite):
    """A page whose functions read printed numbers."""
    with watched(browser) as page:
        yield page.open(shown.folder / "index.html")


NO_CURRENCY = "XXX"  # ISO 4217: a transaction that involves no currency
NUMBERS = st.floats(-1e12, 1e12, allow_nan=False, allow_infinity=False)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(values=st.lists(NUMBERS | st.floats(-2, 2), min_size=60, max_size=60))
def test_whatever_the_site_prints_is_read_back_and_no_other_value(reader: Page, values: list[float]) -> None:
    cases = []
    for value in values:
        for unit in ("ratio", "GBP", NO_CURRENCY, "count", "per 100 users", "%"):
            for language in ("en", "zh"):
                text = format_value(value, unit, language)
                cases.append([text, repr(value), "total/raw", unit, True])
                away = value * 1.5 + (2000 if value >= 0 else -2000)
                cases.append([text, repr(away), "total/raw", unit, False])
    answers = reader.evaluate("(cases) => cases.map((one) => truenorth.says(...one.slice(0, 4)))", cases)
    assert [case for case, answer in zip(cases, answers, strict=True) if case[4] != answer] == []
