"""Regular expressions, some that compile to SQL, some that must not, some that nobody accepts."""

from __future__ import annotations

from hypothesis import strategies as st

_LETTERS = [
    "a",
    "b",
    "A",
    "0",
    "5",
    " ",
    "-",
    "_",
    "é",
    "中",
    "😀",
    "]",
    "}",
    "#",
    "&",
    "~",
    "'",
    '"',
    "１",
    "\u200b",
]
_ESCAPES = [
    r"\.",
    r"\-",
    r"\\",
    r"\n",
    r"\t",
    r"\$",
    r"\x61",
    r"\u4e2d",
    r"\d",
    r"\s",
    r"\w",
    r"\D",
    r"\S",
    r"\W",
]
_REFUSED = [r"\b", r"\B", r"\p{L}", r"\<", "(?i)a", "[[:alpha:]]", "[a&&b]", "a**", "(?=a)", r"\1"]
_MEMBERS = ["a", "b-z", "A-Z", "0-9", r"\d", r"\s", "_", "é-中", "😀", r"\]", r"\-", r"\n", " -~"]
_COUNTS = ["", "", "", "*", "+", "?", "{2}", "{1,3}", "{2,}", "{0,1}", "{6}", "*?", "+?", "??", "{,2}"]


@st.composite
def _classes(draw: st.DrawFn) -> str:
    members = draw(st.lists(st.sampled_from(_MEMBERS), min_size=1, max_size=3))
    return f"[{draw(st.sampled_from(['', '^']))}{''.join(members)}]"


_atoms = st.one_of(
    *[st.sampled_from(_LETTERS)] * 3,
    st.sampled_from(_ESCAPES),
    st.sampled_from([".", "^", "$"]),
    *[_classes()] * 2,
    st.sampled_from([*_LETTERS, *_REFUSED]),
)


def _sequences(atoms: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    counted = st.builds(str.__add__, atoms, st.sampled_from(_COUNTS))
    return st.lists(counted, max_size=3).map("".join)


def _groups(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    branches = st.lists(inner, min_size=1, max_size=3).map("|".join)
    return st.builds("{}{})".format, st.sampled_from(["(", "(?:", "(?P<n>"]), branches)


_bodies = st.one_of(_sequences(_atoms), _sequences(st.one_of(_atoms, _groups(_sequences(_atoms)))))
_USUAL = [
    *(
        r"^[0-9]{6}$",
        r"^[AC]?[0-9]{6}$",
        r"^(GBP|EUR)$",
        r"^\d+$",
        r"^C",
        r"A$",
        r"^[^ ]+$",
        r"^\w+$",
        r"中|刷单",
        r"^a|b",
    ),
    *(r"^.{2,3}$", r"^$", r"\s", r"^([0-9]{5}[A-Za-z]{0,2}|PADS)$"),
]
patterns = st.one_of(st.sampled_from(_USUAL), _bodies, _bodies.map("^{}$".format), _bodies.map("^{}".format))
