"""`.truenorth/` of a project: what the command keeps there for itself; git ignores it."""

from __future__ import annotations

from pathlib import Path


def own_folder(root: Path) -> Path:
    """Return the folder, made if it is missing; it ignores itself, so nobody's .gitignore must know it."""
    folder = root / ".truenorth"
    folder.mkdir(exist_ok=True)
    ignored = folder / ".gitignore"
    if not ignored.is_file():
        ignored.write_text("*\n", encoding="utf-8")
    return folder
