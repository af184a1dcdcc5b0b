"""Raw registers that are delivered whole: accounts and contents as Parquet, small lists as CSV."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from .accounts import Accounts
from .arrays import Columns, Ints
from .calendar import DAY, SPAN, WEEK, timestamps
from .campaigns import Campaign
from .channels import CHANNELS
from .contents import Contents
from .files import table_of, write_csv, write_parquet
from .kinds import Kind
from .names import Names, numbered
from .plan import Plan
from .truth import Truth

TITLES = (
    "虚构短片 made-up clip",
    "周末做饭 weekend cooking",
    "开箱 unboxing",
    "跑步打卡 running diary",
    "宠物日常 pet life",
)
FLAG_SHARE = 0.6  # of lockstep accounts that another platform has flagged too


def write_accounts(folder: Path, truth: Truth, names: Names, accounts: Accounts, births: Ints) -> int:
    everyone = np.arange(len(accounts))
    order = np.argsort(accounts.number, kind="stable")
    ids = names.account(order)
    columns: Columns = {
        "account_id": ids,
        "nickname": np.array([f"虚构用户{number:07d} made-up" for number in range(len(order))], object),
        "registered_at": timestamps(accounts.created[order]),
        "is_creator": (everyone < accounts.creators)[order],
        "birth_year": births[order],
    }
    write_parquet(folder / "accounts/accounts.parquet", table_of(columns))
    truth.write_kinds("accounts", "account_id", ids, accounts.kind[order])
    return len(order)


def write_contents(folder: Path, plan: Plan, names: Names, contents: Contents) -> int:
    rng = plan.stream("titles")
    kind = np.where(np.arange(len(contents)) < contents.products, "product", "video").astype(object)
    there = np.flatnonzero(contents.published < SPAN)
    seconds = contents.seconds.astype(float)
    seconds[: contents.products] = np.nan
    columns: Columns = {
        "content_id": names.content(there),
        "author_id": names.account(contents.author[there]),
        "kind": kind[there],
        "title": rng.choice(np.array(TITLES, object), len(there)),
        "published_at": timestamps(contents.published[there]),
        "length_seconds": seconds[there],
    }
    write_parquet(folder / "contents/contents.parquet", table_of(columns))
    return len(there)


def write_channels(folder: Path, names: Names) -> int:
    columns: Columns = {
        "channel_id": names.channel(np.arange(len(CHANNELS))),
        "channel_name": np.array([channel.name for channel in CHANNELS], object),
        "is_paid": np.array([channel.is_paid for channel in CHANNELS]),
    }
    write_csv(folder / "channels/channels.csv", table_of(columns))
    return len(CHANNELS)


def write_campaigns(folder: Path, names: Names, calendar: list[Campaign]) -> int:
    target = np.array([campaign.target for campaign in calendar])
    content = names.content(np.maximum(target, 0))
    content[target < 0] = None
    columns: Columns = {
        "campaign_id": numbered("g", 1, len(calendar), width=5),
        "kind": np.array([campaign.kind for campaign in calendar], object),
        "content_id": content,
        "starts_at": timestamps(np.array([campaign.starts_at for campaign in calendar])),
        "ends_at": timestamps(np.array([campaign.ends_at for campaign in calendar])),
    }
    write_csv(folder / "campaigns/campaigns.csv", table_of(columns))
    return len(calendar)


def write_flags(folder: Path, plan: Plan, names: Names, accounts: Accounts) -> int:
    """What another platform did against accounts: mostly attackers, a few honest ones by mistake."""
    rng = plan.stream("flags")
    farm = np.flatnonzero(accounts.kind == Kind.lockstep)
    caught = farm[rng.random(len(farm)) < FLAG_SHARE]
    mistaken = rng.choice(accounts.honest, plan.every(1_000), replace=False)
    who = np.concatenate([caught, mistaken])
    at = rng.integers(SPAN - 8 * WEEK, SPAN - DAY, len(who))
    order = np.argsort(at, kind="stable")
    columns: Columns = {
        "account_id": names.account(who[order]),
        "flagged_at": timestamps(at[order]),
        "measure": rng.choice(np.array(["limited", "banned", "warned"], object), len(who)),
        "platform": np.full(len(who), "虚构平台 made-up platform", object),
    }
    write_csv(folder / "enforcement/flags.csv", table_of(columns))
    return len(who)
