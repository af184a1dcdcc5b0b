"""`truenorth check FILE --source NAME`: the door without a house, for the producer's own job."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import ExitCode
from ..project import SUFFIXES, Project

if TYPE_CHECKING:
    from rich.console import RenderableType

    from ..admit.delivery.deliveries import Held

EXAMPLES = 5


@dataclass(frozen=True)
class CheckReport:
    """What the door would do with a file.

    Attributes:
        refused: why it would be held, None if it can be read.
        reasons: reason to (rows, first row numbers).
    """

    file: str
    source: str
    rows: int | None
    admitted: int
    reasons: dict[str, tuple[int, list[int]]]
    texts: dict[str, str]
    refused: Held | None

    @property
    def exit_code(self) -> ExitCode:
        clean = self.refused is None and self.admitted == self.rows
        return ExitCode.PASS if clean else ExitCode.GATE_FAILED

    def as_json(self) -> dict[str, Any]:
        refused = None
        if self.refused is not None:
            refused = {"code": self.refused.code, "what": self.refused.what, "mend": self.refused.mend}
        return {
            "schema_version": 1,
            "file": self.file,
            "source": self.source,
            "rows": self.rows,
            "admitted": self.admitted,
            "quarantined": None if self.rows is None or self.refused else self.rows - self.admitted,
            "held": refused,
            "reasons": [
                {"reason": reason, "rows": rows, "first_rows": first, "text": self.texts[reason]}
                for reason, (rows, first) in self.reasons.items()
            ],
        }

    def as_text(self) -> RenderableType:
        from rich.console import Group
        from rich.table import Table
        from rich.text import Text

        if self.refused is not None:
            return Text(
                f"HELD {self.file}: {self.refused.code} {self.refused.what}\n  mend: {self.refused.mend}"
            )
        head = Text(
            f"{self.file}: {self.admitted:,} of {self.rows:,} rows keep the contract of {self.source}"
        )
        if not self.reasons:
            return head
        table = Table()
        for column in ("reason", "rows", "first rows", "what it means"):
            table.add_column(column, justify="right" if column == "rows" else "left")
        for reason, (rows, first) in self.reasons.items():
            table.add_row(reason, f"{rows:,}", ", ".join(map(str, first)), Text(self.texts[reason]))
        return Group(head, table)


def check_file(project: Project, file: Path, source: str) -> CheckReport:
    """Label every row of `file` in memory and count the reasons; nothing is stored.

    Raises: ConfigurationError or ContractError; a file that cannot be read is a report, not an error.
    """
    import duckdb

    from ..admit.contract import load_contract
    from ..admit.delivery.deliveries import Held
    from ..admit.delivery.discovery import examine
    from ..admit.door import as_held, label

    declared = project.source(source)
    given = replace(
        declared,
        location=str(file.absolute()),
        format=SUFFIXES.get(file.suffix.lower(), declared.format),
    )
    contract = load_contract(project.row_contracts / f"{source}.py", source)
    with duckdb.connect() as con:
        [found] = examine(con, given, contract, {}, frozenset())
        reasons: dict[str, tuple[int, list[int]]] = {}
        admitted = 0
        if not isinstance(found, Held):
            try:
                con.execute(f"create temp table checked as {label(con, given, contract, found)}")
            except Exception as error:
                found = as_held(found, error)
            else:
                [(admitted,)] = con.execute("select count(*) from checked where len(_reasons) = 0").fetchall()
                rows = con.execute(
                    f"""
                    select reason, count(*), min(_row_number, {EXAMPLES})
                    from (select _row_number, unnest(_reasons) as reason from checked)
                    group by reason order by 2 desc, 1
                    """
                ).fetchall()
                reasons = {reason: (count, first) for reason, count, first in rows}
    refused = found if isinstance(found, Held) else None
    return CheckReport(
        file=str(file),
        source=source,
        rows=found.rows,
        admitted=admitted,
        reasons=reasons,
        texts=contract.reasons,
        refused=refused,
    )
