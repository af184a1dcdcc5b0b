"""The unit tests of every model, those of entities included that truenorth itself does not bring."""

from __future__ import annotations

import json

import pytest
import yaml

from dbt_projects import ROOT, copy_of_truenorth, run

pytestmark = pytest.mark.xdist_group("unit tests of dbt")  # their one build is enough
ENTITIES = sorted(
    path.stem.removeprefix("canonical_") for path in (ROOT / "models/canonical").glob("canonical_*.sql")
)
VARS = ("--vars", json.dumps({"truenorth_entities": ENTITIES}))
NOTICES = "notices: [{version: v1, purposes: [analytics], valid_from: 2024-01-01, languages: [en]}]"
SIGNALS = sorted(
    path.stem.removeprefix("sig_") for path in (ROOT / "models/intermediate/brushing").rglob("sig_*.sql")
)


@pytest.fixture(scope="module")
def tested(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Name of each unit test to its outcome, in a project whose every table is there and empty."""
    folder = copy_of_truenorth(tmp_path_factory.mktemp("root"))
    for file in sorted((folder / "data").rglob("*.parquet"))[1:]:
        file.unlink()  # no row is read; one delivery lets the door know its columns
    notices = folder / "expectations" / "consent" / "notices.yml"
    notices.parent.mkdir()
    notices.write_text(NOTICES)
    run(folder, "dbt", "run", "--empty", *VARS)
    run(folder, "dbt", "test", "--select", "test_type:unit", *VARS)
    results = json.loads((folder / "target/run_results.json").read_text(encoding="utf-8"))["results"]
    return {result["unique_id"].split(".")[-1]: result["status"] for result in results}


def test_every_unit_test_passes(tested: dict[str, str]) -> None:
    assert {name: status for name, status in tested.items() if status != "pass"} == {
        name: "success" for name in tested if name.startswith("truenorth-on-run")
    }
    assert len(tested) > len(SIGNALS)


def test_every_signal_is_listed_under_the_entities_it_needs() -> None:
    listed = yaml.safe_load((ROOT / "dbt_project.yml").read_text())["vars"]["truenorth_signals"]
    assert sorted(signal for signals in listed.values() for signal in signals) == SIGNALS
    needed = {entity for entities in listed for entity in entities.split(" and ")}
    assert needed <= set(ENTITIES)


@pytest.mark.parametrize("signal", SIGNALS)
def test_every_signal_speaks_and_is_silent(tested: dict[str, str], signal: str) -> None:
    for twin in (f"{signal}__speaks_", f"{signal}__silent_"):
        assert [name for name in tested if name.startswith(twin)], f"no unit test {twin}..."
