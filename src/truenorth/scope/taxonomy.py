"""Names of data categories, uses and subjects: fideslang's taxonomy and the few names that it lacks.

fideslang has no word for faces, for what a face gives away or for work on people's emotions, and those are
what this project refuses by default. Its taxonomy is made to be extended by children with a `parent_key`.
"""

from __future__ import annotations

from functools import cache
from typing import Any

PERSONAL = "user"
"""Data categories below it are personal; those below `system` are not."""

FORBIDDEN_CATEGORIES = ("user.biometric", "user.authorization.biometric", "user.behavior.emotion")
"""Refused in every metric without explicit consent and an impact assessment (systems E4, E12)."""

FORBIDDEN_USES = ("personalize.emotion", "marketing.advertising.emotion")
"""Refused as a metric's purpose on the same terms: working on people's fear or mood (system F12)."""

SENSITIVE_CATEGORIES = (
    "user.biometric",
    "user.authorization.biometric",
    "user.health_and_medical",
    "user.childrens",
    "user.criminal_history",
    "user.government_id",
    "user.financial",
    "user.location.precise",
    "user.demographic.race_ethnicity",
    "user.demographic.religious_belief",
    "user.demographic.political_opinion",
    "user.demographic.sexual_orientation",
)
"""Sensitive personal information: PIPL article 28 by example, GDPR article 9 and 10."""

ADVERTISING = ("marketing", "third_party_sharing")
ANALYTICS = "analytics"

OWN_CATEGORIES = {
    "user.biometric.face": "Images or measures of a face",
    "user.biometric.micro_expression": "What an involuntary movement of the face gives away",
    "user.behavior.emotion": "An emotional state, told or inferred",
}
OWN_USES = {
    "personalize.emotion": "Choose what a person sees by, or to change, their emotional state",
    "personalize.emotion.anxiety": "Raise or tune a person's anxiety",
    "marketing.advertising.emotion": "Aim advertising at an emotional state",
}


def covers(name: str, other: str) -> bool:
    """Whether `other` is `name` or stands below it; `analytics` covers `analytics.reporting`."""
    return other == name or other.startswith(f"{name}.")


def any_covers(names: Any, other: str) -> bool:
    """Whether one of `names` is `other` or stands above it."""
    return any(covers(name, other) for name in names)


@cache
def data_categories() -> frozenset[str]:
    """Every known data category."""
    return _keys("data_category") | OWN_CATEGORIES.keys()


@cache
def data_uses() -> frozenset[str]:
    """Every known data use: the words for a purpose."""
    return _keys("data_use") | OWN_USES.keys()


@cache
def data_subjects() -> frozenset[str]:
    """Every known kind of person."""
    return _keys("data_subject")


def _keys(resource: str) -> frozenset[str]:
    from fideslang.default_taxonomy import DEFAULT_TAXONOMY

    return frozenset(one.fides_key for one in getattr(DEFAULT_TAXONOMY, resource))
