"""The project's own profile macro as SQL for one relation, without a dbt process around it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jinja2

MACROS = Path(__file__).parents[2] / "macros"


class _Adapter:
    """What the macro asks of dbt's adapter, answered for DuckDB."""

    def __init__(self, macros: dict[str, Any]) -> None:
        self._macros = macros

    def quote(self, name: str) -> str:
        return f'"{name}"'

    def dispatch(self, name: str, _package: str) -> Any:
        return self._macros.get(f"duckdb__{name}") or self._macros[f"default__{name}"]


def profile_sql(relation: str, ledger: str, batch_ids: list[str]) -> str:
    """Return the SELECT that `prf_<source>` runs after a landing.

    Args:
        relation, ledger: quoted names.
        batch_ids: the new batches; in dbt a query of the ledger finds them.
    """
    macros: dict[str, Any] = {}
    environment = jinja2.Environment(extensions=["jinja2.ext.do"], undefined=jinja2.StrictUndefined)
    environment.globals.update(
        {
            "adapter": _Adapter(macros),
            "return": lambda value: value,
            "datediff": lambda first, second, part: f"date_diff('{part}', {first}, {second})",
            "truenorth": macros,
        }
    )
    macros["unprofiled_batches"] = lambda _relation: [f"'{batch_id}'" for batch_id in batch_ids]
    macros["ledger_of"] = lambda _relation: ledger
    for path in (
        "engine/approximate.sql",
        "engine/array_item.sql",
        "engine/array_size.sql",
        "engine/exploded.sql",
    ):
        macros.update(_macros_of(environment, path))
    macro = _macros_of(environment, "audit/profile_batches.sql")["profile_batches"]
    return str(
        macro(
            relation,
            numbers=["quantity", "unit_price"],
            times=["ordered_at"],
            keys=["order_id", "stock_code"],
            optional=["customer_id", "description", "country"],
        )
    )


def _macros_of(environment: jinja2.Environment, path: str) -> dict[str, Any]:
    module = environment.from_string((MACROS / path).read_text("utf-8")).make_module()
    return {name: item for name, item in vars(module).items() if callable(item)}
