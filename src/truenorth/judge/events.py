"""`expectations/events.yml`: stretches of time in which feelings, not use, moved the figures. Realises F10.

A reviewed file: whoever annotates a window says where everybody can read of it. Nothing is taken out of any
figure; each is told with these windows and without them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ..committee.strict_fields import Fields
from ..project import Project, find_project
from ..strict_yaml import load_yaml
from ..wording.words import Words

if TYPE_CHECKING:
    import pyarrow as pa

CODE = "TN-J040"
FIELDS = ("id", "from", "until", "title", "source")


@dataclass(frozen=True)
class Event:
    """One annotated window, half-open.

    Attributes:
        source: where it can be read of.
    """

    id: str
    first_day: date
    end_day: date
    title: Words
    source: str


def load_events(project: Project) -> tuple[Event, ...]:
    """Read the annotated windows in order of time; none if there is no file. Windows may overlap.

    Raises: ConfigurationError TN-S001 (no valid YAML), TN-J040 (naming the place).
    """
    path = project.root / "expectations" / "events.yml"
    if not path.is_file():
        return ()
    fields = Fields(load_yaml(path), ("events",), path=path, place="", code=CODE)
    events = [_event(entry) for entry in fields.entries("events", FIELDS)]
    fields.require_once("event", (event.id for event in events))
    return tuple(sorted(events, key=lambda event: (event.first_day, event.id)))


def _event(fields: Fields) -> Event:
    first, end = fields.day("from"), fields.day("until")
    if end <= first:
        raise fields.refusal("`until` is the first day after the window, so it lies after `from`")
    return Event(fields.name("id"), first, end, fields.words("title"), fields.text("source"))


def event_rows(project_dir: Path | None = None) -> pa.Table:
    """Return (event, first_day, end_day, title, title_zh, source), one row an event; see `load_events`."""
    import pyarrow as pa

    rows = [
        {
            "event": event.id,
            "first_day": event.first_day,
            "end_day": event.end_day,
            "title": event.title.en,
            "title_zh": event.title.zh,
            "source": event.source,
        }
        for event in load_events(find_project(project_dir))
    ]
    types = {name: pa.string() for name in ("event", "title", "title_zh", "source")}
    types |= {"first_day": pa.date32(), "end_day": pa.date32()}
    order = ("event", "first_day", "end_day", "title", "title_zh", "source")
    return pa.Table.from_pylist(rows, schema=pa.schema([(name, types[name]) for name in order]))
