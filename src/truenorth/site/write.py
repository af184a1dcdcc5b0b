"""Write the contract site: a folder of pages that need no server and no network."""

from __future__ import annotations

import json
import os
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from ..errors import EvaluationError
from ..project import Project
from .browser_search import search_index
from .content import Content, read_content
from .pages import NAVIGATION, pages
from .rendering import environment
from .search_entries import search_entries
from .swap import replaced_folder

MARK = "site.json"


def write_site(project: Project, release_db: Path, out: Path) -> Path:
    """Write the site of one release; the same release, texts and contracts give the same bytes.

    Args:
        project: whose contracts are put into words; the texts of metrics and signals come from its
            `target/manifest.json`.
        release_db: a published release file or the `CURRENT` link; opened read-only.
        out: the folder to write. One that holds a site already is replaced in one step, so pages of metrics
            that are gone vanish with it.
    Returns: the first page.
    Raises: EvaluationError TN-P008, TN-W001 (see `read_figures`), TN-W002 (the site cannot be written);
        ConfigurationError TN-W010 (`out` holds something else).
    """
    content = read_content(project, release_db)
    try:
        with replaced_folder(out, mark=MARK) as folder:
            _copy(files("truenorth.site") / "assets", folder / "assets")
            index = search_index(search_entries(content))
            (folder / "assets" / "search-index.js").write_text(index, encoding="utf-8", newline="\n")
            _write_pages(content, folder)
            release = content.figures.release
            mark = {"release_id": release.release_id, "truenorth_version": release.truenorth_version}
            (folder / MARK).write_text(json.dumps(mark, indent=2) + "\n", encoding="utf-8")
    except OSError as error:
        raise _not_written(error, out) from error
    return out / "index.html"


def write_entrance(first: Path, published: Path) -> Path:
    """Write `published/index.html`, which leads to the first page of the site below it and says nothing else.

    Returns: the entrance.
    Raises: EvaluationError TN-W002.
    """
    page = published / "index.html"
    to = first.relative_to(published).as_posix()
    html = environment().get_template("entrance.html.j2").render(to=to)
    # Renamed at the end: whoever opens it never meets half of it.
    partial = page.with_name(f".{page.name}.{os.getpid()}.partial")
    try:
        try:
            partial.write_text(html, encoding="utf-8", newline="\n")
            partial.replace(page)
        finally:
            partial.unlink(missing_ok=True)
    except OSError as error:
        raise _not_written(error, page) from error
    return page


def _write_pages(content: Content, folder: Path) -> None:
    templates = environment()
    shared = {name: getattr(content, name) for name in content.__dataclass_fields__}
    shared |= {"release": content.figures.release, "navigation": NAVIGATION}
    for page in pages(content):
        html = templates.get_template(f"{page.kind}_page.html.j2").render(
            **shared, page=page, root=page.root, **page.own
        )
        path = folder / page.path
        path.parent.mkdir(exist_ok=True)
        path.write_text(html, encoding="utf-8", newline="\n")


def _copy(source: Traversable, to: Path) -> None:
    to.mkdir()
    for entry in source.iterdir():
        if entry.is_dir():
            _copy(entry, to / entry.name)
        else:
            (to / entry.name).write_bytes(entry.read_bytes())


def _not_written(error: OSError, where: Path) -> EvaluationError:
    return EvaluationError(
        "TN-W002",
        f"the contract site could not be written ({type(error).__name__})",
        where=str(where),
        mend="see that the folder is writable and the disk has room",
    )
