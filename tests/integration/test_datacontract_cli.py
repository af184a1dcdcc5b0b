"""The real `datacontract-cli` reads what truenorth exports, and its counts are those of our own labels.

It wants other versions of what truenorth uses, so it lives in an environment of its own: DATACONTRACT names
its program. Heavy, and skipped where there is none.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from command import truenorth
from odcs_documents import document
from truenorth.committee.writing import as_yaml

PROGRAM = os.environ.get("DATACONTRACT") or shutil.which("datacontract")
pytestmark = [
    pytest.mark.heavy,
    pytest.mark.skipif(
        not PROGRAM, reason="datacontract-cli is not installed; DATACONTRACT names its program"
    ),
]

PAIR = {"properties": ["order_no", "pieces"]}
STATED = document(
    {
        "name": "order_no",
        "logicalType": "string",
        "required": True,
        "logicalTypeOptions": {"pattern": "^o[0-9]"},
    },
    {
        "name": "kind",
        "logicalType": "string",
        "quality": [{"metric": "invalidValues", "mustBe": 0, "arguments": {"validValues": ["sale", "back"]}}],
    },
    {
        "name": "pieces",
        "logicalType": "integer",
        "logicalTypeOptions": {"minimum": 1, "exclusiveMaximum": 100},
    },
    {"name": "price", "logicalType": "number", "logicalTypeOptions": {"exclusiveMinimum": 0}},
    {"name": "note", "logicalType": "string", "logicalTypeOptions": {"maxLength": 5}},
    quality=[{"name": "delivered_twice", "metric": "duplicateValues", "mustBe": 0, "arguments": PAIR}],
)
CLEAN: dict[str, list[Any]] = {
    "order_no": ["o001", "o002", "o003", "o004"],
    "kind": ["sale", "sale", None, "back"],
    "pieces": [1, 99, 5, None],
    "price": [0.5, 1.0, 2.0, 3.0],
    "note": ["", "abcde", None, "中文"],
}
FAULTS = {
    "order_no": (1, "x002", "order_no__str_matches"),
    "kind": (1, "gift", "kind__isin"),
    "pieces": (1, 100, "pieces__in_range"),
    "price": (1, 0.0, "price__greater_than"),
    "note": (1, "abcdef", "note__str_length"),
}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    tmp_path = tmp_path_factory.mktemp("shop")
    stated = json.loads(json.dumps(STATED))
    stated["servers"][0] |= {"path": "data/orders.parquet", "format": "parquet"}
    (tmp_path / "dbt_project.yml").write_text("name: shop\nprofile: shop\n", encoding="utf-8")
    (tmp_path / "supplier.odcs.yaml").write_text(as_yaml(stated), encoding="utf-8")
    assert truenorth(tmp_path, "contract", "import", "supplier.odcs.yaml").returncode == 0
    assert truenorth(tmp_path, "contract", "export", "orders", "--out", ".").returncode == 0
    (tmp_path / "data").mkdir()
    return tmp_path


def _theirs(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    assert PROGRAM
    return subprocess.run([PROGRAM, *arguments], cwd=project, capture_output=True, text=True, check=False)


def _failed(project: Path) -> list[dict[str, Any]]:
    _theirs(project, "test", "orders.odcs.yaml", "--output", "run.json", "--output-format", "json")
    checks = json.loads((project / "run.json").read_text(encoding="utf-8"))["checks"]
    # it warns that it cannot compare types in Parquet
    return [one for one in checks if one["result"] not in ("passed", "info", "warning")]


def _ours(project: Path) -> dict[str, int]:
    report = truenorth(project, "check", "data/orders.parquet", "--source", "orders", "--format", "json")
    return {one["reason"]: one["rows"] for one in json.loads(report.stdout)["reasons"]}


def test_it_takes_the_document_for_valid(project: Path) -> None:
    done = _theirs(project, "lint", "orders.odcs.yaml")
    assert done.returncode == 0, done.stdout


def test_both_pass_what_is_clean(project: Path) -> None:
    pl.DataFrame(CLEAN).write_parquet(project / "data" / "orders.parquet")
    assert _failed(project) == []
    assert _ours(project) == {}


@pytest.mark.parametrize("column", FAULTS)
def test_both_find_a_planted_fault(project: Path, column: str) -> None:
    row, value, reason = FAULTS[column]
    values = list(CLEAN[column])
    values[row] = value
    pl.DataFrame({**CLEAN, column: values}, strict=False).write_parquet(project / "data" / "orders.parquet")
    assert _ours(project) == {reason: 1}
    assert {one["field"] for one in _failed(project)} == {column}


def test_both_find_a_row_that_came_twice(project: Path) -> None:
    twice = pl.concat([pl.DataFrame(CLEAN), pl.DataFrame(CLEAN).head(1)])
    twice.write_parquet(project / "data" / "orders.parquet")
    assert _ours(project) == {"delivered_twice": 2}
    assert len(_failed(project)) == 1
