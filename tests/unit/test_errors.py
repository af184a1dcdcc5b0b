"""Every refusal is explained: a code that can be raised has a page, and a page has a code that is raised."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import truenorth
from truenorth import errors
from truenorth.errors import ExitCode, TruenorthError

PACKAGE = Path(truenorth.__file__).parent
CODE = re.compile(r"\bTN-[A-Z]\d{3}\b")
PAGES = sorted((PACKAGE / "rules").glob("*.md"))


def codes_in_source() -> dict[str, str]:
    """Every code that a module, a macro, a dbt test or a signal's yml names, with one file that names it."""
    root = Path(__file__).parents[2]
    macros = [*(root / "macros").rglob("*.sql"), *(root / "tests" / "data").rglob("*.sql")]
    signals = (root / "models" / "intermediate" / "brushing").rglob("sig_*.yml")
    return {
        code: path.name
        for path in [*sorted(PACKAGE.rglob("*.py")), *sorted(macros), *sorted(signals)]
        for code in CODE.findall(path.read_text(encoding="utf-8"))
    }


def test_every_code_has_a_page() -> None:
    named = codes_in_source()
    pages = {page.stem for page in PAGES}
    assert {code: file for code, file in named.items() if code not in pages} == {}


def test_every_page_has_a_code_that_is_raised() -> None:
    assert {page.stem for page in PAGES} - set(codes_in_source()) == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_pages_have_the_four_sections(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    lines = text.splitlines()
    assert re.fullmatch(rf"# {page.stem} \S.*", lines[0])
    headings = [line for line in lines if line.startswith("#")]
    assert headings[1:] == ["## What happened", "## Why it matters", "## How to mend", "## 中文"]
    sections = re.split(r"^## .*$", text, flags=re.MULTILINE)[1:]
    assert all(section.strip() for section in sections)
    chinese = re.findall(r"[\u4e00-\u9fff]", sections[-1])
    assert len(chinese) >= 15, "the Chinese section is written in Chinese"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_pages_name_only_codes_that_have_pages(page: Path) -> None:
    named = set(CODE.findall(page.read_text(encoding="utf-8")))
    assert named <= {other.stem for other in PAGES}


def test_a_refusal_says_what_where_and_how_to_mend() -> None:
    refusal = TruenorthError("TN-F010", "the file is empty", where="raw/a.csv", mend="deliver it again")
    assert str(refusal) == "TN-F010 the file is empty\n  at raw/a.csv\n  mend: deliver it again"
    assert str(TruenorthError("TN-F010", "the file is empty")) == "TN-F010 the file is empty"


@pytest.mark.parametrize(
    ("name", "exit_code"),
    [
        ("ConfigurationError", ExitCode.USAGE),
        ("ContractError", ExitCode.USAGE),
        ("DeliveryError", ExitCode.GATE_FAILED),
        ("GateError", ExitCode.GATE_FAILED),
        ("EvaluationError", ExitCode.COULD_NOT_EVALUATE),
        ("TruenorthError", ExitCode.COULD_NOT_EVALUATE),
    ],
)
def test_exit_codes_of_the_tree(name: str, exit_code: ExitCode) -> None:
    kind = getattr(errors, name)
    assert issubclass(kind, TruenorthError)
    assert kind.exit_code == exit_code
    assert name in (errors.__doc__ or "")


def test_no_error_stands_outside_the_tree() -> None:
    drawn = re.findall(r"\w+Error", errors.__doc__ or "")
    assert {kind.__name__ for kind in TruenorthError.__subclasses__()} <= set(drawn)
