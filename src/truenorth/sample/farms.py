"""Groups that are paid to act on the same videos: lockstep, slow drip, hijacked accounts, copied comments."""

from __future__ import annotations

import numpy as np

from .accounts import Accounts, Recruits
from .acts import COMMENT, LIKE, VIEW, Acts, Recorder
from .arrays import Ints
from .calendar import DAY, HOUR, SPAN, WEEK, WEEKS, time_of_day
from .contents import Contents
from .copied_words import copied_comments
from .kinds import Kind
from .plan import Plan


def farms(plan: Plan, accounts: Accounts, contents: Contents, recruits: Recruits) -> list[Acts]:
    """Draw what all farms do in the 26 weeks, camouflage included."""
    recorder = Recorder(plan, accounts, plan.stream("farms"))
    blocks: list[Acts] = []
    for size in plan.lockstep:
        members = recruits.take(size, Kind.lockstep)
        recruits.registered_together(members, recorder.rng)
        blocks.append(_burst(contents, recorder, members, Kind.lockstep, clients=14))
    for size in plan.drip:
        blocks += _drip(contents, recorder, recruits.take(size, Kind.slow_drip))
    for size in plan.copied:
        members = recruits.take(size, Kind.copied_comments)
        blocks.append(_burst(contents, recorder, members, Kind.copied_comments, clients=8))
    for size in plan.hijacked:
        blocks.append(_hijacked(accounts, contents, recorder, size))
    return blocks


def _clients(contents: Contents, rng: np.random.Generator, week: int, count: int) -> Ints:
    """Videos that pay: of several authors, published in the two weeks before, mostly unpopular."""
    videos = contents.videos_between((week - 2) * WEEK, week * WEEK)
    weight = 1 / contents.pull[videos]
    return rng.choice(videos, count, replace=False, p=weight / weight.sum())


def _burst(
    contents: Contents, recorder: Recorder, members: Ints, kind: Kind, *, clients: int, days: int = 21
) -> Acts:
    """Most members act on each client inside a window of minutes to hours; days lie between the clients."""
    rng = recorder.rng
    week = int(rng.integers(2, WEEKS - 4))
    client = _clients(contents, rng, week, clients)
    opens = week * WEEK + rng.integers(0, days, clients) * DAY + time_of_day(rng, clients)
    member, job = np.nonzero(rng.random((len(members), clients)) < rng.uniform(0.7, 0.95))
    width = rng.uniform(900, 3 * HOUR)
    at = np.minimum(opens[job] + (rng.random(len(job)) * width).astype(np.int64), SPAN - 1)
    who, what = members[member], client[job]
    if kind is Kind.copied_comments:
        text = copied_comments(rng, len(who))
        return recorder.record(who, what, COMMENT, at, kind, text=text)
    return recorder.record(who, what, LIKE, at, kind)


def _drip(contents: Contents, recorder: Recorder, members: Ints) -> list[Acts]:
    """The same clients over three weeks at hours of their own, between views and likes like anybody's."""
    rng = recorder.rng
    week = int(rng.integers(2, WEEKS - 4))
    client = _clients(contents, rng, week, 20)
    member, job = np.nonzero(rng.random((len(members), len(client))) < rng.uniform(0.65, 0.9))
    at = week * WEEK + rng.integers(0, 21, len(job)) * DAY + time_of_day(rng, len(job))
    who, what = members[member], client[job]
    watched = rng.gamma(2, 1.5, len(who))
    views = recorder.record(who, what, VIEW, at, Kind.slow_drip, dwell=watched)
    likes = recorder.record(who, what, LIKE, at + 3, Kind.slow_drip)
    hidden = np.repeat(members, 6)
    popular = contents.videos_between((week - 1) * WEEK, (week + 2) * WEEK)
    pull = contents.pull[popular]
    cover = rng.choice(popular, len(hidden), p=pull / pull.sum())
    when = week * WEEK + rng.integers(0, 21, len(hidden)) * DAY + time_of_day(rng, len(hidden))
    when = np.maximum(when, contents.published[cover] + HOUR)
    return [views, likes, recorder.record(hidden, cover, LIKE, when, Kind.camouflage)]


def _hijacked(accounts: Accounts, contents: Contents, recorder: Recorder, size: int) -> Acts:
    """Real people whose accounts were taken over for three days; all else that they do is their own."""
    rng = recorder.rng
    people = np.flatnonzero(
        (accounts.kind[: accounts.honest] == Kind.background)
        & (accounts.created[: accounts.honest] < 0)
        & (accounts.pace[: accounts.honest] > 2)
    )
    members = rng.choice(people, size, replace=False)
    accounts.kind[members] = Kind.hijacked
    return _burst(contents, recorder, members, Kind.hijacked, clients=10, days=3)
