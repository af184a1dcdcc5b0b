"""What the accounts of the sample have consented to, and the gaps that are planted among them.

Each kind of gap has honest twins that look like it. A gap is uncovered from one moment to another and has the
reason that a check must give; a twin has none.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import numpy as np

from .accounts import Accounts
from .arrays import Ints
from .calendar import DAY, SPAN, START
from .kinds import Kind
from .plan import Plan

ANALYTICS, REPORTING, MAIL = "analytics", "analytics.reporting", "marketing.communications.email"
FIRST_NOTICE, SECOND_NOTICE, OTHER_NOTICE = "shop-1", "shop-2", "app-1"
SECOND_SHOWN = int((datetime(2025, 6, 1) - START).total_seconds())
LATE, PAUSE = 20 * DAY, 30 * DAY
GAPS = {
    "missing": "missing",
    "expired": "expired",
    "cut_short": "expired",
    "withdrawn": "withdrawn",
    "withdrawn_late": "withdrawn",
    "withdrawn_for_a_while": "withdrawn",
    "refused": "refused",
    "wrong_purpose": "wrong_purpose",
    "other_notice": "wrong_notice_version",
    "notice_of_later": "wrong_notice_version",
    "minor_alone": "minor_without_guardian",
}
TWINS = (
    "renewed_in_time",
    "overlapping",
    "wider_purpose",
    "left_the_mail",
    "mistaken_refusal",
    "minor_guarded",
)


@dataclass(frozen=True)
class Record:
    """One consent record; times are seconds since the start, None is open.

    Attributes:
        account: position of the person.
        superseded: when it was replaced; it is delivered before and once more after that.
        guardian: position of the guardian, if one consented.
    """

    account: int
    purpose: str
    status: str
    valid_from: int
    valid_until: int | None = None
    recorded: int | None = None
    superseded: int | None = None
    notice: str | None = None
    guardian: int | None = None


@dataclass(frozen=True)
class Planted:
    """What is true of one account: uncovered from `begins` (None: always) to `ends` (None: for good)."""

    account: int
    kind: str
    begins: int | None = None
    ends: int | None = None

    @property
    def reason(self) -> str:
        return GAPS.get(self.kind, "")


def notice_at(moment: int) -> str:
    """The version of the notice that the shop shows at a moment."""
    return FIRST_NOTICE if moment < SECOND_SHOWN else SECOND_NOTICE


def plan_consents(plan: Plan, accounts: Accounts) -> tuple[Ints, list[Planted], list[Record]]:
    """Choose the accounts with a gap or a twin and write their records; all others plainly consent.

    Returns: positions of the plain accounts, what is planted, the records of the planted ones.
    """
    rng = plan.stream("consents")
    plain_people = (accounts.kind[: accounts.honest] == Kind.background) & (
        accounts.created[: accounts.honest] < 0
    )
    kinds = [*GAPS, *TWINS]
    each = plan.every(250, least=4)
    chosen = rng.choice(np.flatnonzero(plain_people), each * len(kinds), replace=False)
    planted: list[Planted] = []
    records: list[Record] = []
    for number, account in enumerate(chosen.tolist()):
        moment = int(SPAN * 0.3) + int(rng.integers(0, SPAN * 4 // 10))
        kind = kinds[number // each]
        born = int(accounts.created[account])
        planted.append(_truth(kind, account, moment))
        records += _records(kind, account, born, moment, guardian=int(chosen[number - 1]))
    everybody = np.ones(len(accounts), bool)
    everybody[chosen] = False
    return np.flatnonzero(everybody), planted, records


def _truth(kind: str, account: int, moment: int) -> Planted:
    if kind == "withdrawn_for_a_while":
        return Planted(account, kind, moment, moment + PAUSE)
    if kind in ("expired", "cut_short", "withdrawn", "withdrawn_late"):
        return Planted(account, kind, moment)
    return Planted(account, kind)


def _records(kind: str, account: int, born: int, moment: int, guardian: int) -> list[Record]:
    given = Record(account, REPORTING, "given", born)
    ended = Record(account, REPORTING, "withdrawn", moment)
    match kind:
        case "missing":
            return []
        case "expired":
            return [Record(account, REPORTING, "given", born, moment)]
        case "cut_short":
            short = Record(account, REPORTING, "given", born, moment, recorded=moment + LATE)
            return [Record(account, REPORTING, "given", born, superseded=moment + LATE), short]
        case "withdrawn":
            return [given, ended]
        case "withdrawn_late":
            return [given, Record(account, REPORTING, "withdrawn", moment, recorded=moment + LATE)]
        case "withdrawn_for_a_while":
            return [given, ended, Record(account, REPORTING, "given", moment + PAUSE)]
        case "refused":
            return [Record(account, REPORTING, "refused", born)]
        case "wrong_purpose":
            return [Record(account, MAIL, "given", born)]
        case "other_notice":
            return [Record(account, REPORTING, "given", born, notice=OTHER_NOTICE)]
        case "notice_of_later":
            return [Record(account, REPORTING, "given", born, notice=SECOND_NOTICE)]
        case "renewed_in_time":
            return [
                Record(account, REPORTING, "given", born, moment),
                Record(account, REPORTING, "given", moment),
            ]
        case "overlapping":
            later = Record(account, REPORTING, "given", moment - PAUSE, moment + PAUSE)
            return [
                Record(account, REPORTING, "given", born, moment),
                later,
                Record(account, ANALYTICS, "given", moment),
            ]
        case "wider_purpose":
            return [Record(account, ANALYTICS, "given", born)]
        case "left_the_mail":
            return [given, Record(account, MAIL, "withdrawn", moment)]
        case "mistaken_refusal":
            return [given, Record(account, REPORTING, "refused", moment, superseded=moment + DAY)]
        case "minor_guarded":
            return [Record(account, REPORTING, "given", born, guardian=guardian)]
        case _:
            return [given]
