"""Which definition was in force when: a version begins with the vote that passed it. Realises D6.

A hash is counted on the days on which somebody votes on it, under the members and rules of that day: whoever
leaves later, or whatever the rules become, what was decided stands.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ..errors import GateError
from .ballots import Ballot
from .charter import Charter
from .proposals import Proposal
from .tally import Tally, tally


@dataclass(frozen=True)
class Version:
    """One definition of one metric while it was in force.

    Attributes:
        number: from 1, in the order in which they came into force.
        valid_from, valid_to: half-open; no end means that it still is.
        supersedes: hash of the version that it ended, None if there was none in force.
        vote: the count that brought it into force.
    """

    metric: str
    number: int
    definition: str
    proposal: Proposal
    valid_from: date
    valid_to: date | None
    supersedes: str | None
    vote: Tally

    def holds_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


def versions_of(
    charter: Charter,
    ballots: Sequence[Ballot],
    proposals: Mapping[tuple[str, str], Proposal],
    metric: str,
    as_of: date,
) -> list[Version]:
    """Return the versions of a metric that ballots until `as_of` made, oldest first.

    Raises: GateError TN-G013 if two hashes pass on one day.
    """
    own = [one for one in ballots if one.metric == metric and one.cast_on <= as_of]
    found: list[Version] = []
    for day in sorted({one.cast_on for one in own}):
        counts = [
            tally(charter, own, metric, definition, day)
            for definition in sorted({one.definition for one in own if one.cast_on == day})
        ]
        passed = [count for count in counts if count.passes]
        if len(passed) > 1:
            raise GateError(
                "TN-G013",
                f"two definitions of {metric} pass on {day}",
                where=f"committee/ballots/{metric}",
                mend="whoever voted for both votes again on one of them",
            )
        lapsed = {count.definition for count in counts if not count.passes}
        current = found[-1] if found and found[-1].valid_to is None else None
        if current and (
            current.definition in lapsed or (passed and passed[0].definition != current.definition)
        ):
            found[-1] = replace(current, valid_to=day)
        elif current:
            continue
        if passed:
            found.append(
                Version(
                    metric=metric,
                    number=len(found) + 1,
                    definition=passed[0].definition,
                    proposal=proposals[metric, passed[0].definition],
                    valid_from=day,
                    valid_to=None,
                    supersedes=current.definition if current else None,
                    vote=passed[0],
                )
            )
    return found


def in_force(versions: Sequence[Version], day: date) -> Version | None:
    """Return the version of one metric that held on a day."""
    return next((version for version in versions if version.holds_on(day)), None)
