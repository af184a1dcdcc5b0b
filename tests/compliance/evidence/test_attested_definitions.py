"""The log names a definition by the hash that ballots and admissions name."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from evidence_shop import opened, shop_with_log
from truenorth.attest.build_evidence import open_salts
from truenorth.attest.built import Built
from truenorth.attest.standing import SETS
from truenorth.dbt import Relation
from truenorth.definitions.contract import load_contracts
from truenorth.definitions.last_run import compiled_by_last_run
from truenorth.definitions.meaning import meaning_of

CONTRACT = """
models:
  - name: buyers
    config:
      meta:
        truenorth:
          title: {title}
          tier: candidate
          kind: value
          unit: count
          purpose: analytics.reporting
          rollup: {{numerator: sum(numerator), period: month}}
"""
SQL = 'select basis, period_start, numerator from "work"."main"."canonical_orders" where {keeps}'


def write(root: Path, *, title: str = "Buyers", keeps: str = "amount > 0") -> None:
    """Write the project as a build would have left it."""
    (root / "models").mkdir(exist_ok=True)
    (root / "target").mkdir(exist_ok=True)
    (root / "models/buyers.yml").write_text(CONTRACT.format(title=title))
    common = {"resource_type": "model", "package_name": "shop", "schema": "main", "database": "work"}
    nodes = [
        {
            **common,
            "unique_id": f"model.shop.{name}",
            "name": name,
            "alias": name,
            "fqn": ["shop", folder, name],
            "language": "sql",
            "compiled_code": sql,
            "depends_on": {"nodes": reads},
            "original_file_path": f"models/{name}.sql",
        }
        for name, folder, sql, reads in (
            ("buyers", "marts", SQL.format(keeps=keeps), ["model.shop.canonical_orders"]),
            ("canonical_orders", "canonical", "select 1", []),
        )
    ]
    manifest = {
        "metadata": {"adapter_type": "duckdb"},
        "nodes": {node["unique_id"]: node for node in nodes},
        "sources": {},
        "macros": {},
    }
    (root / "target/manifest.json").write_text(json.dumps(manifest))


@pytest.fixture
def built(tmp_path: Path) -> Iterator[Built]:
    project = shop_with_log(tmp_path / "shop")
    write(project.root)
    with duckdb.connect() as con, opened(project) as log, open_salts(project, log) as salts:
        con.execute("create table metric_verdicts as select 'buyers' as metric")
        yield Built(project, con, {"metric_verdicts": Relation("main", "metric_verdicts")}, salts, {})


def attested(built: Built) -> dict[str, object]:
    return dict(SETS["metric_definition"](built)["buyers"])


def test_the_log_speaks_of_the_hash_of_meaning(built: Built) -> None:
    contract = load_contracts(built.project)["buyers"]
    assert attested(built)["definition"] == meaning_of(contract, compiled_by_last_run(built.project))


def test_other_words_change_the_digest_of_the_contract_alone(built: Built) -> None:
    before = attested(built)
    write(built.project.root, title="People who buy")
    after = attested(built)
    assert after["definition"] == before["definition"] and after["contract"] != before["contract"]


def test_another_filter_is_another_definition(built: Built) -> None:
    before = attested(built)
    write(built.project.root, keeps="amount >= 0")
    after = attested(built)
    assert after["definition"] != before["definition"] and after["contract"] == before["contract"]


def test_sql_that_nobody_reads_has_no_hash_and_stops_nothing(built: Built) -> None:
    write(built.project.root, keeps="((")
    assert attested(built)["definition"] is None and attested(built)["code"] == "TN-M005"
