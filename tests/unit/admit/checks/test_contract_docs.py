from __future__ import annotations

import re
from pathlib import Path

import pytest

from truenorth.admit.checks.compile import compile_check
from truenorth.admit.contract import load_contract

DOCS = Path(__file__).parents[4] / "docs" / "contracts.md"


def test_the_example_is_a_contract_with_the_reasons_that_the_page_names(tmp_path: Path) -> None:
    found = re.search(r"```python\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)
    assert found is not None
    path = tmp_path / "orders.py"
    path.write_text(found[1], encoding="utf-8")
    contract = load_contract(path, "orders")
    reasons = {"order_number_form", "pieces__greater_than", "pieces__not_nullable", "paid_at__dtype"}
    assert reasons | {"exact_duplicate", "paid_before_shipping"} <= set(contract.reasons)
    assert contract.uniqueness[0].policy == "exclude_first"


@pytest.mark.parametrize(
    "path", sorted((DOCS.parents[1] / "expectations" / "rows").glob("*.py")), ids=lambda p: p.stem
)
def test_every_field_check_of_our_own_contracts_compiles(path: Path) -> None:
    contract = load_contract(path, path.stem)
    left = [
        check.reason
        for column in contract.columns
        for check in column.checks
        if compile_check(check.check, column.name, column.dtype) is None
    ]
    assert left == []
