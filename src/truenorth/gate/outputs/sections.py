"""What stands below the findings, as tables: figures, contracts, definitions, detection, what was asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ...wording.words import Lang, Words
from ..finding import CHECKS, Place
from ..report import GateReport
from .figures import describe_bubble_move, describe_move, describe_slice, pair_bases
from .sentences import CHECK_NAMES, EFFECTS, RISKS, STATES

ABSENT = "–"
HASH_SHOWN = 12  # hex digits after `sha256:`; two definitions of one metric differ within them
WHERE = Words("where", "位置")


@dataclass(frozen=True)
class Section:
    """One table in one language; its cells are not yet escaped for anything."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def sections_of(report: GateReport, lang: Lang) -> list[Section]:
    """Return the tables that have rows, each with its worst row first."""
    tables = (_figures, _contracts, _definitions, _detection, _checks)
    return [one for one in (table(report, lang) for table in tables) if one.rows]


def _section(
    title: Words, columns: tuple[Words, ...], rows: Iterator[tuple[str, ...]], lang: Lang
) -> Section:
    return Section(title.say(lang), tuple(one.say(lang) for one in columns), tuple(rows))


def _figures(report: GateReport, lang: Lang) -> Section:
    same = report.same_values
    title = Words(f"Figures that change ({same:,} do not)", f"有变化的数值（另有{same:,}个不变）")
    columns = (
        Words("metric", "指标"),
        Words("part", "部分"),
        Words("raw", "原始"),
        Words("trusted", "可信"),
        Words("bubble", "泡沫"),
    )
    rows = (
        (
            pair.first.metric,
            describe_slice(pair.first, lang),
            describe_move(pair.bases.get("raw"), lang),
            describe_move(pair.bases.get("trusted"), lang),
            describe_bubble_move(pair, lang),
        )
        for pair in pair_bases(report.values)
    )
    return _section(title, columns, rows, lang)


def _contracts(report: GateReport, lang: Lang) -> Section:
    order = list(EFFECTS)
    columns = (
        Words("source", "数据源"),
        Words("element", "条款"),
        Words("effect", "影响"),
        Words("before", "之前"),
        Words("after", "之后"),
        WHERE,
    )
    rows = (
        (
            one.source,
            f"{one.layer}: {one.element}",
            EFFECTS[one.effect].say(lang),
            one.before or ABSENT,
            one.after or ABSENT,
            place_of(one.place),
        )
        for one in sorted(report.contracts, key=lambda one: order.index(one.effect))
    )
    return _section(Words("Contracts", "合约"), columns, rows, lang)


def _definitions(report: GateReport, lang: Lang) -> Section:
    order = list(RISKS)
    columns = (
        Words("metric", "指标"),
        Words("risk", "风险"),
        Words("what differs", "不同之处"),
        Words("definition", "定义"),
        WHERE,
    )
    rows = (
        (
            one.metric,
            RISKS[one.risk].say(lang),
            ", ".join(one.fields) or ABSENT,
            f"{_short(one.before)} → {_short(one.after)}",
            place_of(one.place),
        )
        for one in sorted(report.definitions, key=lambda one: order.index(one.risk))
    )
    return _section(Words("Definitions", "指标定义"), columns, rows, lang)


def _detection(report: GateReport, lang: Lang) -> Section:
    columns = (
        Words("signal", "信号"),
        Words("about", "对象"),
        Words("verdicts that vanish", "消失的判定"),
        Words("verdicts that appear", "新增的判定"),
    )
    # what is no longer caught is worse than what is caught now
    ordered = sorted(report.detection, key=lambda one: (-one.vanished, -one.appeared, one.signal))
    rows = ((one.signal, one.subject_type, f"{one.vanished:,}", f"{one.appeared:,}") for one in ordered)
    return _section(Words("Detection", "检测"), columns, rows, lang)


def _checks(report: GateReport, lang: Lang) -> Section:
    order = list(STATES)
    asked = [check for check in CHECKS if check in report.evaluated]
    asked.sort(key=lambda check: order.index(report.evaluated[check].state))
    rows = (
        (
            CHECK_NAMES[check].say(lang),
            STATES[report.evaluated[check].state].say(lang),
            report.evaluated[check].reason,
        )
        for check in asked
    )
    columns = (Words("check", "检查"), Words("state", "状态"), Words("reason", "原因"))
    return _section(Words("What was asked", "检查范围"), columns, rows, lang)


def place_of(place: Place | None) -> str:
    """Return `file:line`, or a dash where no place is known."""
    return ABSENT if place is None else str(place)


def _short(digest: str | None) -> str:
    return ABSENT if digest is None else digest.removeprefix("sha256:")[:HASH_SHOWN]
