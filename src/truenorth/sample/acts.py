"""What accounts did to contents, as columns of equal length; one block for each thing that happened."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from .accounts import Accounts
from .arrays import Floats, Ints, Texts
from .calendar import SPAN
from .kinds import Kind
from .plan import Plan

ACTIONS = ("view", "like", "comment", "share", "follow", "save", "reply", "search", "correct")
VIEW, LIKE, COMMENT, SHARE, FOLLOW, SAVE, REPLY, SEARCH, CORRECT = range(9)
ORGANIC = 0
"""Position of the channel of those who came by themselves."""


@dataclass(frozen=True)
class Acts:
    """One entry an act.

    Attributes:
        account, target, channel: positions.
        at: seconds since the start.
        dwell: seconds watched; NaN where nothing was watched.
        text: comment or reply, else None.
    """

    account: Ints
    target: Ints
    action: Ints
    at: Ints
    dwell: Floats
    text: Texts
    prefix: Ints
    device: Ints
    channel: Ints
    kind: Ints

    def __len__(self) -> int:
        return len(self.account)

    def where(self, rows: Ints | slice) -> Acts:
        """The entries at these positions, in their order."""
        return Acts(*(getattr(self, field.name)[rows] for field in fields(self)))

    @staticmethod
    def together(blocks: list[Acts]) -> Acts:
        """All entries in the order of time; entries of one second stay in the order of the blocks."""
        columns = [np.concatenate([getattr(block, field.name) for block in blocks]) for field in fields(Acts)]
        joined = Acts(*columns)
        return joined.where(np.argsort(joined.at, kind="stable"))


class Recorder:
    """Writes acts down as the log would see them: from home or on the road, inside the span."""

    def __init__(self, plan: Plan, accounts: Accounts, rng: np.random.Generator) -> None:
        self._prefixes = max(plan.scale // 3, 50)
        self._accounts = accounts
        self.rng = rng

    def record(
        self,
        account: Ints,
        target: Ints | int,
        action: int,
        at: Ints,
        kind: Kind,
        *,
        dwell: Floats | None = None,
        text: Texts | None = None,
        channel: Ints | None = None,
        roaming: float = 0.2,
    ) -> Acts:
        """Return one block; acts after the end of the log are left out."""
        count = len(account)
        home = self._accounts.prefix[account]
        away = self.rng.integers(0, self._prefixes, count)
        block = Acts(
            account=account,
            target=np.broadcast_to(np.asarray(target, np.int64), count),
            action=np.full(count, action),
            at=np.asarray(at, np.int64),
            dwell=np.full(count, np.nan) if dwell is None else np.round(dwell, 1),
            text=np.full(count, None, object) if text is None else text,
            prefix=np.where(self.rng.random(count) < roaming, away, home),
            device=self._accounts.device[account],
            channel=np.full(count, ORGANIC) if channel is None else channel,
            kind=np.full(count, int(kind)),
        )
        inside = np.flatnonzero((block.at >= 0) & (block.at < SPAN))
        return block.where(inside)
