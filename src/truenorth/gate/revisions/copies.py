"""The two sides of a change, each in a folder that is thrown away: the gate writes nowhere else.

Files come out as a checkout of this user would write them (line ends, large-file filters). What git ignores
is in neither copy: data, builds, secrets of the machine.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from ...project import Project, find_project
from .beside import link_packages, write_profile
from .git import GitRefusal, git, top_of, unreadable
from .merge_base import DEEPER

SUBMODULE = "160000"  # file mode of git


@dataclass(frozen=True)
class Copy:
    """One side.

    Attributes:
        project: None where the revision has no project there.
        top: copy of the repository's top folder.
        environment: what dbt needs so that it touches nothing but the copy.
    """

    project: Project | None
    top: Path
    environment: dict[str, str]

    def file(self, path: Path | str) -> str:
        """Return a path of the copy as the repository names it."""
        try:
            return Path(path).resolve().relative_to(self.top).as_posix()
        except ValueError:
            return Path(path).name  # a package that is installed elsewhere


@contextmanager
def open_head(project: Project) -> Iterator[Copy]:
    """Copy the working tree as it is now, with new files, without what git ignores.

    Raises: ConfigurationError TN-D003, TN-S001, TN-S002, TN-S004.
    """
    with TemporaryDirectory(prefix="truenorth-gate-") as folder:
        top = Path(folder).resolve() / "head"
        _copy_worktree(top_of(project.root), top)
        copy = _copied(project, top)
        assert copy.project is not None  # the file that makes it one may be new, never ignored
        yield copy


@contextmanager
def open_base(project: Project, commit: str) -> Iterator[Copy]:
    """Write out the project as it was at a commit; the repository and its working tree stay as they are.

    Raises: ConfigurationError TN-D003, TN-S001, TN-S004.
    """
    with TemporaryDirectory(prefix="truenorth-gate-") as folder:
        top = Path(folder).resolve() / "base"
        try:
            _write_tree(top_of(project.root), commit, top, Path(folder) / "index")
        except GitRefusal as refusal:
            raise unreadable(
                f"git cannot write out {commit[:12]} ({refusal})", project.root, DEEPER
            ) from None
        yield _copied(project, top)


def _copied(project: Project, top: Path) -> Copy:
    here = top_of(project.root)
    root = top / project.root.resolve().relative_to(here)
    if not (root / "dbt_project.yml").is_file():
        return Copy(None, top, {})
    if not root.resolve().is_relative_to(top):
        raise unreadable(
            "at that revision the project's folder is a link that leaves the repository",
            root,
            "compare with a later revision",
        )
    link_packages(project.root, here, root, top)
    return Copy(find_project(root), top, write_profile(project, root))


def _write_tree(repository: Path, commit: str, there: Path, index: Path) -> None:
    """An index of our own, so that neither the user's index nor `export-ignore` decides what comes out."""
    there.mkdir(parents=True, exist_ok=True)
    index.unlink(missing_ok=True)
    git(repository, "read-tree", commit, index=index)
    git(repository, "checkout-index", "--all", "--force", f"--prefix={there}/", index=index)
    for entry in git(repository, "ls-tree", "-r", "-z", "--full-tree", commit).split(b"\0"):
        mode, _, rest = entry.decode("utf-8", "surrogateescape").partition(" ")
        if mode != SUBMODULE:
            continue
        described, _, path = rest.partition("\t")
        inner = repository / path
        if (inner / ".git").exists():  # one that is not checked out here is not known there either
            _write_tree(inner, described.split()[1], there / path, index)


def _copy_worktree(repository: Path, there: Path) -> None:
    there.mkdir(parents=True, exist_ok=True)
    listed = git(repository, "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    for name in set(listed.decode("utf-8", "surrogateescape").split("\0")) - {""}:
        here = repository / name
        if here.parent.resolve() != here.parent:
            continue  # a folder became a link, and the index does not know it yet
        if here.is_dir() and not here.is_symlink():
            if (here / ".git").exists():
                _copy_worktree(here, there / name)
            continue
        if here.is_symlink() or here.is_file():  # else: deleted, and not yet staged
            (there / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(here, there / name, follow_symlinks=False)
