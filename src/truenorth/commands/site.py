"""`truenorth site`: write the pages of the current release, without dbt and without a build."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..errors import EvaluationError
from ..project import Project


@dataclass(frozen=True)
class SiteReport:
    """Where the site was written, and of which release."""

    release_id: str
    first_page: Path
    pages: int

    def as_json(self) -> dict[str, Any]:
        return {"release_id": self.release_id, "first_page": str(self.first_page), "pages": self.pages}

    def as_text(self) -> str:
        return f"{self.pages} pages of release {self.release_id}; open {self.first_page}"


def write(project: Project, out: Path | None) -> SiteReport:
    """Write the site into `out`, or where a build writes it.

    Raises: EvaluationError TN-E003 (nothing is published), and see `truenorth.site.write_site`.
    """
    from ..publish.reading import current_release
    from ..site import write_entrance, write_site

    release = current_release(project.published)
    if release is None:
        raise EvaluationError(
            "TN-E003",
            "nothing was published yet",
            where=str(project.published),
            mend="run `truenorth build` first",
        )
    first = write_site(project, release.path, out or project.site)
    pages = sum(1 for _ in first.parent.rglob("*.html"))
    return SiteReport(release.release_id, first if out else write_entrance(first, project.published), pages)
