"""`expectations/notify.yml`: who is told what, in which languages, and when they are left alone.

channels:
  - name: data_team
    url_env: TRUENORTH_NOTIFY_DATA_TEAM     # holds an apprise URL; a secret never stands in a file
    events: [red, gate_failed, held, overdue, published]
    languages: [zh, en]
    quiet_hours: {from: "22:00", to: "07:00", timezone: Asia/Shanghai, except: [red]}
templates:                                  # optional, jinja2
  held: {en: "{{ count }} held: {{ facts | join(', ') }}", zh: "{{ count }} 批扣留：{{ facts | join('、') }}"}
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import TYPE_CHECKING, cast
from zoneinfo import ZoneInfo

from ..committee.strict_fields import Fields
from ..strict_yaml import load_yaml
from ..wording.words import Lang, Words
from .happenings import EVENTS, Event, Happening
from .message import part_of

if TYPE_CHECKING:
    from ..project import Project

CODE = "TN-H010"
CHANNEL = ("name", "url_env", "events", "languages", "quiet_hours")
QUIET = ("from", "to", "timezone", "except")


@dataclass(frozen=True)
class QuietHours:
    """Hours of a day in which only `exceptions` are told at once; they may run over midnight."""

    start: time
    end: time
    zone: ZoneInfo
    exceptions: tuple[Event, ...]

    def hold(self, event: Event, now: datetime) -> bool:
        """Whether `event` waits; `now` is aware."""
        clock = now.astimezone(self.zone).time()
        over_midnight = self.start > self.end
        after, before = clock >= self.start, clock < self.end
        quiet = (after or before) if over_midnight else (after and before)
        return quiet and event not in self.exceptions


@dataclass(frozen=True)
class Channel:
    """One place where people read; `url_env` names the environment variable of its apprise URL."""

    name: str
    url_env: str
    events: tuple[Event, ...]
    languages: tuple[Lang, ...]
    quiet_hours: QuietHours | None


@dataclass(frozen=True)
class NotifyConfig:
    """All channels of a project, and what its own templates say instead of ours."""

    channels: tuple[Channel, ...] = ()
    templates: Mapping[Event, Words] = field(default_factory=dict)


def load_notify(project: Project) -> NotifyConfig:
    """Read `expectations/notify.yml`; without it nobody is told anything.

    Raises: ConfigurationError TN-S001, TN-H010.
    """
    path = project.root / "expectations" / "notify.yml"
    if not path.is_file():
        return NotifyConfig()
    fields = Fields(load_yaml(path), ("channels", "templates"), path=path, place="", code=CODE)
    channels = tuple(_channel(one) for one in fields.entries("channels", CHANNEL, least=1))
    names = [one.name for one in channels]
    if len(set(names)) != len(names):
        raise fields.refusal("two channels have one name")
    return NotifyConfig(channels, _templates(fields))


def _channel(fields: Fields) -> Channel:
    url_env = fields.text("url_env")
    if not re.fullmatch(r"[A-Z_][A-Z0-9_]*", url_env):
        # somebody wrote the URL itself: the refusal must not repeat it
        raise fields.refusal("`url_env` is the name of an environment variable, in capitals; never a URL")
    events = fields.names("events") if fields.has("events") else EVENTS
    languages = fields.names("languages") if fields.has("languages") else ("en",)
    _all_of(fields, "languages", languages, ("en", "zh"))
    return Channel(
        name=fields.name("name"),
        url_env=url_env,
        events=_events(fields, "events", events),
        languages=cast("tuple[Lang, ...]", languages),
        quiet_hours=_quiet(fields.entry("quiet_hours", QUIET)) if fields.has("quiet_hours") else None,
    )


def _quiet(fields: Fields) -> QuietHours:
    start, end = _clock(fields, "from"), _clock(fields, "to")
    if start == end:
        raise fields.refusal("`from` and `to` are the same")
    zone = fields.text("timezone")
    try:
        known = ZoneInfo(zone)
    except (KeyError, ValueError, OSError):
        raise fields.refusal(f"no time zone is named {zone!r}; for example Asia/Shanghai") from None
    exceptions = fields.names("except") if fields.has("except") else ()
    return QuietHours(start, end, known, _events(fields, "except", exceptions))


def _clock(fields: Fields, name: str) -> time:
    text = fields.text(name)
    if not re.fullmatch(r"([01][0-9]|2[0-3]):[0-5][0-9]", text):
        raise fields.refusal(f'`{name}` is a time of the day in quotes, for example "22:00"')
    return time.fromisoformat(text)


def _events(fields: Fields, name: str, given: tuple[str, ...]) -> tuple[Event, ...]:
    _all_of(fields, name, given, EVENTS)
    return tuple(event for event in EVENTS if event in given)


def _all_of(fields: Fields, name: str, given: tuple[str, ...], known: tuple[str, ...]) -> None:
    if not set(given) <= set(known):
        raise fields.refusal(f"`{name}` is a list of {', '.join(known)}")


def _templates(fields: Fields) -> dict[Event, Words]:
    if not fields.has("templates"):
        return {}
    entry = fields.entry("templates", EVENTS)
    own = {event: entry.words(event) for event in EVENTS if entry.has(event)}
    for event in own:  # found now and not when there is something to tell
        part_of(Happening(event, (Words("one", "一"),)), ("en", "zh"), "project", own)
    return own
