"""Raw table `orders`: one CSV file a month, as another department exports it, all values text."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from .arrays import Columns, Floats, Texts
from .calendar import MONTHS, WEEK, WEEKS, month_of, timestamps
from .contents import Contents
from .ecosystem import Ecosystem
from .files import table_of, write_csv
from .kinds import Kind
from .names import Names, numbered
from .plan import Plan
from .pollution import Spoiler
from .purchases import Purchases
from .truth import Truth

COUNTRIES, COUNTRY_SHARES = ("CN", "SG", "MY", "US"), (0.88, 0.05, 0.04, 0.03)
UNREADABLE_PRICES = ("免费", "12,50", "N/A", "￥39")
UNREADABLE_NUMBERS = ("两件", "１", "1 pc")
DAYS_THAT_DO_NOT_EXIST = ("2025-02-30 10:00:00", "30/06/2025 08:15", "昨天")


COMMISSION, GIFT = 0.06, 3.0  # of the price, and yuan that a buyer of the middle gives beside it


def write_orders(
    folder: Path,
    truth: Truth,
    plan: Plan,
    names: Names,
    contents: Contents,
    ecosystem: Ecosystem,
    bought: Purchases,
) -> int:
    """Write all order lines by month, polluted; return the number of rows."""
    ids = numbered("o", 1, len(bought))
    truth.write_kinds("orders", "order_no", ids, bought.kind)
    country = plan.stream("countries").choice(np.array(COUNTRIES, object), plan.scale, p=COUNTRY_SHARES)
    income = _author_income(plan, ecosystem, bought)
    month = month_of(bought.at)
    written = 0
    for number, first_day in enumerate(MONTHS[:-1]):
        rows = np.flatnonzero(month == number)
        lines = bought.where(rows)
        columns: Columns = {
            "order_no": ids[rows],
            "line_kind": np.where(lines.quantity < 0, "cancel", "sale").astype(object),
            "account_id": names.account(lines.buyer),
            "item_id": names.content(lines.target),
            "shop_id": _each(contents.shop[lines.target].tolist(), "s{:05d}"),
            "ordered_at": _moments(lines.at.astype(float)),
            "pieces": _each(lines.quantity.tolist(), "{:d}"),
            "piece_price": _each(lines.price.tolist(), "{:.2f}"),
            "author_income": _money(income[rows]),
            "currency": np.full(len(lines), "CNY", object),
            "country": country[lines.buyer],
            "delivered_at": _moments(lines.delivered),
            "confirmed_at": _moments(lines.confirmed),
            "refunded_at": _moments(lines.refunded),
            "address_id": names.address(lines.address),
            "consignee_id": names.consignee(lines.consignee),
            "device_id": names.device(lines.device),
            "network_prefix": names.prefix(lines.prefix),
            "channel_id": names.channel(lines.channel),
        }
        spoiler = Spoiler(
            plan.stream(f"dirt orders {number}"),
            columns,
            (lines.kind == Kind.background) & (lines.quantity > 0),
        )
        _spoil(spoiler, lines, columns)
        file = f"orders/{first_day:%Y-%m}.csv"
        delivered = spoiler.rows()
        write_csv(folder / file, table_of(columns).take(delivered))
        truth.polluted(file, spoiler.notes)
        written += len(delivered)
    return written


def _spoil(spoiler: Spoiler, lines: Purchases, columns: Columns) -> None:
    spoiler.put("piece_price", UNREADABLE_PRICES, 0.003, "piece_price__dtype")
    spoiler.put("piece_price", ("0.00", "-8.80"), 0.003, "not_paid")
    spoiler.put("pieces", UNREADABLE_NUMBERS, 0.003, "pieces__dtype")
    spoiler.put("pieces", ("-1",), 0.002, "negative_sale")
    spoiler.put("ordered_at", DAYS_THAT_DO_NOT_EXIST, 0.002, "ordered_at__dtype")
    rows = spoiler.take(0.002, np.isfinite(lines.confirmed) & (lines.at > 86_400))
    columns["confirmed_at"][rows] = _moments(np.asarray(lines.at[rows] - 3_600, float))
    spoiler.note(rows, "confirmed_before_ordered")
    spoiler.copy_rows(0.004, "delivered_twice")


def _author_income(plan: Plan, ecosystem: Ecosystem, bought: Purchases) -> Floats:
    """Yuan of each line for the author, commission and gifts; NaN as long as no parcel has arrived."""
    gift = plan.stream("gifts").gamma(4, GIFT / 4, len(bought))
    level = ecosystem.income[np.clip(bought.at // WEEK, 0, WEEKS - 1)]
    earned = level * (COMMISSION * bought.price * bought.quantity + gift)
    return np.where(np.isfinite(bought.delivered), np.round(earned, 2), np.nan)


def _money(yuan: Floats) -> Texts:
    text = _each(yuan.tolist(), "{:.2f}")
    text[~np.isfinite(yuan)] = None
    return text


def _moments(seconds: Floats) -> Texts:
    text = np.datetime_as_string(timestamps(seconds), unit="s").astype(object)
    text[~np.isfinite(seconds)] = None
    return text


def _each(values: list[float], form: str) -> Texts:
    return np.array([form.format(value) for value in values], object)
