"""How large everything is, from the number of accounts alone.

Planted groups have a least size, below which they are no attack: a small world is therefore dirtier than a
large one. From about 20,000 accounts on all shares stay as they are.
"""

from __future__ import annotations

from dataclasses import dataclass
from zlib import crc32

import numpy as np

from ..errors import ConfigurationError

SMALLEST, LARGEST = 1_000, 1_000_000


@dataclass(frozen=True)
class Plan:
    """Counts of a sample world.

    Attributes:
        scale: all accounts, attackers among them.
        lockstep, drip, copied, brushers: members of each farm, one number a farm.
        hijacked: honest accounts in each hijacked group.
        boosters, prize_hunters: size of the pools for rank boosts and lotteries.
    """

    scale: int
    seed: int
    lockstep: tuple[int, ...]
    drip: tuple[int, ...]
    copied: tuple[int, ...]
    brushers: tuple[int, ...]
    hijacked: tuple[int, ...]
    boosters: int
    prize_hunters: int

    @property
    def attackers(self) -> int:
        farms = (*self.lockstep, *self.drip, *self.copied, *self.brushers)
        return sum(farms) + self.boosters + self.prize_hunters

    @property
    def honest(self) -> int:
        return self.scale - self.attackers

    @property
    def creators(self) -> int:
        return self.honest // 12

    @property
    def interests(self) -> int:
        return max(8, int((self.scale / 40) ** 0.5))

    @property
    def shops(self) -> int:
        return max(12, self.scale // 400)

    @property
    def views_a_week(self) -> int:
        return self.scale

    @property
    def clicks(self) -> int:
        return self.scale * 10

    @property
    def exposures(self) -> int:
        return self.scale * 16  # 32,000 at the default scale: the figure of system A2

    def every(self, accounts: int, least: int = 1) -> int:
        """One thing for so many accounts, but at least `least`."""
        return max(least, self.scale // accounts)

    def stream(self, part: str) -> np.random.Generator:
        """Random numbers of one part; another part that draws more or fewer does not change them."""
        return np.random.Generator(
            np.random.PCG64(np.random.SeedSequence([self.seed, self.scale, crc32(part.encode())]))
        )


def make_plan(scale: int, seed: int) -> Plan:
    """Return the sizes for `scale` accounts.

    Raises: ConfigurationError TN-S007 if the scale or the seed is out of range.
    """
    if not SMALLEST <= scale <= LARGEST:
        raise ConfigurationError(
            "TN-S007",
            f"a scale of {scale:,} accounts cannot be made",
            mend=f"give --scale from {SMALLEST:,} to {LARGEST:,}",
        )
    if seed < 0:
        raise ConfigurationError("TN-S007", f"{seed} is no seed", mend="give --seed as 0 or more")
    rng = np.random.Generator(np.random.PCG64(np.random.SeedSequence([seed, scale])))
    largest = int(np.clip(scale / 200, 40, 110))

    def farms(accounts: int, low: int, high: int, least: int = 1) -> tuple[int, ...]:
        return tuple(int(size) for size in rng.integers(low, high, max(least, scale // accounts)))

    return Plan(
        scale=scale,
        seed=seed,
        lockstep=farms(8_000, 24, largest),
        drip=farms(8_000, 24, largest),
        copied=farms(8_000, 16, 32),
        brushers=farms(4_000, 16, 28, least=2),
        hijacked=farms(8_000, 14, 28),
        boosters=max(40, scale // 200),
        prize_hunters=max(24, scale // 250),
    )
