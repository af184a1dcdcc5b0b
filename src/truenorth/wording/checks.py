"""Each check of a row contract as one sentence that says what must be true."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, time
from typing import Any

from .patterns import describe_pattern
from .words import Lang, join_words

MOST_VALUES = 12


def describe_check(reason: str, check: Any, lang: Lang) -> str:
    """Say which rule a row with `reason` has broken, as a sentence about what must be true.

    Args:
        reason: id that a failing row carries.
        check: what the reason stands for: a ColumnCheck, FrameCheck, Uniqueness or, for an unreadable or a
            missing value, the ColumnContract itself (truenorth.admit.contract).
    """
    if hasattr(check, "policy"):
        return _uniqueness(check, lang)
    if hasattr(check, "dtype_reason"):
        if reason == check.dtype_reason:
            return _readable(check, lang)
        return f"{check.name}必须有值。" if lang == "zh" else f"{check.name} is given."
    rule = check.check
    authored = rule.description or rule.title
    column = getattr(check, "column", "")
    if authored and (lang == "en" or rule.name not in SENTENCES):
        return _finished(str(authored), "en" if str(authored).isascii() else lang)
    sentence = SENTENCES.get(str(rule.name))
    if sentence is None or not column:
        return _unnamed(reason, column, lang)
    return _finished(sentence(column, dict(rule.statistics or {}), lang), lang)


def describe_dtype(dtype: Any, lang: Lang) -> str:
    """Name a polars type as people would: `a whole number`, `a date and time`."""
    name = type(dtype).__name__
    for starts, english, chinese in TYPES:
        if name.startswith(starts):
            return chinese if lang == "zh" else english
    return str(dtype)


TYPES = (
    (("Int", "UInt"), "a whole number", "整数"),
    (("Float", "Decimal"), "a number", "数字"),
    (("String", "Categorical", "Enum"), "text", "文字"),
    (("Boolean",), "yes or no", "是或否"),
    (("Datetime",), "a date and time", "日期和时间"),
    (("Date",), "a date", "日期"),
    (("Time",), "a time of day", "时刻"),
    (("Duration",), "a length of time", "时长"),
)


def _readable(column: Any, lang: Lang) -> str:
    kind = describe_dtype(column.dtype, lang)
    return f"{column.name}能读成{kind}。" if lang == "zh" else f"{column.name} can be read as {kind}."


def _uniqueness(rule: Any, lang: Lang) -> str:
    columns = join_words(rule.columns, lang)
    if lang == "zh":
        kept = {"all": "相同的各行都隔离", "exclude_first": "保留第一行", "exclude_last": "保留最后一行"}
        return f"没有两行的{columns}相同；如有相同，{kept[rule.policy]}。"
    kept = {
        "all": "every copy is quarantined",
        "exclude_first": "the first copy stays",
        "exclude_last": "the last copy stays",
    }
    return f"No two rows have the same {columns}; where they do, {kept[rule.policy]}."


def _compared(english: str, chinese: str, key: str) -> Callable[[str, dict[str, Any], Lang], str]:
    def sentence(column: str, given: dict[str, Any], lang: Lang) -> str:
        value = _value(given.get(key))
        return f"{column}{chinese}{value}" if lang == "zh" else f"{column} {english} {value}"

    return sentence


def _in_range(column: str, given: dict[str, Any], lang: Lang) -> str:
    low, high = _value(given.get("min_value")), _value(given.get("max_value"))
    with_low, with_high = given.get("include_min", True), given.get("include_max", True)
    if lang == "zh":
        return f"{column}在{low}{'' if with_low else '（不含）'}到{high}{'' if with_high else '（不含）'}之间"
    start = f"from {low}" if with_low else f"above {low}"
    return f"{column} lies {start} {'to' if with_high else 'up to but not including'} {high}"


def _one_of(column: str, given: dict[str, Any], lang: Lang) -> str:
    values = _values(given.get("allowed_values") or (), lang, "or")
    return f"{column}是{values}之一" if lang == "zh" else f"{column} is {values}"


def _none_of(column: str, given: dict[str, Any], lang: Lang) -> str:
    values = _values(given.get("forbidden_values") or (), lang, "or")
    return f"{column}不是{values}" if lang == "zh" else f"{column} is not {values}"


def _matches(column: str, given: dict[str, Any], lang: Lang) -> str:
    pattern = getattr(given.get("pattern"), "pattern", given.get("pattern"))
    whole = str(pattern).endswith(("$", "\\z"))
    said = describe_pattern(str(pattern), lang) or f"`{pattern}`"
    if lang == "zh":
        return f"{column}{'的形式为' if whole else '的开头为'}：{said}"
    choice = said.removeprefix("one of these: ")
    if choice != said:
        return f"{column} {'has one of these forms' if whole else 'begins with one of these'}: {choice}"
    return f"{column} {'has the form' if whole else 'begins with'}: {said}"


def _contains(column: str, given: dict[str, Any], lang: Lang) -> str:
    pattern = getattr(given.get("pattern"), "pattern", given.get("pattern"))
    said = describe_pattern(str(pattern), lang) or f"`{pattern}`"
    return f"{column}含有：{said}" if lang == "zh" else f"{column} contains: {said}"


def _length(column: str, given: dict[str, Any], lang: Lang) -> str:
    exact, least, most = (given.get(key) for key in ("exact_value", "min_value", "max_value"))
    if exact is not None:
        return f"{column}恰有{exact}个字符" if lang == "zh" else f"{column} has exactly {exact} characters"
    if least == 1 and most is None:
        return f"{column}不是空文字" if lang == "zh" else f"{column} is not an empty text"
    if most is None:
        return f"{column}至少有{least}个字符" if lang == "zh" else f"{column} has at least {least} characters"
    if least is None:
        return f"{column}至多有{most}个字符" if lang == "zh" else f"{column} has at most {most} characters"
    return (
        f"{column}有{least}到{most}个字符" if lang == "zh" else f"{column} has {least} to {most} characters"
    )


def _all_values(column: str, given: dict[str, Any], lang: Lang) -> str:
    values = _values(given.get("values") or (), lang, "and")
    return (
        f"{column}恰好出现这些值：{values}" if lang == "zh" else f"{column} holds exactly the values {values}"
    )


SENTENCES: dict[str, Callable[[str, dict[str, Any], Lang], str]] = {
    "equal_to": _compared("is", "等于", "value"),
    "not_equal_to": _compared("is not", "不等于", "value"),
    "greater_than": _compared("is greater than", "大于", "min_value"),
    "greater_than_or_equal_to": _compared("is at least", "不小于", "min_value"),
    "less_than": _compared("is less than", "小于", "max_value"),
    "less_than_or_equal_to": _compared("is at most", "不大于", "max_value"),
    "in_range": _in_range,
    "isin": _one_of,
    "notin": _none_of,
    "str_matches": _matches,
    "str_contains": _contains,
    "str_startswith": _compared("begins with", "的开头为", "string"),
    "str_endswith": _compared("ends with", "的结尾为", "string"),
    "str_length": _length,
    "unique_values_eq": _all_values,
}


def _unnamed(reason: str, column: str, lang: Lang) -> str:
    if lang == "zh":
        return f"{column or '整行'}通过合约中用程序写的检查“{reason}”。"
    return f"{column or 'The row'} passes “{reason}”, a check that the contract states as a program."


def _value(value: Any) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool) or value is None:
        return str(value).lower()
    if isinstance(value, int):
        return str(value) if abs(value) < 10_000 else f"{value:,}"
    return f"“{value}”" if isinstance(value, str) else str(value)


def _values(values: Iterable[Any], lang: Lang, last: Any) -> str:
    # A set has no order of its own, and the same contract must always give the same page.
    listed = sorted(values, key=repr) if isinstance(values, (set, frozenset)) else list(values)
    said = [_value(value) for value in listed[:MOST_VALUES]]
    more = len(listed) - len(said)
    if more:
        said.append(f"另外{more}个值" if lang == "zh" else f"{more} more")
    return join_words(said, lang, last=last)


def _finished(sentence: str, lang: Lang) -> str:
    text = " ".join(sentence.split())
    return (
        text if text.endswith((".", "。", "!", "！", "?", "？")) else text + ("。" if lang == "zh" else ".")
    )
