"""Tables that are cut by whole rows until all of them fit, each with a count of what was cut."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ...wording.words import Lang, Words

BETWEEN = len("\n\n")


@dataclass(frozen=True)
class Block:
    """One Markdown table; its cells are escaped, the worst row stands first."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    is_folded: bool = False


def fit_blocks(blocks: Sequence[Block], room: int, lang: Lang) -> list[str]:
    """Return the blocks as Markdown in at most `room` bytes, each with the empty line before it.

    Blocks that stand first take what they need; of the others at least the count of their rows is kept.
    """
    reserves = [_size(_only_counted(block, lang)) for block in blocks]
    fitted = []
    for number, block in enumerate(blocks):
        text = _fit(block, room - sum(reserves[number + 1 :]), lang)
        fitted.append(text)
        room -= _size(text)
    return fitted


def _fit(block: Block, room: int, lang: Lang) -> str:
    whole = _table(block, len(block.rows), lang)
    if _size(whole) <= room:
        return whole
    # a row costs its own bytes; the frame is measured with a full count, which is the longest
    left = room - _size(_table(block, 0, lang))
    kept = 0
    for row in block.rows:
        left -= _size(_line(row)) - 1
        if left < 0:
            break
        kept += 1
    return _table(block, kept, lang) if kept else _only_counted(block, lang)


def _table(block: Block, kept: int, lang: Lang) -> str:
    cut = len(block.rows) - kept
    lines = [_line(block.columns), _line(("---",) * len(block.columns)), *map(_line, block.rows[:kept])]
    table = "\n".join(lines)
    if cut:
        table += "\n\n" + Words(f"and {cut:,} more", f"另有{cut:,}项").say(lang)
    if block.is_folded:
        count = len(block.rows)
        return f"<details><summary>{block.title} ({count:,})</summary>\n\n{table}\n\n</details>"
    return f"### {block.title}\n\n{table}"


def _only_counted(block: Block, lang: Lang) -> str:
    count = len(block.rows)
    said = Words(f"{count:,} rows did not fit here", f"{count:,}行未能在此列出").say(lang)
    return f"### {block.title}\n\n{said}"


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _size(text: str) -> int:
    return len(text.encode()) + BETWEEN
