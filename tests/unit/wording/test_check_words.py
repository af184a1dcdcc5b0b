"""Every check that compiles, and every other promise of a contract, is a sentence in both languages."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pandera.polars as pa
import polars as pl
import pytest

from truenorth.admit.contract import RowContract, read_model
from truenorth.wording import describe_contract

SENTENCES: dict[str, tuple[Any, dict[str, Any], str, str]] = {
    "equal": (int, {"eq": 3}, "value is 3.", "value等于3。"),
    "not_equal": (int, {"ne": 0}, "value is not 0.", "value不等于0。"),
    "greater": (float, {"gt": 0.5}, "value is greater than 0.5.", "value大于0.5。"),
    "at_least": (int, {"ge": 10_000}, "value is at least 10,000.", "value不小于10,000。"),
    "less": (date, {"lt": date(2030, 1, 1)}, "value is less than 2030-01-01.", "value小于2030-01-01。"),
    "at_most": (int, {"le": 9}, "value is at most 9.", "value不大于9。"),
    "range": (
        *(datetime, {"in_range": {"min_value": datetime(2020, 1, 1), "max_value": datetime(2021, 1, 1, 12)}}),
        "value lies from 2020-01-01 to 2021-01-01 12:00:00.",
        "value在2020-01-01到2021-01-01 12:00:00之间。",
    ),
    "open_range": (
        *(int, {"in_range": {"min_value": 1, "max_value": 9, "include_min": False, "include_max": False}}),
        "value lies above 1 up to but not including 9.",
        "value在1（不含）到9（不含）之间。",
    ),
    "isin": (str, {"isin": ["a", "b", "c"]}, "value is “a”, “b” or “c”.", "value是“a”、“b”或“c”之一。"),
    "notin": (str, {"notin": ["x"]}, "value is not “x”.", "value不是“x”。"),
    "starts": (str, {"str_startswith": "AB"}, "value begins with “AB”.", "value的开头为“AB”。"),
    "ends": (str, {"str_endswith": "Z"}, "value ends with “Z”.", "value的结尾为“Z”。"),
    "contains": (
        str,
        {"str_contains": "[0-9]+"},
        "value contains: 1 or more digits.",
        "value含有：至少1个数字。",
    ),
    "matches": (
        *(str, {"str_matches": "^[A-Z]{2}[0-9]{4,6}$"}),
        "value has the form: 2 capital letters, then 4 to 6 digits.",
        "value的形式为：2个大写字母，接着4至6个数字。",
    ),
    "prefix_only": (
        str,
        {"str_matches": "[A-Z]{2}"},
        "value begins with: 2 capital letters.",
        "value的开头为：2个大写字母。",
    ),
    "hard_pattern": (
        str,
        {"str_matches": "^(?=a)b$"},
        "value has the form: `^(?=a)b$`.",
        "value的形式为：`^(?=a)b$`。",
    ),
    "length": (
        *(str, {"str_length": {"min_value": 2, "max_value": 5}}),
        "value has 2 to 5 characters.",
        "value有2到5个字符。",
    ),
    "long_list": (
        *(int, {"isin": list(range(14))}),
        "value is 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 or 2 more.",
        "value是0、1、2、3、4、5、6、7、8、9、10、11或另外2个值之一。",
    ),
}


def contract_of(dtype: Any, settings: dict[str, Any], config: dict[str, Any] | None = None) -> RowContract:
    body = {"__annotations__": {"value": dtype}, "value": pa.Field(**settings)}
    if config:
        body["Config"] = type("Config", (), config)
    return read_model(type("Model", (pa.DataFrameModel,), body), source="s", path=Path("s.py"))


@pytest.mark.parametrize(
    ("dtype", "settings", "english", "chinese"), SENTENCES.values(), ids=SENTENCES.keys()
)
def test_a_check_is_a_sentence(dtype: Any, settings: dict[str, Any], english: str, chinese: str) -> None:
    words = list(describe_contract(contract_of(dtype, settings)).values())[-1]
    assert (words.en, words.zh) == (english, chinese)


def test_types_missing_values_and_uniqueness_are_said_too() -> None:
    said = describe_contract(contract_of(pl.Decimal(10, 2), {"unique": True}))
    assert {words.en for words in said.values()} == {
        "No two rows have the same value; where they do, every copy is quarantined.",
        "value can be read as a number.",
        "value is given.",
    }
    assert all(words.zh for words in said.values())


def test_the_authors_words_stand_and_their_chinese_comes_from_the_contract() -> None:
    class Model(pa.DataFrameModel):
        value: int

        @pa.check("value", name="odd", description="The value is odd")
        def odd(cls, data: Any) -> pl.LazyFrame:
            return data.lazyframe.select(pl.col(data.key) % 2 == 1)

        @pa.check("value", name="nameless")
        def nameless(cls, data: Any) -> pl.LazyFrame:
            return data.lazyframe.select(pl.col(data.key) > 0)

        class Config:
            metadata = {"zh": {"value__odd": "数值为奇数。"}}

    said = describe_contract(read_model(Model, source="s", path=Path("s.py")))
    assert (said["value__odd"].en, said["value__odd"].zh) == ("The value is odd.", "数值为奇数。")
    assert "“value__nameless”, a check that the contract states as a program" in said["value__nameless"].en
    assert "用程序写的检查" in said["value__nameless"].zh


def test_an_untranslated_sentence_owns_up_to_it() -> None:
    class Model(pa.DataFrameModel):
        value: int

        @pa.dataframe_check(name="rule", description="Only in English")
        def rule(cls, data: Any) -> pl.LazyFrame:
            return data.lazyframe.select(pl.col("value") > 0)

    words = describe_contract(read_model(Model, source="s", path=Path("s.py")))["rule"]
    assert words.zh == "" and words.say("zh") == "Only in English."
