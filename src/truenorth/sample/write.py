"""`truenorth sample`: the raw tables of a made-up short-video shop, and the truth about them beside."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Any

from ..errors import ConfigurationError
from .plan import make_plan
from .world import write_world

if TYPE_CHECKING:
    from rich.console import RenderableType


@dataclass(frozen=True)
class SampleReport:
    """What was written: rows by raw table."""

    folder: Path
    scale: int
    seed: int
    rows: dict[str, int]

    def as_json(self) -> dict[str, Any]:
        return {"folder": str(self.folder), "scale": self.scale, "seed": self.seed, "rows": self.rows}

    def as_text(self) -> RenderableType:
        from rich.table import Table

        table = Table("raw table", title=f"made-up shop, {self.scale:,} accounts, seed {self.seed}")
        table.add_column("rows", justify="right")
        for name, rows in self.rows.items():
            table.add_row(name, f"{rows:,}")
        return table


def write_sample(
    out: Path, *, scale: int, seed: int, on_step: Callable[[str], None] = lambda step: None
) -> SampleReport:
    """Write the sample into `out`, which must not exist or be empty; all of it appears at once or nothing.

    The bytes depend on `scale` and `seed` alone (and on the versions of numpy and pyarrow).

    Args:
        scale: number of accounts, 1,000 to 1,000,000.
        on_step: told what is being made.
    Raises: ConfigurationError TN-S007 (scale or seed), TN-S008 (the folder cannot be used).
    """
    plan = make_plan(scale, seed)
    out = out.absolute()
    _require_free(out)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        made_in = Path(mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    except OSError as error:
        raise _unusable(out, error.strerror or "it cannot be made") from error
    try:
        rows = write_world(plan, made_in, on_step)
        made_in.chmod(0o755)  # mkdtemp makes folders for the owner alone
        made_in.replace(out)
    finally:
        shutil.rmtree(made_in, ignore_errors=True)
    return SampleReport(out, scale, seed, rows)


def _require_free(out: Path) -> None:
    if out.is_dir():
        if any(out.iterdir()):
            raise _unusable(out, "it is not empty")
    elif out.exists() or out.is_symlink():
        raise _unusable(out, "it is not a folder")


def _unusable(out: Path, why: str) -> ConfigurationError:
    return ConfigurationError(
        "TN-S008",
        f"the folder cannot be used: {why}",
        where=str(out),
        mend="name a folder that does not exist yet, or empty it",
    )
