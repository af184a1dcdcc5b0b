"""What the contract site costs: seconds to write it beside its templates alone, and how heavy its pages are.

    python bench/site.py --dir FOLDER [--metrics 500] [--sources 300] [--rounds 3]

Each round writes the whole site of a made-up release, and renders the same pages with jinja2 from content
that is read and put into words already, by turns, so that a slow minute of the machine meets both.
"""

from __future__ import annotations

import argparse
import gzip
import shutil
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from site_release import RELEASE_ID, write_site_release

from truenorth.attest.publication import PublicationEvidence
from truenorth.evidence.creation import create_log
from truenorth.evidence.log import EvidenceLog
from truenorth.project import Project, find_project
from truenorth.site import write_site
from truenorth.site.content import read_content
from truenorth.site.pages import NAVIGATION, pages
from truenorth.site.rendering import environment


@dataclass(frozen=True)
class Timing:
    """Seconds, by the wall clock and of this process alone."""

    wall: float
    cpu: float


def main(arguments: Sequence[str] | None = None) -> int:
    """Print two tables in Markdown. Returns: 0."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--dir", type=Path, required=True)
    parser.add_argument("--metrics", type=int, default=500)
    parser.add_argument("--sources", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args(arguments)
    project, release = _project(options.dir, options.metrics, options.sources)
    site = options.dir / "site"
    whole, templates = [], []
    for round_ in range(options.rounds):
        whole.append(_timed(lambda: write_site(project, release, site)))
        content = read_content(project, release)
        templates.append(_timed(lambda content=content: _render(content)))
        print(f"round {round_ + 1}: {whole[-1].wall:.1f} s, {templates[-1].wall:.1f} s", file=sys.stderr)
    _print_times(whole, templates, options)
    _print_weights(site)
    return 0


def _project(folder: Path, metrics: int, sources: int) -> tuple[Project, Path]:
    """A project with a log, and its published release: pages carry proofs, as they do in earnest."""
    shutil.rmtree(folder, ignore_errors=True)
    releases = folder / "project" / "published" / "releases"
    releases.mkdir(parents=True)
    (folder / "project" / "dbt_project.yml").write_text("name: bench\n")
    project = find_project(folder / "project")
    release = write_site_release(releases / f"{RELEASE_ID}.duckdb", metrics, sources)
    (project.published / "CURRENT").symlink_to(Path("releases") / release.name)
    create_log(project, origin="example.com/bench", keys=folder / "keys")
    log = EvidenceLog.open(project)
    assert log is not None
    with log:
        PublicationEvidence(log, project.published).settle(releases, release)
    return project, release


def _render(content: Any) -> int:
    """Render every page and keep none; returns characters."""
    templates = environment()
    shared = {name: getattr(content, name) for name in content.__dataclass_fields__}
    shared |= {"release": content.figures.release, "navigation": NAVIGATION}
    return sum(
        len(
            templates.get_template(f"{page.kind}_page.html.j2").render(
                **shared, page=page, root=page.root, **page.own
            )
        )
        for page in pages(content)
    )


def _print_times(whole: list[Timing], templates: list[Timing], options: argparse.Namespace) -> None:
    print(f"{options.metrics} metrics, {options.sources} sources, medians of {options.rounds} rounds\n")
    print("| | seconds | of templates alone | processor seconds | of templates alone |")
    print("|---|--:|--:|--:|--:|")
    bare = _median(templates)
    for label, timings in (("the site, written", whole), ("its templates alone", templates)):
        one = _median(timings)
        print(
            f"| {label} | {one.wall:.1f} | {one.wall / bare.wall:.2f}"
            f" | {one.cpu:.1f} | {one.cpu / bare.cpu:.2f} |"
        )


def _median(timings: list[Timing]) -> Timing:
    return Timing(
        statistics.median(one.wall for one in timings), statistics.median(one.cpu for one in timings)
    )


def _print_weights(site: Path) -> None:
    groups = {
        "pages of metrics": list(site.glob("metrics/*.html")),
        "pages of sources": list(site.glob("sources/*.html")),
        "overview": [site / "index.html"],
        "search index": [site / "assets" / "search-index.js"],
        "libraries and scripts, once": [
            *(site / "assets" / "vendor").glob("*.js"),
            *(file for file in (site / "assets").glob("*.[jc]s*") if file.name != "search-index.js"),
        ],
        "everything": [file for file in site.rglob("*") if file.is_file()],
    }
    print("\n| | files | median kB | largest kB | all, MB | all compressed, MB |")
    print("|---|--:|--:|--:|--:|--:|")
    for name, files in groups.items():
        sizes = [file.stat().st_size for file in files]
        packed = sum(len(gzip.compress(file.read_bytes())) for file in files)
        print(
            f"| {name} | {len(files)} | {statistics.median(sizes) / 1e3:.0f} | {max(sizes) / 1e3:.0f}"
            f" | {sum(sizes) / 1e6:.2f} | {packed / 1e6:.2f} |"
        )


def _timed(do: Callable[[], object]) -> Timing:
    wall, cpu = time.perf_counter(), time.process_time()
    do()
    return Timing(time.perf_counter() - wall, time.process_time() - cpu)


if __name__ == "__main__":
    sys.exit(main())
