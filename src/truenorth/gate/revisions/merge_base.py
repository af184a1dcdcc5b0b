"""Which revision a change is compared with: the one that is named, or where it left the target branch."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from .git import GitRefusal, line_of_git, unreadable

TARGET_BRANCHES = (
    "GITHUB_BASE_REF",
    "CI_MERGE_REQUEST_TARGET_BRANCH_NAME",
    "SYSTEM_PULLREQUEST_TARGETBRANCH",
    "CHANGE_TARGET",
    "BITBUCKET_PR_DESTINATION_BRANCH",
)
"""Where GitHub, GitLab, Azure, Jenkins and Bitbucket say what a pull request is to be merged into."""

DEEPER = "fetch the whole history: `fetch-depth: 0` of actions/checkout, `GIT_DEPTH: 0` in GitLab"


def base_commit(folder: Path, ref: str | None, environment: Mapping[str, str] = os.environ) -> str:
    """Return the commit that a change is compared with.

    Args:
        ref: branch, tag or commit; the commit at which HEAD left it counts, so that what others merged
            meanwhile is not told as a change. None: the target branch of the pull request as the CI service
            names it, else the default branch of `origin`.
    Raises: ConfigurationError TN-D003 (unknown revision, no common history, nothing to compare with).
    """
    tried = [ref] if ref else list(_candidates(folder, environment))
    for name in tried:
        commit = _commit(folder, name)
        if commit is not None:
            return _left_at(folder, name, commit)
    if not tried:
        raise unreadable("there is no branch to compare with", folder, "name a revision with --base")
    shallow = _is_shallow(folder)
    raise unreadable(
        f"git does not know the revision {tried[0]}" + (": the clone is shallow" if shallow else ""),
        folder,
        DEEPER
        if shallow
        else f"fetch it (`git fetch origin {tried[0].removeprefix('origin/')}`), or {DEEPER}",
    )


def _candidates(folder: Path, environment: Mapping[str, str]) -> Iterator[str]:
    named = next((environment[name] for name in TARGET_BRANCHES if environment.get(name)), None)
    if named is not None:
        branch = named.removeprefix("refs/heads/")
        yield f"origin/{branch}"
        yield branch
        return
    try:
        yield line_of_git(folder, "symbolic-ref", "--short", "refs/remotes/origin/HEAD")
    except GitRefusal:
        return


def _commit(folder: Path, name: str) -> str | None:
    try:
        # a name that begins with a dash would be an option
        return line_of_git(
            folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}"
        )
    except GitRefusal:
        return None


def _left_at(folder: Path, name: str, commit: str) -> str:
    try:
        return line_of_git(folder, "merge-base", commit, "HEAD")
    except GitRefusal:
        raise unreadable(
            f"HEAD and {name} have no common history"
            + (": the clone is shallow" if _is_shallow(folder) else ""),
            folder,
            DEEPER,
        ) from None


def _is_shallow(folder: Path) -> bool:
    return line_of_git(folder, "rev-parse", "--is-shallow-repository") == "true"
