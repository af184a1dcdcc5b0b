"""The hash of meaning: what a vote is about. How a definition is written does not change it; its sense does.

It holds the metric's compiled SQL and that of every model above it, down to the canonical entities, to what
detection and consent found, and to seeds and sources; and those fields of the contract that decide what the
figure is, what it is for and when it is believed. Words, owners and dates are not in it.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..errors import ConfigurationError, EvaluationError
from .canonical_sql import canonical_expression, canonical_sql, digest_of
from .compiled import Compiled, compiled
from .contract import MetricContract, load_contracts
from .lineage import FIGURES, is_boundary
from .rollup_sql import rollup_sql

if TYPE_CHECKING:
    from ..project import Project

FORM = 1
"""Part of every hash: a change of the canonical form makes new hashes on purpose, never by accident."""


def meaning_hash(project: Project, metric: str) -> str:
    """Return `sha256:<hex>` of one metric's definition.

    Raises: ConfigurationError TN-M004 (no such metric), TN-M007; ContractError TN-M001, TN-M002;
        EvaluationError TN-M005 (SQL that cannot be read), TN-M006 (dbt cannot compile).
    """
    contracts = load_contracts(project)
    if metric not in contracts:
        raise ConfigurationError(
            "TN-M004", f"there is no metric {metric}", mend=f"metrics are: {', '.join(contracts)}"
        )
    return meaning_hashes(project, {metric: contracts[metric]})[metric]


def meaning_hashes(project: Project, contracts: Mapping[str, MetricContract]) -> dict[str, str]:
    """Return the hash of each contract's definition by metric; dbt is asked once for all.

    Args:
        contracts: by metric. One that is changed in memory tells the hash that the change would have.
    """
    if not contracts:
        return {}
    sql = compiled(project, tuple(sorted(contracts)))
    return {metric: meaning_of(contract, sql) for metric, contract in contracts.items()}


def meaning_of(contract: MetricContract, sql: Compiled) -> str:
    """Return `sha256:<hex>` of a contract over SQL that is already compiled."""
    stated = {
        "form": FORM,
        "sql": sql_digest(contract.metric, sql),
        "contract": stated_meaning(contract, sql.dialect),
    }
    return f"sha256:{digest_of(json.dumps(stated, sort_keys=True, ensure_ascii=True))}"


def stated_meaning(contract: MetricContract, dialect: str) -> dict[str, Any]:
    """Return the fields of a contract that decide what its figure means, in one order."""
    rollup, limits, goal = contract.rollup, contract.limits, contract.goal
    return {
        "metric": contract.metric,
        "tier": contract.tier,
        "kind": contract.kind,
        "unit": contract.unit,
        "currency": contract.currency,
        "horizon": contract.horizon,
        "purpose": contract.purpose,
        "sensitive_category": contract.sensitive_category,
        "good_direction": contract.good_direction,
        "numerator": canonical_expression(rollup.numerator, dialect),
        "denominator": canonical_expression(rollup.denominator or "1", dialect),
        "period": rollup.period,
        "dimensions": sorted(rollup.dimensions),
        "limits": {name: limit.at_most for name, limit in vars(limits).items() if limit is not None},
        "goal": goal and {"lag": goal.lag, "metric": goal.metric or goal.outcome.en},
        "rival": contract.rival,
        "guardrails": sorted(set(contract.guardrails)),
        "derived_from": sorted(set(contract.derived_from)),
    }


def sql_digest(metric: str, sql: Compiled) -> str:
    """Return the digest of a metric's canonical SQL with everything above it, and of how it becomes figures.

    Raises: ConfigurationError TN-M004; EvaluationError TN-M005.
    """
    start = sql.model(metric)
    if start is None:
        raise ConfigurationError("TN-M004", f"dbt has no model {metric} that is switched on")
    definition = _Definition(sql)
    figures = sql.model(FIGURES)
    if figures is None:
        return definition.of(start)
    branch = rollup_sql(str(figures["compiled_code"]), metric, sql.dialect)
    return digest_of(
        canonical_sql(branch, sql.dialect, {_relation(start): f"sql:{definition.of(start)}"}.get)
    )


class _Definition:
    """Digests of models, each of its own SQL and of those that it reads."""

    def __init__(self, sql: Compiled) -> None:
        self.sql = sql
        self.known: dict[str, str] = {}

    def of(self, node: Mapping[str, Any]) -> str:
        key = str(node["unique_id"])
        if key not in self.known:
            self.known[key] = digest_of(self._text(node))
        return self.known[key]

    def _text(self, node: Mapping[str, Any]) -> str:
        parents = [self.sql.nodes[key] for key in node["depends_on"]["nodes"] if key in self.sql.nodes]
        if node.get("language") == "python":
            reads = sorted(self._name(parent) for parent in parents)
            return f"{_canonical_python(node)}\n{json.dumps(reads)}"
        names = {_relation(parent): self._name(parent) for parent in parents}
        try:
            return canonical_sql(str(node["compiled_code"]), self.sql.dialect, names.get)
        except EvaluationError as error:
            raise EvaluationError(error.code, f"{node['name']}: {error.what}", mend=error.mend) from error

    def _name(self, node: Mapping[str, Any]) -> str:
        """How a model stands in the text of one that reads it."""
        kind = node["resource_type"]
        if kind == "source":
            return f"source:{node['source_name']}.{node['name']}"
        if kind == "seed":
            return f"seed:{node['name']}:{node['checksum']['checksum']}"
        if is_boundary(node):
            return f"model:{node['name']}"
        return f"sql:{self.of(node)}"


def _relation(node: Mapping[str, Any]) -> str:
    parts = (node.get("database"), node["schema"], node.get("alias") or node["identifier"])
    return ".".join(str(part).lower() for part in parts if part)


def _canonical_python(node: Mapping[str, Any]) -> str:
    """The model's own Python without comments and blanks; what it imports is not followed."""
    try:
        return ast.unparse(ast.parse(str(node["raw_code"])))
    except SyntaxError as error:
        raise EvaluationError(
            "TN-M005",
            f"{node['name']}: its Python cannot be read",
            where=str(node["original_file_path"]),
            mend="correct the line that Python names",
        ) from error
