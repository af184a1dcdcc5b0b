"""Sends through apprise; a channel that fails is told of and stops nothing."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Sequence
from datetime import datetime

from ..errors import ConfigurationError, EvaluationError, TruenorthError
from ..project import Project
from .channels import Channel, NotifyConfig
from .happenings import Happening
from .message import Part, part_of, title_of, worst_first
from .spool import Spool


def notify(
    project: Project,
    config: NotifyConfig,
    happenings: Sequence[Happening],
    *,
    now: datetime,
    on_message: Callable[[str], None],
) -> None:
    """Tell each channel what it wants to know, and what waited for the end of its quiet hours.

    What comes in quiet hours waits in the spool; what could not be sent after them waits on.

    Args:
        now: aware.
        on_message: called with one line for each channel that could not be reached.
    Raises: ConfigurationError TN-H010 for a template that cannot be rendered.
    """
    spool = Spool(project.root)
    for channel in config.channels:
        parts = [
            part_of(one, channel.languages, project.name, config.templates)
            for one in happenings
            if one.event in channel.events
        ]
        hours = channel.quiet_hours
        held = [part for part in parts if hours and hours.hold(part.event, now)]
        waiting = [part for part in spool.of(channel.name) if not (hours and hours.hold(part.event, now))]
        due = worst_first([*waiting, *(part for part in parts if part not in held)])
        still = [part for part in spool.of(channel.name) if part not in waiting]
        if due:
            try:
                send(channel, title_of(project.name, channel.languages), due)
            except TruenorthError as refusal:
                on_message(f"{refusal.code} {channel.name}: {refusal.what}")
                still += waiting
        spool.keep(channel.name, [*still, *held])


def send(channel: Channel, title: str, parts: Sequence[Part]) -> None:
    """Send one message to one channel.

    Raises: ConfigurationError TN-H011 (no URL), TN-H013 (apprise is not installed), EvaluationError TN-H012
        (the service did not take it). None of them repeats the URL: it is a secret.
    """
    url = os.environ.get(channel.url_env)
    if not url:
        raise ConfigurationError(
            "TN-H011", f"environment variable {channel.url_env} is not set", mend="give it the apprise URL"
        )
    try:
        import apprise
    except ImportError as error:
        raise ConfigurationError(
            "TN-H013", "apprise is not installed", mend="pip install 'truenorth[notify]'"
        ) from error
    logging.getLogger("apprise").disabled = True  # its warnings may quote the URL
    service = apprise.Apprise()
    if not service.add(url):
        raise ConfigurationError(
            "TN-H011",
            f"environment variable {channel.url_env} holds no URL that apprise knows",
            mend="see the list of services in apprise's documentation",
        )
    body = "\n\n".join(part.text for part in parts)
    if not service.notify(body=body, title=title, body_format=apprise.NotifyFormat.TEXT):
        raise EvaluationError(
            "TN-H012", "the service did not take the message", mend=f"truenorth notify --test {channel.name}"
        )
