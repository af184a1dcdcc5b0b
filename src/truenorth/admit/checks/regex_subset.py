r"""The regular expressions on which Rust's `regex` (polars) and RE2 (DuckDB) provably agree.

A pattern is read by our own small parser and written anew for RE2 from what was understood, so no text passes
that only looks alike. What differs between the two is not understood on purpose: flags, `\b`, named classes,
set operations inside brackets, stacked quantifiers.
"""

from __future__ import annotations

import re

from .regex_nodes import AnyButNewline, Chars, Edge, Either, Node, Repeat, Sequence, repetitions, size
from .unicode_classes import class_ranges

# RE2 refuses repetitions beyond 1000, nested ones multiplied; Rust limits the size of the whole program.
MAX_REPEAT, MAX_SIZE = 1000, 3000

_CONTROL = {"t": "\t", "n": "\n", "r": "\r", "f": "\f", "v": "\v", "a": "\a"}
_PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;=?@[\\]^_`{|}~")
_QUANTIFIER = re.compile(r"(?:\*|\+|\?|\{([0-9]{1,4})(,([0-9]{0,4}))?\})\??")
_GROUP = re.compile(r"\((?:\?:|\?P?<[A-Za-z_][A-Za-z0-9_]*>)?")


class NotInSubset(Exception):
    """The pattern uses something that is not shown to be equal."""


def parse(pattern: str) -> Node:
    """Read a pattern. Raises: NotInSubset."""
    if any(0xD800 <= ord(char) <= 0xDFFF for char in pattern):
        raise NotInSubset("surrogates")
    parser = _Parser(pattern)
    node = parser.either()
    if parser.rest:
        raise NotInSubset("an unopened group is closed")
    if repetitions(node) > MAX_REPEAT or size(node) > MAX_SIZE:
        raise NotInSubset("too large")
    return node


class _Parser:
    """Recursive descent; `rest` is what is still unread."""

    def __init__(self, pattern: str) -> None:
        self.rest = pattern

    def either(self) -> Node:
        branches = [self.sequence()]
        while self.rest.startswith("|"):
            self.rest = self.rest[1:]
            branches.append(self.sequence())
        return branches[0] if len(branches) == 1 else Either(tuple(branches))

    def sequence(self) -> Node:
        items: list[Node] = []
        while self.rest and self.rest[0] not in "|)":
            items.append(self.repeated(self.atom()))
        return items[0] if len(items) == 1 else Sequence(tuple(items))

    def repeated(self, atom: Node) -> Node:
        found = _QUANTIFIER.match(self.rest)
        if found is None:
            return atom
        if isinstance(atom, Edge):
            raise NotInSubset("a repeated anchor")
        self.rest = self.rest[found.end() :]
        if _QUANTIFIER.match(self.rest):
            raise NotInSubset("stacked quantifiers")
        symbol, (low, comma, high) = found.group()[0], found.groups()
        if symbol != "{":
            return Repeat(atom, int(symbol == "+"), 1 if symbol == "?" else None)
        top = int(low) if comma is None else int(high) if high else None
        if top is not None and top < int(low):
            raise NotInSubset("a repetition that ends before it starts")
        return Repeat(atom, int(low), top)

    def atom(self) -> Node:
        char = self.rest[0]
        if char == "(":
            return self.group()
        if char == "[":
            return self.brackets()
        if char == "\\":
            return self.escape()
        if char in "*+?{":
            raise NotInSubset("a quantifier without anything before it")
        self.rest = self.rest[1:]
        if char == ".":
            return AnyButNewline()
        return Edge(char == "^") if char in "^$" else _one(char)

    def group(self) -> Node:
        opened = _GROUP.match(self.rest)
        assert opened is not None
        self.rest = self.rest[opened.end() :]
        if self.rest.startswith("?"):
            raise NotInSubset("flags or look-around")
        inside = self.either()
        if not self.rest.startswith(")"):
            raise NotInSubset("an open group")
        self.rest = self.rest[1:]
        return inside

    def escape(self) -> Node:
        letter = self.rest[1:2]
        if letter and letter in "AzdswDSW":
            self.rest = self.rest[2:]
            if letter in "Az":
                return Edge(letter == "A")
            return Chars(class_ranges(letter.lower()), negated=letter.isupper())
        return _one(self.escaped_char())

    def escaped_char(self) -> str:
        hexadecimal = re.match(r"\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4}))", self.rest)
        if hexadecimal is not None:
            self.rest = self.rest[hexadecimal.end() :]
            char = chr(int(hexadecimal[1] or hexadecimal[2], 16))
            if 0xD800 <= ord(char) <= 0xDFFF:
                raise NotInSubset("surrogates")
            return char
        letter, self.rest = self.rest[1:2], self.rest[2:]
        if letter in _CONTROL:
            return _CONTROL[letter]
        if letter not in _PUNCTUATION or not letter:
            raise NotInSubset(f"escape {letter!r}")
        return letter

    def brackets(self) -> Node:
        negated = self.rest.startswith("[^")
        self.rest = self.rest[2 if negated else 1 :]
        ranges: list[tuple[int, int]] = []
        while not self.rest.startswith("]") or not ranges:
            if re.match(r"\\[dsw]", self.rest):
                ranges.extend(class_ranges(self.rest[1]))
                self.rest = self.rest[2:]
                if self.rest.startswith("-") and not self.rest.startswith("-]"):
                    raise NotInSubset("a range that starts at a class")
                continue
            low = self.member(first=not ranges)
            high = low
            if self.rest.startswith("-") and not self.rest.startswith("-]"):
                self.rest = self.rest[1:]
                high = self.member(first=False)
            if ord(high) < ord(low):
                raise NotInSubset("a range that ends before it starts")
            ranges.append((ord(low), ord(high)))
        self.rest = self.rest[1:]
        return Chars(tuple(sorted(set(ranges))), negated)

    def member(self, *, first: bool) -> str:
        if not self.rest or self.rest[0] in "[]" or self.rest[:2] in ("&&", "--", "~~"):
            raise NotInSubset("set operations or an unclosed class")
        if self.rest[0] == "\\":
            return self.escaped_char()
        char = self.rest[0]
        if (char == "-" and not first and not self.rest.startswith("-]")) or (char == "^" and first):
            raise NotInSubset("a dash or circumflex that is read differently")
        self.rest = self.rest[1:]
        return char


def _one(char: str) -> Chars:
    return Chars(((ord(char), ord(char)),))
