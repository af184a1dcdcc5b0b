"""Contracts are read the same by everyone: what YAML leaves open is refused."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from truenorth.errors import ConfigurationError
from truenorth.strict_yaml import MAX_BYTES, load_yaml


@pytest.fixture
def yml(tmp_path: Path) -> Path:
    return tmp_path / "contract.yml"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("country: NO\n", {"country": "NO"}, id="Norway-stays-a-text"),
        pytest.param(
            "a: on\nb: yes\nc: off\n", {"a": "on", "b": "yes", "c": "off"}, id="switches-stay-texts"
        ),
        pytest.param("a: true\nb: ~\n", {"a": True, "b": None}, id="true-and-null"),
        pytest.param("a: 014\n", {"a": 14}, id="leading-zero-is-no-octal"),
        pytest.param("a: 12:30:45\n", {"a": "12:30:45"}, id="no-base-60"),
        pytest.param("a: 2011-01-01\n", {"a": datetime.date(2011, 1, 1)}, id="date"),
        pytest.param("名: 深圳\n", {"名": "深圳"}, id="chinese"),
        pytest.param("", {}, id="empty"),
        pytest.param("\ufeffa: 1\n", {"a": 1}, id="byte-order-mark"),
    ],
)
def test_read_as_yaml_1_2(yml: Path, text: str, expected: object) -> None:
    yml.write_text(text, encoding="utf-8")
    assert load_yaml(yml) == expected


BOMB = "a: &a [x, x]\n" + "".join(
    f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("content", "line"),
    [
        pytest.param(b"a: 1\nb: 2\na: 3\n", ":3", id="duplicate-key"),
        pytest.param(b"x:\n  a: 1\n  a: 1\n", ":3", id="duplicate-key-further-in"),
        pytest.param(BOMB.encode(), ":1", id="alias-bomb"),
        pytest.param(b"a: 1\nb: &x 2\n", ":2", id="anchor"),
        pytest.param(b"a: !!python/object/apply:os.system [id]\n", ":1", id="tag"),
        pytest.param(b"%YAML 1.1\n---\na: NO\n", ":1", id="older-yaml"),
        pytest.param(b"a: 1\n---\nb: 2\n", ":2", id="two-documents"),
        pytest.param(b"a:\n\t- 1\n", ":2", id="tabulator"),
        pytest.param(b"a: 1\nb: caf\xe9\n", ":2", id="latin-1"),
        pytest.param(b"a: \x00\n", "", id="nul"),
        pytest.param(b"[" * 100_000, ":1", id="nested-without-end"),
        pytest.param(b"a: " + b"x" * MAX_BYTES, "", id="larger-than-a-megabyte"),
    ],
)
def test_refused_with_file_and_line(yml: Path, content: bytes, line: str) -> None:
    yml.write_bytes(content)
    with pytest.raises(ConfigurationError) as refused:
        load_yaml(yml)
    assert refused.value.code == "TN-S001"
    assert refused.value.where == f"{yml}{line}"
    assert refused.value.mend


def test_a_missing_file_is_refused(yml: Path) -> None:
    with pytest.raises(ConfigurationError, match="cannot be read"):
        load_yaml(yml)
