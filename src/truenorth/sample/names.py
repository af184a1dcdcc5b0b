"""Public ids: texts that say nothing about what they stand for, and point to nobody real."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from .accounts import Accounts
from .arrays import Ints, Texts
from .channels import CHANNELS
from .contents import Contents

SCRAMBLE = np.uint64(0x9E3779B97F4A7C15)  # odd, so that no two numbers of 64 bits meet


class Names:
    """Ids of one world; each method takes positions or numbers and returns texts of the same length."""

    def __init__(self, accounts: Accounts, contents: Contents) -> None:
        self._account = _texts(accounts.number, lambda number: f"a{number:07d}")
        self._content = _texts(contents.number, lambda number: f"v{number:07d}")
        for page in range(contents.products):
            self._content[page] = f"p{int(contents.number[page]):07d}"
        self._channel = np.array([f"c{at:02d}" for at in range(len(CHANNELS))], object)

    def account(self, position: Ints) -> Texts:
        return self._account[position]

    def content(self, position: Ints) -> Texts:
        return self._content[position]

    def channel(self, position: Ints) -> Texts:
        return self._channel[position]

    def device(self, number: Ints) -> Texts:
        return _coded(number, 1, lambda code: f"d{code >> 16:012x}")

    def address(self, number: Ints) -> Texts:
        return _coded(number, 2, lambda code: f"h{code >> 16:012x}")

    def consignee(self, number: Ints) -> Texts:
        return _coded(number, 3, lambda code: f"n{code >> 16:012x}")

    def prefix(self, number: Ints) -> Texts:
        """Network prefixes of the range that is reserved for documentation."""
        return _coded(number, 4, lambda code: f"2001:db8:{code >> 48:x}:{code >> 32 & 0xFFFF:x}::/64")


def numbered(letter: str, first: int, count: int, width: int = 9) -> Texts:
    """Ids in the order of rows."""
    return np.array([f"{letter}{number:0{width}d}" for number in range(first, first + count)], object)


def _texts(numbers: Ints, form: Callable[[int], str]) -> Texts:
    return np.array([form(number) for number in numbers.tolist()], object)


def _coded(numbers: Ints, family: int, form: Callable[[int], str]) -> Texts:
    """Numbers of different families have unlike codes: a device does not tell an address."""
    distinct, place = np.unique(numbers, return_inverse=True)
    codes = (distinct.astype(np.uint64) + np.uint64(family << 50)) * SCRAMBLE
    return _texts(codes.astype(object), form)[place]
