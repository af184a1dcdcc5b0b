"""On which line a YAML file names something: read as text, because a line is for people to jump to."""

from __future__ import annotations

import re


def line_of_name(text: str, names: tuple[str, ...], *, is_key: bool = False) -> int | None:
    """Return the first line, from 1, on which the first of `names` that is found stands as a key or value.

    Args:
        is_key: only where it stands as a key.
    """
    end = r"['\"]?\s*:" if is_key else r"(?:$|[\s\]},:\"'])"
    for name in names:
        stands = re.compile(rf"(?:^|[\s\[{{,\"'-]){re.escape(name)}{end}")
        for number, line in enumerate(text.splitlines(), start=1):
            if stands.search(line.split(" #")[0]):
                return number
    return None
