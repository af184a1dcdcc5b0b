"""Contracts that somebody else wrote: what is taken over, what is refused by name, and that nothing runs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from odcs_documents import document
from truenorth.committee.writing import as_yaml
from truenorth.errors import ConfigurationError
from truenorth.odcs.from_odcs import table_of
from truenorth.odcs.importing import Imported, import_contract
from truenorth.odcs.table import Table
from truenorth.project import find_project

ORDER_NO = {"name": "order_no", "logicalType": "string", "required": True}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "shop"
    folder.mkdir()
    (folder / "dbt_project.yml").write_text("name: shop\nprofile: shop\n", encoding="utf-8")
    return folder


def _import(project: Path, stated: dict[str, Any], **options: Any) -> Imported:
    file = project.parent / "supplier.odcs.yaml"
    file.write_text(as_yaml(stated), encoding="utf-8")
    return import_contract(find_project(project), file, **options)


def _table(*properties: dict[str, Any], **of_table: Any) -> Table:
    return table_of(document(*properties, **of_table)["schema"][0])


def _rules(**stated: Any) -> dict[str, Any]:
    (column,) = _table({"name": "a", **stated}).columns
    return dict(column.rules)


@pytest.mark.parametrize(
    ("stated", "wanted"),
    [
        ({"logicalType": "integer", "logicalTypeOptions": {"minimum": 1}}, {"ge": 1}),
        (
            {"logicalType": "number", "logicalTypeOptions": {"exclusiveMinimum": 0, "maximum": 9}},
            {"in_range": {"min_value": 0, "max_value": 9, "include_min": False, "include_max": True}},
        ),
        ({"logicalType": "string", "logicalTypeOptions": {"pattern": "^A"}}, {"str_matches": "^A"}),
        ({"logicalType": "string", "logicalTypeOptions": {"pattern": "A|B"}}, {"str_contains": "A|B"}),
        (
            {"logicalType": "string", "logicalTypeOptions": {"minLength": 1, "maxLength": 4}},
            {"str_length": {"min_value": 1, "max_value": 4}},
        ),
        (
            {
                "logicalType": "string",
                "quality": [{"metric": "invalidValues", "mustBe": 0, "arguments": {"validValues": ["a"]}}],
            },
            {"isin": ["a"]},
        ),
        (
            {
                "logicalType": "string",
                "quality": [{"metric": "invalidValues", "mustBeLessThan": 1, "arguments": {"pattern": "^x"}}],
            },
            {"str_matches": "^x"},
        ),
    ],
)
def test_rules_of_the_standard_are_taken_over(stated: dict[str, Any], wanted: dict[str, Any]) -> None:
    assert _rules(**stated) == wanted


def test_keys_and_counts_are_taken_over() -> None:
    table = _table(
        {"name": "a", "logicalType": "integer", "primaryKey": True, "primaryKeyPosition": 2},
        {"name": "b", "logicalType": "integer", "primaryKey": True, "primaryKeyPosition": 1},
        {
            "name": "c",
            "logicalType": "string",
            "quality": [
                {"metric": "nullValues", "mustBeLessThan": 5, "unit": "percent"},
                {"metric": "duplicateValues", "mustBe": 0},
            ],
        },
        quality=[{"name": "enough", "metric": "rowCount", "mustBeBetween": [100, 200]}],
    )
    assert [one.columns for one in table.uniqueness] == [("b", "a")]
    assert [(one.nullable, one.unique) for one in table.columns] == [
        (False, False),
        (False, False),
        (True, True),
    ]
    assert {one.measure: dict(one.settings) for one in table.expectations} == {
        "c.null_share": {"max_value": 0.05, "strict_max": True},
        "rows": {"min_value": 100, "max_value": 200},
    }
    assert table.unkept == ()


@pytest.mark.parametrize(
    ("stated", "named"),
    [
        ({"logicalType": "array"}, "a"),
        (
            {"logicalType": "integer", "logicalTypeOptions": {"multipleOf": 5}},
            "a.logicalTypeOptions.multipleOf",
        ),
        ({"logicalType": "string", "logicalTypeOptions": {"format": "email"}}, "a.logicalTypeOptions.format"),
        ({"logicalType": "date", "logicalTypeOptions": {"minimum": "tomorrow"}}, "a.logicalTypeOptions"),
        (
            {"logicalType": "timestamp", "logicalTypeOptions": {"minimum": "2024-01-01T00:00:00+02:00"}},
            "a.logicalTypeOptions",
        ),
        (
            {
                "logicalType": "string",
                "quality": [{"name": "mine", "type": "sql", "query": "select 1", "mustBe": 0}],
            },
            "a.mine",
        ),
        (
            {
                "logicalType": "string",
                "quality": [{"type": "custom", "engine": "soda", "implementation": "x"}],
            },
            "a.custom",
        ),
        (
            {"logicalType": "string", "quality": [{"metric": "nullValues", "mustBeLessThan": 9}]},
            "a.nullValues",
        ),
        ({"logicalType": "string", "relationships": [{"to": "b.c"}]}, "a.relationships"),
    ],
)
def test_what_cannot_be_kept_is_refused_by_name_and_nothing_is_written(
    project: Path, stated: dict[str, Any], named: str
) -> None:
    whole = document(ORDER_NO, {"name": "a", **stated})
    with pytest.raises(ConfigurationError) as refused:
        _import(project, whole)
    assert refused.value.code == "TN-H042" and f"{named} (" in refused.value.what
    assert sorted(one.name for one in project.iterdir()) == ["dbt_project.yml"]
    assert named in _import(project, whole, without=(named,)).left_out


def test_sql_beside_a_rule_of_ours_must_be_the_rules_own(project: Path) -> None:
    rule = [{"property": "truenorthRule", "value": {"ne": 0}}]
    own = 'select count(*) from {object} where not coalesce(("a" <> CAST(0 AS BIGINT)), TRUE)'
    entry = {"type": "sql", "query": own, "mustBe": 0, "customProperties": rule}
    assert _rules(logicalType="integer", quality=[entry]) == {"ne": 0}
    other = {**entry, "query": "select count(*) from {object} where a = 1"}
    assert _table({"name": "a", "logicalType": "integer", "quality": [other]}).unkept


def test_a_whole_source_is_written_and_tells_what_was_left_out(project: Path) -> None:
    whole = document({**ORDER_NO, "tags": ["pii"]}, description="One order.") | {"team": {"name": "Sales"}}
    done = _import(project, whole)
    assert done.left_out == ("team", "order_no.tags")
    found = find_project(project).source("orders")
    assert (found.location, found.format) == ("data/orders/*.csv", "csv")
    written = {str(one.relative_to(project)) for one in project.rglob("*") if one.is_file()}
    assert (
        set(done.files) == written - {"dbt_project.yml"} and "models/admitted/orders/adm_orders.py" in written
    )
    with pytest.raises(ConfigurationError) as refused:
        _import(project, whole)
    assert refused.value.code == "TN-H044"


@pytest.mark.parametrize("place", ["/etc/passwd", "../other/*.csv", "s3://bucket/x.csv", ""])
def test_a_document_does_not_lead_out_of_the_project(project: Path, place: str) -> None:
    whole = document(ORDER_NO)
    whole["servers"][0]["path"] = place
    with pytest.raises(ConfigurationError) as refused:
        _import(project, whole)
    assert refused.value.code == "TN-H043"
    assert _import(project, whole, location="in/*.csv").source == "orders"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"kind": "Other"}, "$.kind"),
        ({"status": None}, "$.status"),
        ({"apiVersion": "v2.2.2"}, "v3 is read"),
        ({"unheard": 1}, "unheard"),
    ],
)
def test_a_file_that_is_no_contract_is_refused(project: Path, change: dict[str, Any], said: str) -> None:
    with pytest.raises(ConfigurationError) as refused:
        _import(project, document(ORDER_NO) | change)
    assert refused.value.code == "TN-H041" and said in refused.value.what


def test_one_of_several_tables_is_asked_for(project: Path) -> None:
    whole = document(ORDER_NO)
    whole["schema"].append({"name": "customers", "properties": [{"name": "id", "logicalType": "string"}]})
    with pytest.raises(ConfigurationError, match="orders, customers"):
        _import(project, whole)
    assert _import(project, whole, table_name="customers").source == "customers"


PAYLOADS = [
    "__import__('pathlib').Path('{mark}').touch()",
    "'); __import__('pathlib').Path('{mark}').touch(); ('",
    '"""\n__import__("pathlib").Path("{mark}").touch()\n"""',
    "\\\"\"\"\n__import__('pathlib').Path('{mark}').touch()\n",
    "a\n    __import__('pathlib').Path('{mark}').touch()",
    "{{ env_var('HOME') }}",
]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_text_of_a_document_is_run(project: Path, tmp_path: Path, payload: str) -> None:
    mark = tmp_path / "ran"
    text = payload.replace("{mark}", str(mark))
    column = {
        "name": text,
        "businessName": text,
        "description": text,
        "logicalType": "string",
        "quality": [
            {"name": text, "metric": "invalidValues", "mustBe": 0, "arguments": {"validValues": [text]}}
        ],
    }
    batch = {"expectation": "expect_column_values_to_be_between", "measure": text, "origin": text}
    quality = {"name": text, "type": "custom", "engine": "truenorth"}
    whole = document(
        ORDER_NO,
        column,
        description=text,
        quality=[{**quality, "implementation": {**batch, "arguments": {"min_value": 1}}}],
    )
    _import(project, whole)
    assert not mark.exists()
    sql = (project / "models/admitted/orders/prf_orders.sql").read_text(encoding="utf-8")
    assert "env_var" not in sql and "pathlib" not in sql


@pytest.mark.parametrize(
    "implementation",
    [
        {"expectation": "x(__import__('os').system('true'))", "measure": "rows", "arguments": {}},
        {
            "expectation": "expect_column_values_to_be_between",
            "measure": "rows",
            "arguments": {"min_value=__import__('os').getpid(), max_value": 1},
        },
        {"expectation": "expect_column_values_to_be_between", "measure": "rows", "arguments": {"meta": {}}},
        "as a text",
    ],
)
def test_names_that_would_be_code_are_refused(implementation: Any) -> None:
    entry = {"name": "x", "type": "custom", "engine": "truenorth", "implementation": implementation}
    table = _table(ORDER_NO, quality=[entry])
    assert [name for name, _ in table.unkept] == ["x"] and table.expectations == ()
