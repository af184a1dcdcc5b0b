r"""What `\d`, `\s` and `\w` mean to polars, as code point ranges.

RE2 reads them as ASCII, Rust as Unicode of the version it was built with. Asking polars itself for every code
point keeps the two equal whatever the versions are.
"""

from __future__ import annotations

from functools import cache

SURROGATES = range(0xD800, 0xE000)


@cache
def class_ranges(letter: str) -> tuple[tuple[int, int], ...]:
    r"""Return the inclusive ranges of `\d`, `\s` or `\w` (about 0.2 s the first time)."""
    import polars as pl

    points = pl.Series([*range(SURROGATES.start), *range(SURROGATES.stop, 0x110000)], dtype=pl.UInt32)
    texts = pl.Series(map(chr, points), dtype=pl.String)
    members = points.filter(texts.str.contains(rf"^\{letter}$")).to_list()
    starts = [point for before, point in zip([-2, *members], members, strict=False) if point != before + 1]
    ends = [point for point, after in zip(members, [*members[1:], -2], strict=True) if point + 1 != after]
    return tuple(zip(starts, ends, strict=True))
