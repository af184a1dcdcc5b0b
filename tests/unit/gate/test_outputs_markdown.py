"""The comment: within its limit, its worst line always there, and nothing but text from other people."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from gate_reports import HOSTILE, finding, full_report, hostile_report, large_report, quiet_report
from truenorth.gate.outputs import markdown, summary
from truenorth.gate.outputs.untrusted_markdown import escape
from truenorth.gate.report import GateReport
from truenorth.wording.words import Lang

OURS = {"<details>", "<summary>", "</summary>", "</details>", "<br>"}


def parsed(text: str) -> list[Token]:
    return MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)


def rows_of(tokens: list[Token]) -> list[tuple[int, int]]:
    """(cells of the head, cells of the row) of every row; GitHub drops surplus cells without a word."""
    pairs, head, cells = [], 0, 0
    for token in tokens:
        if token.type == "tr_open":
            cells = 0
        elif token.type in ("th_open", "td_open"):
            cells += 1
        elif token.type == "thead_close":
            head = cells
        elif token.type == "tr_close" and token.level > 1 and head:
            pairs.append((head, cells))
        elif token.type == "table_close":
            head = 0
    return pairs


def assert_only_ours(text: str) -> None:
    """No link, picture, code or HTML but our own."""
    tokens = parsed(text.split("\n", 1)[1])
    inline = [child for token in tokens for child in token.children or []]
    assert {token.type for token in inline} <= {
        "text",
        "html_inline",
        "strong_open",
        "strong_close",
        "softbreak",
    } | {"code_inline"}
    assert {token.content for token in inline if token.type == "code_inline"} <= {"truenorth explain CODE"}
    html = [token.content for token in [*tokens, *inline] if token.type.startswith("html")]
    tags = set(re.findall(r"<[^>]*>", "".join(html)))
    assert tags <= OURS
    pairs = rows_of(tokens)
    assert pairs
    assert all(head == cells for head, cells in pairs)


@pytest.mark.parametrize(
    "report", [full_report(), quiet_report(), hostile_report()], ids=["full", "quiet", "hostile"]
)
def test_the_comment_holds_nothing_but_our_own_marks(report: GateReport) -> None:
    assert_only_ours(markdown.render(report))


@given(st.lists(st.one_of(st.sampled_from(HOSTILE), st.text(max_size=30)), min_size=1, max_size=4))
@settings(max_examples=60, deadline=None)
def test_whatever_a_pull_request_names_stays_text(texts: list[str]) -> None:
    assert_only_ours(markdown.render(hostile_report(tuple(texts))))


@given(st.one_of(st.sampled_from(HOSTILE), st.text()))
def test_nobody_is_called_and_nothing_is_linked(text: str) -> None:
    import html

    shown = html.unescape(escape(text, 200))
    assert not re.search(r"@\w", shown)
    assert not re.search(r"[#!]\d", shown)
    assert not re.search(r"\bgh-\d|://|\bwww\.", shown, re.IGNORECASE)


@pytest.mark.parametrize("text", ["models/gmv_total.sql:3", "指标 GMV", "orders", "at least 0 (was 1), 10 %"])
def test_a_harmless_text_can_be_copied_from_the_comment(text: str) -> None:
    assert escape(text, 200) == text


@given(
    count=st.integers(min_value=0, max_value=100),
    text=st.one_of(st.sampled_from(HOSTILE), st.text(max_size=50)),
    times=st.sampled_from([1, 10, 500]),
    limit=st.sampled_from([markdown.SMALLEST, 20_000, markdown.COMMENT]),
    lang=st.sampled_from(["en", "zh"]),
)
@settings(max_examples=40, deadline=None)
def test_the_limit_is_kept_and_the_worst_survives(
    count: int, text: str, times: int, limit: int, lang: Lang
) -> None:
    long = text * times
    report = replace(hostile_report((long, *HOSTILE)), project=long)
    worst = finding("aaa_worst", check="build", mend=report.findings[0].mend)
    report = replace(
        report,
        findings=(worst, *report.findings, *(finding(f"m{n}") for n in range(count))),
        contracts=report.contracts * count,
    )
    told = markdown.render(report, lang=lang, limit=limit)
    assert len(told.encode("utf-8")) <= limit
    assert told.startswith(f"{markdown.marker_of(report.project)}\n")
    assert ("truenorth gate: FAIL" if lang == "en" else "truenorth gate：不通过") in told
    assert "aaa_worst" in told
    assert told.count("<details>") == told.count("</details>")


@pytest.mark.parametrize("render", [markdown.render, summary.render])
def test_every_row_is_shown_or_counted(render: Callable[[GateReport], str]) -> None:
    told = render(large_report(3_000))
    for title, total in (("To mend first", 6_000), ("Told, and not counted", 6_000), ("Contracts", 6_000)):
        block = re.search(rf"{title}.*?(?=\n### |\n<details>|\n`truenorth)", told, re.DOTALL)
        assert block
        shown = max(len(re.findall(r"^\| ", block[0], re.MULTILINE)) - 2, 0)
        cut = re.findall(r"^(?:and )?([\d,]+) (?:more|rows did not fit here)$", block[0], re.MULTILINE)
        assert shown + sum(int(one.replace(",", "")) for one in cut) == total


def test_more_room_shows_more_rows() -> None:
    large = large_report(3_000)
    assert len(markdown.render(large).encode()) <= 65_535
    assert 900_000 < len(summary.render(large).encode()) <= 1024 * 1024


def test_a_report_that_fits_is_not_cut() -> None:
    told = markdown.render(full_report())
    assert "more" not in told
    assert "did not fit" not in told


def test_worst_findings_stand_first_and_the_rest_is_folded() -> None:
    told = markdown.render(full_report())
    order = [
        "| fail |",
        "| unknown |",
        "<details>",
        "known before) |",
        "waived: W-7) |",
        "| warning |",
        "| note |",
    ]
    places = [told.index(one) for one in order]
    assert places == sorted(places)


def test_every_part_of_a_report_is_told() -> None:
    told = markdown.render(full_report())
    for part in (
        "expectations/rows/orders.py:12",
        "£1,000 → £1,500 (+50.0\u00a0%)",
        "0.0\u00a0% → 50.0\u00a0%",
        "| orders | rows: country | breaking | text | – | expectations/rows/orders.py:9 |",
        "aaaaaaaaaaaa → bbbbbbbbbbbb",
        "| bursts | order | 5 | 0 |",
        "| values | could not be made | the base could not be built |",
        "| votes | not asked for | asked with --static |",
        "release 2026-11-01T00:00:00Z",
    ):
        assert part in told, part


def test_two_projects_of_one_pull_request_have_comments_of_their_own() -> None:
    one, other = (markdown.render(replace(quiet_report(), project=name)) for name in ("shop", "school"))
    assert one.splitlines()[0] != other.splitlines()[0]


def test_too_small_a_limit_is_refused() -> None:
    with pytest.raises(ValueError, match="at least"):
        markdown.render(quiet_report(), limit=1_000)
