"""Holds every contract of a project against the rules; needs files only, no warehouse and no dbt."""

from __future__ import annotations

from ..errors import ContractError
from ..project import Project
from .contract import MetricContract, read_contract
from .finding import Finding
from .folders import folders_of
from .relatives import same_definitions, undeclared_parents, written_models
from .rules import RULES, Peers
from .stated import Stated, stated_contracts


def lint(project: Project) -> tuple[tuple[str, ...], tuple[Finding, ...]]:
    """Return the metrics that were looked at, and what was found: errors first, then by metric and code.

    Metrics that are switched off here are known by name, so that others may name them, and not judged.
    Raises: ConfigurationError TN-S001, TN-M004.
    """
    stated = stated_contracts(project)
    known: dict[str, MetricContract] = {}
    findings: list[Finding] = []
    for metric, one in stated.items():
        try:
            known[metric] = _read(metric, one)
        except ContractError as refusal:
            findings.append(Finding("error", metric, refusal.code, refusal.what, refusal.where, refusal.mend))
    judged = {metric: one for metric, one in known.items() if stated[metric].is_on}
    models = written_models(folders_of(project))
    peers = Peers(known, judged)
    findings += [found for one in judged.values() for rule in RULES for found in rule(one, peers)]
    findings += [*undeclared_parents(judged, models), *same_definitions(judged, models)]
    live = [one for one in findings if one.metric not in known or known[one.metric].tier != "retired"]
    return tuple(sorted(judged)), tuple(sorted(live))


def _read(metric: str, one: Stated) -> MetricContract:
    return read_contract(metric, one.stated, where=one.where, changes=one.changes)
