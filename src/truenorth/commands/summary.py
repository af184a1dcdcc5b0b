"""What a build or a release comes to, for people and as JSON."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import EvaluationError, ExitCode
from ..project import Project
from ..wording.numbers import format_share, format_value
from .build import blocks
from .stale_labels import stale_labels

if TYPE_CHECKING:
    from rich.console import RenderableType

    from .build import BuildOutcome

NOT_ATTESTED = "Not attested: this project has no log. `truenorth evidence init` makes one."
FATES = ("admitted", "quarantined", "held", "erased")


@dataclass(frozen=True)
class Summary:
    """Batches, reasons and metrics of one release, and what a build did to it.

    Attributes:
        sources: per source the rows received, admitted, quarantined, held, erased, and its reasons.
        held: deliveries that are held at the door, then batches that are held from the trusted metrics, with
            code and reason.
        notices: lines that people must read first.
    """

    exit_code: ExitCode
    release_id: str | None
    published_at: str | None
    sources: list[dict[str, Any]]
    held: list[dict[str, Any]]
    metrics: list[dict[str, Any]]
    notices: list[str]
    page: Path | None

    def as_json(self) -> dict[str, Any]:
        return {
            "schema_version": 1,
            "exit_code": int(self.exit_code),
            "release_id": self.release_id,
            "published_at": self.published_at,
            "sources": self.sources,
            "held": self.held,
            "metrics": self.metrics,
            "notices": self.notices,
            "page": None if self.page is None else str(self.page),
        }

    def as_text(self) -> RenderableType:
        from rich.console import Group
        from rich.text import Text

        parts: list[RenderableType] = [Text(notice) for notice in self.notices]
        for source in self.sources:
            told = f"{source['source']}: {source['received']:,} rows received in {source['batches']} batches"
            parts += [Text(), Text(told), _source_table(source)]
        if self.held:
            parts += [Text(), *(Text(_held_line(batch), style="red") for batch in self.held)]
        if self.metrics:
            parts += [Text(), Text("metrics over the whole history"), _metric_table(self.metrics)]
        if self.release_id:
            parts += [Text(), Text(f"release {self.release_id}, published {self.published_at}")]
        if self.page:
            parts.append(Text(f"contract site: {self.page}"))
        return Group(*parts)


def summary_of_build(project: Project, outcome: BuildOutcome) -> Summary:
    """Say what a build did and what readers see now."""
    notices = []
    blocking = [node for node in outcome.red if blocks(node)]
    notices += [f"RED {node.name}: {node.cause}" for node in blocking]
    if blocking or (outcome.page is None):
        kept = "the last release stays in place" if outcome.release else "there is no earlier release"
        notices.append(f"Nothing was published: {kept}.")
    elif outcome.is_new:
        notices.append("Published a new release.")
    else:
        notices.append("Nothing changed: the release that readers see says the same.")
    notices.append(_attestation(outcome.attested))
    for source, batches in (stale_labels(project) if outcome.page else {}).items():
        notices.append(
            f"{batches} batches of {source} carry the labels of an earlier contract: "
            "`truenorth build --full-refresh` labels them anew."
        )
    return _summary(project, outcome.exit_code, notices, outcome.page)


def summary_of_release(project: Project) -> Summary:
    """Say what readers see now, and whether the last run came to a release.

    Raises: EvaluationError TN-E003 if nothing was ever published.
    """
    from ..dbt import last_run
    from ..publish.reading import current_release

    if current_release(project.published) is None:
        raise EvaluationError(
            "TN-E003",
            "nothing was published yet",
            where=str(project.published),
            mend="run `truenorth build` first",
        )
    run = last_run(project)
    red = [node for node in run.nodes if node.is_red and blocks(node)] if run else []
    notices = [f"RED {node.name}: {node.cause}" for node in red]
    if red:
        notices.append("The last run published nothing; this is the release before it.")
    notices.append(_standing_attestation(project))
    page = project.published / "index.html"
    code = ExitCode.GATE_FAILED if red else ExitCode.PASS
    return _summary(project, code, notices, page if page.exists() else None)


def _attestation(entries: int | None) -> str:
    """Say what a build added to the log."""
    if entries is None:
        return NOT_ATTESTED
    return f"Attested: {entries:,} new entries on the log." if entries else "Attested: nothing new to log."


def _standing_attestation(project: Project) -> str:
    """Say whether the release that readers see is on the log."""
    from ..attest.publication import publication_key
    from ..evidence.log import EvidenceLog
    from ..publish.reading import current_release

    with EvidenceLog.open(project) or nullcontext() as log:
        if log is None:
            return NOT_ATTESTED
        release = current_release(project.published)
        if release is None or not log.known([publication_key(release.release_id)]):
            return "The release is not on the log yet: `truenorth build` attests it."
        return f"Attested: the release is on the log, which has {log.size:,} entries."


def _summary(project: Project, code: ExitCode, notices: list[str], page: Path | None) -> Summary:
    from ..publish.reading import current_release, open_release

    release = current_release(project.published)
    if release is None:
        return Summary(code, None, None, [], [], [], notices, None)
    with open_release(release.path) as con:
        batches = _records(
            con,
            "select source, batch_id, file, rows, admitted, quarantined, held, erased, status, severity, "
            "code, reason from batches order by source, delivered_at, file",
        )
        reasons = _records(
            con, "select source, reason, rows from quarantine_reasons order by rows desc, reason"
        )
        metrics = _records(
            con,
            "select metric, title, unit, raw_value, trusted_value, bubble, verdict from metric_verdicts "
            "order by metric",
        )
        brushed = _records(
            con,
            "select entity as source, batch_id, batch_id as file, null as rows, 0 as admitted, "
            "0 as quarantined, 0 as held, 0 as erased, 'held' as status, 'error' as severity, "
            "'TN-A020' as code, reason from brushing_held_batches order by entity, batch_id",
        )
    held = [*(batch for batch in batches if batch["status"] in ("held", "unread")), *brushed]
    if code is ExitCode.PASS and any(batch["severity"] == "error" for batch in held):
        code = ExitCode.GATE_FAILED
    return Summary(
        exit_code=code,
        release_id=release.release_id,
        published_at=release.published_at.isoformat(timespec="seconds"),
        sources=[_source(name, batches, reasons) for name in sorted({batch["source"] for batch in batches})],
        held=held,
        metrics=metrics,
        notices=notices,
        page=page,
    )


def _records(con: Any, query: str) -> list[dict[str, Any]]:
    cursor = con.execute(query)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _source(name: str, batches: list[dict[str, Any]], reasons: list[dict[str, Any]]) -> dict[str, Any]:
    own = [batch for batch in batches if batch["source"] == name and batch["status"] != "superseded"]
    return {
        "source": name,
        "batches": len(own),
        "received": sum(batch["rows"] or 0 for batch in own),
        **{key: sum(batch[key] or 0 for batch in own) for key in FATES},
        "reasons": [
            {"reason": row["reason"], "rows": row["rows"]} for row in reasons if row["source"] == name
        ],
    }


def _source_table(source: dict[str, Any]) -> RenderableType:
    from rich.table import Table

    table = Table()
    table.add_column("what became of them")
    table.add_column("rows", justify="right")
    for key in FATES:
        if key == "erased" and not source[key]:
            continue  # few projects have anybody to name here
        table.add_row(key, f"{source[key]:,}")
        if key == "quarantined":
            for reason in source["reasons"]:
                table.add_row(f"  {reason['reason']}", f"{reason['rows']:,}", style="dim")
    return table


def _metric_table(metrics: list[dict[str, Any]]) -> RenderableType:
    from rich.table import Table

    table = Table()
    for column in ("metric", "raw", "trusted", "bubble"):
        table.add_column(column, justify="left" if column == "metric" else "right")
    for metric in metrics:
        table.add_row(
            metric["metric"],
            format_value(metric["raw_value"], metric["unit"], "en"),
            format_value(metric["trusted_value"], metric["unit"], "en"),
            format_share(metric["bubble"], "en"),
        )
    return table


def _held_line(batch: dict[str, Any]) -> str:
    return f"HELD {batch['source']} {batch['file']}: {batch['code']} {batch['reason']}"
