"""`truenorth notify`: what the last run came to, and what a gate found, for those who asked to be told."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import ConfigurationError
from ..notify.channels import NotifyConfig, load_notify
from ..notify.happenings import (
    Happening,
    failed_gate,
    held_batches,
    overdue_calibrations,
    published_release,
    red_nodes,
)
from ..project import Project
from ..wording.words import Words

if TYPE_CHECKING:
    from .build import BuildOutcome
    from .summary import Summary

TRIAL = Words("This is a test.", "这是一条测试消息。")


def required_notify(project: Project) -> NotifyConfig:
    """Return the project's channels.

    Raises: ConfigurationError TN-S001, TN-H010 (wrong), TN-H014 (there are none).
    """
    config = load_notify(project)
    if not config.channels:
        raise ConfigurationError(
            "TN-H014",
            "nobody is to be told: there is no expectations/notify.yml",
            where=str(project.root),
            mend="write one; `truenorth explain TN-H010` shows its form",
        )
    return config


def tell_of_build(
    project: Project,
    config: NotifyConfig,
    outcome: BuildOutcome,
    summary: Summary,
    on_message: Callable[[str], None],
) -> None:
    """Tell what a build came to; a channel that fails is told to `on_message`."""
    from .build import blocks

    happenings = [
        *red_nodes([node for node in outcome.red if blocks(node)]),
        *held_batches(summary.held),
    ]
    if outcome.is_new and summary.release_id:
        happenings += published_release(summary.release_id, summary.metrics)
    _tell(project, config, happenings, on_message)


def tell_of_state(
    project: Project, config: NotifyConfig, gate: Path | None, on_message: Callable[[str], None]
) -> None:
    """Tell how the project stands: red checks of the last run, held batches, a gate's report if given.

    Raises: ConfigurationError TN-H015 if `gate` is no report of a gate.
    """
    from ..dbt import last_run
    from ..publish.reading import current_release
    from .build import blocks
    from .summary import summary_of_release

    happenings: list[Happening] = failed_gate(_gate_report(gate)) if gate else []
    run = last_run(project)
    if run:
        happenings += red_nodes([node for node in run.nodes if node.is_red and blocks(node)])
    if current_release(project.published) is not None:
        happenings += held_batches(summary_of_release(project).held)
    _tell(project, config, happenings, on_message)


def try_channel(project: Project, config: NotifyConfig, name: str) -> None:
    """Send a short text to one channel, whatever the hour.

    Raises: ConfigurationError TN-H011, TN-H013, TN-H014, EvaluationError TN-H012.
    """
    from ..notify.message import Part, title_of
    from ..notify.sending import send

    for channel in config.channels:
        if channel.name == name:
            texts = [TRIAL.say(language) for language in channel.languages]
            send(channel, title_of(project.name, channel.languages), [Part("published", "\n".join(texts))])
            return
    known = ", ".join(channel.name for channel in config.channels)
    raise ConfigurationError("TN-H014", f"no channel is named {name!r}; there are: {known}")


def _tell(
    project: Project, config: NotifyConfig, happenings: list[Happening], on_message: Callable[[str], None]
) -> None:
    from ..notify.sending import notify

    now = datetime.now(UTC)
    happenings = [*happenings, *overdue_calibrations(project, now.date())]
    notify(project, config, happenings, now=now, on_message=on_message)


def _gate_report(path: Path) -> dict[str, Any]:
    try:
        report = json.loads(path.read_text(encoding="utf-8"))
        assert isinstance(report["findings"], list) and isinstance(report["verdict"], str)
    except (OSError, ValueError, KeyError, TypeError, AssertionError) as error:
        raise ConfigurationError(
            "TN-H015",
            "this is no report of a gate",
            where=str(path),
            mend="write it with `truenorth gate --format json`",
        ) from error
    return dict(report)
