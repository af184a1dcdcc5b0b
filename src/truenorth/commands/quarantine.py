"""`truenorth quarantine`: rows that may not be believed, and the reviewed way out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import ConfigurationError
from ..project import Project
from ..reviewed_files import append_entry
from .work import WorkDatabase, open_work

if TYPE_CHECKING:
    from rich.console import RenderableType


@dataclass(frozen=True)
class QuarantinedRows:
    """Rows by place and reason, without values; `total` counts those that the limit leaves out too."""

    rows: list[dict[str, Any]]
    total: int

    def as_json(self) -> dict[str, Any]:
        return {"rows": self.rows, "total": self.total}

    def as_text(self) -> RenderableType:
        from rich.table import Table

        table = Table(caption=f"{len(self.rows)} of {self.total:,} rows", caption_justify="left")
        for column in ("source", "batch", "row", "file", "reasons"):
            table.add_column(column, overflow="fold")
        for row in self.rows:
            table.add_row(
                row["source"], row["batch_id"][:12], str(row["row"]), row["file"], ", ".join(row["reasons"])
            )
        return table


@dataclass(frozen=True)
class QuarantinedRow:
    """One row with its values."""

    values: dict[str, Any]

    def as_json(self) -> dict[str, Any]:
        return self.values

    def as_text(self) -> RenderableType:
        from rich.table import Table
        from rich.text import Text

        table = Table(show_header=False)
        for name, value in self.values.items():
            table.add_row(Text(name), Text("" if value is None else str(value)))
        return table


def list_rows(project: Project, source: str | None, reason: str | None, limit: int) -> QuarantinedRows:
    """List quarantined rows of admitted batches, oldest delivery first."""
    work = open_work(project)
    sources = [project.source(source).name] if source else list(project.sources)
    rows: list[dict[str, Any]] = []
    total = 0
    for name in sources:
        selection = f"""
            from {work.relations[f"adm_{name}__passed"].sql} as passed
            where not _is_admitted and (? is null or list_contains(_reasons, ?))
        """
        [(count,)] = work.con.execute(f"select count(*) {selection}", [reason, reason]).fetchall()
        total += count
        found = work.con.execute(
            f"""
            select passed._batch_id, passed._row_number, batches.file, passed._reasons
            from (select * {selection}) as passed
            inner join {work.relations["batches"].sql} as batches
                on passed._batch_id = batches.batch_id and batches.status = 'admitted'
            order by batches.delivered_at, batches.file, passed._row_number limit ?
            """,
            [reason, reason, max(limit - len(rows), 0)],
        ).fetchall()
        rows += [
            {"source": name, "batch_id": batch, "row": number, "file": file, "reasons": reasons}
            for batch, number, file, reasons in found
        ]
    return QuarantinedRows(rows, total)


def show_row(project: Project, batch: str, row: int) -> QuarantinedRow:
    """Return one row with its values and reasons.

    Raises: ConfigurationError TN-Q001 (no such batch), TN-Q002 (no such row).
    """
    work = open_work(project)
    source, batch_id = work.find_batch(batch)
    cursor = work.con.execute(
        f"select * from {work.labelled(source)} where _batch_id = ? and _row_number = ?", [batch_id, row]
    )
    names = [column[0] for column in cursor.description or []]
    found = cursor.fetchall()
    if not found:
        raise ConfigurationError(
            "TN-Q002", f"batch {batch_id[:12]} has no row {row}", mend="rows count from 1"
        )
    return QuarantinedRow(dict(zip(names, found[0], strict=True)))


def release(
    project: Project,
    batch: str,
    row: int | None,
    expectations: tuple[str, ...],
    why: str,
    reviewer: str,
    expires: date,
) -> Path:
    """Append a reviewed release of a row, or of a batch from some expectations; returns the file.

    Raises: ConfigurationError TN-Q001, TN-Q002, TN-Q003 (nothing to release, or an end that is past).
    """
    if (row is None) == (not expectations):
        raise ConfigurationError(
            "TN-Q003", "a release names either a row or expectations", mend="give ROW or --expectation NAME"
        )
    if expires <= date.today():
        raise ConfigurationError(
            "TN-Q003", "the release would have ended already", mend="choose a later --expires"
        )
    work = open_work(project)
    source, batch_id = work.find_batch(batch)
    entry: dict[str, Any] = {"batch_id": batch_id}
    if row is None:
        _require_failed(work, source, batch_id, expectations)
        entry["expectations"] = list(expectations)
    else:
        reasons = show_row(project, batch, row).values["_reasons"]
        if not reasons:
            raise ConfigurationError("TN-Q003", f"row {row} is not quarantined", mend="nothing to do")
        entry |= {"row_number": row, "reasons": reasons}
    entry |= {"why": why, "reviewer": reviewer, "expires": expires}
    path = project.releases / f"{source}.yml"
    append_entry(path, "batches" if row is None else "rows", entry)
    return path


def _require_failed(work: WorkDatabase, source: str, batch_id: str, expectations: tuple[str, ...]) -> None:
    failed = {
        name
        for (name,) in work.con.execute(
            f"select expectation from {work.relations[f'aud_{source}'].sql}"
            " where batch_id = ? and outcome = 'fail'",
            [batch_id],
        ).fetchall()
    }
    if others := sorted(set(expectations) - failed):
        raise ConfigurationError(
            "TN-Q003",
            f"batch {batch_id[:12]} did not fail {', '.join(others)}",
            mend=f"it failed: {', '.join(sorted(failed)) or 'nothing'}",
        )
