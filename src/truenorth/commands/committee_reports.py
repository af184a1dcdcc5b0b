"""What `truenorth committee status` and `tally` say: where each metric stands, and a count."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..committee.decisions import Score, Share
from ..committee.gate import Standing
from ..committee.tally import Tally
from ..committee.versions import Version
from ..errors import ExitCode
from ..wording.words import Words

if TYPE_CHECKING:
    from rich.console import RenderableType

SHOWN = 12  # letters of a hash


@dataclass(frozen=True)
class StatusReport:
    """The committee's affairs on one day.

    Attributes:
        versions: every version until that day, by metric.
        quota: share of decisions that the charter keeps free of data; None without a committee.
    """

    standing: Standing
    versions: Mapping[str, list[Version]]
    score: Score
    quota: float | None

    @property
    def exit_code(self) -> ExitCode:
        """Failed if something stands against a build that demands approval."""
        stopping = any(one.grade == "gate" for one in self.standing.findings)
        return ExitCode.GATE_FAILED if stopping else ExitCode.PASS

    def as_json(self) -> dict[str, Any]:
        found = self.standing
        return {
            "schema_version": 1,
            "as_of": found.day.isoformat(),
            "has_committee": found.records is not None,
            "metrics": [
                {
                    "metric": one.metric,
                    "tier": one.tier,
                    "state": one.state,
                    "reason": both(one.reason),
                    "definition": one.definition,
                    "in_force": _version(one.version) if one.version else None,
                }
                for one in found.approvals.values()
            ],
            "versions": {metric: [*map(_version, versions)] for metric, versions in self.versions.items()},
            "due": [
                {
                    "metric": one.metric,
                    "cadence": one.cadence,
                    "last": one.last.isoformat() if one.last else None,
                    "due": one.due.isoformat(),
                    "is_overdue": one.is_overdue,
                }
                for one in found.due
            ],
            "decisions": {
                "non_data_quota": self.quota,
                "taken_without_data": share_as_json(self.score.judgement),
                "expert_right": share_as_json(self.score.expert),
                "model_right": share_as_json(self.score.model),
                "chosen_right": share_as_json(self.score.chosen),
            },
            "findings": [
                {"code": one.code, "grade": one.grade, "said": both(one.said), "metrics": list(one.metrics)}
                for one in found.findings
            ],
        }

    def as_text(self) -> RenderableType:
        from rich.box import SIMPLE
        from rich.console import Group
        from rich.table import Table
        from rich.text import Text

        found = self.standing
        if found.records is None:
            head = "this project has no committee; `truenorth explain TN-G015` shows a charter"
        else:
            head = f"{found.records.charter.title.en}, as of {found.day}"
        table = Table(box=SIMPLE, show_edge=False)
        for column in ("metric", "tier", "state", "version", "since", "why"):
            table.add_column(column, overflow="fold")
        judged = [one for one in found.approvals.values() if one.state != "not_needed"]
        for one in judged:
            since = one.version.valid_from.isoformat() if one.version else ""
            number = str(one.version.number) if one.version else ""
            table.add_row(one.metric, one.tier, one.state.replace("_", " "), number, since, one.reason.en)
        due = [
            f"{one.metric}: next {one.cadence} calibration {one.due}{' OVERDUE' * one.is_overdue}"
            for one in found.due
        ]
        told = [f"{one.code} {one.grade}: {one.said.en} ({', '.join(one.metrics)})" for one in found.findings]
        idle = [one.metric for one in found.approvals.values() if one.state == "not_needed"]
        rest = [f"no office, no vote needed: {', '.join(idle)}"] if idle else []
        shown = [table] if judged else [Text("no metric is in office")]
        return Group(Text(head), *shown, *map(Text, [*rest, *self._decisions(), *due, *told]))

    def _decisions(self) -> list[str]:
        share = self.score.judgement
        if self.quota is None or not share.of:
            return []
        return [f"decisions without data: {share.count} of {share.of}; the charter keeps {self.quota:.0%}"]


@dataclass(frozen=True)
class TallyReport:
    """Counts of the definitions of one metric; `present` is the hash that it has now, if it is known."""

    metric: str
    counts: list[Tally]
    present: str | None

    def as_json(self) -> dict[str, Any]:
        return {
            "schema_version": 1,
            "metric": self.metric,
            "present": self.present,
            "counts": [tally_as_json(count) for count in self.counts],
        }

    def as_text(self) -> RenderableType:
        from rich.console import Group
        from rich.text import Text

        lines = []
        for count in self.counts:
            now = " (as it is defined now)" if count.definition == self.present else ""
            lines.append(
                f"{count.definition[: len('sha256:') + SHOWN]}{now} on {count.day}: {count.said().en}"
            )
            lines += [f"  {member} ({weight}): {vote}" for member, weight, vote in count.votes]
        return Group(*map(Text, lines or [f"{self.metric} was never put to the vote"]))


def tally_as_json(count: Tally) -> dict[str, Any]:
    """Return a count as plain values; shares as decimals."""
    return {
        "definition": count.definition,
        "day": count.day.isoformat(),
        "electorate": count.electorate,
        "yes": count.yes,
        "no": count.no,
        "abstain": count.abstain,
        "quorum": float(count.quorum),
        "approval": float(count.approval),
        "has_quorum": count.has_quorum,
        "passes": count.passes,
        "said": both(count.said()),
        "votes": [{"member": member, "weight": weight, "vote": vote} for member, weight, vote in count.votes],
    }


def _version(version: Version) -> dict[str, Any]:
    return {
        "version": version.number,
        "definition": version.definition,
        "tier": version.proposal.tier,
        "title": both(version.proposal.title),
        "valid_from": version.valid_from.isoformat(),
        "valid_to": version.valid_to.isoformat() if version.valid_to else None,
        "supersedes": version.supersedes,
        "vote": tally_as_json(version.vote),
    }


def share_as_json(share: Share) -> dict[str, Any]:
    known = share.of > 0
    return {
        "count": share.count,
        "of": share.of,
        "low": share.low if known else None,
        "high": share.high if known else None,
    }


def both(words: Words) -> dict[str, str]:
    """Return a text in both languages as plain values."""
    return {"en": words.en, "zh": words.zh}
