"""truenorth: the file lands through the door, then its profile is taken."""

from __future__ import annotations

from pathlib import Path

from truenorth.admit.contract import load_contract
from truenorth.admit.delivery.deliveries import Delivery
from truenorth.admit.door import Admission
from truenorth.project import SourceConfig

from .engine import connect, read_back
from .measured import Measured, Settings
from .profile_sql import profile_sql

CONTRACT = Path(__file__).parents[1] / "order_contract.py"
RELATION, LEDGER = '"adm_order_lines"', '"adm_order_lines__ledger"'


def run(file: Path, settings: Settings) -> Measured:
    """Land and profile one file, or of a glob of files those that are not yet known.

    As in a dbt process both steps share one database, and each ends when its data is on disk.
    """
    measured, contract = Measured(), load_contract(CONTRACT, "order_lines")
    source = SourceConfig("order_lines", root=settings.folder, location=str(file), format="parquet")
    with measured.step("land"):
        con = connect(settings, "door")
        outcome = Admission(source, contract).land(con, RELATION)
        con.execute("checkpoint")
    landed = [item.batch_id for item in outcome if isinstance(item, Delivery)]
    if len(landed) != len(outcome):
        raise RuntimeError(f"held: {[item for item in outcome if not isinstance(item, Delivery)]}")
    with measured.step("profile"):
        con.execute(f"create or replace table prf_order_lines as {profile_sql(RELATION, LEDGER, landed)}")
        con.close()
    return read_back(settings, "door", measured)
