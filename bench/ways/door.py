"""truenorth: the file lands through the door, then its profile is taken."""

from __future__ import annotations

from pathlib import Path

from truenorth.admit.contract import RowContract, load_contract
from truenorth.admit.delivery.deliveries import Delivery
from truenorth.admit.door import Admission
from truenorth.project import SourceConfig

from .engine import connect, read_back
from .measured import Measured, Settings
from .profile_sql import profile_sql

CONTRACT = Path(__file__).parents[1] / "order_contract.py"
RELATION, LEDGER = '"adm_order_lines"', '"adm_order_lines__ledger"'


def run(file: Path, settings: Settings) -> Measured:
    """Land and profile one file, or of a glob of files those that are not yet known."""
    measured, contract = Measured(), load_contract(CONTRACT, "order_lines")
    with measured.step("land"):
        batch_ids = _land(file, settings, contract)
    with measured.step("profile"), connect(settings, "door") as con:
        con.execute(f"create or replace table prf_order_lines as {profile_sql(RELATION, LEDGER, batch_ids)}")
    return read_back(settings, "door", measured)


def _land(file: Path, settings: Settings, contract: RowContract) -> list[str]:
    """The database is closed at the end, so that all is on disk when the clock stops."""
    source = SourceConfig("order_lines", root=settings.folder, location=str(file), format="parquet")
    with connect(settings, "door") as con:
        outcome = Admission(source, contract).land(con, RELATION)
    landed = [item.batch_id for item in outcome if isinstance(item, Delivery)]
    if len(landed) != len(outcome):
        raise RuntimeError(f"held: {[item for item in outcome if not isinstance(item, Delivery)]}")
    return landed
