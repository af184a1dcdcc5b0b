from __future__ import annotations

from pathlib import Path
from typing import Any

import pandera.polars as pa
import pytest

from truenorth.admit.contract import read_model
from truenorth.errors import ContractError


def model(config: dict[str, Any], **field: Any) -> type[pa.DataFrameModel]:
    fields = {
        "__annotations__": {"line": int},
        "line": pa.Field(**field),
        "Config": type("Config", (), config),
    }
    return type("Lines", (pa.DataFrameModel,), fields)


@pytest.mark.parametrize(
    ("config", "field"),
    [
        pytest.param({}, {"default": 0}, id="default"),
        pytest.param({"ordered": True}, {}, id="ordered"),
        pytest.param({"add_missing_columns": True}, {}, id="add_missing_columns"),
        pytest.param({"drop_invalid_rows": True}, {}, id="drop_invalid_rows"),
        pytest.param({"dtype": "int64"}, {}, id="one type for all"),
        pytest.param({"metadata": {"unique_policy": "first"}}, {}, id="unknown policy"),
    ],
)
def test_what_cannot_be_kept_is_refused(config: dict[str, Any], field: dict[str, Any]) -> None:
    with pytest.raises(ContractError) as refused:
        read_model(model(config, **field), source="lines", path=Path("lines.py"))
    assert refused.value.code == "TN-C004"


def test_a_plain_model_is_kept() -> None:
    contract = read_model(
        model({"strict": True, "coerce": True}, gt=0), source="lines", path=Path("lines.py")
    )
    assert list(contract.reasons) == ["line__dtype", "line__not_nullable", "line__greater_than"]
