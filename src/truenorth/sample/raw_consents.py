"""Raw table `consents`: the shop's register of consents, one Parquet file a month, by the day of recording.

A record that is replaced is delivered again, then with the moment at which it was.
"""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from .accounts import Accounts
from .arrays import Columns, Ints
from .calendar import DAY, MONTHS, month_of, timestamps
from .consent_plan import REPORTING, Planted, Record, notice_at, plan_consents
from .files import table_of, write_parquet
from .names import Names, numbered
from .plan import Plan
from .truth import Truth

JUNK_SHARE = 0.003
YOUNGEST_ADULT, OLDEST, MINOR = 2005, 1950, 2013


def birth_years(plan: Plan, accounts: Accounts, planted: list[Planted]) -> Ints:
    """Year of birth of every account; only planted minors are younger than an adult."""
    years = plan.stream("births").integers(OLDEST, YOUNGEST_ADULT + 1, len(accounts))
    minors = [one.account for one in planted if one.kind.startswith("minor_")]
    years[minors] = MINOR
    return np.asarray(years, np.int64)


def write_consents(
    folder: Path, truth: Truth, plan: Plan, names: Names, accounts: Accounts
) -> tuple[int, list[Planted]]:
    """Write the register and its truth; return the number of rows and what is planted."""
    plain, planted, records = plan_consents(plan, accounts)
    born = accounts.created[plain].tolist()
    records = [
        *(Record(who, REPORTING, "given", since) for who, since in zip(plain.tolist(), born, strict=True)),
        *records,
    ]
    records.sort(key=lambda record: (_recorded(record), record.account, record.purpose))
    ids = numbered("z", 1, len(records))
    delivered = [(ids[at], replace(one, superseded=None), _recorded(one)) for at, one in enumerate(records)]
    delivered += [
        (ids[at], one, one.superseded) for at, one in enumerate(records) if one.superseded is not None
    ]
    month = month_of(np.array([at for _, _, at in delivered]))
    rng = plan.stream("dirt consents")
    written = 0
    for number, first_day in enumerate(MONTHS[:-1]):
        rows = [delivered[at] for at in np.flatnonzero(month == number)]
        junk = max(2, round(JUNK_SHARE * len(rows)))
        file = f"consents/{first_day:%Y-%m}.parquet"
        good = len(rows)
        picked = [rows[at] for at in rng.choice(good, 3 * junk, replace=False)]
        rows += [(f"y{id_[1:]}", replace(one, purpose="everything"), at) for id_, one, at in picked[:junk]]
        rows += [
            (f"x{id_[1:]}", replace(one, status="given", valid_until=one.valid_from - DAY), at)
            for id_, one, at in picked[junk : 2 * junk]
        ]
        rows += picked[2 * junk :]
        reasons = ("unknown_purpose", "ends_before_it_begins", "delivered_twice")
        truth.polluted(file, [(good + 1 + at, reasons[at // junk]) for at in range(3 * junk)])
        write_parquet(folder / file, _table(names, rows))
        written += len(rows)
    _write_truth(truth, names, planted)
    return written, planted


def _recorded(record: Record) -> int:
    return record.valid_from if record.recorded is None else record.recorded


def _table(names: Names, rows: list[tuple[str, Record, int]]) -> pa.Table:
    records = [record for _, record, _ in rows]

    guardians = names.account(np.array([one.guardian or 0 for one in records]))
    guardians[[one.guardian is None for one in records]] = None
    columns: Columns = {
        "consent_id": np.array([id_ for id_, _, _ in rows], object),
        "account_id": names.account(np.array([one.account for one in records])),
        "purpose": np.array([one.purpose for one in records], object),
        "status": np.array([one.status for one in records], object),
        "valid_from": _moments([one.valid_from for one in records]),
        "valid_until": _moments([one.valid_until for one in records]),
        "recorded_at": _moments([_recorded(one) for one in records]),
        "superseded_at": _moments([one.superseded for one in records]),
        "notice_version": np.array([one.notice or notice_at(one.valid_from) for one in records], object),
        "is_explicit": np.array([one.status == "given" for one in records]),
        "guardian_id": guardians,
        "proof_digest": np.array([sha256(id_.encode()).hexdigest() for id_, _, _ in rows], object),
    }
    table = table_of(columns)
    # in most months nobody has a guardian, and a column without a value has no type
    place = table.schema.get_field_index("guardian_id")
    return table.cast(table.schema.set(place, pa.field("guardian_id", pa.string())))


def _moments(seconds: list[int | None]) -> npt.NDArray[np.datetime64]:
    return timestamps(np.array([np.nan if one is None else one for one in seconds], float))


def _write_truth(truth: Truth, names: Names, planted: list[Planted]) -> None:
    truth.write_table(
        "consents",
        {
            "account_id": names.account(np.array([one.account for one in planted])),
            "kind": np.array([one.kind for one in planted], object),
            "reason": np.array([one.reason or None for one in planted], object),
            "begins_at": _moments([one.begins for one in planted]),
            "ends_at": _moments([one.ends for one in planted]),
        },
    )
