"""What a regular expression of the subset consists of, and how RE2 writes it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Chars:
    """One character out of inclusive code point ranges (or outside of them)."""

    ranges: tuple[tuple[int, int], ...]
    negated: bool = False


@dataclass(frozen=True)
class AnyButNewline:
    """The dot."""


@dataclass(frozen=True)
class Edge:
    """Start or end of the whole text."""

    at_start: bool


@dataclass(frozen=True)
class Sequence:
    items: tuple[Node, ...]


@dataclass(frozen=True)
class Either:
    branches: tuple[Node, ...]


@dataclass(frozen=True)
class Repeat:
    """`item` at least `low` and at most `high` times (None: any number)."""

    item: Node
    low: int
    high: int | None


Node = Chars | AnyButNewline | Edge | Sequence | Either | Repeat


def to_re2(node: Node) -> str:
    """Write a node for RE2; groups are not captured."""
    match node:
        case AnyButNewline():
            return "."
        case Edge(at_start):
            return "^" if at_start else "$"
        case Chars(((low, high),), negated=False) if low == high:
            return _char(low)
        case Chars(ranges, negated):
            inside = "".join(_char(low) + (f"-{_char(high)}" if high > low else "") for low, high in ranges)
            return f"[{'^' if negated else ''}{inside}]"
        case Sequence(items):
            return "".join(to_re2(item) for item in items)
        case Either(branches):
            return f"(?:{'|'.join(to_re2(branch) for branch in branches)})"
        case Repeat(item, low, high):
            return f"(?:{to_re2(item)}){_bounds(low, high)}"


def _bounds(low: int, high: int | None) -> str:
    if low == high:
        return f"{{{low}}}"
    symbol = {(0, None): "*", (1, None): "+", (0, 1): "?"}.get((low, high))
    return symbol or f"{{{low},{'' if high is None else high}}}"


def _char(point: int) -> str:
    char = chr(point)
    return char if char.isascii() and char.isalnum() else f"\\x{{{point:x}}}"


def repetitions(node: Node) -> int:
    """Return the highest product of nested repetition counts."""
    match node:
        case Repeat(item, low, high):
            return max(low, high or 0, 1) * repetitions(item)
        case Sequence(nodes) | Either(nodes):
            return max((repetitions(item) for item in nodes), default=1)
    return 1


def size(node: Node) -> int:
    """Return how many character ranges the node comes to when its repetitions are written out."""
    match node:
        case Repeat(item, low, high):
            return max(low, high or 0, 1) * size(item)
        case Sequence(nodes) | Either(nodes):
            return 1 + sum(size(item) for item in nodes)
        case Chars(ranges, _):
            return len(ranges)
    return 1
