"""The dbt project around us: its root, its sources and where its contracts lie."""

from __future__ import annotations

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


@dataclass(frozen=True)
class SourceConfig:
    """Where one raw source lies and how it is read.

    Attributes:
        name: source name; the contract is `expectations/rows/<name>.py`.
        root: project folder; no file outside it is ever read unless `location` is absolute.
        location: a file, a glob, or a table name (`format: table`), relative to `root`.
        partition_by: column that parts a table into batches (`format: table` only).
        trust: `third_party` sources get the stricter default suite.
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
    def published(self) -> Path:
        return self.root / "published"

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

    Raises: ConfigurationError TN-S002 if there is none.
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
    settings = load_yaml(root / "dbt_project.yml")
    model_paths = tuple(settings.get("model-paths", ["models"]))
    sources: dict[str, SourceConfig] = {}
    for model_path in model_paths:
        for path in sorted((root / model_path).rglob("*__sources.yml")):
            for declared in load_yaml(path).get("sources", []):
                meta = declared.get("config", {}).get("meta", {}).get("truenorth")
                if meta is not None:
                    sources[declared["name"]] = _source(root, path, declared, meta)
    return Project(root=root, name=settings["name"], model_paths=model_paths, sources=sources)


def _source(root: Path, path: Path, declared: dict[str, Any], meta: dict[str, Any]) -> SourceConfig:
    allowed = {
        *("location", "format", "delimiter", "quote", "null_text", "partition_by"),
        *("trust", "on_hold", "title"),
    }
    unknown = sorted(set(meta) - allowed)
    if unknown or "location" not in meta:
        problem = f"unknown setting {unknown[0]!r}" if unknown else "`location` is missing"
        raise ConfigurationError(
            "TN-S004",
            f"source {declared['name']!r}: {problem}",
            where=str(path),
            mend=f"allowed: {', '.join(sorted(allowed))}",
        )
    location = str(meta["location"])
    format_ = meta.get("format") or SUFFIXES.get(Path(location).suffix.lower())
    if format_ not in ("parquet", "csv", "jsonl", "table"):
        raise ConfigurationError(
            "TN-S004",
            f"source {declared['name']!r}: cannot tell the format of {location!r}",
            where=str(path),
            mend="set format: parquet, csv, jsonl or table",
        )
    return SourceConfig(
        name=declared["name"],
        root=root,
        format=format_,
        description=declared.get("description", "").strip(),
        **{key: value for key, value in meta.items() if key != "format"},
    )
