"""Brushed rows written into the raw deliveries of a copy, each in the file whose time it belongs to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import ConfigurationError
from .attack import Attack
from .bought_acts import brushed_acts, brushed_orders
from .bought_traffic import bot_impressions, watered_clicks
from .raw_rows import RawShape, RawTable

if TYPE_CHECKING:
    import numpy as np
    import polars as pl

TIMES = {
    "interactions": "occurred_at",
    "orders": "ordered_at",
    "clicks": "clicked_at",
    "exposures": "exposed_at",
}
"""Entities that can be attacked, with the time of a row."""
KEYS = {
    "interactions": "interaction_id",
    "orders": "order_id",
    "clicks": "click_id",
    "exposures": "exposure_id",
    "consents": "consent_id",
}
PERSONAL = {"actors": "actor_id", "consents": "subject_id"}  # what a new account has to have
LATEST_SIGN_UP_DAYS = 14
ACCOUNTS = (
    1_000_000  # numbers kept for the new accounts of each attacked entity: a number used twice is no new row
)


@dataclass(frozen=True)
class Injected:
    """What was written into the raw deliveries.

    Attributes:
        rows: by entity, new accounts in the registers among them.
        ids: by canonical column, the values by which an injected row is known.
    """

    rows: Mapping[str, int]
    ids: Mapping[str, tuple[str, ...]]


def attacked_entities(entities: set[str], shapes: Mapping[str, RawShape]) -> list[str]:
    """Return the entities that a metric reads and that brushing is written into.

    A metric of accounts alone is attacked by what bought accounts do: they have to register.
    Raises: ConfigurationError TN-J013 if no file says how a row of any of them looks.
    """
    wanted = [entity for entity in TIMES if entity in entities]
    if not wanted and entities & set(PERSONAL):
        wanted = [entity for entity in ("interactions", "orders") if entity in shapes][:1]
    unknown = [entity for entity in wanted if entity not in shapes]
    if unknown or not wanted:
        read = ", ".join(unknown or sorted(entities)) or "none"
        raise ConfigurationError(
            "TN-J013",
            f"nobody says how a brushed row looks in the raw deliveries; the metric reads: {read}",
            where="expectations/stress/",
            mend=f"write {' and '.join(f'`{one}.yml`' for one in unknown or TIMES)} there;"
            " see docs/admission.md",
        )
    return wanted


def inject(
    root: Path, shapes: Mapping[str, RawShape], entities: list[str], share: float, seed: int
) -> Injected:
    """Add brushed rows to the raw files below `root`; the same arguments add the same rows.

    Args:
        share: new rows of an entity, as a share of those that are there.
    """
    import numpy as np

    added: dict[str, int] = {}
    ids: dict[str, list[str]] = {"actor_id": []}
    for entity in entities:
        place = list(TIMES).index(entity)  # whatever else is attacked, an entity is attacked alike
        rng = np.random.default_rng([seed, round(share * 1_000_000), place])
        table = RawTable(root, shapes[entity])
        rows = max(1, round(table.rows * share))
        attack = _attack(rng, entity, table, root, shapes, rows)
        names = _new_accounts(rng, root, shapes, table, attack, place, added)
        changes: dict[str, Any] = {
            "actor_id": [names[member] if member >= 0 else None for member in attack.member],
            **attack.columns,
        }
        for key in _keys(shapes[entity]):
            changes[key] = [shapes[entity].id.format(number=number) for number in range(rows)]
            ids[key] = changes[key]
        template = table.templates(attack.template.tolist())
        table.write_with(table.overwritten(template, changes), attack.columns[TIMES[entity]])
        added[entity] = rows
        ids["actor_id"] += names
    return Injected(added, {column: tuple(values) for column, values in ids.items()})


def _keys(shape: RawShape) -> list[str]:
    return [KEYS[shape.entity]] if KEYS.get(shape.entity) in shape.columns else []


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
    if entity == "exposures":
        return bot_impressions(rng, table.canonical("target_id", "exposed_at"), rows)
    if entity == "clicks":
        clicks = table.canonical("channel_id", "clicked_at")
        channels = clicks.select("channel_id")
        if "channels" in shapes:
            channels = RawTable(root, shapes["channels"]).canonical("channel_id", "is_paid")
        return watered_clicks(rng, clicks, channels, rows)
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
    Of unregistered members nobody says anything.
    """
    import numpy as np

    pattern = shapes["actors"].id if "actors" in shapes else "brushed{number:07d}"
    names = [pattern.format(number=place * ACCOUNTS + member) for member in range(attack.members)]
    if not names:
        return names
    acting = table.canonical("actor_id")["actor_id"].drop_nulls().unique(maintain_order=True).sort()
    if "actors" in shapes:
        registered = RawTable(root, shapes["actors"]).canonical("actor_id")["actor_id"]
        acting = acting.filter(acting.is_in(registered.to_list()))
    models = [acting[int(which)] for which in rng.integers(0, len(acting), attack.members)]
    moments = np.array(attack.columns[TIMES[table.shape.entity]], "datetime64[us]").astype(np.int64)
    first_act = np.full(attack.members, moments.max())
    np.minimum.at(first_act, attack.member, moments)
    signed_up = first_act - rng.integers(0, LATEST_SIGN_UP_DAYS * 86_400_000_000, attack.members)
    hired = [member for member in range(attack.members) if member not in attack.unregistered]
    for entity in PERSONAL:
        if entity in shapes:
            register = RawTable(root, shapes[entity])
            copies = _copies(
                register,
                [names[member] for member in hired],
                [models[member] for member in hired],
                signed_up[hired],
                first_number=place * ACCOUNTS,
            )
            register.write_with(copies, None)
            added[entity] = added.get(entity, 0) + len(copies)
    return names


def _copies(
    register: RawTable,
    names: list[str],
    models: list[Any],
    signed_up: np.ndarray[Any, Any],
    *,
    first_number: int,
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
        numbers = range(first_number, first_number + len(found))
        changes[key] = [shape.id.format(number=number) for number in numbers]
    return register.overwritten(register.templates(found["__row"].to_list()), changes)
