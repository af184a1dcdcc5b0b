"""Asks everything about a change, a batch or a source: one report, nothing published, nothing logged."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ..dbt import Progress
from ..errors import ConfigurationError
from ..project import Project
from .asked import Asked, Leniency, named_in
from .asking_files import ask_files
from .baseline import load_baseline
from .finding import CHECKS, Check
from .report import Evaluated, GateReport, Question
from .revisions.copies import open_base, open_head
from .revisions.git import line_of_git, top_of
from .revisions.merge_base import base_commit
from .settings import gate_settings
from .waivers import load_waivers, waivers_of

if TYPE_CHECKING:
    from .measured.answer import Measured

MEASURED: tuple[Check, ...] = ("build", "batch", "values", "limits", "compliance", "detection")
STATIC = "--static: needs a warehouse"
NO_BATCH = "no batch is asked about"
NO_CHANGE = "no change of files is asked about"


@dataclass(frozen=True)
class Terms:
    """What every question is asked under.

    Attributes:
        today: waivers that have ended by then cover nothing, calibrations may be due.
        baseline: file of known findings, which do not count; None without `--new-only`.
        on_progress, on_message: told how far a build is, and what dbt says.
    """

    today: date
    baseline: Path | None
    on_progress: Callable[[Progress], None]
    on_message: Callable[[str], None]


def ask_change(project: Project, base_ref: str | None, terms: Terms, *, static: bool) -> GateReport:
    """Ask what the working tree would do to readers, beside the revision at which it left its base.

    Args:
        static: ask only what files can answer; nothing is built.
    Raises: ConfigurationError TN-D003, TN-D060, TN-D064, TN-D066, TN-S001, TN-S004.
    """
    commit = base_commit(project.root, base_ref)
    leniency = _leniency(project, terms, top_of(project.root))
    asked = Asked(project.name)
    with ExitStack() as copies:
        base = copies.enter_context(open_base(project, commit))
        head = copies.enter_context(open_head(project))
        report = GateReport(project.name, "change", _revision(project.root), commit)
        report = ask_files(asked, base, head, report, leniency, terms.today)
        if static:
            asked.skip(MEASURED, STATIC)
        else:
            from .measured.measured import measure_change

            measured = asked.ask(
                "build",
                lambda: measure_change(
                    project, base.project, on_progress=terms.on_progress, on_message=terms.on_message
                ),
            )
            report = _with_measured(asked, report, measured)
            asked.skip(("batch",), NO_BATCH)
    return asked.finish(report, leniency)


def ask_batch(project: Project, file: Path, source: str, terms: Terms) -> GateReport:
    """Ask what one more delivery of a source would do.

    Raises: ConfigurationError TN-S003 (no such source), TN-D060, TN-D064, TN-D066, and of what is measured.
    """
    from .measured.measured import measure_batch

    project.source(source)
    return _ask_measured(
        project,
        "batch",
        file.name,
        lambda: measure_batch(
            project, file, source, on_progress=terms.on_progress, on_message=terms.on_message
        ),
        terms,
    )


def ask_without_source(project: Project, source: str, terms: Terms) -> GateReport:
    """Ask what every metric would be without a source. Realises A6.

    Raises: ConfigurationError TN-S003 (no such source), TN-D060, TN-D064, TN-D066, and of what is measured.
    """
    from .measured.measured import measure_without_source

    project.source(source)
    return _ask_measured(
        project,
        "without_source",
        source,
        lambda: measure_without_source(
            project, source, on_progress=terms.on_progress, on_message=terms.on_message
        ),
        terms,
    )


def _ask_measured(
    project: Project,
    question: Question,
    about: str,
    measure: Callable[[], Measured],
    terms: Terms,
) -> GateReport:
    leniency = _leniency(project, terms, project.root)
    asked = Asked(project.name)
    check: Check = "batch" if question == "batch" else "build"
    measured = asked.ask(check, measure, is_call=ConfigurationError)
    report = _with_measured(asked, GateReport(project.name, question, about), measured)
    asked.skip(("batch",), NO_BATCH)
    asked.skip((check for check in CHECKS if check not in (*MEASURED, "waivers")), NO_CHANGE)
    return asked.finish(report, leniency)


def _with_measured(asked: Asked, report: GateReport, measured: Measured | None) -> GateReport:
    if measured is None:
        reason = "nothing could be built"
        for check in MEASURED:
            asked.evaluated.setdefault(check, Evaluated("unknown", reason))
        return report
    asked.findings += measured.findings
    asked.evaluated.update(measured.evaluated)
    return replace(
        report,
        release_id=measured.release_id,
        values=measured.values,
        same_values=measured.same_values,
        detection=measured.detection,
    )


def _leniency(project: Project, terms: Terms, top: Path) -> Leniency:
    file, baseline = waivers_of(project), terms.baseline
    return Leniency(
        settings=gate_settings(project),
        waivers=load_waivers(file),
        waivers_file=named_in(top, file.resolve()),
        today=terms.today,
        known=None if baseline is None else load_baseline(baseline),
        baseline_file="" if baseline is None else named_in(top, baseline.resolve()),
    )


def _revision(folder: Path) -> str:
    """The commit that is asked about, and whether the working tree has more."""
    commit = line_of_git(folder, "rev-parse", "--short", "HEAD")
    is_clean = not line_of_git(folder, "status", "--porcelain", "--", ".")
    return commit if is_clean else f"{commit} with changes that are not committed"
