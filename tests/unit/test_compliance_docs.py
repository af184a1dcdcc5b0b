"""docs/compliance.md and its twin say of the codes what their pages say; what they show can be used."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click import Command, Group
from click.testing import CliRunner

import compliance_codes
from truenorth.cli import main
from truenorth.consent.notices import load_notices
from truenorth.project import find_project
from truenorth.scope.declarations import read_scope_file

FILES = re.compile(r"^```yaml\n# (expectations/\S+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
COMMANDS = re.compile(r"^truenorth ([^#\n]+)", re.MULTILINE)


@pytest.mark.parametrize("lang", compliance_codes.PAGES)
def test_the_tables_of_codes_are_those_of_their_pages(lang: str) -> None:
    page = read(lang)
    assert [name for _, name, _ in compliance_codes.PLACE.findall(page)] == list(compliance_codes.LAYERS)
    assert compliance_codes.with_tables(page, lang) == page, "run `python tests/compliance_codes.py`"


@pytest.mark.parametrize(
    ("code", "pipl", "gdpr"),
    [
        ("TN-K001", "13, 14", "6(1)(a), 7(1)"),
        ("TN-K016", "31", "8"),  # the ages that stand after it are no articles
        ("TN-L010", "6, 13", "5(1)(b), 30"),
        ("TN-L012", "28, 29, 55", "9, 35"),
        ("TN-V002", "–", "–"),
        ("TN-V055", "8, 51", "5(1)(d), (f)"),
        ("TN-U003", "45, 47", "15, 17, 20"),
    ],
)
def test_articles_are_read_from_the_sentences_of_a_page(code: str, pipl: str, gdpr: str) -> None:
    for lang in compliance_codes.PAGES:
        [row] = [line for line in read(lang).splitlines() if line.startswith(f"| {code} |")]
        assert row.endswith(f" | {pipl} | {gdpr} |")


@pytest.mark.parametrize("lang", compliance_codes.PAGES)
def test_files_of_the_page_are_understood(lang: str, tmp_path: Path) -> None:
    files = dict(FILES.findall(read(lang)))
    assert set(files) == {"expectations/consent/notices.yml", "expectations/scope/shop_orders.yml"}
    (tmp_path / "dbt_project.yml").write_text("name: shop\nprofile: shop\n")
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert len(load_notices(find_project(tmp_path))) == 2
    scope = read_scope_file(tmp_path / "expectations/scope/shop_orders.yml")
    assert scope.basis_for("essential.fraud_detection") is not None
    assert scope.tables["order_lines"].subject_columns() == ("account_id",)


@pytest.mark.parametrize("lang", compliance_codes.PAGES)
def test_commands_of_the_page_exist(lang: str) -> None:
    commands = COMMANDS.findall(read(lang))
    assert len(commands) >= 10
    for command in commands:
        words = command.split()
        path: list[str] = []
        found: Command = main
        while isinstance(found, Group):
            path.append(words[len(path)])
            found = found.commands[path[-1]]
        options = {name for one in found.params for name in one.opts}
        assert {word for word in words if word.startswith("--")} <= options, command
        assert CliRunner().invoke(main, [*path, "--help"]).exit_code == 0


def test_both_pages_show_the_same_commands_and_headings() -> None:
    pages = [read(lang) for lang in compliance_codes.PAGES]
    assert len({tuple(COMMANDS.findall(page)) for page in pages}) == 1
    assert len({tuple(re.findall(r"^(#+) ", page, flags=re.MULTILINE)) for page in pages}) == 1


def read(lang: str) -> str:
    return compliance_codes.PAGES[lang].read_text(encoding="utf-8")
