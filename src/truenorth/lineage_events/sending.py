"""Where events go: a file, or what OpenLineage's own environment variables say."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import ConfigurationError

if TYPE_CHECKING:
    from openlineage.client.client import OpenLineageClient
    from openlineage.client.event_v2 import RunEvent

ASKED_BY = ("OPENLINEAGE_URL", "OPENLINEAGE_CONFIG", "OPENLINEAGE__TRANSPORT__TYPE")


def is_asked_for() -> bool:
    """Whether the environment names a receiver, and nobody has switched events off."""
    disabled = os.environ.get("OPENLINEAGE_DISABLED", "").strip().lower() == "true"
    return not disabled and any(os.environ.get(name) for name in ASKED_BY)


def require_client() -> None:
    """Raises: ConfigurationError TN-H031 if OpenLineage's client is not installed."""
    try:
        found = find_spec("openlineage.client")
    except ModuleNotFoundError:
        found = None
    if found is None:
        raise ConfigurationError(
            "TN-H031",
            "OpenLineage's client is not installed",
            mend="install truenorth[openlineage], or leave --openlineage and OPENLINEAGE_URL out",
        )


def send(events: Iterable[RunEvent], file: Path | None, on_message: Callable[[str], None]) -> None:
    """Send events in their order; one line says what failed, and the rest is not tried.

    Args:
        file: events are appended to it, one a line; None for the receiver of the environment.
    """
    try:
        client = _client(file)
        for event in events:
            client.emit(event)
        client.close()
    except Exception as error:
        # The receiver's own words may hold an address with a key in it: the kind of error must do.
        on_message(
            f"TN-H030 lineage was not told: {type(error).__name__}\n"
            "  mend: `truenorth explain TN-H030`; the build itself is not touched by it"
        )


def _client(file: Path | None) -> OpenLineageClient:
    from openlineage.client.client import OpenLineageClient

    if file is None:
        return OpenLineageClient()
    from openlineage.client.transport.file import FileConfig, FileTransport

    return OpenLineageClient(transport=FileTransport(FileConfig(str(file), append=True)))
