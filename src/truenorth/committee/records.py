"""Everything the committee wrote, read once and checked against each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ..project import Project
from .ballots import Ballot, load_ballots
from .charter import Charter, load_charter
from .proposals import Proposal, load_proposals
from .versions import Version, in_force, versions_of


@dataclass(frozen=True)
class Records:
    """Charter, proposals and ballots of a project.

    Attributes:
        proposals: by metric and hash.
    """

    charter: Charter
    proposals: Mapping[tuple[str, str], Proposal]
    ballots: tuple[Ballot, ...]

    def versions(self, metric: str, as_of: date) -> list[Version]:
        """Return the versions that ballots until `as_of` made. Raises: GateError TN-G013."""
        return versions_of(self.charter, self.ballots, self.proposals, metric, as_of)

    def in_force(self, metric: str, day: date) -> Version | None:
        return in_force(self.versions(metric, day), day)

    def metrics(self) -> list[str]:
        """Every metric that was ever put to the vote."""
        return sorted({metric for metric, _ in self.proposals})


def load_records(project: Project, today: date | None = None) -> Records | None:
    """Read the committee's files; None if the project has no committee.

    Raises: ConfigurationError TN-G001 to TN-G003, GateError TN-G004.
    """
    charter = load_charter(project)
    if charter is None:
        return None
    proposals = load_proposals(project)
    return Records(charter, proposals, tuple(load_ballots(project, charter, proposals, today)))
