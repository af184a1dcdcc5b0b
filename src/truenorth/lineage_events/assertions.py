"""What a build judged: row contracts and audits on labelled relations, dbt's tests on any model."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from openlineage.client.facet_v2 import data_quality_assertions_dataset

from ..admit.contract import RowContract, load_contract
from ..attest.built import rows_by_name
from ..dbt import DbtRun, Relation
from ..project import Project

if TYPE_CHECKING:
    import duckdb

Assertion = data_quality_assertions_dataset.Assertion
SEVERITIES = {"critical": "error"}
"""OpenLineage's error blocks: of ours only `critical` holds a batch. A row that fails is set aside."""


def row_contract_assertions(
    project: Project, con: duckdb.DuckDBPyConnection, relations: dict[str, Relation], source: str
) -> Iterator[Assertion]:
    """Yield each rule of a source's row contract with the rows of admitted batches that break it.

    Raises: ContractError TN-C001 to TN-C004.
    """
    failed: dict[str, int] = {
        one["reason"]: one["rows"]
        for one in rows_by_name(
            con,
            f"select reason, rows from {relations['quarantine_reasons'].sql} where source = ?",
            [source],
        )
    }
    contract = load_contract(project.row_contracts / f"{source}.py", source)
    for reason, (kind, column) in _rules(contract).items():
        count = failed.get(reason, 0)
        yield Assertion(
            kind,
            success=count == 0,
            column=column,
            severity="warn",
            name=reason,
            expected="0 rows",
            actual=f"{count} rows",
            params={"failed_rows": count},
        )


def _rules(contract: RowContract) -> dict[str, tuple[str, str | None]]:
    """Every reason with the kind of rule and its column, None for the whole row."""
    rules: dict[str, tuple[str, str | None]] = {}
    for column in contract.columns:
        rules[column.dtype_reason] = ("type", column.name)
        if column.null_reason:
            rules[column.null_reason] = ("not_null", column.name)
        rules |= {one.reason: (str(one.check.name), column.name) for one in column.checks}
    rules |= {one.reason: ("row", None) for one in contract.frame_checks}
    for unique in contract.uniqueness:
        rules[unique.reason] = ("unique", unique.columns[0] if len(unique.columns) == 1 else None)
    return rules


def audit_assertions(con: duckdb.DuckDBPyConnection, audit: Relation) -> Iterator[Assertion]:
    """Yield each expectation with the batches whose last judgement breaks it, or could not be made."""
    for one in rows_by_name(
        con,
        f"""
        with last_judged as (
            select * from {audit.sql}
            qualify judged_at = max(judged_at) over (partition by batch_id)
        )

        select
            expectation,
            arg_max(measure, judged_at) as measure,
            arg_max(severity, judged_at) as severity,
            arg_max(expected, judged_at) as expected,
            arg_max(outcome, judged_at) as outcome,
            count(*) filter (outcome in ('pass', 'fail', 'unknown')) as judged,
            count(*) filter (outcome in ('fail', 'unknown')) as failed
        from last_judged group by expectation having judged > 0 order by expectation
        """,
    ):
        yield Assertion(
            "batch",
            success=one["failed"] == 0,
            severity=SEVERITIES.get(one["severity"], "warn"),
            name=one["expectation"],
            expected=f"{one['measure']}: {one['expected']}",
            actual=f"{one['failed']} of {one['judged']} batches break it",
            params={"failed_batches": one["failed"], "judged_batches": one["judged"]},
        )


def test_assertions(run: DbtRun, manifest: dict[str, Any]) -> dict[str, list[Assertion]]:
    """Return what dbt's tests said, by unique id of the model; a test that did not run is left out.

    Only the count of failures is told: a test's message may quote a value.
    """
    found: dict[str, list[Assertion]] = defaultdict(list)
    for result in run.nodes:
        stated = manifest["nodes"].get(result.unique_id)
        if stated is None or stated["resource_type"] != "test" or result.status == "skipped":
            continue
        models = [one for one in stated["depends_on"]["nodes"] if one.startswith("model.")]
        one = Assertion(
            (stated.get("test_metadata") or {}).get("name", "custom_sql"),
            success=result.status == "pass",
            column=stated.get("column_name"),
            severity=stated["config"]["severity"].lower(),
            name=stated["name"],
            description=stated["description"] or None,
            actual="could not be run" if result.failures is None else f"{result.failures} failures",
        )
        for model in [stated["attached_node"]] if stated.get("attached_node") else models:
            found[model].append(one)
    return found
