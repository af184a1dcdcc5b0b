"""`expectations/waivers.yml`: what people let pass for a while, with a reason, a name and a last day.

    waivers:
      - id: orders_without_country
        fingerprint: 1f2e3d4c5b6a7988   # or: code and subject; key for one of several
        reason: readers move to region_code by the end of the month
        owner: data platform
        expires: 2026-09-30

A waiver covers the days before `expires`. What the law and the committee demand cannot be waived here, and an
answer that could not be found out only by its fingerprint: whoever waives it has seen it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from ..committee.strict_fields import Fields
from ..project import Project
from ..strict_yaml import load_yaml
from ..wording.words import Words
from .finding import Check, GateFinding, Place
from .settings import GateSettings

CODE = "TN-D060"
FIELDS = ("id", "fingerprint", "code", "subject", "key", "reason", "owner", "expires")
NEVER_CHECKS: tuple[Check, ...] = ("compliance", "votes", "waivers")
NEVER_CODES = ("TN-K", "TN-L")
"""Consent and scope: no colleague may waive what belongs to somebody else."""


@dataclass(frozen=True)
class Waiver:
    """One waiver; by `fingerprint`, or by `code` and `subject` (and `key`, where it is not empty)."""

    id: str
    reason: str
    owner: str
    expires: date
    fingerprint: str = ""
    code: str = ""
    subject: str = ""
    key: str = ""

    def covers(self, finding: GateFinding) -> bool:
        if self.fingerprint:
            return finding.fingerprint == self.fingerprint
        if finding.grade == "unknown":
            return False
        same = (finding.code, finding.subject) == (self.code, self.subject)
        return same and self.key in ("", finding.key)


def may_be_waived(finding: GateFinding) -> bool:
    """Whether a colleague may let it pass."""
    return finding.check not in NEVER_CHECKS and not finding.code.startswith(NEVER_CODES)


def waivers_of(project: Project) -> Path:
    return project.root / "expectations" / "waivers.yml"


def load_waivers(path: Path) -> list[Waiver]:
    """Read the file; none is no waiver.

    Raises: ConfigurationError TN-S001, TN-D060.
    """
    if not path.is_file():
        return []
    top = Fields(load_yaml(path), ("waivers",), path=path, place="", code=CODE)
    listed = top.loaded.get("waivers") or []
    if not isinstance(listed, list):
        raise top.refusal("`waivers` is a list")
    found = [_read(entry, path, f"waivers[{number}]") for number, entry in enumerate(listed)]
    if len({one.id for one in found}) < len(found):
        raise top.refusal("each waiver has an id of its own")
    return found


def _read(entry: Any, path: Path, place: str) -> Waiver:
    fields = Fields(entry, FIELDS, path=path, place=place, code=CODE)
    if fields.has("fingerprint") == (fields.has("code") and fields.has("subject")):
        raise fields.refusal("name a `fingerprint`, or `code` and `subject`")
    if fields.has("fingerprint") and any(map(fields.has, ("code", "subject", "key"))):
        raise fields.refusal("a `fingerprint` says it all; leave the rest out")
    return Waiver(
        id=fields.name("id"),
        reason=fields.text("reason"),
        owner=fields.text("owner"),
        expires=fields.day("expires"),
        fingerprint=fields.text("fingerprint", ""),
        code=fields.text("code", ""),
        subject=fields.text("subject", ""),
        key=fields.text("key", ""),
    )


def apply_waivers(
    findings: list[GateFinding], waivers: list[Waiver], settings: GateSettings, today: date, file: str
) -> list[GateFinding]:
    """Return the findings with those marked that a waiver covers, and what is wrong with the waivers.

    Args:
        file: the file of waivers, as the repository names it.
    """
    latest = today + timedelta(days=settings.waiver_days)
    valid = [one for one in waivers if today < one.expires <= latest]
    marked = [_marked(finding, valid) for finding in findings]
    return [*marked, *(found for one in waivers for found in _wrong(one, findings, today, latest, file))]


def _marked(finding: GateFinding, valid: list[Waiver]) -> GateFinding:
    covering = next((one for one in valid if one.covers(finding)), None)
    if covering is None or not may_be_waived(finding):
        return finding
    return replace(finding, waived=covering.id)


def _wrong(
    waiver: Waiver, findings: list[GateFinding], today: date, latest: date, file: str
) -> Iterator[GateFinding]:
    covered = [finding for finding in findings if waiver.covers(finding)]
    place = Place(file)

    def found(grade: Any, code: str, said: Words, mend: Words) -> GateFinding:
        return GateFinding("waivers", grade, code, waiver.id, said, mend, place)

    if waiver.expires <= today:
        yield found(
            "fail",
            "TN-D061",
            Words(f"the waiver has expired on {waiver.expires}", f"豁免已于 {waiver.expires} 到期"),
            Words("mend what it covered and take it out", "解决其所涵盖的问题并删去该条"),
        )
    elif waiver.expires > latest:
        yield found(
            "fail",
            "TN-D067",
            Words(f"the waiver lasts longer than {latest}", f"豁免期限超过 {latest}"),
            Words(
                "let it expire sooner; whoever still needs it then writes it anew",
                "缩短期限；到时仍需要者另行填写",
            ),
        )
    if any(not may_be_waived(finding) for finding in covered):
        yield found(
            "fail",
            "TN-D063",
            Words(
                "it names what cannot be waived: consent, scope or votes",
                "所指事项不得豁免：同意、用途或表决",
            ),
            Words("mend the cause, and take the waiver out", "解决原因并删去该条豁免"),
        )
    elif not covered:
        yield found(
            "warn",
            "TN-D062",
            Words("it covers nothing", "该豁免没有涵盖任何问题"),
            Words("take it out", "删去该条"),
        )
