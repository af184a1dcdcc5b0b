"""One week of honest life: people watch, some respond, some of those who see a product buy it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .accounts import Accounts
from .acts import COMMENT, FOLLOW, LIKE, REPLY, SAVE, SHARE, VIEW, Acts, Recorder
from .arrays import Bools, Floats, Ints
from .calendar import DAY, MINUTE, WEEK, time_of_day
from .contents import Contents
from .ecosystem import Ecosystem
from .honest_words import honest_comments
from .kinds import Kind
from .plan import Plan

# share of views that are followed by the act, for a person and a video of the middle
RESPONSES = {LIKE: 0.22, COMMENT: 0.05, SHARE: 0.03, FOLLOW: 0.025, SAVE: 0.045, REPLY: 0.025}
LOCAL_SHARE = 0.7  # of views that stay inside the viewer's interest
PRODUCT_PAGE_SHARE = 0.1
BUYS_FROM_PAGE, BUYS_FROM_VIDEO = 0.25, 0.045
CHANNELS_OF_VISITS = np.array([0.62, 0.12, 0.10, 0.08, 0.05, 0.03])


@dataclass(frozen=True)
class Week:
    """Acts of one week, and the purchases that followed from views: who, what, when, by which channel."""

    acts: Acts
    buyer: Ints
    bought: Ints
    bought_at: Ints
    bought_through: Ints


def watch(plan: Plan, accounts: Accounts, contents: Contents, ecosystem: Ecosystem, week: int) -> Week:
    """Draw one week; its size is the audience's level, nothing else."""
    rng = plan.stream(f"watching {week}")
    count = round(plan.views_a_week * ecosystem.audience_in(week))
    viewer = _pick(rng, np.cumsum(accounts.pace_in(week, ecosystem)), count)
    target = _targets(rng, plan, accounts, contents, week, viewer)
    at = week * WEEK + rng.integers(0, 7, count) * DAY + time_of_day(rng, count)
    earliest = np.maximum(accounts.created[viewer], contents.published[target])
    early = np.flatnonzero(at < earliest)
    room = (week + 1) * WEEK - earliest[early]
    at[early] = earliest[early] + (rng.random(len(early)) * room).astype(np.int64)
    channel = rng.choice(len(CHANNELS_OF_VISITS), count, p=CHANNELS_OF_VISITS)

    recorder = Recorder(plan, accounts, rng)
    length = np.where(contents.seconds[target] > 0, contents.seconds[target], 40)
    dwell = length * np.minimum(rng.gamma(2, 0.35, count) * contents.quality[target], 3)
    stayed = (
        dwell * ecosystem.minutes[week]
    )  # whether anybody likes it is a matter of the video, not of the week
    blocks = [recorder.record(viewer, target, VIEW, at, Kind.background, dwell=stayed, channel=channel)]
    liking = accounts.fondness[viewer] * contents.quality[target] * np.minimum(dwell / length, 1.5) / 0.65
    for action, share in RESPONSES.items():
        done = _once_each(rng.random(count) < share * liking, viewer, target)
        later = at[done] + 2 + (rng.random(len(done)) * np.maximum(dwell[done], 5)).astype(np.int64)
        text = honest_comments(rng, len(done)) if action in (COMMENT, REPLY) else None
        blocks.append(
            recorder.record(
                viewer[done], target[done], action, later, Kind.background, text=text, channel=channel[done]
            )
        )
    page = target < contents.products
    buys = rng.random(count) < np.where(page, BUYS_FROM_PAGE, BUYS_FROM_VIDEO * liking)
    bought = np.flatnonzero(buys & np.isfinite(contents.price[target]))
    paid_at = at[bought] + rng.integers(MINUTE, 40 * MINUTE, len(bought))
    return Week(Acts.together(blocks), viewer[bought], target[bought], paid_at, channel[bought])


def _pick(rng: np.random.Generator, cumulated: Floats, count: int) -> Ints:
    """Positions drawn in proportion to the weights whose running sum is given."""
    drawn = np.searchsorted(cumulated, rng.random(count) * cumulated[-1], side="right")
    return np.asarray(np.minimum(drawn, len(cumulated) - 1), np.int64)


def _targets(
    rng: np.random.Generator, plan: Plan, accounts: Accounts, contents: Contents, week: int, viewer: Ints
) -> Ints:
    """What each viewer sees: mostly new videos of their interest, the popular ones more often."""
    videos = contents.videos_between((week - 3) * WEEK, (week + 1) * WEEK)
    videos = videos[np.argsort(contents.interest[videos], kind="stable")]
    age = np.maximum((week + 0.5) - contents.published[videos] / WEEK, 0)
    running = np.concatenate([[0.0], np.cumsum(contents.pull[videos] * np.exp(-age))])
    edges = np.searchsorted(contents.interest[videos], np.arange(plan.interests + 1))
    taste = accounts.interest[viewer]
    local = rng.random(len(viewer)) < LOCAL_SHARE
    low = np.where(local, running[edges[taste]], 0.0)
    high = np.where(local, running[edges[taste + 1]], running[-1])
    drawn = np.searchsorted(running, low + rng.random(len(viewer)) * (high - low), side="right") - 1
    seen: Ints = videos[np.clip(drawn, 0, len(videos) - 1)]
    on_page = rng.random(len(viewer)) < PRODUCT_PAGE_SHARE
    pages = _pick(rng, np.cumsum(contents.pull[: contents.products]), int(on_page.sum()))
    seen[on_page] = pages
    return seen


def _once_each(chosen: Bools, viewer: Ints, target: Ints) -> Ints:
    """Nobody likes the same video twice in a week."""
    rows: Ints = np.flatnonzero(chosen)
    _, first = np.unique(viewer[rows] * (int(target.max(initial=0)) + 1) + target[rows], return_index=True)
    return np.asarray(rows[np.sort(first)], np.int64)
