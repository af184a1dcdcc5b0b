"""A file of findings that are known: a project that adopts the gate late is asked only for what is new.

It holds fingerprints, codes and subjects and no figures, in one order, so that a review sees what came and
went. What could not be found out is never known, nor is what cannot be waived.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from ..errors import ConfigurationError
from ..wording.words import Words
from .finding import GRADES, GateFinding, Grade, Place
from .waivers import may_be_waived

VERSION = 1


@dataclass(frozen=True)
class Known:
    """A finding of another day; one that is worse by now is not the one that is known."""

    code: str
    subject: str
    grade: Grade

    def knows(self, finding: GateFinding) -> bool:
        return GRADES.index(finding.grade) >= GRADES.index(self.grade)


def may_be_known(finding: GateFinding) -> bool:
    """Whether a baseline may hold it: a `fail` or a `warn` that a colleague could waive."""
    return finding.grade in ("fail", "warn") and finding.waived is None and may_be_waived(finding)


def baseline_text(findings: tuple[GateFinding, ...]) -> str:
    """Return the file that knows these findings."""
    entries = {
        one.fingerprint: {"code": one.code, "subject": one.subject, "grade": one.grade}
        for one in findings
        if may_be_known(one)
    }
    return json.dumps({"schema_version": VERSION, "findings": entries}, indent=2, sort_keys=True) + "\n"


def load_baseline(path: Path) -> dict[str, Known]:
    """Read a baseline, by fingerprint.

    Raises: ConfigurationError TN-D064.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        if content["schema_version"] != VERSION:
            raise ValueError("another version")
        return {
            str(mark): Known(str(entry["code"]), str(entry["subject"]), GRADES[GRADES.index(entry["grade"])])
            for mark, entry in content["findings"].items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ConfigurationError(
            "TN-D064",
            "the baseline cannot be read",
            where=str(path),
            mend="write it with `truenorth gate --write-baseline FILE`",
        ) from error


def apply_baseline(findings: list[GateFinding], known: Mapping[str, Known], file: str) -> list[GateFinding]:
    """Return the findings with those marked that are known, and a note for each that is no more."""
    marked = [
        replace(one, is_known=True)
        if may_be_known(one) and one.fingerprint in known and known[one.fingerprint].knows(one)
        else one
        for one in findings
    ]
    present = {one.fingerprint for one in findings}
    gone = [
        GateFinding(
            "waivers",
            "note",
            "TN-D065",
            entry.subject,
            Words(f"{entry.code} is known and no longer there", f"{entry.code} 已知，但已不再出现"),
            Words("it may be taken out: write the baseline anew", "可以删去：重新写出基线"),
            Place(file),
            key=mark,
        )
        for mark, entry in sorted(known.items())
        if mark not in present
    ]
    return [*marked, *gone]
