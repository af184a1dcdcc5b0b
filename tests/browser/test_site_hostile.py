"""Names and texts of others stay text: 500 that try to run are shown, in every place, and none does."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from payloads import PAYLOADS
from playwright.sync_api import Browser, Page
from watched import Watched, watched

from shown_site import ShownSite, publish_rows
from small_release import Rows, event_rows, metric_rows, sample_rows, write_manifest
from truenorth.project import find_project
from truenorth.site import write_site

METRICS = 25
EACH = len(PAYLOADS) // METRICS

# Whatever a payload would have left behind in a document that parsed it.
TRACES = """() => {
    const own = [...document.scripts].every((one) =>
        one.type === 'application/json' || (one.src && new URL(one.src).pathname.includes('/assets/')));
    const handlers = [...document.querySelectorAll('*')].flatMap((one) =>
        [...one.attributes].filter((attribute) => attribute.name.startsWith('on')).map((a) => a.name));
    const links = [...document.querySelectorAll('[href], [src], [action], [data]')]
        .map((one) => one.href?.baseVal ?? one.href ?? one.src ?? one.action ?? '')
        .filter((address) => typeof address === 'string' && /^(javascript|https?|data):/.test(address));
    const strange = document.querySelectorAll(
        'iframe, object, embed, base, img, video, math, template, style, svg script,' +
        ' main input, main form').length;
    return { own, handlers, links, strange, ran: window.__ran ?? null };
}"""
CLEAN = {"own": True, "handlers": [], "links": [], "strange": 0, "ran": None}


def texts_of(payloads: tuple[str, ...]) -> dict[str, Any]:
    """A metric's contract in which every text is a payload."""
    words = [{"en": one, "zh": other} for one, other in zip(payloads[::2], payloads[1::2], strict=True)]
    title, question, formula, blind, gain, other_gain, *rest = words
    return {
        "title": title,
        "question": question,
        "formula": formula,
        "cannot_see": blind,
        "gaming_incentives": [gain, other_gain],
        "tier": "candidate",
        "kind": "value",
        "unit": payloads[12],
        "owner": payloads[13],
        "rival": payloads[14],
        "goal": {"metric": payloads[15], "outcome": payloads[16], "lag": payloads[17]},
        "levers": {payloads[18]: [rest[0]]},
        "guardrails": [payloads[19]],
        "rollup": {"numerator": "1", "period": "month"},
    }


def day(place: int, month: int, day: int) -> date:
    return date(2011 if place % 50 == 0 else 2001, month, day)


def hostile_rows(names: list[str]) -> Rows:
    """A release in which every name is a payload; each of the 500 is also a file, a reason and an event."""
    rows = sample_rows()
    rows["metric_values"] = [
        row if row[3] == "all" else (*row[:3], f"{name} dim", f"{row[4]} {name}", *row[5:])
        for name in names
        for row in metric_rows(name, "ratio", 0.4, 0.1)[:33]
    ]
    rows["metric_verdicts"] = [
        (name, name, "core", "value", "ratio", 0.44, 0.4, 0.1, "refused", name) for name in names
    ]
    rows["annotated_events"] = [
        # few touch a period that is drawn: a picture with 500 shades takes minutes, and nobody reads it
        (f"{place:03}", day(place, 2, 20), day(place, 3, 10), one, one, one)
        for place, one in enumerate(PAYLOADS)
    ]
    rows["metric_values_without_events"] = [row for name in names for row in event_rows(name)]
    rows["metric_scores"] = []
    rows["batches"] = [
        (PAYLOADS[place % 7 * 60], one, one, datetime(2026, 1, 5), 10, 0, 0, 10, 0, "held", "error", one, one)
        for place, one in enumerate(PAYLOADS)
    ]
    rows["quarantine_reasons"] = [(PAYLOADS[0], one, 3, one) for one in PAYLOADS]
    rows["findings_summary"] = [
        (one, 3, one, one, one, one, one, one, 3, 3, 0, 1e-9, None) for one in PAYLOADS[::5]
    ]
    rows["brushing_groups"] = [
        (place, one, 12, 30, 3, 2, 1, None, None) for place, one in enumerate(PAYLOADS[::5], start=1)
    ]
    rows["brushing_group_ties"] = [(1, 2, 11)]
    rows["brushing_effects"] = [(name, 0.5, 0.4) for name in names]
    return rows


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> ShownSite:
    root = tmp_path_factory.mktemp("hostile")
    (root / "dbt_project.yml").write_text("name: hostile\n")
    names = [PAYLOADS[place * EACH] for place in range(METRICS)]
    parts = [PAYLOADS[place * EACH : (place + 1) * EACH] for place in range(METRICS)]
    write_manifest(root, [(name, texts_of(part)) for name, part in zip(names, parts, strict=True)])
    project = find_project(root)
    release = publish_rows(project, hostile_rows(names))
    return ShownSite(project, write_site(project, release, project.published / "site").parent)


