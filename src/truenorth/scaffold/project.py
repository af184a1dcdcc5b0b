"""A project to begin with (H13): templates that build at once on made-up rows, written whole or not."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from tempfile import mkdtemp

from ..errors import ConfigurationError
from ..strict_yaml import load_yaml
from .sample_rows import sample_of

TEMPLATES = Path(__file__).with_name("templates")
SOURCES = {"commerce": "orders", "content": "acts", "education": "learning"}
"""The source of each template that comes through the door."""


@dataclass(frozen=True)
class Scaffold:
    """What was written; `files` are relative to `root`.

    Attributes:
        settings: lines that a project which exists already still has to add to its dbt_project.yml.
    """

    root: Path
    files: tuple[str, ...]
    settings: str = ""


def new_project(folder: Path, template: str, name: str | None = None) -> Scaffold:
    """Write a project into a folder that is new or empty.

    It is written beside the folder and then takes its place, so that there is never half a project.

    Args:
        template: one of SOURCES.
        name: of the dbt project; default: the folder's.
    Raises: ConfigurationError TN-H001 (the folder is not empty), TN-H002 (no name for a dbt project).
    """
    folder = folder.absolute()
    name = _project_name(name or folder.name)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ConfigurationError(
            "TN-H001",
            "the folder is not empty; nothing was written",
            where=str(folder),
            mend="name a new folder, or give --into-existing inside a dbt project",
        )
    files = _of_new_project(template, name)
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        for path, text in files.items():
            _write(draft / path, text)
        draft.chmod(0o755)
        if folder.exists():
            folder.rmdir()
        draft.rename(folder)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise
    return Scaffold(folder, tuple(sorted(files)))


def into_existing(folder: Path, template: str) -> Scaffold:
    """Add packages.yml, a charter and a CI job to a dbt project; what is there already stays as it is.

    Raises: ConfigurationError TN-H003 if there is no dbt project, or a file to be written exists.
    """
    settings = folder / "dbt_project.yml"
    if not settings.is_file():
        raise _refused("no dbt_project.yml lies here", folder, "run it in the folder of a dbt project")
    files = _rendered("added", {"NAME": str(load_yaml(settings).get("name", folder.name))})
    if (folder / "packages.yml").is_file() or (folder / "dependencies.yml").is_file():
        del files["packages.yml"]
    there = sorted(path for path in files if (folder / path).exists())
    if there:
        raise _refused(f"{there[0]} is there already", folder, "move it away, or write the rest by hand")
    written: list[Path] = []
    try:
        for path, text in files.items():
            written.append(folder / path)
            _write(folder / path, text)
    except BaseException:
        for file in written:
            file.unlink(missing_ok=True)
        raise
    stated = _rendered(template, {"NAME": "", "SOURCE": SOURCES[template]})["dbt_project.yml"]
    entities = _entities(stated)
    return Scaffold(folder.absolute(), tuple(sorted(files)), f"vars:\n  truenorth_entities: [{entities}]\n")


def door_files(source: str) -> dict[str, str]:
    """Return the models by which a source comes in, by path: everything but its profile and its yml."""
    return _rendered("door", {"SOURCE": source})


def _entities(settings: str) -> str:
    found = re.search(r"truenorth_entities: \[(.*)\]", settings)
    assert found is not None, "every template names its entities"
    return found[1]


def _of_new_project(template: str, name: str) -> dict[str, str]:
    values = {"NAME": name, "SOURCE": SOURCES[template]}
    files: dict[str, str] = {}
    for part in ("every", "added", "door", template):
        files |= _rendered(part, values)
    return files | sample_of(template)


def _rendered(part: str, values: dict[str, str]) -> dict[str, str]:
    """Texts of one folder of templates by path.

    `@NAME@`, `@SOURCE@` and `@VERSION@` are filled in; `dot_` and `.in` keep tools that walk this package
    from taking a template for a file of its own.
    """
    values = {**values, "VERSION": version("truenorth")}
    texts = {}
    for file in sorted((TEMPLATES / part).rglob("*")):
        if file.is_file():
            path = file.relative_to(TEMPLATES / part).as_posix().removesuffix(".in")
            path = re.sub(r"(^|/)dot_", r"\1.", path)
            texts[_filled(path, values)] = _filled(file.read_text(encoding="utf-8"), values)
    return texts


def _filled(text: str, values: dict[str, str]) -> str:
    return re.sub(r"@([A-Z]+)@", lambda found: values[found[1]], text)


def _project_name(name: str) -> str:
    wanted = name.replace("-", "_")
    if not re.fullmatch(r"[a-z_][a-z0-9_]*", wanted) or wanted == "truenorth":
        raise ConfigurationError(
            "TN-H002",
            f"{name!r} is no name for a dbt project here",
            mend="give --name with small letters, digits and underscores; `truenorth` is the package's",
        )
    return wanted


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("x", encoding="utf-8", newline="\n") as file:
        file.write(text)


def _refused(what: str, folder: Path, mend: str) -> ConfigurationError:
    return ConfigurationError("TN-H003", f"{what}; nothing was written", where=str(folder), mend=mend)
