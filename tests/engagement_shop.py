"""A small platform with every kind of entity but orders, and a signal that blocks the rows named `x...`."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from dbt_projects import project_that_installs_truenorth

ACTIONS = ("view", "like", "comment", "share", "follow", "save", "reply", "search", "correct")
STAGING = {
    "actors": "actor as actor_id, cast(created as timestamp) as created_at, country",
    "targets": (
        "target as target_id, author as author_id, cast(published as timestamp) as published_at, kind,"
        " seconds as duration_seconds"
    ),
    "channels": "channel as channel_id, channel as name, paid as is_paid",
    "interactions": (
        "id as interaction_id, actor as actor_id, target as target_id, action,"
        " cast(happened as timestamp) as occurred_at, channel as channel_id, good as is_admitted,"
        " batch as batch_id, watched as dwell_seconds"
    ),
    "clicks": (
        "id as click_id, actor as actor_id, channel as channel_id, cast(happened as timestamp) as clicked_at,"
        " converted, good as is_admitted, batch as batch_id"
    ),
    "exposures": (
        "actor as actor_id, target as target_id, cast(happened as timestamp) as exposed_at, kind,"
        " followed as was_clicked"
    ),
}
FOUND = """
select
    'planted' as signal,
    '{type}' as subject_type,
    {key} as subject_id,
    {{{{ truenorth.case_id('planted', key) }}}} as case_id,
    actor_id,
    {time} as occurred_at,
    {time} as window_start,
    {time} as window_end,
    cast(1 as double) as observed,
    cast(0 as double) as expected,
    cast(0.001 as double) as p_value,
    cast(null as bigint) as partners,
    cast(null as double) as purity,
    cast(null as double) as exclusivity,
    cast(1 as double) as score
from {{{{ ref('canonical_{entity}') }}}}
where {key} like 'x%'
"""
SUBJECTS = (
    ("interaction", "interaction_id", "occurred_at", "interactions"),
    ("click", "click_id", "clicked_at", "clicks"),
    ("actor", "actor_id", "created_at", "actors"),
)
SIGNAL = "union all".join(
    FOUND.format(type=kind, key=key, time=time, entity=entity).replace(
        "'planted', key", f"'planted', '{key}'"
    )
    for kind, key, time, entity in SUBJECTS
)
SIGNAL_YML = """
models:
  - name: sig_planted
    description: One row per planted subject.
    config:
      meta:
        truenorth:
          signal:
            code: TN-X002
            title: {en: Planted, zh: 植入}
            family: accounts
            grade: decides
            subject: [interaction, click, actor]
            question: {en: Is it planted?, zh: 是植入的吗？}
            null_model: nothing is planted
            thresholds: []
"""


@dataclass
class Tables:
    """Rows of each entity as dicts; `None` is NULL."""

    rows: dict[str, list[dict[str, object]]]

    def csv(self, entity: str) -> str:
        rows = self.rows[entity]
        lines = [",".join(rows[0])]
        lines += [",".join("" if value is None else str(value) for value in row.values()) for row in rows]
        return "\n".join(lines) + "\n"


def _returns(batch: str, first: datetime, actors: list[dict[str, object]]) -> list[dict[str, object]]:
    """Accounts that look at one target three times: every second of them searches for it too."""
    return [
        {
            "id": f"r{batch}{place}{action}{hour}",
            "actor": actors[place]["actor"],
            "happened": first + timedelta(hours=hour),
            "channel": "odd",
            "good": (place, hour) != (2, 20),
            "batch": batch,
            "target": "t0",
            "action": action,
            "watched": None,
        }
        for place in range(4)
        for action, hour in (("view", 9), ("view", 15), ("view", 20), ("search", 21))
        if action == "view" or place % 2
    ]


def make_tables(seed: int, *, brushed: dict[str, float]) -> Tables:
    """Make rows in four batches; `brushed` is the share of planted interactions and clicks by batch."""
    dice = random.Random(seed)
    timed = random.Random(seed + 1)  # lengths, looks and ads have dice of their own
    start = datetime(2024, 1, 3)
    actors = [
        {
            "actor": f"{'x' if number % 15 == 0 else 'a'}{number}",
            "created": start - timedelta(days=dice.randrange(120)),
            "country": dice.choice(["FR", "ES", None]),
        }
        for number in range(30)
    ]
    targets = [
        {
            "target": f"t{number}",
            "author": dice.choice([None, *(str(actor["actor"]) for actor in actors[:9])]),
            "published": start + timedelta(hours=dice.randrange(24 * 40)),
            "kind": dice.choice(["video", "text", None]),
            "seconds": timed.choice([None, 20, 60]),
        }
        for number in range(20)
    ]
    channels = [
        {"channel": "search", "paid": True},
        {"channel": "feed", "paid": False},
        {"channel": "odd", "paid": None},
    ]
    events: dict[str, list[dict[str, object]]] = {"interactions": [], "clicks": [], "exposures": []}
    for number, batch in enumerate(sorted(brushed)):
        for row in range(100):
            common = {
                "id": f"{'x' if row < 100 * brushed[batch] else 'e'}{batch}{row}",
                "actor": dice.choice([None, *(actor["actor"] for actor in actors)]),
                "happened": start + timedelta(days=10 * number, seconds=dice.randrange(10 * 86400)),
                "channel": dice.choice(["search", "feed", "odd", None]),
                "good": dice.random() > 0.1,
                "batch": batch,
            }
            target = dice.choice(targets)["target"]
            act = {**common, "target": target, "action": dice.choice(ACTIONS)}
            events["interactions"].append({**act, "watched": timed.choice([None, 5.5, 20, 75])})
            events["clicks"].append({**common, "converted": dice.choice([True, False, None])})
            events["exposures"].append(
                {
                    "actor": dice.choice(["nobody", common["actor"]]),
                    "target": target,
                    "happened": common["happened"],
                    "kind": timed.choice(["push", "ad", None]),
                    "followed": timed.choice([True, False, None]),
                }
            )
    events["interactions"] += _returns("b1", start, actors) + _returns(
        "b2", start + timedelta(days=10), actors
    )
    return Tables({"actors": actors, "targets": targets, "channels": channels, **events})


def make_engagement_shop(folder: Path, tables: Tables) -> Path:
    """Write a project with these tables as seeds; nothing is built yet."""
    files = {f"seeds/raw_{entity}.csv": tables.csv(entity) for entity in STAGING}
    files |= {
        f"models/stg_{entity}.sql": f"select {columns} from {{{{ ref('raw_{entity}') }}}}"
        for entity, columns in STAGING.items()
    }
    files |= {"models/sig_planted.sql": SIGNAL, "models/sig_planted.yml": SIGNAL_YML}
    variables: dict[str, object] = {
        "truenorth_entities": list(STAGING),
        "truenorth_signals": {},  # the signals of truenorth have tests of their own
        "truenorth_own_signals": ["planted"],
        "truenorth_invalid_exposure_max": 0.7,  # every second exposure is made out to nobody
    }
    return project_that_installs_truenorth(folder, variables, files)
