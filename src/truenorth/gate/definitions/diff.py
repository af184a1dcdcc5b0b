"""The definitions of two sides of a change: which metrics mean another thing, and how bad that is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ...definitions.compiled import compiled
from ...definitions.contract import MetricContract, load_contracts
from ...definitions.meaning import meaning_of, sql_digest, stated_meaning
from ...errors import EvaluationError
from ...judge.copying import environment_of
from ...project import Project
from ..changes import DefinitionChange
from ..measured.definition_files import changed_files, definition_files
from ..revisions.beside import listed_packages
from ..revisions.copies import Copy
from .places import place_of, place_of_change
from .risk import SQL, changed_fields, risk_of


@dataclass(frozen=True)
class Definition:
    """One metric on one side: its hash, the digest of what it computes, and what its contract states."""

    contract: MetricContract
    hash: str
    sql: str
    stated: Mapping[str, Any]


def diff_definitions(base: Copy, head: Copy) -> tuple[DefinitionChange, ...]:
    """Return every metric whose hash of meaning is another one, or that came or went, by name.

    Raises: what `load_contracts` and `compiled` raise; EvaluationError TN-D016 if a package that is not in
        the repository was of another version at base: only one version can be installed.
    """
    if head.project is None:
        return ()
    if base.project is not None:
        if not _is_any_changed(base.project, head.project):
            return ()
        if _installed_elsewhere(base.project) != _installed_elsewhere(head.project):
            raise EvaluationError(
                "TN-D016",
                "a package had another version at the base: its definitions cannot be made again",
                where="packages.yml",
                mend="change packages and definitions in two pull requests, or waive this finding",
            )
    return tuple(_changes(definitions_of(base), definitions_of(head), base, head))


def _is_any_changed(before: Project, after: Project) -> bool:
    """Whether dbt could compile anything else; contracts of sources are no input of definitions."""
    changed = changed_files(definition_files(before), definition_files(after))
    return any(not path.startswith("expectations/") for _, path in changed)


def _installed_elsewhere(project: Project) -> list[dict[str, object]]:
    """Return the packages that a project asks a registry or another repository for."""
    return [package for package in listed_packages(project.root) if "local" not in package]


def definitions_of(copy: Copy) -> dict[str, Definition]:
    """Return the definition of every metric of a copy; dbt compiles it there.

    Raises: what `load_contracts`, `compiled` and `sql_digest` raise.
    """
    contracts = load_contracts(copy.project) if copy.project else {}
    if not contracts or copy.project is None:
        return {}
    with environment_of(copy):
        sql = compiled(copy.project, tuple(sorted(contracts)))
    return {
        metric: Definition(
            contract,
            meaning_of(contract, sql),
            sql_digest(metric, sql),
            stated_meaning(contract, sql.dialect),
        )
        for metric, contract in contracts.items()
    }


def _changes(
    before: Mapping[str, Definition], after: Mapping[str, Definition], base: Copy, head: Copy
) -> Iterator[DefinitionChange]:
    for metric in sorted({*before, *after}):
        old, new = before.get(metric), after.get(metric)
        if old is not None and new is not None:
            if old.hash == new.hash:
                continue
            is_other_sql = old.sql != new.sql
            fields = (*((SQL,) if is_other_sql else ()), *changed_fields(old.stated, new.stated))
            risk = risk_of(old.stated, new.stated, is_other_sql=is_other_sql)
            place = place_of_change(new.contract, fields, base, head)
            yield DefinitionChange(metric, risk, old.hash, new.hash, fields, place)
        elif old is not None:
            renamed = [name for name, one in after.items() if name not in before and _is_same(old, one)]
            yield DefinitionChange(metric, "breaking", old.hash, None, ("metric", *renamed))
        elif new is not None:
            yield DefinitionChange(metric, "safe", None, new.hash, ("metric",), place_of(new.contract, head))


def _is_same(one: Definition, other: Definition) -> bool:
    """Whether two metrics of different names state the same; their SQL names the metric itself."""
    return {**one.stated, "metric": ""} == {**other.stated, "metric": ""}