def require_text_only(page: Watched, opened: Page, where: str) -> None:
    address = opened.url
    assert opened.evaluate(TRACES) == CLEAN, where
    assert opened.url == address, "nothing navigates"
    page.require_quiet()


def test_there_are_five_hundred_and_all_are_on_the_site(hostile: ShownSite, browser: Browser) -> None:
    assert len(set(PAYLOADS)) == 500
    with watched(browser) as page:
        shown = (
            page.open(hostile.folder / "metrics" / metric_file(hostile)).locator("#chart-data").text_content()
        )
    titles = {event["en"] for event in json.loads(shown or "")["events"]}
    assert len(titles) == 500


def metric_file(site: ShownSite) -> str:
    return next(path for path in site.pages if path.startswith("metrics/")).removeprefix("metrics/")


def test_no_payload_runs_on_any_page(hostile: ShownSite, browser: Browser) -> None:
    with watched(browser) as page:
        for name in hostile.pages:
            opened = page.open(hostile.folder / name)
            require_text_only(page, opened, name)


def test_none_runs_when_charts_are_walked_and_slices_chosen(hostile: ShownSite, browser: Browser) -> None:
    with watched(browser) as page:
        opened = page.open(hostile.folder / "metrics" / metric_file(hostile), "?lang=en")
        chart = opened.locator("#explorer .chart")
        chart.focus()
        for _ in range(4):
            chart.press("ArrowRight")
        assert "window.__ran" in (opened.locator("#explorer .chart-said").text_content() or "")
        chart.hover()
        require_text_only(page, opened, "explorer")
        opened = page.open(hostile.folder / "brushing.html", "?lang=zh")
        graph = opened.locator("#groups .chart")
        graph.focus()
        for _ in range(30):
            graph.press("ArrowRight")
        graph.hover()
        require_text_only(page, opened, "groups")


@pytest.mark.parametrize("asked", ["window", "onerror", "evil example", "<svg onload=window.__ran=1>"])
def test_none_runs_among_the_hits_of_a_search(hostile: ShownSite, browser: Browser, asked: str) -> None:
    with watched(browser) as page:
        opened = page.open(hostile.folder / "search.html", "?lang=en")
        opened.locator("#search-field").fill(asked)
        assert opened.locator("#results li").count() > 3
        require_text_only(page, opened, asked)


@pytest.mark.parametrize("place", ["q", "lang", "theme"])
def test_none_runs_from_the_address(shown: ShownSite, browser: Browser, place: str) -> None:
    with watched(browser) as page:
        for payload in PAYLOADS[::25]:
            opened = page.open(shown.folder / "search.html", f"?{place}={quote(payload)}#{quote(payload)}")
            require_text_only(page, opened, payload)


def test_the_watch_would_tell(shown: ShownSite, browser: Browser, tmp_path: Path) -> None:
    """A page without a policy that parses the payloads: most of them run, and the traces are seen."""
    page_file = tmp_path / "naive.html"
    page_file.write_text("<main>" + "".join(PAYLOADS[:16]) + "</main>", encoding="utf-8")
    with watched(browser) as page:
        opened = page.open(page_file)
        found = opened.evaluate(TRACES)
        assert found["ran"] == 1 and found["handlers"] and found["strange"] and not found["own"]
        assert any("dialog" in problem for problem in page.problems)
        assert any("evil.example" in problem for problem in page.problems)
