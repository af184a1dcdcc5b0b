"""Every text colour stands out from the grounds it is printed on, by light, in the dark and on paper."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

STYLE = files("truenorth.site").joinpath("assets", "style.css").read_text(encoding="utf-8")
TEXTS = ("ink", "soft", "trusted", "raw", "link")
GROUNDS = ("paper", "sheet", "warn")


SCREEN, PRINT = re.findall(r":root \{(.*?)\}", STYLE, re.DOTALL)
BOTH = re.findall(r"--([a-z-]+): light-dark\((#[0-9a-f]{3,6}), (#[0-9a-f]{3,6})\);", SCREEN)
LIGHT = {name: light for name, light, _ in BOTH}
DARK = {name: dark for name, _, dark in BOTH}
PAPER = LIGHT | dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{3,6});", PRINT))


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    bright, dim = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, DARK, PAPER], ids=["light", "dark", "print"])
def test_texts_have_a_contrast_of_at_least_four_and_a_half(colours: dict[str, str]) -> None:
    for text in TEXTS:
        for ground in GROUNDS:
            assert contrast(colours[text], colours[ground]) >= 4.5, (text, ground)


@pytest.mark.parametrize("colours", [LIGHT, DARK, PAPER], ids=["light", "dark", "print"])
def test_the_bubble_can_be_told_from_the_trusted_part_without_colour(colours: dict[str, str]) -> None:
    assert contrast(colours["trusted"], colours["bubble"]) >= 3


def test_motion_print_and_dark_are_cared_for() -> None:
    for rule in (
        "prefers-reduced-motion",
        "color-scheme: light dark",
        ":root:has(#theme-dark:checked) { color-scheme: dark; }",
        "@media print",
        "break-inside: avoid",
    ):
        assert rule in STYLE


def test_every_colour_has_its_value_on_paper() -> None:
    printed = set(re.findall(r"--([a-z-]+): #", PRINT))
    assert set(LIGHT) - printed == {"warn-line", "focus"}, "these two are not printed"
