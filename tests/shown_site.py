"""The contract site of the made-up release, published in a project with an evidence log; no dbt is run."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from site_project import make_site_project
from small_release import Rows, sample_rows, write_release
from truenorth.attest.publication import PublicationEvidence
from truenorth.evidence.creation import create_log
from truenorth.evidence.log import EvidenceLog
from truenorth.project import Project, find_project
from truenorth.site import write_site


@dataclass(frozen=True)
class ShownSite:
    """A site on disk.

    Attributes:
        folder: holds `index.html`.
        pages: every HTML file, from the folder.
    """

    project: Project
    folder: Path

    @property
    def pages(self) -> list[str]:
        return sorted(path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*.html"))


def publish_rows(project: Project, rows: Rows) -> Path:
    """Lay a release with these rows where the publisher would, and return the file."""
    releases = project.published / "releases"
    releases.mkdir(parents=True, exist_ok=True)
    release_id = rows["releases"][0][0]
    release = write_release(releases / f"{release_id}.duckdb", rows)
    current = project.published / "CURRENT"
    current.unlink(missing_ok=True)
    current.symlink_to(Path("releases") / release.name)
    return release


def attest_release(project: Project, release: Path, keys: Path) -> None:
    """Give the project a log, and the release its entries and proofs."""
    create_log(project, keys=keys)
    log = EvidenceLog.open(project)
    assert log is not None
    with log:
        PublicationEvidence(log, project.published).settle(release.parent, release)


def make_site(root: Path, rows: Rows | None = None, *, attested: bool = True) -> ShownSite:
    """Make project, release, log and site below `root`."""
    (root / "project").mkdir(parents=True)
    project = find_project(make_site_project(root / "project").root)
    release = publish_rows(project, rows or sample_rows())
    if attested:
        attest_release(project, release, root / "keys")
    first = write_site(project, release, project.published / "site")
    return ShownSite(project, first.parent)
