"""The dbt project around us: its root, its sources and where its contracts lie."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from .errors import ConfigurationError
from .strict_yaml import load_yaml

Format = Literal["parquet", "csv", "jsonl", "table"]
SUFFIXES: dict[str, Format] = {
    ".parquet": "parquet",
    ".csv": "csv",
    ".tsv": "csv",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
}
CHOICES = {
    "format": ("parquet", "csv", "jsonl", "table"),
    "trust": ("first_party", "third_party"),
    "on_hold": ("continue", "stop"),
}
SETTINGS = {"location", "delimiter", "quote", "null_text", "partition_by", "title", *CHOICES}


@dataclass(frozen=True)
class SourceConfig:
    """Where one raw source lies and how it is read.

    Attributes:
        name: source name; the contract is `expectations/rows/<name>.py`.
        root: project folder; no file outside it is ever read unless `location` is absolute.
        location: a file, a glob, or a table name (`format: table`), relative to `root`.
        partition_by: column that parts a table into batches (`format: table` only).
        trust: who speaks; recorded, no rule reads it yet.
        on_hold: `continue` lets other batches go on, `stop` makes everything downstream wait.
    """

    name: str
    root: Path
    location: str
    format: Format
    delimiter: str = ","
    quote: str = '"'
    null_text: str = ""
    partition_by: str | None = None
    trust: Literal["first_party", "third_party"] = "first_party"
    on_hold: Literal["continue", "stop"] = "continue"
    title: str = ""
    description: str = ""


@dataclass(frozen=True)
class Project:
    """A dbt project that uses truenorth.

    Attributes:
        root: folder of `dbt_project.yml`.
        name: dbt project name.
        sources: declared raw sources by name, in file order.
    """

    root: Path
    name: str
    model_paths: tuple[str, ...] = ("models",)
    sources: dict[str, SourceConfig] = field(default_factory=dict)

    @property
    def row_contracts(self) -> Path:
        return self.root / "expectations" / "rows"

    @property
    def batch_contracts(self) -> Path:
        return self.root / "expectations" / "batches"

    @property
    def releases(self) -> Path:
        return self.root / "expectations" / "releases"

    @property
    def appeals(self) -> Path:
        return self.root / "expectations" / "appeals"

    @property
    def calibrations(self) -> Path:
        return self.root / "expectations" / "calibrations" / "detection.yml"

    @property
    def published(self) -> Path:
        return self.root / "published"

    @property
    def site(self) -> Path:
        return self.published / "site"

    def source(self, name: str) -> SourceConfig:
        """Return one declared source, or raise ConfigurationError TN-S003 naming those that exist."""
        if name not in self.sources:
            known = ", ".join(self.sources) or "none"
            raise ConfigurationError(
                "TN-S003",
                f"no source named {name!r}; declared: {known}",
                where=str(self.root),
                mend="declare it under `sources:` with `config.meta.truenorth.location`",
            )
        return self.sources[name]


def find_project(start: Path | None = None) -> Project:
    """Load the project whose `dbt_project.yml` lies in `start` or the nearest folder above it.

    Raises: ConfigurationError TN-S001 (a yml that cannot be read), TN-S002 (no project), TN-S004 (a source
        that is declared wrongly).
    """
    folder = (start or Path.cwd()).resolve()
    for root in (folder, *folder.parents):
        if (root / "dbt_project.yml").is_file():
            return _load_project(root)
    raise ConfigurationError(
        "TN-S002",
        "no dbt_project.yml here or above",
        where=str(folder),
        mend="run inside a dbt project or give --project-dir",
    )


def _load_project(root: Path) -> Project:
    settings = _mapping(load_yaml(root / "dbt_project.yml"), root / "dbt_project.yml")
    model_paths = tuple(settings.get("model-paths", ["models"]))
    sources: dict[str, SourceConfig] = {}
    for model_path in model_paths:
        for path in sorted((root / model_path).rglob("*__sources.yml")):
            for declared in _mapping(load_yaml(path), path).get("sources", []):
                meta = declared.get("config", {}).get("meta", {}).get("truenorth")
                if meta is None:
                    continue
                source = _source(root, path, declared, _mapping(meta, path))
                if source.name in sources:
                    raise _wrong(source.name, "it is declared twice", path)
                sources[source.name] = source
    return Project(root=root, name=settings["name"], model_paths=model_paths, sources=sources)


def _source(root: Path, path: Path, declared: dict[str, Any], meta: dict[str, Any]) -> SourceConfig:
    name = str(declared.get("name", ""))
    # the name becomes part of a file name and of relation names
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", name):
        raise _wrong(name, "a source name holds letters, digits and underscores", path)
    unknown = sorted(set(meta) - SETTINGS)
    if unknown:
        raise _wrong(name, f"unknown setting {unknown[0]!r}", path)
    if not meta.get("location"):
        raise _wrong(name, "`location` is missing", path)
    for key, value in meta.items():
        if not isinstance(value, str):
            raise _wrong(name, f"{key} must be a text", path)
        if key in CHOICES and value not in CHOICES[key]:
            raise _wrong(name, f"{key} must be one of {', '.join(CHOICES[key])}", path)
    suffix = Path(meta["location"]).suffix.lower()
    format_ = meta.get("format") or SUFFIXES.get(suffix)
    if format_ is None:
        raise _wrong(name, f"cannot tell the format of {meta['location']!r}; set `format`", path)
    if suffix == ".tsv":
        meta = {"delimiter": "\t", **meta}
    return SourceConfig(
        name=name,
        root=root,
        format=format_,
        description=str(declared.get("description", "")).strip(),
        **{key: value for key, value in meta.items() if key != "format"},
    )


def _mapping(loaded: Any, path: Path) -> dict[str, Any]:
    if not isinstance(loaded, dict):
        raise ConfigurationError(
            "TN-S001", "settings are expected here, by name", where=str(path), mend="write `name: value`"
        )
    return loaded


def _wrong(name: str, problem: str, path: Path) -> ConfigurationError:
    return ConfigurationError(
        "TN-S004",
        f"source {name!r}: {problem}",
        where=str(path),
        mend=f"allowed settings: {', '.join(sorted(SETTINGS))}",
    )
