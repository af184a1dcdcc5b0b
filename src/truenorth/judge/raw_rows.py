"""How a row of an entity looks in the raw deliveries (`expectations/stress/<entity>.yml`), and the files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import ConfigurationError
from ..project import SUFFIXES, Format, Project
from ..strict_yaml import load_yaml

if TYPE_CHECKING:
    import polars as pl

FIELDS = {"location", "columns", "id", "shared"}
TIME_TEXT = "%Y-%m-%dT%H:%M:%S"


@dataclass(frozen=True)
class RawShape:
    """Where an entity's raw rows lie and what its columns are called there.

    Attributes:
        location: files relative to the project, as a source declares them.
        columns: raw column by canonical column.
        id: pattern of new keys, such as `e9{number:08d}`; must satisfy the row contract.
        shared: canonical columns that people who work from one place share.
    """

    entity: str
    location: str
    columns: Mapping[str, str]
    id: str
    shared: tuple[str, ...] = ()


def load_shapes(project: Project) -> dict[str, RawShape]:
    """Read the reviewed files by entity; none if the project has none.

    Raises: ConfigurationError TN-S001 (no valid YAML), TN-J012 (a field is missing or unknown).
    """
    folder = project.root / "expectations" / "stress"
    return {path.stem: _shape(project, path) for path in sorted(folder.glob("*.yml"))}


def _shape(project: Project, path: Path) -> RawShape:
    content = load_yaml(path)
    needed = FIELDS - {"shared"}
    if not isinstance(content, dict) or set(content) - FIELDS or needed - set(content):
        raise _refusal(path, f"it holds {', '.join(sorted(needed))} and perhaps `shared`")
    columns = content["columns"]
    if not isinstance(columns, dict) or not all(isinstance(name, str) for name in columns.values()):
        raise _refusal(path, "`columns` gives the raw column of each canonical column")
    place = Path(str(content["location"]))
    if place.is_absolute() or ".." in place.parts:
        raise _refusal(path, "`location` lies inside the project: only a copy of it is ever changed")
    if place.suffix.lower() not in SUFFIXES:
        raise _refusal(path, "`location` names Parquet, CSV or JSON lines files")
    try:
        str(content["id"]).format(number=1)
    except (KeyError, ValueError, IndexError) as error:
        raise _refusal(path, "`id` is a pattern such as e9{number:08d}") from error
    shared = tuple(content.get("shared") or ())
    return RawShape(path.stem, str(content["location"]), columns, str(content["id"]), shared)


def _refusal(path: Path, what: str) -> ConfigurationError:
    return ConfigurationError("TN-J012", what, where=str(path), mend="see docs/admission.md")


class RawTable:
    """All raw files of one entity in a copy of the project, to be read and written again with more rows."""

    def __init__(self, root: Path, shape: RawShape) -> None:
        self.shape = shape
        self.files = sorted(root.glob(shape.location))
        self.frames = [_read(file) for file in self.files]
        if not self.files:
            raise ConfigurationError(
                "TN-J012",
                f"no file lies at {shape.location}",
                where=f"expectations/stress/{shape.entity}.yml",
            )
        missing = sorted(set(shape.columns.values()) - set(self.frames[0].columns))
        if missing:
            raise ConfigurationError(
                "TN-J012",
                f"the raw files have no column {missing[0]!r}",
                where=f"expectations/stress/{shape.entity}.yml",
            )

    @property
    def rows(self) -> int:
        return sum(len(frame) for frame in self.frames)

    def canonical(self, *columns: str) -> pl.DataFrame:
        """Return the rows of all files with canonical names; a time that is written as text is read."""
        import polars as pl

        wanted = [column for column in columns if column in self.shape.columns]
        frames = [
            frame.select(pl.col(self.shape.columns[column]).alias(column) for column in wanted)
            for frame in self.frames
        ]
        frame = pl.concat(frames, how="vertical_relaxed")
        texts = [name for name in wanted if name.endswith("_at") and frame.schema[name] == pl.String]
        return frame.with_columns(pl.col(texts).str.to_datetime(strict=False, time_unit="us"))

    def templates(self, places: Sequence[int]) -> pl.DataFrame:
        """Return whole raw rows by their place in all files together."""
        import polars as pl

        return pl.concat(self.frames, how="vertical_relaxed")[list(places)]

    def overwritten(self, template: pl.DataFrame, changes: Mapping[str, Sequence[Any]]) -> pl.DataFrame:
        """Return template rows with canonical columns replaced, each in the type of its file."""
        import polars as pl

        columns = []
        for name, values in changes.items():
            if name not in self.shape.columns:
                continue
            raw = self.shape.columns[name]
            wanted = template.schema[raw]
            column = pl.Series(raw, list(values))
            if wanted == pl.String and column.dtype.is_temporal():
                column = column.dt.strftime(TIME_TEXT)
            columns.append(column.cast(wanted, strict=False))
        return template.with_columns(columns)

    def write_with(self, added: pl.DataFrame, at: Sequence[Any] | None) -> None:
        """Write the files anew, each added row in the last file that begins before its time."""
        import polars as pl

        when = self.shape.columns.get(_time_column(self.shape))
        home = [len(self.files) - 1] * len(added)
        if at is not None and when is not None and len(self.files) > 1:
            starts = [
                frame.select(_as_time(frame, when).quantile(0.02, "lower")).item() for frame in self.frames
            ]
            home = [
                max(
                    (place for place, start in enumerate(starts) if start is not None and start <= moment),
                    default=0,
                )
                for moment in at
            ]
        placed = added.with_columns(pl.Series("__home", home, dtype=pl.Int64))
        for place, (file, frame) in enumerate(zip(self.files, self.frames, strict=True)):
            rows = placed.filter(pl.col("__home") == place).drop("__home")
            if len(rows):
                _write(file, pl.concat([frame, rows], how="vertical_relaxed"))


def _time_column(shape: RawShape) -> str:
    return next((name for name in shape.columns if name.endswith("_at")), "")


def _as_time(frame: pl.DataFrame, column: str) -> pl.Expr:
    import polars as pl

    text = frame.schema[column] == pl.String
    return pl.col(column).str.to_datetime(strict=False, time_unit="us") if text else pl.col(column)


def _format(file: Path) -> Format:
    return SUFFIXES[file.suffix.lower()]


def _read(file: Path) -> pl.DataFrame:
    import polars as pl

    match _format(file):
        case "parquet":
            return pl.read_parquet(file)
        case "csv":
            separator = "\t" if file.suffix == ".tsv" else ","
            return pl.read_csv(file, infer_schema=False, separator=separator)
        case _:
            return pl.read_ndjson(file)


def _write(file: Path, frame: pl.DataFrame) -> None:
    match _format(file):
        case "parquet":
            frame.write_parquet(file)
        case "csv":
            frame.write_csv(file, separator="\t" if file.suffix == ".tsv" else ",", quote_style="non_numeric")
        case _:
            frame.write_ndjson(file)
