"""Write the contract page: one file that needs no server and no network."""

from __future__ import annotations

import base64
import hashlib
import os
import unicodedata
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import EvaluationError
from ..project import Project
from ..wording import Words, format_count, format_share
from .brushing_views import view_brushing
from .committee_views import view_board
from .compliance_views import view_compliance
from .event_views import view_events
from .evidence_view import view_evidence
from .figures import Figures, read_figures
from .judged_views import read_committee, view_judged
from .manifest import read_contracts
from .metric_contracts import read_metric_contracts
from .metric_texts import metric_texts
from .metric_views import view_metrics
from .signal_texts import signal_texts
from .source_views import COUNTED, view_sources
from .vocabulary import DIRECTIONS, KINDS, TIERS, VERDICTS, named

if TYPE_CHECKING:
    from jinja2 import Environment


def write_page(project: Project, release_db: Path, out: Path) -> Path:
    """Write the contract page of one release; the same release, texts and contracts give the same bytes.

    Args:
        project: whose contracts are put into words; the texts of metrics and signals come from its
            `target/manifest.json`.
        release_db: a published release file or the `CURRENT` link; opened read-only.
        out: the HTML file to write; folders above it are made.
    Returns: `out`.
    Raises: EvaluationError TN-P008, TN-W001 (see `read_figures`), TN-W002 (the page cannot be written).
    """
    figures = read_figures(release_db)
    contracts = read_contracts(project.root / "target" / "manifest.json")
    metrics = view_metrics(figures, metric_texts(contracts or {}))
    promises, committee = read_metric_contracts(project), read_committee(project)
    style, script = _asset("style.css"), _asset("switch.js")
    html = (
        _environment()
        .get_template("page.html.j2")
        .render(
            project=project,
            release=figures.release,
            lede=_lede(figures),
            metrics=metrics,
            judgements=view_judged(figures, metrics, promises, committee),
            events=view_events(figures, metrics),
            board=view_board(
                project, committee, promises.contracts, metrics, figures.release.published_at.date()
            ),
            brushing=view_brushing(figures, metrics, signal_texts(contracts or {})),
            compliance=view_compliance(figures.compliance, metrics),
            evidence=view_evidence(out.parent),
            sources=view_sources(project, figures),
            texts_found=contracts is not None,
            style=style,
            script=script,
            style_hash=_hash(style),
            script_hash=_hash(script),
        )
    )
    # Renamed at the end: whoever has the page open never reloads half of one.
    partial = out.with_name(f".{out.name}.{os.getpid()}.partial")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        try:
            partial.write_text(html, encoding="utf-8", newline="\n")
            partial.replace(out)
        finally:
            partial.unlink(missing_ok=True)
    except OSError as error:
        raise EvaluationError(
            "TN-W002",
            f"the contract page could not be written ({type(error).__name__})",
            where=str(out),
            mend="see that the folder is writable and the disk has room",
        ) from error
    return out


def _lede(figures: Figures) -> Words:
    """The page in one sentence: how much came in, and how much of it kept its contract."""
    received = sum(batch.rows for batch in figures.batches if batch.status in COUNTED)
    if not received:
        return Words("Nothing has been received yet.", "尚未收到数据。")
    share = sum(batch.admitted for batch in figures.batches if batch.status in COUNTED) / received
    rows = format_count(received)
    if any(count.blocked for count in figures.brushing.signals):
        return Words(
            f"Of {rows} rows received, {format_share(share, 'en')} were admitted. What is blocked as brushing"
            " is left out of the trusted figures too.",
            f"收到{rows}行，其中{format_share(share, 'zh')}被接收；判为刷量的也不计入可信值。",
        )
    return Words(
        f"Of {rows} rows received, {format_share(share, 'en')} were admitted and count as trusted.",
        f"收到{rows}行，其中{format_share(share, 'zh')}被接收并计入可信值。",
    )


def plain_name(value: object) -> str:
    """Return a name from outside with control and direction marks made visible, so that it cannot pose.

    An override mark in a file's name can make `fdp.exe` read `exe.pdf`; here it prints as `‹U+202E›`.
    """
    return "".join(f"‹U+{ord(char):04X}›" if _poses(char) else char for char in str(value))


def _poses(char: str) -> bool:
    # The two joiners are letters' business in Persian, Hindi and emoji, and turn nothing around.
    return unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co") and char not in "\u200c\u200d"


def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("truenorth.site", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["name"] = plain_name
    environment.globals["vocabulary"] = {
        "tier": TIERS,
        "kind": KINDS,
        "verdict": VERDICTS,
        "direction": DIRECTIONS,
    }
    environment.globals["named"] = named
    return environment


def _asset(name: str) -> str:
    return files("truenorth.site").joinpath("templates", name).read_text(encoding="utf-8").strip()


def _hash(text: str) -> str:
    """The page's policy names its one style sheet and one script by digest and lets nothing else run."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
