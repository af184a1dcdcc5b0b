"""First reading: DuckDB's own plan, before its optimizer removes anything.

DuckDB resolves every name itself and gives each reference a position, so stars, USING, correlation and
COLUMNS(...) need no guess. Each operator turns the columns of the operators below it into its own; an
operator that is not known here is doubt.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .plan_expressions import Bindings, refs_of
from .reading import NOTHING, ROWS, Doubt, Reading, Ref, Refs, united

if TYPE_CHECKING:
    import duckdb

GENERATORS = ("range", "generate_series", "unnest", "repeat", "generate_subscripts")
"""Table functions that read nothing but their arguments."""

Plan = dict[str, Any]


@dataclass(frozen=True)
class Output:
    """Columns of an operator by position, and what decides its rows."""

    columns: list[Refs]
    rows: Refs


def read_plan(con: duckdb.DuckDBPyConnection, sql: str) -> Reading:
    """Return what a query reads, from its plan on `con`, which holds empty tables of the right types.

    Raises: Doubt TN-L020, TN-L021, TN-L022, TN-L025.
    """
    import duckdb

    try:
        names = [str(row[0]).lower() for row in con.execute(f"describe {sql}").fetchall()]
    except duckdb.Error as error:
        raise _unplanned(str(error)) from error
    ((answer,),) = con.execute("select json_serialize_plan(?, optimize := false)", [sql]).fetchall()
    serialised: Plan = json.loads(answer)
    if serialised["error"] or len(serialised["plans"]) != 1:
        raise _unplanned(str(serialised.get("error_message", "")))
    output = _Plan().output(serialised["plans"][0])
    if len(names) != len(output.columns):
        raise Doubt("TN-L025", "DuckDB's plan gives other columns than the query")
    columns: dict[str, Refs] = {}
    for name, refs in zip(names, output.columns, strict=True):
        columns[name] = columns.get(name, NOTHING) | refs
    return Reading(columns, output.rows)


def _unplanned(message: str) -> Doubt:
    first = message.splitlines()[0] if message else "no plan"
    if "Table Function" in message or "external access" in message or "disabled" in message:
        return Doubt("TN-L020", f"a table function is read: {first}")
    if "Table with name" in message or "Catalog Error: Schema" in message:
        return Doubt("TN-L022", f"a relation is read that nobody declared: {first}")
    return Doubt("TN-L021", f"a name cannot be resolved: {first}")


class _Plan:
    """One walk over a plan; remembers CTEs and table indexes."""

    def __init__(self) -> None:
        self.ctes: dict[int, Output] = {}
        self.bindings: Bindings = {}

    def output(self, node: Plan) -> Output:
        kind = node["type"].removeprefix("LOGICAL_")
        handler: Callable[[Plan], Output] | None = getattr(self, f"_{kind.lower()}", None)
        if handler is None:
            raise Doubt("TN-L025", f"DuckDB's plan has an operator that is not understood: {kind}")
        made = handler(node)
        if "table_index" in node:
            self.bindings[node["table_index"]] = made.columns
        return made

    def _below(self, node: Plan) -> Output:
        """Outputs of all children side by side."""
        outputs = [self.output(child) for child in node["children"]]
        return Output(
            [one for made in outputs for one in made.columns], united(made.rows for made in outputs)
        )

    def _refs(self, expression: Any, columns: list[Refs]) -> Refs:
        return refs_of(expression, columns, self.bindings)

    def _get(self, node: Plan) -> Output:
        function = node["qname"]["path"][-1]
        places = [one["index"] for one in node["column_indexes"]]
        if function == "seq_scan":
            table = ".".join(node["function_data"]["qualified_name"]["path"]).lower()
            rows = frozenset({Ref(table, ROWS)})
            names = node["names"]
            # a place beyond the columns is the row's number, which is the rows themselves
            columns = [
                frozenset({Ref(table, names[place].lower())}) if place < len(names) else rows
                for place in places
            ]
            return Output(columns, rows)
        if function not in GENERATORS:
            raise Doubt("TN-L020", f"a table function is read: {function}")
        below = self._below(node)
        made = united(below.columns)
        places = places or list(range(len(node["names"])))
        passed = [below.columns[place] for place in node.get("projected_input", [])]
        return Output([made for _ in places] + passed, below.rows | made)

    def _projection(self, node: Plan) -> Output:
        below = self._below(node)
        return Output([self._refs(one, below.columns) for one in node["expressions"]], below.rows)

    def _filter(self, node: Plan) -> Output:
        below = self._below(node)
        rows = below.rows | self._refs(node["expressions"], below.columns)
        return Output(_kept(below.columns, node.get("projection_map")), rows)

    def _aggregate_and_group_by(self, node: Plan) -> Output:
        below = self._below(node)
        groups = [self._refs(one, below.columns) for one in node["groups"]]
        made = [self._refs(one, below.columns) | below.rows for one in node["expressions"]]
        counted = [united(groups) for _ in node.get("grouping_functions", [])]
        # without groups there is always one row, whatever is below
        rows = below.rows | united(groups) if groups else NOTHING
        return Output(groups + made + counted, rows)

    def _window(self, node: Plan) -> Output:
        below = self._below(node)
        made = [self._refs(one, below.columns) | below.rows for one in node["expressions"]]
        return Output(below.columns + made, below.rows)

    def _unnest(self, node: Plan) -> Output:
        below = self._below(node)
        made = [self._refs(one, below.columns) for one in node["expressions"]]
        return Output(below.columns + made, below.rows | united(made))

    def _order_by(self, node: Plan) -> Output:
        below = self._below(node)
        rows = below.rows | self._refs(node["orders"], below.columns)
        return Output(_kept(below.columns, node.get("projection_map")), rows)

    def _limit(self, node: Plan) -> Output:
        below = self._below(node)
        limits = self._refs([node["limit_val"], node["offset_val"]], below.columns)
        return Output(below.columns, below.rows | limits)

    def _distinct(self, node: Plan) -> Output:
        below = self._below(node)
        keys = self._refs([node["distinct_targets"], node.get("order_by")], below.columns)
        return Output(below.columns, below.rows | keys)

    def _sample(self, node: Plan) -> Output:
        return self._below(node)

    def _comparison_join(self, node: Plan) -> Output:
        left, right = (self.output(child) for child in node["children"])
        both = left.columns + right.columns
        matched = united(
            self._refs(one["left"], both)
            | self._refs(one.get("right"), right.columns if one["comparison"] != "INVALID" else both)
            for one in node["conditions"]
        )
        return self._joined(node, left, right, matched)

    _asof_join = _comparison_join

    def _any_join(self, node: Plan) -> Output:
        left, right = (self.output(child) for child in node["children"])
        matched = self._refs(node["condition"], left.columns + right.columns)
        return self._joined(node, left, right, matched)

    def _cross_product(self, node: Plan) -> Output:
        return self._below(node)

    _positional_join = _cross_product

    def _union(self, node: Plan) -> Output:
        parts = [self.output(child) for child in node["children"]]
        columns = [united(same) for same in zip(*(part.columns for part in parts), strict=True)]
        return Output(columns, united(part.rows for part in parts))

    def _except(self, node: Plan) -> Output:
        left, right = (self.output(child) for child in node["children"])
        return Output(left.columns, left.rows | right.rows | united(left.columns + right.columns))

    _intersect = _except

    def _materialized_cte(self, node: Plan) -> Output:
        defined, body = node["children"]
        self.ctes[node["table_index"]] = self.output(defined)
        return self.output(body)

    def _recursive_cte(self, node: Plan) -> Output:
        anchor, step = node["children"]
        made = self.output(anchor)
        while True:
            self.ctes[node["table_index"]] = made
            again = self.output(step)
            columns = [old | new for old, new in zip(made.columns, again.columns, strict=True)]
            # UNION leaves out rows that were there, UNION ALL keeps them
            keys = NOTHING if node.get("union_all", False) else united(columns)
            wider = Output(columns, made.rows | again.rows | keys)
            if wider == made:
                return made
            made = wider

    def _cte_ref(self, node: Plan) -> Output:
        if node["cte_index"] not in self.ctes:
            raise Doubt("TN-L025", "DuckDB's plan refers to a CTE that is not above it")
        return self.ctes[node["cte_index"]]

    def _dummy_scan(self, node: Plan) -> Output:
        return Output([NOTHING], NOTHING)

    def _empty_result(self, node: Plan) -> Output:
        return Output([NOTHING for _ in node["return_types"]], NOTHING)

    def _expression_get(self, node: Plan) -> Output:
        below = self._below(node)
        columns = [self._refs(list(same), below.columns) for same in zip(*node["expressions"], strict=True)]
        return Output(columns, below.rows)

    def _chunk_get(self, node: Plan) -> Output:
        return Output([NOTHING for _ in node["chunk_types"]], NOTHING)

    def _joined(self, node: Plan, left: Output, right: Output, matched: Refs) -> Output:
        everything = left.rows | right.rows | matched
        kept_left = _kept(left.columns, node.get("left_projection_map"))
        kept_right = _kept(right.columns, node.get("right_projection_map"))
        match node["join_type"]:
            case "SEMI" | "ANTI":
                return Output(kept_left, everything)
            case "RIGHT_SEMI" | "RIGHT_ANTI":
                return Output(kept_right, everything)
            case "MARK":
                return Output([*kept_left, right.rows | matched], left.rows)
            case "SINGLE":
                found = [one | right.rows | matched for one in kept_right]
                return Output(kept_left + found, left.rows)
            case "INNER" | "LEFT" | "RIGHT" | "FULL" | "OUTER":
                return Output(kept_left + kept_right, everything)
            case kind:
                raise Doubt("TN-L025", f"DuckDB's plan has a join that is not understood: {kind}")


def _kept(columns: list[Refs], places: list[int] | None) -> list[Refs]:
    """Columns that an operator passes on; no list means all."""
    return [columns[place] for place in places] if places else columns
