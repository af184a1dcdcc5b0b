"""Honest crowds that look like attacks: fan clubs, push notices, launches, giveaways, lotteries."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .accounts import Accounts
from .acts import COMMENT, LIKE, SHARE, VIEW, Acts, Recorder
from .arrays import Ints
from .calendar import HOUR, SPAN
from .campaigns import Campaign, of_kind
from .contents import Contents
from .honest_words import asked_phrases, honest_comments
from .kinds import Kind
from .plan import Plan


@dataclass(frozen=True)
class Notices:
    """Push notices that were sent: who, about what, when; most are never opened."""

    account: Ints
    target: Ints
    at: Ints


def honest_crowds(
    plan: Plan, accounts: Accounts, contents: Contents, calendar: list[Campaign]
) -> tuple[list[Acts], Notices]:
    """Draw all crowds of the 26 weeks and every push notice."""
    recorder = Recorder(plan, accounts, plan.stream("honest crowds"))
    blocks = [_fan_club(plan, accounts, contents, recorder) for _ in range(plan.every(3_000))]
    for campaign in calendar:
        if campaign.kind == "launch":
            blocks += _visitors(plan, accounts, recorder, campaign, Kind.neg_launch, None)
        elif campaign.kind == "giveaway":
            blocks += _visitors(plan, accounts, recorder, campaign, Kind.neg_giveaway, "asked")
        elif campaign.kind == "lottery":
            blocks += _visitors(plan, accounts, recorder, campaign, Kind.neg_lottery_visitor, "own")
    opened, notices = _push(plan, accounts, recorder, of_kind(calendar, "push"))
    return [*blocks, *opened], notices


def _crowd(accounts: Accounts, recorder: Recorder, size: int, before: int) -> Ints:
    """Honest people who were there by then, the busy ones first."""
    honest = slice(0, accounts.honest)
    there = np.flatnonzero((accounts.created[honest] < before) & (accounts.pace[honest] > 1.3))
    return recorder.rng.choice(there, min(size, len(there)), replace=False)


def _fan_club(plan: Plan, accounts: Accounts, contents: Contents, recorder: Recorder) -> Acts:
    """They like nearly every video of one creator within the hour, for as long as there are videos."""
    rng = recorder.rng
    videos = np.bincount(contents.author[contents.products :], minlength=plan.creators)
    idol = int(rng.choice(np.argsort(-videos, kind="stable")[: max(5, plan.creators // 20)]))
    works = np.flatnonzero((contents.author == idol) & (contents.published >= 0))[:60]
    fans = _crowd(accounts, recorder, int(rng.integers(30, 70)), before=0)
    fans = fans[fans != idol]
    _mark(accounts, fans, Kind.neg_fan_club)
    loyal = rng.beta(3, 2, len(fans))
    fan, work = np.nonzero(rng.random((len(fans), len(works))) < loyal[:, None])
    who, what = fans[fan], works[work]
    at = contents.published[what] + np.exp(rng.normal(np.log(HOUR), 1.0, len(who))).astype(np.int64)
    dwell = contents.seconds[what] * rng.uniform(0.5, 1.5, len(who))
    views = recorder.record(who, what, VIEW, at, Kind.neg_fan_club, dwell=dwell)
    likes = recorder.record(who, what, LIKE, at + 5 + rng.integers(0, 40, len(who)), Kind.neg_fan_club)
    return Acts.together([views, likes])


def _visitors(
    plan: Plan, accounts: Accounts, recorder: Recorder, campaign: Campaign, kind: Kind, words: str | None
) -> list[Acts]:
    """A crowd that a campaign brings to one video; those who are asked for words write them."""
    rng = recorder.rng
    who = _crowd(accounts, recorder, int(rng.integers(30, 60)), before=campaign.starts_at)
    window = campaign.ends_at - campaign.starts_at
    wait = np.minimum(rng.exponential(window / 5, len(who)), window - HOUR)
    at = campaign.starts_at + wait.astype(np.int64)
    blocks = [
        recorder.record(who, campaign.target, VIEW, at, kind, dwell=rng.gamma(3, 9, len(who))),
        _some(recorder, who, campaign.target, LIKE, at + 12, kind, 0.6),
    ]
    if words == "asked":
        text = asked_phrases(rng, len(who))
        blocks.append(recorder.record(who, campaign.target, COMMENT, at + 30, kind, text=text))
    elif words == "own":
        text = honest_comments(rng, len(who))
        blocks.append(recorder.record(who, campaign.target, COMMENT, at + 40, kind, text=text))
        blocks.append(_some(recorder, who, campaign.target, SHARE, at + 60, kind, 0.7))
    return blocks


def _push(
    plan: Plan, accounts: Accounts, recorder: Recorder, sent: list[Campaign]
) -> tuple[list[Acts], Notices]:
    """A segment is told of the same few videos of several creators and opens them within minutes."""
    rng = recorder.rng
    blocks: list[Acts] = []
    told: list[tuple[Ints, Ints, Ints]] = []
    for moment in sorted({notice.starts_at for notice in sent}):
        targets = np.array([notice.target for notice in sent if notice.starts_at == moment])
        segment = _crowd(accounts, recorder, int(rng.integers(60, 140)), before=moment)
        _mark(accounts, segment, Kind.neg_push_segment)
        opens = rng.beta(2, 4, len(segment))[:, None]
        member, item = np.nonzero(rng.random((len(segment), len(targets))) < opens)
        who, what = segment[member], targets[item]
        at = np.minimum(moment + 20 + rng.exponential(1_500, len(who)).astype(np.int64), SPAN - 1)
        dwell = rng.gamma(2.5, 12, len(who))
        blocks.append(recorder.record(who, what, VIEW, at, Kind.neg_push_segment, dwell=dwell))
        blocks.append(_some(recorder, who, what, LIKE, at + 15, Kind.neg_push_segment, 0.6))
        everyone, everything = np.repeat(segment, len(targets)), np.tile(targets, len(segment))
        told.append((everyone, everything, np.full(len(everyone), moment)))
    return blocks, Notices(*(np.concatenate(column) for column in zip(*told, strict=True)))


def _some(
    recorder: Recorder, who: Ints, what: Ints | int, action: int, at: Ints, kind: Kind, share: float
) -> Acts:
    chosen = np.flatnonzero(recorder.rng.random(len(who)) < share)
    return recorder.record(who[chosen], np.broadcast_to(what, len(who))[chosen], action, at[chosen], kind)


def _mark(accounts: Accounts, who: Ints, kind: Kind) -> None:
    """An account carries the first honest group that it belongs to."""
    plain = who[accounts.kind[who] == Kind.background]
    accounts.kind[plain] = kind
