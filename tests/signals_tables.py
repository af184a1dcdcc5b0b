"""The tables of signals in docs/detection.md and its Chinese twin, made from the signals' own ymls.

`python tests/signals_tables.py` writes them into the pages; a test compares them.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from truenorth.strict_yaml import load_yaml

ROOT = Path(__file__).parents[1]
SIGNALS = ROOT / "models" / "intermediate" / "brushing"
PAGES = {"en": ROOT / "docs" / "detection.md", "zh": ROOT / "docs" / "detection.zh-CN.md"}
PLACE = re.compile(r"(<!-- signals: (\w+) -->\n).*?(<!-- /signals -->)", re.DOTALL)
GRADES_ZH = {"decides": "可定案", "supports": "作佐证", "labels": "只标注"}


def declared_signals() -> list[tuple[str, dict[str, Any]]]:
    """Return name and contract of each signal of the project, by code."""
    found = [
        (model["name"].removeprefix("sig_"), model["config"]["meta"]["truenorth"]["signal"])
        for path in SIGNALS.rglob("sig_*.yml")
        for model in load_yaml(path)["models"]
    ]
    return sorted(found, key=lambda signal: signal[1]["code"])


def tables() -> dict[str, str]:
    """Return every table in Markdown, by the name that stands in the pages."""
    signals = declared_signals()
    return {
        "list": _table(
            ("code", "signal", "what it asks", "about", "verdict"),
            [(s["code"], f"`{name}`", s["question"]["en"], _subject(s), s["grade"]) for name, s in signals],
        ),
        "nulls": _table(
            ("code", "null model: what chance alone would do"),
            [(s["code"], s["null_model"]) for _, s in signals],
        ),
        "thresholds": _table(
            ("code", "threshold", "value", "where it comes from"),
            [
                (s["code"], f"`{limit['name']}`", str(limit["value"]), limit["origin"])
                for _, s in signals
                for limit in s.get("thresholds", [])
            ],
        ),
        "list_zh": _table(
            ("代码", "信号", "问什么", "判定"),
            [(s["code"], s["title"]["zh"], s["question"]["zh"], GRADES_ZH[s["grade"]]) for _, s in signals],
        ),
    }


def with_tables(page: str) -> str:
    """Return the text of a page with every table as it should be.

    Raises: KeyError if the page names a table that does not exist.
    """
    made = tables()
    return PLACE.sub(lambda found: f"{found[1]}\n{made[found[2]]}\n\n{found[3]}", page)


def _table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join("| " + " | ".join(map(_cell, line)) + " |" for line in lines)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _subject(signal: dict[str, Any]) -> str:
    subject = signal["subject"]
    return subject if isinstance(subject, str) else " or ".join(subject)


if __name__ == "__main__":
    for page in PAGES.values():
        page.write_text(with_tables(page.read_text(encoding="utf-8")), encoding="utf-8")
