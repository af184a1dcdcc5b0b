"""Which raw tables are personal and have a contract: unknown counts as personal, and as no contract."""

from __future__ import annotations

from pathlib import Path

from truenorth.project import find_project
from truenorth.scope.declared import DeclaredColumn, DeclaredSource, DeclaredTable
from truenorth.scope.personal_tables import PersonalTable, contracted_sources, raw_tables

COLUMNS = {"id": DeclaredColumn("id", ("user.unique_id",), ("analytics",))}
PLAIN = {"id": DeclaredColumn("id", ("system.operations",), ("analytics",))}
DECLARED = {
    "shop": DeclaredSource(
        "shop",
        Path("shop.yml"),
        {"orders": DeclaredTable("orders", COLUMNS), "channels": DeclaredTable("channels", PLAIN)},
    )
}


def test_each_raw_table_is_told_once_with_what_is_promised_of_it() -> None:
    names = [
        ("Shop", "Orders"),
        ("Shop", "Orders"),
        ("Shop", "channels"),
        ("Shop", "extra"),
        ("till", "sales"),
    ]
    found = {(one.source, one.table): one for one in raw_tables(names, DECLARED, {"Shop"})}
    assert list(found) == [("Shop", "Orders"), ("Shop", "channels"), ("Shop", "extra"), ("till", "sales")]
    assert found["Shop", "Orders"] == PersonalTable("Shop", "Orders", True, True, True)
    assert found["Shop", "Orders"].has_contract
    assert found["Shop", "channels"].is_personal is False
    assert found["Shop", "extra"] == PersonalTable("Shop", "extra", False, None, True)
    assert not found["Shop", "extra"].has_contract, "its rows are checked, and nobody says what they are"
    assert found["till", "sales"] == PersonalTable("till", "sales", False, None, False)


def test_a_declared_table_without_a_row_contract_has_none() -> None:
    [one] = raw_tables([("shop", "orders")], DECLARED, set())
    assert one.is_declared and not one.has_contract


def test_row_contracts_are_found_by_their_files(tmp_path: Path) -> None:
    (tmp_path / "dbt_project.yml").write_text("name: shop\n")
    project = find_project(tmp_path)
    assert contracted_sources(project) == set()
    (tmp_path / "expectations" / "rows").mkdir(parents=True)
    (tmp_path / "expectations" / "rows" / "orders.py").touch()
    assert contracted_sources(project) == {"orders"}
