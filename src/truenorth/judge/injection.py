"""Brushed rows written into the raw deliveries of a copy, each in the file whose time it belongs to."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import ConfigurationError
from .attacks import Attack, brushed_acts, brushed_orders
from .raw_rows import RawShape, RawTable

if TYPE_CHECKING:
    import numpy as np
    import polars as pl

ATTACKED = ("interactions", "orders")
PERSONAL = {"actors": "actor_id", "consents": "subject_id"}  # what a new account has to have
LATEST_SIGN_UP_DAYS = 14


def attacked_entities(entities: set[str], shapes: Mapping[str, RawShape]) -> list[str]:
    """Return the entities that a metric reads and that brushing can be written into.

    A metric of accounts alone is attacked by what bought accounts do.
    Raises: ConfigurationError TN-J013 if no file says how a row of any of them looks.
    """
    found = [entity for entity in ATTACKED if entity in entities and entity in shapes]
    if not found:
        read = ", ".join(sorted(entities)) or "none"
        raise ConfigurationError(
            "TN-J013",
            f"nobody says how a brushed row looks in the raw deliveries; the metric reads: {read}",
            where="expectations/stress/",
            mend="write `interactions.yml` or `orders.yml` there; see docs/admission.md",
        )
    return found


def inject(
    root: Path, shapes: Mapping[str, RawShape], entities: list[str], share: float, seed: int
) -> dict[str, int]:
    """Add brushed rows to the raw files below `root`; the same arguments add the same rows.

    Args:
        share: new rows of an entity, as a share of those that are there.
    Returns: rows added by entity, new accounts among them.
    """
    import numpy as np

    added: dict[str, int] = {}
    for place, entity in enumerate(entities):
        rng = np.random.default_rng([seed, round(share * 1_000_000), place])
        table = RawTable(root, shapes[entity])
        rows = max(1, round(table.rows * share))
        attack = _attack(rng, entity, table, root, shapes, rows)
        names = _new_accounts(rng, root, shapes, table, attack, place, added)
        template = table.templates(attack.template.tolist())
        key = next(iter(_keys(shapes[entity])))
        changes: dict[str, Any] = {
            key: [shapes[entity].id.format(number=number) for number in range(rows)],
            "actor_id": [names[member] for member in attack.member],
            **attack.columns,
        }
        at = attack.columns[_time(entity)]
        table.write_with(table.overwritten(template, changes), at)
        added[entity] = rows
    return added


def _time(entity: str) -> str:
    return {"interactions": "occurred_at", "orders": "ordered_at"}[entity]


def _keys(shape: RawShape) -> list[str]:
    wanted = {"interactions": "interaction_id", "orders": "order_id", "consents": "consent_id"}
    return [wanted[shape.entity]] if wanted.get(shape.entity) in shape.columns else []


def _attack(
    rng: np.random.Generator,
    entity: str,
    table: RawTable,
    root: Path,
    shapes: Mapping[str, RawShape],
    rows: int,
) -> Attack:
    if entity == "orders":
        columns = ("ordered_at", "seller_id", *shapes["orders"].shared)
        return brushed_orders(rng, table.canonical(*columns), rows)
    acts = table.canonical("occurred_at", "action", "target_id")
    targets = acts.select("target_id").drop_nulls().unique(maintain_order=True)
    if "targets" in shapes:
        targets = RawTable(root, shapes["targets"]).canonical("target_id", "author_id", "published_at")
    return brushed_acts(rng, acts, targets, rows)


def _new_accounts(
    rng: np.random.Generator,
    root: Path,
    shapes: Mapping[str, RawShape],
    table: RawTable,
    attack: Attack,
    place: int,
    added: dict[str, int],
) -> list[str]:
    """Register the paid accounts wherever accounts are registered; return their names.

    Each is a copy of a real account that acts, with all that the registers say of it: age, country, consents.
    """
    import numpy as np

    pattern = shapes["actors"].id if "actors" in shapes else "brushed{number:07d}"
    names = [pattern.format(number=place * 1_000_000 + member) for member in range(attack.members)]
    acting = table.canonical("actor_id")["actor_id"].drop_nulls().unique(maintain_order=True).sort()
    models = [acting[int(which)] for which in rng.integers(0, len(acting), attack.members)]
    moments = np.array(attack.columns[_time(table.shape.entity)], "datetime64[us]").astype(np.int64)
    first_act = np.full(attack.members, moments.max())
    np.minimum.at(first_act, attack.member, moments)
    signed_up = first_act - rng.integers(0, LATEST_SIGN_UP_DAYS * 86_400_000_000, attack.members)
    for entity in PERSONAL:
        if entity in shapes:
            register = RawTable(root, shapes[entity])
            copies = _copies(register, names, models, signed_up)
            register.write_with(copies, None)
            added[entity] = added.get(entity, 0) + len(copies)
    return names


def _copies(
    register: RawTable, names: list[str], models: list[Any], signed_up: np.ndarray[Any, Any]
) -> pl.DataFrame:
    import numpy as np
    import polars as pl

    shape = register.shape
    person = PERSONAL[shape.entity]
    rows = register.canonical(person).with_row_index("__row")
    wanted = pl.DataFrame({person: models, "__name": names, "__member": np.arange(len(names))})
    found = wanted.join(rows, on=person, how="inner", maintain_order="left")
    changes: dict[str, Any] = {person: found["__name"].to_list()}
    if "created_at" in shape.columns:
        created = signed_up[found["__member"].to_numpy()].astype("datetime64[us]").tolist()
        changes["created_at"] = created
    for key in _keys(shape):
        changes[key] = [shape.id.format(number=number) for number in range(len(found))]
    return register.overwritten(register.templates(found["__row"].to_list()), changes)
