"""A release of made-up figures, in the exact tables of a published file, and texts for its metrics."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb

from truenorth.publish.tables import CONTENT_TABLES, RELEASES

MONTHS = [date(2010 + (11 + month) // 12, (11 + month) % 12 + 1, 1) for month in range(14)]
COUNTRIES = [
    *("United Kingdom", "Germany", "France", "EIRE", "Spain", "Netherlands", "Belgium", "Switzerland"),
    *("Portugal", "Australia", "Norway", "Italy", "Channel Islands", "Finland", "Cyprus", "Sweden"),
]

ALL = ("all", "all")

Rows = dict[str, list[tuple[Any, ...]]]


def metric_rows(metric: str, unit: str, size: float, bubble: float) -> list[tuple[Any, ...]]:
    """A total, months with a season, countries and, for a rate, months since the first purchase."""
    rows: list[tuple[Any, ...]] = []

    def add(period: int | None, of: tuple[str, str], trusted: float, over: float, extra: float) -> None:
        span = (None, None) if period is None else (MONTHS[period], MONTHS[period + 1])
        for basis, factor in (("raw", 1 + extra), ("trusted", 1.0)):
            value = trusted * factor
            rows.append((metric, *span, *of, basis, value * over, over, value))

    rate = unit == "ratio"
    add(None, ALL, size, 4000 if rate else 1, bubble)
    for month in range(13):
        season = 1 + 0.3 * math.sin(month / 2.1) + (0.25 if month > 8 else 0)
        value = size * season * (0.9 if rate else 1 / 13)
        add(month, ALL, value, 340 if rate else 1, bubble * season)
    for place, country in enumerate(COUNTRIES):
        share = 0.6**place
        value = size * (0.7 + 0.03 * place if rate else share / 2.5)
        add(None, ("country", country), value, 3600 * share, bubble)
    if metric == "monthly_cohort_retention":
        for since in range(1, 13):
            of = ("months_since_first", str(since))
            add(None, of, size * (1 - since / 20), 4000 - 300 * since, bubble)
            for month in range(13 - since):
                add(month, of, size * (1 - since / 20 + month / 50), 300, bubble)
    return rows


def verdict_row(metric: str, title: str, kind: str, unit: str, size: float, bubble: float) -> tuple[Any, ...]:
    reason = "no admission has been measured for this metric"
    return (metric, title, "candidate", kind, unit, size * (1 + bubble), size, bubble, "unjudged", reason)


METRICS = (
    ("repurchase_rate_90d", "Repurchase within 90 days", "value", "ratio", 0.412, 0.031),
    ("monthly_cohort_retention", "Monthly cohort retention", "value", "ratio", 0.231, 0.062),
    ("net_revenue", "Net revenue", "value", "GBP", 8_911_407.9, 0.094),
    ("gross_revenue", "Gross revenue", "vanity", "GBP", 10_644_560.4, 0.183),
    ("average_order_value", "Average order value", "guardrail", "GBP", 446.21, -0.121),
    ("active_customers", "Active customers", "entry", "count", 4338.0, 0.0078),
)


# signal, code, title, Chinese title, family, grade, subject, findings, cases, blocked, retracted, smallest p
SIGNALS = (
    (
        *(
            "lockstep_groups",
            "TN-B001",
            "Accounts that act in lockstep",
            "步调一致的账号",
            "co_action",
            "decides",
        ),
        *("interaction", 41_235, 37, 40_870, 365, 3.2e-14),
    ),
    (
        *("copied_comments", "TN-B004", "Copied comments", "复制粘贴的评论", "text", "supports"),
        *("interaction or click", 2_310, 114, 1_890, 0, 4.1e-5),
    ),
    (
        *("proxy_buyers", "TN-B023", "One-product buyers", "只买一样的人", "orders", "labels"),
        *("actor", 58, 58, 0, 0, None),
    ),
    (
        *("reversed_orders", "TN-B021", "Orders reversed at once", "下单即撤", "orders", "decides"),
        *("order", 0, 0, 0, 0, None),
    ),
)
# signal, code, title, the entity that the project lacks
OFF_SIGNALS = (
    ("watered_channels", "TN-B030", "Watered channels", "channels, clicks"),
    ("enforcement_flags", "TN-B014", "Flags of the platform", "enforcement_flags"),
)
EFFECTS = (
    ("repurchase_rate_90d", 0.4185, 0.412),
    ("net_revenue", 9_204_100.5, 8_911_407.9),
    ("average_order_value", 431.3, 446.21),
    ("active_customers", 4338.0, 4338.0),
    ("gross_revenue", None, 10_644_560.4),
)
# number, signal, members, findings, blocked, targets, authors, first and last day
GROUPS = (
    (1, "lockstep_groups", 40, 303, 300, 28, 9, date(2011, 3, 1), date(2011, 8, 17)),
    (2, "copied_comments", 30, 119, 90, 12, 4, date(2011, 6, 17), date(2011, 6, 29)),
    (3, "lockstep_groups", 15, 134, 134, 14, None, None, None),
)
GROUP_TIES = ((1, 2, 12),)
RUNS = (
    ("run-1", datetime(2026, 1, 4, 9, 0), 40_000, 0.001, *[None] * 7),
    ("run-2", datetime(2026, 1, 5, 9, 0), 3_603, 0.001, 20, 0.0004, 0.0007, *[None] * 4),
)


JUDGED = "repurchase_rate_90d"
MEASURED = datetime(2026, 1, 2, 3, 4)
# dimension, measure, subject, mark, value, low, high, limit
SCORES = (
    ("relevance", "answer", "", "admitted", None, None, None, None),
    ("relevance", "spearman", "", None, 0.62, 0.41, 0.77, 0.0),
    ("operability", "answer", "", "doubtful", None, None, None, None),
    ("operability", "effect", "first_reply / shown", "not moved", 0.011, -0.004, 0.026, 0.021),
    ("operability", "effect", "half_seen / shown", "unsound", 0.3, 0.2, 0.4, 0.1),
    ("operability", "detectable", "", None, 0.018, None, None, None),
    ("resistance", "answer", "", "refused", None, None, None, None),
    ("resistance", "elasticity", "", None, 0.71, 0.6, 0.82, 0.3),
    ("resistance", "hidden", "accounts", None, 0.02, None, None, 0.1),
    ("long_term", "answer", "", "unknown", None, None, None, None),
    ("long_term", "error_beside_last_value", "", None, 0.9, None, None, 1.0),
)


def score_rows(stands: bool = True, metric: str = JUDGED) -> list[tuple[Any, ...]]:
    """What the judge measured of one metric, in the order of the columns of `metric_scores`."""
    return [
        (metric, *row, MEASURED, stands, "TN-J003 too short" if row[3] == "unknown" else None)
        for row in SCORES
    ]


# event, first day, first day after it, title, Chinese title, source
EVENTS = (("dispute", date(2011, 2, 20), date(2011, 3, 10), "A dispute", "一场争议", "（内部）会议纪要"),)


def event_rows(metric: str = JUDGED) -> list[tuple[Any, ...]]:
    """Means with and without the two months that the dispute touches."""
    return [(metric, "raw", 13, 2, 0.42, 0.405), (metric, "trusted", 13, 2, 0.4, 0.39)]


def finding_rows() -> list[tuple[Any, ...]]:
    """The signals in the order of the columns of `findings_summary`."""
    ran = [
        (signal, findings, code, title, zh, family, grade, subject, cases, blocked, retracted, p, None)
        for signal, code, title, zh, family, grade, subject, findings, cases, blocked, retracted, p in SIGNALS
    ]
    return ran + [(signal, *[None] * 11, entity) for signal, _, _, entity in OFF_SIGNALS]


def sample_rows() -> Rows:
    """Rows of every release table; one delivery is held and one could not be read."""
    batches: list[tuple[Any, ...]] = []
    for month in range(13):
        rows = 36_000 + 2_500 * month
        held = month == 9
        bad = rows // 40
        batches.append(
            (
                "online_retail",
                f"{month:064x}",
                f"{MONTHS[month]:%Y-%m}.parquet",
                datetime(2026, 1, 5, 9, month),
                rows,
                0 if held else rows - bad,
                0 if held else bad,
                rows if held else 0,
                0,
                "held" if held else "admitted",
                "error" if held else None,
                "TN-A010" if held else None,
                "UnitPrice.median: observed 208.0, expected 1.2 to 3.9" if held else None,
            )
        )
    batches.append(
        (
            *("online_retail", None, "2012-01.parquet", datetime(2026, 1, 5, 9, 30), None, 0, 0, 0, 0),
            *("unread", "error", "TN-D002", "the file ends early"),
        )
    )
    reasons = {
        "exact_duplicate": 5_225,
        "non_product_code": 2_912,
        "non_positive_price": 2_510,
        "stock_correction": 1_336,
        "bad_debt_adjustment": 3,
        "a_rule_of_last_year": 1,
    }
    return {
        "metric_values": [
            row for name, _, _, unit, size, bubble in METRICS for row in metric_rows(name, unit, size, bubble)
        ],
        "metric_verdicts": [verdict_row(*metric) for metric in METRICS],
        "metric_scores": score_rows(),
        "annotated_events": list(EVENTS),
        "metric_values_without_events": event_rows(),
        "batches": batches,
        "quarantine_reasons": [
            ("online_retail", reason, rows, f"{reason} in English") for reason, rows in reasons.items()
        ],
        "findings_summary": finding_rows(),
        "brushing_effects": list(EFFECTS),
        "brushing_groups": list(GROUPS),
        "brushing_group_ties": list(GROUP_TIES),
        "detection_runs": list(RUNS),
        "brushing_held_batches": [],
        "consent_coverage": [],
        "metric_scope": [],
        "retention": [],
        "masking": [],
        "withheld_slices": [],
        "personal_tables": [],
        "profiles": [("online_retail", f"{0:064x}", "rows", 36_000.0)],
        "releases": [
            (
                "20260105T093000.000000Z-0123456789ab",
                datetime(2026, 1, 5, 9, 30),
                "truenorth",
                "0.1.0",
                "dbt-run-1",
                6,
                14,
                1,
            )
        ],
    }


def write_release(path: Path, rows: Rows) -> Path:
    """Write the tables as the publisher shapes them."""
    with duckdb.connect(str(path)) as connection:
        connection.execute("begin")
        for table in (*CONTENT_TABLES, RELEASES):
            connection.execute(table.create_sql())
            marks = ", ".join("?" * len(table.columns))
            if found := rows.get(table.name):
                connection.executemany(f"insert into {table.name} values ({marks})", found)
        connection.execute("commit")
    return path


def metric_meta(metric: str, title: str, kind: str, unit: str) -> dict[str, Any]:
    return {
        "title": {"en": title, "zh": f"{metric}的中文名"},
        "question": {"en": f"What does {metric} ask?", "zh": f"{metric}问什么？"},
        "formula": {"en": f"How {metric} is counted.", "zh": f"{metric}怎么算。"},
        "cannot_see": {"en": "Buyers without a customer id.", "zh": "没有顾客编号的购买者。"},
        "gaming_incentives": [
            {"en": "Whoever is paid by it.", "zh": "以它计酬的人。"},
            {"en": "Sellers.", "zh": "卖家。"},
        ],
        "good_direction": "up",
        "kind": kind,
        "unit": unit,
        "tier": "core" if metric == JUDGED else "candidate",
        "rollup": {"numerator": "count(*)", "period": "month"},
        "owner": "growth",
        "horizon": "mid",
        "goal": {"metric": "net_revenue", "lag": "P12W"},
        "rival": "active_customers",
        "guardrails": ["average_order_value", "a_metric_of_others"] if metric == JUDGED else [],
        "levers": {"growth": [{"en": f"Answer first for {metric}", "zh": f"为{metric}先回复"}]},
        "derived_from": ["gross_revenue"] if metric == "net_revenue" else [],
        "calibration": {"cadence": "quarterly", "due": "2025-12-01"},
    }


def signal_meta(signal: str, code: str, title: str, zh: str, grade: str) -> dict[str, Any]:
    return {
        "signal": {
            "code": code,
            "title": {"en": title, "zh": zh},
            "question": {"en": f"What does {signal} look for?", "zh": f"{signal}查什么？"},
            "grade": grade,
        }
    }


def signal_metas() -> list[tuple[str, dict[str, Any]]]:
    """The contracts of the signals that ran."""
    return [(f"sig_{row[0]}", signal_meta(*row[:4], row[5])) for row in SIGNALS]


def off_signal_metas() -> list[tuple[str, dict[str, Any]]]:
    """The contracts of the signals that are switched off, as dbt keeps them in its manifest."""
    return [
        (f"sig_{signal}", signal_meta(signal, code, title, f"{title}的中文名", "decides"))
        for signal, code, title, _ in OFF_SIGNALS
    ]


def write_manifest(
    root: Path,
    metas: Iterable[tuple[str, dict[str, Any]]],
    disabled: Iterable[tuple[str, dict[str, Any]]] = (),
) -> None:
    def node(name: str, meta: dict[str, Any]) -> dict[str, Any]:
        config = {"meta": {"truenorth": meta}}
        place = {"package_name": "truenorth", "original_file_path": f"models/{name}.sql"}
        return {"name": name, "resource_type": "model", "config": config, **place}

    content = {
        # younger than every yml that a test writes
        "metadata": {"generated_at": "2999-01-01T00:00:00Z"},
        "nodes": {f"model.truenorth.{name}": node(name, meta) for name, meta in metas},
        "disabled": {f"model.truenorth.{name}": [node(name, meta)] for name, meta in disabled},
    }
    (root / "target").mkdir(exist_ok=True)
    (root / "target" / "manifest.json").write_text(json.dumps(content), encoding="utf-8")
