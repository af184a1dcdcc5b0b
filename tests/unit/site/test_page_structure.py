"""The page is one sound, self-contained document that holds everything the release says."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from reading_html import Page, Site, site_of

from small_release import JUDGED, METRICS, sample_rows
from truenorth.project import Project

PAGES = (
    *("index.html", "sources.html", "quarantine.html", "brushing.html", "compliance.html"),
    *("committee.html", "changes.html", "glossary.html", "search.html", "sources/online_retail.html"),
    *(f"metrics/{name}.html" for name, *_ in METRICS),
)
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; base-uri 'none';"
    " form-action 'self'"
)


@pytest.fixture(scope="module")
def site(project: Project, release: Path, tmp_path_factory: pytest.TempPathFactory) -> Site:
    return site_of(project, release, tmp_path_factory.mktemp("public") / "site")


@pytest.fixture(scope="module")
def pages(site: Site) -> dict[str, Page]:
    return {path: site.page(path) for path in site.paths}


@pytest.fixture(params=PAGES)
def page(pages: dict[str, Page], request: pytest.FixtureRequest) -> Page:
    return pages[request.param]


def test_the_site_has_these_pages_and_no_other(pages: dict[str, Page]) -> None:
    assert set(pages) == set(PAGES)


def test_every_metric_has_a_page_with_its_texts(pages: dict[str, Page]) -> None:
    for name, title, *_ in METRICS:
        page = pages[f"metrics/{name}.html"]
        assert page.all("h1")[0].text == f"{title}{name}的中文名"
        assert f"What does {name} ask?" in page.text
        assert f"How {name} is counted." in page.text


def test_metrics_with_the_largest_bubble_come_first(pages: dict[str, Page]) -> None:
    [overview] = pages["index.html"].of_class("glance")
    links = [link.text for link in pages["index.html"].all("a") if overview in link.lineage]
    by_bubble = sorted(METRICS, key=lambda metric: -abs(metric[5]))
    assert links == [f"{title}{name}的中文名" for name, title, *_ in by_bubble]
    assert "The dashboard shows 18\u00a0% more than can be believed." in "".join(overview.pieces)


def test_every_reason_and_every_delivery_is_there(pages: dict[str, Page]) -> None:
    source = pages["sources/online_retail.html"]
    [reasons] = source.of_class("reasons")
    [batches] = source.of_class("batches")
    [all_reasons] = pages["quarantine.html"].of_class("reasons")
    for _, reason, rows, _ in sample_rows()["quarantine_reasons"]:
        assert reason in reasons.text and reason in all_reasons.text
        assert f"{rows:,}" in reasons.text and f"{rows:,}" in all_reasons.text
    for row in sample_rows()["batches"]:
        assert row[2] in batches.text


def test_a_held_delivery_is_told_at_the_top_and_its_reason_is_one_step_away(pages: dict[str, Page]) -> None:
    overview = pages["index.html"]
    [notice] = [place for place in overview.of_class("notice") if "held-heading" in place.attributes.values()]
    assert "2 deliveries are held back" in notice.text
    assert [link.attributes["href"] for link in overview.all("a") if notice in link.lineage] == [
        "quarantine.html"
    ]
    [held] = pages["quarantine.html"].of_class("batches")
    assert "UnitPrice.median: observed 208.0, expected 1.2 to 3.9" in held.text
    assert "TN-D002" in held.text


def test_every_check_of_the_contract_is_a_sentence(pages: dict[str, Page]) -> None:
    [contract] = pages["sources/online_retail.html"].of_class("contract")
    for sentence in (
        "InvoiceNo has the form: optionally “A” or “C”, then 6 digits.",
        "Quantity is not 0.",
        "Quantity不等于0。",
        "CustomerID may be empty.",
        "Only a cancellation may have a negative quantity.",
        "只有取消单可以有负数量。",
        "where they do, the first copy stays.",
    ):
        assert sentence in contract.text


def test_row_fates_add_up_to_the_whole_bar(pages: dict[str, Page]) -> None:
    [bar] = pages["sources/online_retail.html"].of_class("fate")
    widths = [float(part.attributes["width"].rstrip("%")) for part in bar.children]
    assert sum(widths) == pytest.approx(100, abs=0.05)


@pytest.mark.parametrize("path", PAGES)
def test_pages_lead_to_each_other_and_load_nothing_from_anywhere(site: Site, path: str) -> None:
    html, page = site.html(path), site.page(path)
    assert not page.all("img") and not page.all("iframe") and not page.all("style")
    assert re.findall(r"https?://", html) == [] and "@import" not in html
    for element in page.elements:
        for name, value in element.attributes.items():
            assert not name.startswith("on"), (element.tag, name)
            assert name != "style", element.tag
            if name not in ("src", "href", "action") or value.startswith("#"):
                continue
            to, _, place = value.partition("#")
            target = (site.folder / path).parent / to
            assert target.is_file(), (path, value)
            if place:
                assert f'id="{place}"' in target.read_text("utf-8"), (path, value)


def test_the_policy_lets_only_files_of_the_site_run(page: Page) -> None:
    [policy] = [meta.attributes["content"] for meta in page.all("meta") if "http-equiv" in meta.attributes]
    assert policy == POLICY
    for script in page.all("script"):
        is_data = script.attributes.get("type") == "application/json"
        assert is_data or (not script.text and script.attributes["src"])


def test_ids_are_unique_and_everything_pointed_at_exists(page: Page) -> None:
    ids = [element.attributes["id"] for element in page.elements if "id" in element.attributes]
    assert len(ids) == len(set(ids))
    for element in page.elements:
        for name in ("aria-labelledby", "aria-describedby", "for"):
            assert set(element.attributes.get(name, "").split()) <= set(ids), (element.tag, name)
        for name in ("href", "fill", "clip-path"):
            if found := re.fullmatch(r"(?:url\()?#([^)]+)\)?", element.attributes.get(name, "")):
                assert found[1] in ids, (element.tag, name)


def test_headings_go_down_one_step_at_a_time(page: Page) -> None:
    levels = [int(element.tag[1]) for element in page.elements if re.fullmatch("h[1-6]", element.tag)]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_landmarks_and_table_headers_are_named(page: Page) -> None:
    for tag in ("header", "main", "nav", "footer", "h1", "form"):
        assert len(page.all(tag)) == 1, tag
    assert page.all("a")[0].attributes["href"] == "#content"
    for header in page.all("th"):
        assert header.attributes.get("scope") in ("col", "row")
    assert page.all("html")[0].attributes["lang"] == "en"


def test_every_table_has_a_name(page: Page) -> None:
    for table in page.all("table"):
        captions = [child for child in table.children if child.tag == "caption"]
        assert captions or table.attributes.get("aria-labelledby"), table.text[:60]


def test_the_navigation_says_where_one_is(pages: dict[str, Page]) -> None:
    def current(path: str) -> list[tuple[str, str]]:
        links = pages[path].all("a")
        return [
            (link.attributes["href"], link.attributes["aria-current"])
            for link in links
            if "aria-current" in link.attributes
        ]

    assert current("brushing.html") == [("brushing.html", "page")]
    assert current("metrics/net_revenue.html") == [("../index.html", "true")]
    assert current("sources/online_retail.html") == [("../sources.html", "true")]
    assert current("search.html") == []


def test_each_picture_is_told_in_words_and_as_a_table(pages: dict[str, Page]) -> None:
    for name, *_ in METRICS:
        page = pages[f"metrics/{name}.html"]
        trends = [
            one for one in page.of_class("picture") if one.attributes["aria-labelledby"] == "metric-title"
        ]
        assert len(trends) == 2
        for picture in trends:
            assert "Dec" in picture.text and "12月" in picture.text  # words stay words
        assert [one for one in page.all("details") if "The picture as a table" in one.text]
    for picture in [one for page in pages.values() for one in page.of_class("picture")]:
        assert picture.attributes["role"] == "img"
        assert [child.tag for child in picture.children[:4]] == ["title", "title", "desc", "desc"]


def test_annotated_events_are_shaded_where_the_axis_reaches(pages: dict[str, Page]) -> None:
    page = pages["metrics/net_revenue.html"]
    shaded = page.of_class("fill-event")
    assert len(shaded) == 2, "one window, in the wide picture and in the narrow one"
    assert "an annotated event" in page.of_class("legend")[0].text


def test_every_printed_figure_has_a_name_for_its_proof(pages: dict[str, Page]) -> None:
    page = pages["metrics/monthly_cohort_retention.html"]
    [main] = page.all("main")
    assert main.attributes["data-metric"] == "monthly_cohort_retention"
    names = [one.attributes["data-figure"] for one in page.elements if "data-figure" in one.attributes]
    for name in ("total/raw", "all/all/2010-12-01/trusted", "country/United%20Kingdom//bubble"):
        assert name in names
    assert "months_since_first/3/2010-12-01/trusted" in names, "the cells of the grid too"


def test_a_rate_over_few_is_marked(pages: dict[str, Page]) -> None:
    marked = [row for row in pages[f"metrics/{JUDGED}.html"].of_class("few") if "Italy" in row.text]
    assert marked and all("few" in row.text for row in marked)


def test_no_customer_number_is_on_the_page(page: Page) -> None:
    assert not re.search(r"(?<![\d.,])1[2-8]\d{3}(?![\d,])", page.text)
