"""Random queries in two parts: what a query says, and how it is written.

A `Query` is what it says. `written` makes SQL of it with names, brackets, order, case, comments and blanks
drawn anew each time; none of that may change what a definition means.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random

from hypothesis import strategies as st

COLUMNS = ("a", "b", "c")
OPERATORS = ("=", "<>", "<", ">=")
NAMES = ("x", "orders", "Kept", "final", "step_2", "q", "Rows_", "one")
GAPS = {
    " ": (" ", "\n", "  ", "\t", " /* why */ ", " -- because\n"),
    "~": (" ", "\n", "  "),  # inside GROUP BY and the like, where sqlglot reads no comment and says so
}


@dataclass(frozen=True)
class Test:
    """`column operator value` on one of the sources, or its opposite."""

    __test__ = False  # not a test of pytest

    source: int
    column: str
    operator: str
    value: int
    negated: bool = False


@dataclass(frozen=True)
class Chain:
    """Conditions joined by `and` or by `or`; their order says nothing."""

    word: str
    parts: tuple[Condition, ...]


Condition = Test | Chain


@dataclass(frozen=True)
class Step:
    """One SELECT.

    Attributes:
        reads: numbers of earlier steps, -1 for the table t; two are joined on `a`.
        kept: column that stays, `total`: column that is summed by it.
    """

    reads: tuple[int, ...]
    where: Condition
    kept: str
    total: str
    distinct: bool = False
    left_join: bool = False


@dataclass(frozen=True)
class Query:
    """Steps in order; the last one is the answer."""

    steps: tuple[Step, ...]


def conditions(sources: int) -> st.SearchStrategy[Condition]:
    tests = st.builds(
        Test,
        source=st.integers(0, sources - 1),
        column=st.sampled_from(COLUMNS),
        operator=st.sampled_from(OPERATORS),
        value=st.integers(0, 3),
        negated=st.booleans(),
    )
    return st.recursive(
        tests,
        lambda inner: st.builds(
            Chain, st.sampled_from(("and", "or")), st.lists(inner, min_size=2, max_size=3).map(tuple)
        ),
        max_leaves=5,
    )


@st.composite
def steps(draw: st.DrawFn, place: int) -> Step:
    reads = draw(st.lists(st.integers(-1, place - 1), min_size=1, max_size=2).map(tuple))
    return Step(
        reads,
        draw(conditions(len(reads))),
        draw(st.sampled_from(COLUMNS)),
        draw(st.sampled_from(COLUMNS)),
        draw(st.booleans()),
        draw(st.booleans()),
    )


@st.composite
def queries(draw: st.DrawFn) -> Query:
    count = draw(st.integers(1, 3))
    return Query(tuple(draw(steps(place)) for place in range(count)))


@st.composite
def changed(draw: st.DrawFn, query: Query) -> Query:
    """The query with one step said anew."""
    place = draw(st.integers(0, len(query.steps) - 1))
    step = query.steps[place]
    what = draw(st.sampled_from(("where", "kept", "total", "distinct", "left_join", "reads")))
    match what:
        case "where":
            new = replace(step, where=draw(conditions(len(step.reads))))
        case "kept":
            new = replace(step, kept=draw(st.sampled_from(COLUMNS)))
        case "total":
            new = replace(step, total=draw(st.sampled_from(COLUMNS)))
        case "distinct":
            new = replace(step, distinct=not step.distinct)
        case "left_join":
            new = replace(step, left_join=not step.left_join)
        case _:
            new = draw(steps(place))
    return Query((*query.steps[:place], new, *query.steps[place + 1 :]))


def written(query: Query, style: Random) -> str:
    """SQL of a query in one of its many ways of writing."""
    names = style.sample(NAMES, len(query.steps))
    ctes = [
        f"{_cased(name, style)} as ({_step(step, names, style)})"
        for name, step in zip(names, query.steps, strict=True)
    ]
    if style.random() < 0.5:
        ctes.insert(style.randint(0, len(ctes)), "unread as (select 1 as nothing)")
    text = f"with {', '.join(ctes)} select * from {_cased(names[-1], style)}"
    return "".join(style.choice(GAPS.get(sign, (sign,))) for sign in text)


def _step(step: Step, names: list[str], style: Random) -> str:
    aliases = style.sample(("l", "R", "lines", "p"), 2)
    sources = ["t" if read < 0 else _cased(names[read], style) for read in step.reads]
    from_ = f"{sources[0]} as {aliases[0]}"
    if len(sources) > 1:
        kind = "left~join" if step.left_join else "inner~join"
        from_ += f" {kind} {sources[1]} {aliases[1]} on {aliases[0]}.a = {aliases[1]}.a"
    distinct = "distinct " if step.distinct else ""
    where = _condition(step.where, aliases, style)
    # every step gives a, b and c, so that the next one may read any of them
    return (
        f"select {aliases[0]}.{step.kept} as a, sum({distinct}{aliases[0]}.{step.total}) as b, count(*) as c"
        f" from {from_} where {where} group~by {aliases[0]}.{step.kept}"
    )


def _condition(condition: Condition, aliases: list[str], style: Random) -> str:
    if isinstance(condition, Test):
        text = f"{aliases[condition.source]}.{condition.column} {condition.operator} {condition.value}"
        return f"not ({text})" if condition.negated else text
    word = _cased(condition.word, style)
    texts = []
    for part in style.sample(condition.parts, len(condition.parts)):
        text = _condition(part, aliases, style)
        may_stand_bare = isinstance(part, Test) or part.word == condition.word
        texts.append(text if may_stand_bare and style.random() < 0.7 else f"({text})")
    if len(texts) > 2 and style.random() < 0.5:
        texts = [f"({texts[0]} {word} {texts[1]})", *texts[2:]]
    return f" {word} ".join(texts)


def _cased(text: str, style: Random) -> str:
    return style.choice((text, text.upper(), text.lower(), text.title()))
