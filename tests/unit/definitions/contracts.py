"""A whole metric contract as YAML gives it, and a project that holds it."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import yaml

from truenorth.definitions.contract import MetricContract, read_contract
from truenorth.project import Project, find_project

WHOLE: dict[str, Any] = {
    "title": {"en": "Creators", "zh": "创作者"},
    "question": "How many create?",
    "tier": "north_star",
    "kind": "value",
    "horizon": "mid",
    "unit": "count",
    "owner": "growth",
    "purpose": "analytics.reporting",
    "good_direction": "up",
    "formula": "Authors with a work in the month.",
    "goal": {"metric": "health", "lag": "P4W"},
    "rival": "users",
    "guardrails": ["soon", "later", "at_last"],
    "levers": {"content": ["answer first works"], "product": [{"en": "shorten the way", "zh": "缩短路径"}]},
    "limits": {
        "bubble": {"at_most": 0.25, "origin": "reviewed"},
        "elasticity": {"at_most": 0.5, "origin": "reviewed"},
    },
    "calibration": {"cadence": "quarterly", "due": "2026-12-31"},
    "cannot_see": ["authors without an id", "one person with several accounts"],
    "gaming_incentives": {"en": ["bought likes"], "zh": ["买赞"]},
    "voices": {"required": 3, "of": ["creators who left"]},
    "experiments": ["exp_1"],
    "versions": [
        {"version": 1, "valid_from": "2026-01-01", "valid_to": "2026-06-01"},
        {"version": 2, "valid_from": "2026-06-01", "supersedes": "users"},
    ],
    "rollup": {"numerator": "count(distinct author_id)", "period": "month", "dimensions": ["kind"]},
}
PEERS: dict[str, dict[str, Any]] = {
    name: {
        "title": name,
        "question": "?",
        "formula": "counted",
        "tier": "candidate",
        "kind": kind,
        "horizon": horizon,
        "unit": "count",
        "owner": "growth",
        "cannot_see": "all else",
        "gaming_incentives": "many",
        "rollup": {"numerator": f"sum({name})", "period": "month"},
    }
    for name, kind, horizon in (
        ("health", "entry", "mid"),
        ("users", "vanity", "immediate"),
        ("soon", "guardrail", "immediate"),
        ("later", "guardrail", "mid"),
        ("at_last", "guardrail", "long"),
    )
}


def without(*names: str, **changes: Any) -> dict[str, Any]:
    """The whole contract without some of its fields and with others changed."""
    stated = {name: value for name, value in deepcopy(WHOLE).items() if name not in names}
    return {**stated, **changes}


def contract(**changes: Any) -> MetricContract:
    return read_contract("creators", without(**changes))


def make_project(
    root: Path,
    contracts: dict[str, dict[str, Any]],
    *,
    variables: dict[str, Any] | None = None,
    sql: dict[str, str] | None = None,
) -> Project:
    """Write a project of metrics without data; nothing of it needs dbt."""
    (root / "models").mkdir(parents=True)
    settings = {"name": "shop", "profile": "shop", "vars": variables or {}}
    (root / "dbt_project.yml").write_text(json.dumps(settings))
    for name, stated in contracts.items():
        model = {"name": name, "config": {"meta": {"truenorth": stated}}}
        (root / "models" / f"{name}.yml").write_text(
            yaml.safe_dump({"models": [model]}, allow_unicode=True), encoding="utf-8"
        )
        text = (sql or {}).get(name, f"select {name} from {{{{ ref('facts') }}}}")
        (root / "models" / f"{name}.sql").write_text(text)
    return find_project(root)
