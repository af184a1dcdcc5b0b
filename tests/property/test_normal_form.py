"""The normal form of comments in SQL: equal to its oracle, stable, and blind to disguises."""

from __future__ import annotations

import shutil
import unicodedata
from collections.abc import Callable, Iterator

import duckdb
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from normal_form_oracle import normal_form

from dbt_projects import ROOT, run

STEADY = settings(deadline=None, derandomize=True, database=None)
Form = Callable[[str], str]
QUERY = "select {{ truenorth.normal_form('text') }} as form from given"
# characters are added to Unicode each year, and the engines do not follow in the same year
SETTLED = unicodedata.ucd_3_2_0
WORDS = (
    "这款面霜真的好用用了天皮肤明显变好强烈推荐哈哈 buy the course it is amazing Straße été"
    " 한국어 привет ελλάδα 7 30 ３ ① Ⅳ 十二"
)
PLAIN = st.text(alphabet=st.sampled_from(WORDS), max_size=40)
ANY = st.text(alphabet=st.characters(exclude_categories=("Cs",)), max_size=40).map(
    lambda text: "".join(letter for letter in text if SETTLED.category(letter) != "Cn" and letter != "\0")
)
HIDDEN = st.sampled_from(
    ["\u200b", "\ufeff", "\u00ad", "\u0301", " ", "\u3000", "\t", "！", ",", "😍", "🔥", "❤️", "#", "…"]
)


@pytest.fixture(scope="module")
def form_of(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Form]:
    """The macro as dbt compiles it for DuckDB."""
    project = tmp_path_factory.mktemp("forms") / "truenorth"
    # macros alone: the models would take long to parse and are not asked
    shutil.copytree(ROOT / "macros", project / "macros")
    for name in ("dbt_project.yml", "profiles.yml"):
        shutil.copy(ROOT / name, project / name)
    query = run(project, "dbt", "--quiet", "compile", "--inline", QUERY).strip()
    with duckdb.connect(config={"threads": 1}) as connection:
        connection.execute("create table given as select '' as text")
        # planned once: the macro is a long expression
        connection.execute(f"prepare form as {query}")

        def form(text: str) -> str:
            connection.execute("update given set text = ?", [text])
            return str(connection.execute("execute form").fetchall()[0][0])

        yield form


@STEADY
@given(text=PLAIN | ANY)
@example("İstanbul ΟΔΥΣΣΕΥΣ")
@example("用了 ２８ 天皮肤变好!!!ＧＯＯＤ")
@example("a1１①Ⅳ三b")
@example("")
def test_sql_equals_the_oracle(form_of: Form, text: str) -> None:
    assert form_of(text) == normal_form(text)


@STEADY
@given(text=PLAIN | ANY)
def test_a_normal_form_is_its_own_normal_form(form_of: Form, text: str) -> None:
    once = form_of(text)
    assert form_of(once) == once


@STEADY
@given(text=PLAIN, at=st.integers(0, 40), hidden=HIDDEN)
def test_what_the_eye_passes_over_changes_nothing(form_of: Form, text: str, at: int, hidden: str) -> None:
    assert form_of(text[:at] + hidden + text[at:]) == form_of(text)


@STEADY
@given(text=st.text(alphabet=st.characters(min_codepoint=0x21, max_codepoint=0x7E), max_size=40))
def test_width_and_case_change_nothing(form_of: Form, text: str) -> None:
    wide = "".join(chr(ord(letter) + 0xFEE0) for letter in text)
    assert form_of(wide) == form_of(text) == form_of(text.upper()) == form_of(text.lower())


@STEADY
@given(before=PLAIN, after=PLAIN, number=st.integers(0, 10**9), other=st.integers(0, 10**9))
def test_a_number_is_a_slot(form_of: Form, before: str, after: str, number: int, other: int) -> None:
    assert form_of(f"{before}{number}{after}") == form_of(f"{before}{other}{after}")


def test_nothing_of_nothing(form_of: Form) -> None:
    assert form_of("👍❤️…！\u200b") == ""
