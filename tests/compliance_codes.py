"""The tables of codes in docs/compliance.md and its Chinese twin, made from the pages of the codes.

`python tests/compliance_codes.py` writes them into the pages; a test compares them.
"""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
RULES = ROOT / "src" / "truenorth" / "rules"
PAGES = {"en": ROOT / "docs" / "compliance.md", "zh": ROOT / "docs" / "compliance.zh-CN.md"}
LAYERS = {"base": "K", "operation": "L", "evidence": "V", "subjects": "U"}
PLACE = re.compile(r"(<!-- codes: (\w+) -->\n).*?(<!-- /codes -->)", re.DOTALL)
TITLE = re.compile(r"# TN-\w+ (.+)")
CHINESE = re.compile(r"## 中文\n\n(.+?)[。；：]", re.DOTALL)
CITED = re.compile(r"（《.+?）")
# one article, such as 6 or 5(1)(b); then those joined to it: `19 and 47`, `5(1)(d) and (f)`
ARTICLE = r"(?:\d+(?:\(\w+\))*|\(\w\))"
ARTICLES = rf"{ARTICLE}(?:(?:, | and ){ARTICLE})*"
LAWS = {law: re.compile(rf"{law} articles? ({ARTICLES})") for law in ("PIPL", "GDPR")}
HEADS = {
    "en": ("code", "what it says", "PIPL article", "GDPR article"),
    "zh": ("代码", "含义", "《个人信息保护法》", "GDPR"),
}
NONE = "–"


def pages_of(layer: str) -> list[Path]:
    """Return the pages of the codes of one layer, by code."""
    return sorted(RULES.glob(f"TN-{LAYERS[layer]}*.md"))


def articles(page: str, law: str) -> str:
    """Return the articles of one law that an English page names, in its order, each once."""
    english = page.split("## 中文")[0]
    named = [one for list_ in LAWS[law].findall(english) for one in list_.replace(" and ", ", ").split(", ")]
    return ", ".join(dict.fromkeys(named)) or NONE


def table(layer: str, lang: str) -> str:
    """Return the table of one layer in Markdown: code, what it says, articles of both laws."""
    lines = [HEADS[lang], ("---",) * 4]
    for path in pages_of(layer):
        page = path.read_text(encoding="utf-8")
        found = TITLE.search(page) if lang == "en" else CHINESE.search(CITED.sub("", page))
        assert found, path.name
        said = found[1].replace("|", "\\|")
        lines.append((path.stem, said, articles(page, "PIPL"), articles(page, "GDPR")))
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def with_tables(page: str, lang: str) -> str:
    """Return the text of a page with every table as it should be."""
    return PLACE.sub(lambda found: f"{found[1]}\n{table(found[2], lang)}\n\n{found[3]}", page)


if __name__ == "__main__":
    for name, page in PAGES.items():
        page.write_text(with_tables(page.read_text(encoding="utf-8"), name), encoding="utf-8")
