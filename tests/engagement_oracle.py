"""The totals of the engagement metrics once more, in plain Python from the made tables, without our SQL."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from engagement_shop import Tables

DEEP = {"comment", "reply", "share", "save", "follow"}
Row = dict[str, Any]
Total = tuple[float, float]


def totals(tables: Tables, basis: str, held: frozenset[str] = frozenset()) -> dict[str, Total]:
    """Numerator and denominator of each metric over the whole history; `held` batches are not trusted."""

    def stands(row: Row) -> bool:
        return (
            basis == "raw"
            or (basis == "admitted" and row["good"])
            or (row["good"] and not row["id"].startswith("x") and row["batch"] not in held)
        )

    acts = [row for row in tables.rows["interactions"] if stands(row)]
    clicks = [row for row in tables.rows["clicks"] if stands(row) and row["converted"] is not None]
    known = {row["actor"] for row in tables.rows["actors"]}
    blocked = _blocked_accounts(tables) if basis == "trusted" else set()
    shown = tables.rows["exposures"]
    ads = [row for row in shown if row["kind"] == "ad" and row["followed"] is not None]
    if basis != "raw":
        ads = [row for row in ads if row["actor"] in known]
    pushes = [row for row in shown if row["kind"] == "push" and row["actor"] is not None]
    if basis == "trusted":
        genuine = {row["actor"] for row in tables.rows["interactions"] if row["good"] and row["id"][0] != "x"}
        ads = [row for row in ads if row["actor"] in genuine - blocked]
        pushes = [row for row in pushes if row["actor"] in genuine - blocked]
    last_day = max(row["happened"].date() for row in tables.rows["interactions"] if row["good"])
    lengths = {row["target"]: row["seconds"] for row in tables.rows["targets"]}
    timed = [row for row in acts if row["watched"] is not None]
    looks = [row for row in timed if row["action"] == "view" and lengths[row["target"]]]
    days = _accounts(acts, lambda row: row["happened"].date())
    months = _accounts(acts, lambda row: _month(row["happened"]))
    weeks = _accounts(acts, lambda row: _week(row["happened"]))
    return {
        "weekly_genuine_active_users": (len(weeks), len({week for week, _ in weeks})),
        "deep_interaction_user_share": (
            len(
                _accounts([row for row in acts if row["action"] in DEEP], lambda row: row["happened"].date())
            ),
            len(days),
        ),
        "word_of_mouth_rate": (
            len(
                _accounts(
                    [row for row in acts if row["action"] == "share"], lambda row: _month(row["happened"])
                )
            ),
            len(months),
        ),
        "comment_share": (
            sum(row["action"] in {"comment", "reply"} for row in acts),
            sum(row["action"] not in {"view", "search"} for row in acts),
        ),
        "recognition_depth": (
            sum(row["action"] in {"reply", "save"} for row in acts) + _returns(acts),
            sum(row["action"] == "like" for row in acts),
        ),
        "silent_intent_users": (len({actor for actor, _, _ in _silent(acts)}), 1),
        "offpeak_share_rate": (
            sum(row["action"] == "share" and _is_offpeak(row) for row in acts),
            sum(row["action"] == "view" and _is_offpeak(row) for row in acts),
        ),
        "active_correction_rate": (
            len(
                _accounts(
                    [row for row in acts if row["action"] == "correct"], lambda row: _month(row["happened"])
                )
            ),
            len(months),
        ),
        "content_minutes": (sum(row["watched"] for row in timed if row["actor"] is not None) / 60, len(days)),
        "completion_rate": (sum(row["watched"] >= lengths[row["target"]] for row in looks), len(looks)),
        "registrations": (len(known - blocked), 1),
        "churn_after_push": _gone(pushes, acts, last_day),
        "ad_match_rate": (sum(row["followed"] for row in ads), len(ads)),
        "creator_mau": (len(_creators(acts, tables.rows["targets"])), 1),
        "total_users": (len(known - blocked), 1),
        "organic_conversion": _converted([row for row in clicks if row["channel"] == "feed"]),
        "paid_conversion": _converted([row for row in clicks if row["channel"] == "search"]),
        "invalid_exposure_rate": (
            sum(row["actor"] not in known or row["actor"] in blocked for row in shown),
            len(shown),
        ),
    }


def _blocked_accounts(tables: Tables) -> set[str]:
    """Accounts with a verdict of their own, and those whose record is mostly attack from its beginning."""
    records: dict[str, list[tuple[datetime, bool]]] = {}
    for row in tables.rows["interactions"]:
        if row["good"] and row["actor"] is not None:
            records.setdefault(row["actor"], []).append((row["happened"], row["id"].startswith("x")))
    of_attack = {
        actor
        for actor, acts in records.items()
        if sum(attack for _, attack in acts) * 2 > len(acts) and min(acts)[1]
    }
    return of_attack | {row["actor"] for row in tables.rows["actors"] if str(row["actor"]).startswith("x")}


def _accounts(acts: list[Row], when: Callable[[Row], date]) -> set[tuple[date, str]]:
    return {(when(row), row["actor"]) for row in acts if row["actor"] is not None}


def _week(moment: datetime) -> date:
    return moment.date() - timedelta(days=moment.weekday())


def _month(moment: datetime) -> date:
    return moment.date().replace(day=1)


def _is_offpeak(row: Row) -> bool:
    return row["actor"] is not None and row["happened"].hour not in {19, 20, 21}


def _silent(acts: list[Row]) -> set[tuple[str, str, date]]:
    """Account, target and month of three looks without a search."""
    looks = Counter(_dealing(row) for row in acts if row["action"] == "view" and row["actor"] is not None)
    searched = {_dealing(row) for row in acts if row["action"] == "search"}
    return {dealing for dealing, count in looks.items() if count >= 3 and dealing not in searched}


def _dealing(row: Row) -> tuple[str, str, date]:
    return row["actor"], row["target"], _month(row["happened"])


def _returns(acts: list[Row]) -> int:
    visits = {
        (row["actor"], row["target"], row["happened"].date())
        for row in acts
        if row["action"] == "view" and row["actor"] is not None
    }
    return len(visits) - len({(actor, target) for actor, target, _ in visits})


def _gone(pushes: list[Row], acts: list[Row], last_day: date) -> Total:
    """Accounts without an act in the four weeks after the week of a push, of weeks whose four are over."""
    pushed = {
        (week, actor)
        for week, actor in _accounts(pushes, lambda row: _week(row["happened"]))
        if week + timedelta(days=34) <= last_day
    }
    alive = _accounts(acts, lambda row: _week(row["happened"]))
    return sum(
        not any((week + timedelta(weeks=later), actor) in alive for later in (1, 2, 3, 4))
        for week, actor in pushed
    ), len(pushed)


def _creators(acts: list[Row], targets: list[Row]) -> set[str]:
    authors = {row["target"]: row["author"] for row in targets}
    return {
        authors[row["target"]]
        for row in acts
        if row["action"] not in {"view", "search"}
        and row["actor"] is not None
        and authors[row["target"]] not in (None, row["actor"])
    }


def _converted(clicks: list[Row]) -> Total:
    return sum(row["converted"] for row in clicks), len(clicks)
