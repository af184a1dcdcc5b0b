"""Builds generated lineages in DuckDB, perturbs their sources and tells which columns decide the metric."""

from __future__ import annotations

import json
import random

import duckdb
from generated_models import SOURCES, Lineage, Model

ROWS = 40
Table = list[dict[str, object]]
Tables = dict[str, Table]


def tables(seed: int) -> Tables:
    """Source rows with few values each, so that every join, filter and group has something to do."""
    rng = random.Random(seed)
    acts: Table = [
        {
            "id": number,
            "who": rng.randint(1, 8),
            "kind": rng.choice("abc"),
            "amount": rng.randint(0, 7),
            "weight": rng.randint(0, 6),
            "day": f"2024-01-{rng.randint(1, 28):02d}",
            "place": {"city": rng.choice("uvw"), "zone": rng.randint(1, 5)},
            "tags": [rng.randint(1, 9) for _ in range(rng.randint(1, 3))],
        }
        for number in range(1, ROWS + 1)
    ]
    people: Table = [
        {"id": who, "who": who, "country": rng.choice("xy"), "age": who % 7, "level": rng.randint(1, 6)}
        for who in range(1, 8)
    ]
    return {"acts": acts, "people": people}


WAYS = 5


def write_all(con: duckdb.DuckDBPyConnection, seeds: range) -> None:
    """Write every source once as it is, and once for each column and way of changing it."""
    con.execute("create schema raw; create schema dev; create schema kept")
    for seed in seeds:
        for name, rows in tables(seed).items():
            _write(con, f"{name}_{seed}", name, rows)
            for column in SOURCES[name]:
                for way, changed in enumerate(perturbed(rows, column, seed)):
                    _write(con, f"{name}_{seed}_{column}_{way}", name, changed)
    for name in SOURCES:
        show(con, name, f"{name}_{seeds[0]}")


def show(con: duckdb.DuckDBPyConnection, name: str, kept: str) -> None:
    """Let a source be one of the written tables."""
    con.execute(f"create or replace view raw.{name} as select * from kept.{kept}")


def _write(con: duckdb.DuckDBPyConnection, table: str, name: str, rows: Table) -> None:
    columns = SOURCES[name]
    listed = ", ".join(f"{column} {type_}" for column, type_ in columns.items())
    con.execute(f"create table kept.{table} ({listed})")
    con.execute(
        f"insert into kept.{table} select one.* from (select unnest(?::json::struct({listed})[]) as one)",
        [json.dumps(rows)],
    )


def build(con: duckdb.DuckDBPyConnection, lineage: Lineage) -> list[str]:
    """Build every model and return the metric's rows, sorted."""
    for model in lineage.models:
        made = model.sql or _python_model(con, model)
        con.execute(f"create or replace view dev.{model.name} as {made}")
    return sorted(map(repr, con.execute(f"select * from dev.{lineage.models[-1].name}").fetchall()))


def _python_model(con: duckdb.DuckDBPyConnection, model: Model) -> str:
    """A model whose SQL nobody sees: it sums in Python; returns SQL of the finished rows."""
    ((source, columns),) = model.reads.items()
    rows = con.execute(f"select {', '.join(columns)} from dev.{source} order by all").fetchall()
    places = {name: columns.index(name) for name in columns}
    con.execute(
        f"create or replace table dev.{model.name}_rows "
        "(id bigint, who integer, kind varchar, amount bigint, weight integer, day date)"
    )
    made = []
    for row in rows:
        values = {name: row[place] for name, place in places.items()}
        doubled = None if values["amount"] is None else int(values["amount"]) * 2
        made.append([values["id"], values["who"], values["kind"], doubled, 0, values["day"]])
    if made:
        con.executemany(f"insert into dev.{model.name}_rows values (?, ?, ?, ?, ?, ?)", made)
    return f"select * from dev.{model.name}_rows"


def perturbed(rows: Table, column: str, seed: int) -> list[Table]:
    """The same rows with one column changed: put in another order, emptied, moved, and changed "
    "in few rows."""
    rng = random.Random(seed)
    values = [row[column] for row in rows]
    shuffled = rng.sample(values, len(values))
    moved = [_moved(value) for value in values]
    few = [_moved(value) if rng.random() < 0.3 else value for value in values]
    far = [_moved(_moved(_moved(value))) if place % 2 else value for place, value in enumerate(values)]
    ways = [shuffled, moved, few, far, [None] * len(values)]
    return [[{**row, column: value} for row, value in zip(rows, way, strict=True)] for way in ways]


def _moved(value: object) -> object:
    if isinstance(value, int):
        return value + 3
    if isinstance(value, list):
        return [*value[1:], value[0] + 3]
    if isinstance(value, dict):
        return {"city": value["city"] + "!", "zone": value["zone"] + 3}
    text = str(value)
    if text.startswith("2024-"):
        return f"2024-02-{text[-2:]}" if text[5:7] == "01" else f"2024-03-{text[-2:]}"
    return {"a": "b", "b": "c", "c": "a", "x": "y", "y": "x"}.get(text, text + "!")


Columns = set[tuple[str, str]]


def true_dependencies(
    con: duckdb.DuckDBPyConnection, lineage: Lineage, seeds: range, claims: Columns
) -> Columns:
    """(table, column) pairs whose change changes the metric.

    Every column is tried on the first set of data; on the others those claimed and not yet seen to matter.
    """
    found: Columns = set()
    read = [name for name in SOURCES if any(f"raw.{name}" in model.sql for model in lineage.models)]
    for seed in seeds:
        for name in SOURCES:
            show(con, name, f"{name}_{seed}")
        before = build(con, lineage)
        for name in read:
            for column in SOURCES[name]:
                is_open = (name, column) not in found and (seed == seeds[0] or (name, column) in claims)
                for way in range(WAYS) if is_open else ():
                    show(con, name, f"{name}_{seed}_{column}_{way}")
                    if build(con, lineage) != before:
                        found.add((name, column))
                        break
            show(con, name, f"{name}_{seed}")
    return found
