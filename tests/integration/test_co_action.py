"""Co-action over a made-up month: every attack is found, nobody honest, nothing among permuted accounts."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from co_action_world import co_action_world, write_world
from dbt_projects import project_that_installs_truenorth, run

pytestmark = pytest.mark.heavy  # whole dbt runs

# each signal, the attack that it is there for, and how many accounts that has
ATTACKS = {
    "lockstep_groups": ("farm", 12),
    "slow_drips": ("drip", 12),
    "serial_bursts": ("pool", 150),
    "one_client_farms": ("client", 10),
}
SELECT = [f"+sig_{signal}" for signal in ATTACKS]
FOUND = " union all ".join(
    f"select '{signal}', rtrim(actor_id, '0123456789'), count(distinct actor_id)"
    f" from sig_{signal} group by all"
    for signal in ATTACKS
)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("co_action") / "shop"
    entities = ("interactions", "targets")
    staging = {
        f"models/stg_{entity}.sql": f"select * from read_parquet('data/{entity}.parquet')"
        for entity in entities
    }
    project_that_installs_truenorth(folder, {"truenorth_entities": list(entities)}, staging)
    write_world(co_action_world(), folder / "data")
    return folder


def _found(project: Path, *options: str) -> dict[tuple[str, str], int]:
    """Run the signals and return how many accounts of a kind each of them finds, by signal and kind."""
    run(project, "dbt", "--quiet", "run", "--full-refresh", "--select", *SELECT, *options)
    with duckdb.connect(project / "shop.duckdb", read_only=True) as connection:
        return {(signal, kind): accounts for signal, kind, accounts in connection.execute(FOUND).fetchall()}


def test_attacks_are_found_and_honest_crowds_are_not(project: Path) -> None:
    found = _found(project)
    for signal, attack in ATTACKS.items():
        assert found.get((signal, attack[0])) == attack[1], found
    assert {kind for _, kind in found} == {kind for kind, _ in ATTACKS.values()}


@pytest.mark.heavy
def test_nothing_is_found_among_permuted_accounts(project: Path) -> None:
    assert _found(project, "--vars", "{truenorth_permutation: 1}") == {}
