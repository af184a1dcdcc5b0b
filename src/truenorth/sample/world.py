"""A whole world, made part by part; only one week of interactions is held at a time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np

from .accounts import Recruits, make_accounts
from .acts import Acts
from .brushed_orders import brushed_orders, proxy_buyers, reversed_orders
from .calendar import WEEK, WEEKS
from .campaigns import make_campaigns
from .channels import make_clicks
from .contents import make_contents
from .ecosystem import make_ecosystem
from .farms import farms
from .honest_crowds import honest_crowds
from .honest_orders import changes_of_mind, flash_sales, loyal_buyers
from .kinds import Kind
from .names import Names
from .plan import Plan
from .purchases import Purchases, honest_purchases
from .rank_and_prize import prize_hunts, rank_boosts
from .raw_clicks import write_clicks
from .raw_consents import birth_years, write_consents
from .raw_experiments import write_experiments
from .raw_exposures import write_exposures
from .raw_interactions import write_interactions
from .raw_labels import write_labels
from .raw_orders import write_orders
from .raw_registers import write_accounts, write_campaigns, write_channels, write_contents, write_flags
from .silent_interest import silent_interest
from .truth import Truth
from .watching import watch


def write_world(plan: Plan, folder: Path, on_step: Callable[[str], None]) -> dict[str, int]:
    """Write every raw table and its truth below `folder`; return rows by raw table."""
    on_step("accounts, contents and calendar")
    ecosystem = make_ecosystem(plan)
    accounts = make_accounts(plan, ecosystem)
    contents = make_contents(plan, accounts, ecosystem)
    calendar = make_campaigns(plan, contents)
    names = Names(accounts, contents)
    recruits = Recruits(accounts)
    truth = Truth(folder / "truth")

    on_step("honest crowds and attacks")
    crowds, told = honest_crowds(plan, accounts, contents, calendar)
    planted = Acts.together(
        [
            *crowds,
            *farms(plan, accounts, contents, recruits),
            *rank_boosts(plan, accounts, contents, recruits, calendar),
            *prize_hunts(plan, accounts, recruits, calendar),
        ]
    )
    of_week = np.searchsorted(planted.at, np.arange(WEEKS + 1) * WEEK)

    rows = {"interactions": 0}
    honest_acts = np.zeros(WEEKS, np.int64)
    purchases: list[Purchases] = []
    for week in range(WEEKS):
        on_step(f"interactions, week {week + 1} of {WEEKS}")
        life = watch(plan, accounts, contents, ecosystem, week)
        quiet = silent_interest(plan, accounts, contents, life, week)
        honest_acts[week] = len(life.acts) + len(quiet.acts)
        acts = Acts.together([life.acts, quiet.acts, planted.where(slice(of_week[week], of_week[week + 1]))])
        rows["interactions"] += write_interactions(
            folder, truth, plan, names, week, acts, first_number=rows["interactions"]
        )
        for name, lived in (("purchases", life), ("quiet purchases", quiet)):
            rng = plan.stream(f"{name} {week}")
            who, what, at = lived.buyer, lived.bought, lived.bought_at
            kind, through = Kind.background, lived.bought_through
            purchases.append(honest_purchases(rng, accounts, contents, who, what, at, kind, channel=through))

    on_step("orders")
    purchases += [*flash_sales(plan, accounts, contents, calendar), loyal_buyers(plan, accounts, contents)]
    purchases.append(changes_of_mind(plan, Purchases.together(purchases)))
    purchases += brushed_orders(plan, accounts, contents, recruits)
    purchases += reversed_orders(plan, accounts, contents)
    purchases.append(proxy_buyers(plan, accounts, contents))
    rows["orders"] = write_orders(
        folder, truth, plan, names, contents, ecosystem, Purchases.together(purchases)
    )
    on_step("clicks, exposures, labels and consents")
    rows["clicks"] = write_clicks(folder, truth, plan, names, make_clicks(plan, accounts))
    rows["exposures"] = write_exposures(folder, truth, plan, names, accounts, contents, told, ecosystem)
    rows["labels"] = write_labels(folder, truth, plan, names, accounts)
    rows["consents"], planted_consents = write_consents(folder, truth, plan, names, accounts)
    births = birth_years(plan, accounts, planted_consents)
    rows["accounts"] = write_accounts(folder, truth, names, accounts, births)
    rows["contents"] = write_contents(folder, plan, names, contents)
    rows["channels"] = write_channels(folder, names)
    rows["campaigns"] = write_campaigns(folder, names, calendar)
    rows["experiments"] = write_experiments(folder, truth, plan)
    rows["enforcement"] = write_flags(folder, plan, names, accounts)
    weeks = range(WEEKS)
    truth.write_table(
        "ecosystem",
        {
            "week": np.array(weeks),
            "active_creators": np.array([len(accounts.active_creators(week, ecosystem)) for week in weeks]),
            "registered": np.array([(accounts.created < (week + 1) * WEEK).sum() for week in weeks]),
            "audience_level": np.array([ecosystem.audience_in(week) for week in weeks]),
            "honest_acts": honest_acts,
        },
    )
    truth.finish()
    return rows
