"""What an account, an event or an order truly is; the names stand in the truth tables only."""

from __future__ import annotations

from enum import IntEnum


class Kind(IntEnum):
    """Honest kinds come first; `neg_` names honest groups that look like attacks."""

    background = 0
    neg_fan_club = 1
    neg_push_segment = 2
    neg_office = 3
    neg_giveaway = 4
    neg_launch = 5
    neg_lottery_visitor = 6
    neg_flash_sale = 7
    neg_loyal_buyer = 8
    neg_change_of_mind = 9
    proxy_buyer = 10  # honest but ambiguous: to be labelled, never blocked
    lockstep = 20
    slow_drip = 21
    copied_comments = 22
    rank_boost = 23
    reward_only = 24
    hijacked = 25
    brushed_order = 26
    reversed_order = 27
    camouflage = 28

    @property
    def is_attack(self) -> bool:
        return self >= Kind.lockstep
