"""Progress of a long command, on stderr: a bar on a terminal, one line a model elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from ..dbt import Progress as Step


class ShownProgress:
    """Receives the steps of a dbt run."""

    def __init__(self, console: Console, bar: Progress | None) -> None:
        self._console = console
        self._bar = bar
        self._task = None if bar is None else bar.add_task("dbt starts", total=None)

    def step(self, step: Step) -> None:
        """Show that a node started or ended."""
        if self._bar is not None and self._task is not None:
            done = step.index if step.status != "started" else max(step.index - 1, 0)
            self._bar.update(self._task, total=step.total or None, completed=done, description=step.name)
        elif step.kind == "model" and step.status != "started":
            self._console.print(f"{step.index}/{step.total} {step.name} {step.status}", markup=False)

    def stage(self, name: str) -> None:
        """Show what begins now, in a command of several parts."""
        self._console.print(name, markup=False)

    def say(self, message: str) -> None:
        """Show a line that people must see."""
        self._console.print(message.strip(), style="red", markup=False)


@contextmanager
def shown_progress() -> Iterator[ShownProgress]:
    """Show progress until the block ends."""
    console = Console(file=sys.stderr, highlight=False)
    if not console.is_terminal:
        yield ShownProgress(console, None)
        return
    columns = (BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=console, transient=True) as bar:
        yield ShownProgress(console, bar)
