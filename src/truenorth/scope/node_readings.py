"""What each node of the graph reads, whatever it is written in."""

from __future__ import annotations

from collections.abc import Iterable

from .both_readings import read_query
from .catalog import BESIDE, Catalog, with_names
from .manifest import Node
from .reading import NOTHING, ROWS, Doubt, Reading, Ref, Refs

LABELS = {"_reasons", "_fingerprint", "_as_received"}
"""What the door says of a row, from every value in it; its other own columns are places of delivery."""

Readings = dict[str, Reading | Doubt]


def read_all(nodes: dict[str, Node], catalog: Catalog) -> Readings:
    """Return the reading of every relation that something made, or the doubt about it; sources have none."""
    external = [node for node in nodes.values() if node.rendered]
    readings: Readings = {}
    for node in nodes.values():
        if node.kind == "source":
            continue
        try:
            readings[node.relation] = _read(node, nodes, catalog, external)
        except Doubt as doubt:
            readings[node.relation] = Doubt(doubt.code, doubt.what, where=node.name, mend=doubt.mend)
        for relation in (node.relation + one for one in BESIDE if node.kind == "door"):
            # the door counts rows there, and remembers which were erased, without their values
            counted = frozenset({Ref(node.relation, ROWS)})
            columns = catalog.columns.get(relation, {})
            readings[relation] = Reading({name.lower(): counted for name in columns}, counted)
    return readings


def _read(node: Node, nodes: dict[str, Node], catalog: Catalog, external: Iterable[Node]) -> Reading:
    if node.kind == "door":
        return _door(node, nodes, catalog)
    if node.kind == "python":
        return _declared(node, nodes, catalog)
    reading = read_query(catalog.con, catalog.schema, with_names(node.sql(), external).strip().rstrip(";"))
    return _without(reading, {nodes[one].relation for one in node.remembered if one in nodes})


def _without(reading: Reading, remembered: set[str]) -> Reading:
    """What an earlier run left was read, and judged, in that run; the first run has none of it."""
    if not remembered:
        return reading

    def rest(refs: Refs) -> Refs:
        return frozenset(ref for ref in refs if ref.relation not in remembered)

    return Reading({name: rest(refs) for name, refs in reading.columns.items()}, rest(reading.rows))


def _door(node: Node, nodes: dict[str, Node], catalog: Catalog) -> Reading:
    """A labelled relation holds its source's columns as they came, and what the row contract says of them."""
    source = node.name.removeprefix("adm_")
    tables = [one for one in nodes.values() if one.kind == "source" and one.name.startswith(f"{source}.")]
    if len(tables) != 1:
        raise Doubt("TN-L022", f"the door takes in {source}, which is not declared as a source of one table")
    table = tables[0].relation
    names = [name.lower() for name in catalog.columns.get(node.relation, {})]
    received = {name: frozenset({Ref(table, name)}) for name in names if not name.startswith("_")}
    everything = NOTHING.union(*received.values())
    own = {name: everything if name in LABELS else NOTHING for name in names if name.startswith("_")}
    return Reading({**received, **own}, frozenset({Ref(table, ROWS)}))


def _declared(node: Node, nodes: dict[str, Node], catalog: Catalog) -> Reading:
    """A Python model reads what its yml says: `nothing`, `everything` it refers to, or columns by model.

    Every column of it, and its rows, may come from anything that it reads.
    """
    reads = node.meta.get("reads")
    referred = {nodes[one].name: nodes[one] for one in node.upstream if one in nodes}
    if reads == "nothing":
        reads = {}
    elif reads == "everything":
        reads = dict.fromkeys(referred, "all")
    if not isinstance(reads, dict) or not set(reads) <= set(referred):
        raise Doubt(
            "TN-L023",
            f"the Python model {node.name} does not declare what it reads",
            mend="set config.meta.truenorth.reads in its yml",
        )
    made: set[Ref] = set()
    for name, columns in reads.items():
        relation = referred[name].relation
        listed = catalog.columns.get(relation, {}) if columns == "all" else columns
        made |= {Ref(relation, ROWS), *(Ref(relation, str(column).lower()) for column in listed)}
    refs: Refs = frozenset(made)
    # rows that it wrote in an earlier run came from the same places
    return Reading({name.lower(): refs for name in catalog.columns.get(node.relation, {})}, refs)
