"""Reading a metric contract: all of it, and nothing that is not one."""

from __future__ import annotations

import json
import os
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from contracts import PEERS, WHOLE, contract, make_project, without

from truenorth.definitions.contract import load_contracts, read_contract
from truenorth.definitions.fields import Goal, Limit, Rollup, Version
from truenorth.errors import ConfigurationError, ContractError
from truenorth.wording import Words


def test_every_field_is_read() -> None:
    read = contract()
    assert read.title == Words("Creators", "创作者")
    assert read.goal == Goal("P4W", "health")
    assert read.limits.bubble == Limit(0.25, "reviewed") and read.limits.volatility is None
    assert read.levers["product"] == (Words("shorten the way", "缩短路径"),)
    assert read.gaming_incentives == (Words("bought likes", "买赞"),)
    assert len(read.cannot_see) == 2
    assert read.calibration is not None and read.calibration.due == date(2026, 12, 31)
    assert read.versions[1] == Version(2, date(2026, 6, 1), None, "users")
    assert read.rollup == Rollup("count(distinct author_id)", "month", "", ("kind",))


@pytest.mark.parametrize(
    ("changes", "code", "said"),
    [
        ({"guardrail": ["soon"]}, "TN-M002", "did you mean guardrails?"),
        ({"goal": {"metrik": "health", "lag": "P4W"}}, "TN-M002", "goal.metrik; did you mean metric?"),
        ({"tier": "northstar"}, "TN-M001", "tier: one of candidate, core, north_star, retired"),
        ({"limits": {"bubble": 0.2}}, "TN-M001", "limits.bubble: fields are expected"),
        ({"limits": {"bubble": {"at_most": 0.2}}}, "TN-M001", "limits.bubble.origin is missing"),
        ({"limits": {"bubble": {"at_most": True, "origin": "x"}}}, "TN-M001", "limits.bubble.at_most"),
        ({"limits": {"bubble": {"at_most": -1, "origin": "x"}}}, "TN-M001", "not negative"),
        ({"guardrails": "soon"}, "TN-M001", "guardrails: a list is expected"),
        ({"title": {"zh": "创作者"}}, "TN-M001", "title: a text, or `en` and `zh`"),
        ({"owner": " "}, "TN-M001", "owner: a text is expected"),
        ({"owner": 7}, "TN-M001", "owner: a text is expected"),
        ({"calibration": {"cadence": "quarterly", "due": "31.12.2026"}}, "TN-M001", "calibration.due: a day"),
        ({"cannot_see": {"en": ["a", "b"], "zh": ["甲"]}}, "TN-M001", "cannot_see"),
        ({"levers": ["answer"]}, "TN-M001", "levers: names with values"),
        ({"versions": [{"version": "one", "valid_from": "2026-01-01"}]}, "TN-M001", "versions[0].version"),
        ({"rollup": {"numerator": "sum(x)"}}, "TN-M001", "rollup.period is missing"),
    ],
)
def test_what_is_no_contract_is_refused(changes: dict[str, Any], code: str, said: str) -> None:
    with pytest.raises(ContractError) as refusal:
        read_contract("creators", without(**changes), where="models/creators.yml")
    assert refusal.value.code == code
    assert said in refusal.value.what and refusal.value.where == "models/creators.yml"


@pytest.mark.parametrize("name", ["title", "tier", "kind", "unit", "rollup"])
def test_what_the_figures_need_must_be_there(name: str) -> None:
    with pytest.raises(ContractError, match=f"{name} is missing"):
        read_contract("creators", without(name))


def test_settings_of_the_model_stand_beside_the_contract() -> None:
    assert read_contract("creators", without(declassifies={"kind": "aggregation"})) == contract()


def test_a_project_says_anew_what_is_its_own_to_say() -> None:
    read = read_contract("creators", without(tier="candidate"), changes={"tier": "core", "owner": "me"})
    assert (read.tier, read.owner, read.changed) == ("core", "me", {"tier", "owner"})


@pytest.mark.parametrize("name", ["rollup", "unit", "formula", "purpose"])
def test_a_project_does_not_say_anew_what_the_packages_sql_does(name: str) -> None:
    with pytest.raises(ContractError) as refusal:
        read_contract("creators", WHOLE, changes={name: WHOLE[name]})
    assert refusal.value.code == "TN-M003"


def test_contracts_come_from_the_ymls_without_dbt(tmp_path: Path) -> None:
    variables = {"truenorth_metric_contracts": {"users": {"owner": "me"}}, "team": "growth"}
    stated = {**PEERS, "creators": {**WHOLE, "owner": "{{ var('team') }}"}}
    project = make_project(tmp_path / "shop", stated, variables=variables)
    read = load_contracts(project)
    assert list(read) == sorted(stated)
    assert read["creators"] == contract()
    assert (read["users"].owner, read["users"].where) == ("me", "models/users.yml")


def test_changes_of_a_metric_that_is_not_there_are_refused(tmp_path: Path) -> None:
    variables = {"truenorth_metric_contracts": {"usres": {"owner": "me"}}}
    with pytest.raises(ConfigurationError) as refusal:
        load_contracts(make_project(tmp_path / "shop", PEERS, variables=variables))
    assert refusal.value.code == "TN-M004"


def test_a_metric_that_is_off_is_not_among_them(tmp_path: Path) -> None:
    project = make_project(tmp_path / "shop", PEERS)
    path = project.root / "models" / "users.yml"
    path.write_text(path.read_text().replace("config:", "config:\n    enabled: \"{{ var('all', false) }}\""))
    assert set(load_contracts(project)) == set(PEERS) - {"users"}


def test_the_manifest_is_read_only_while_it_is_newer_than_the_ymls(tmp_path: Path) -> None:
    project = make_project(tmp_path / "shop", PEERS)
    (project.root / "target").mkdir()
    node = {
        "name": "from_manifest",
        "package_name": "shop",
        "resource_type": "model",
        "original_file_path": "models/from_manifest.sql",
        "patch_path": "shop://models/from_manifest.yml",
        "config": {"meta": {"truenorth": WHOLE}},
    }
    manifest = {
        "metadata": {"generated_at": datetime.now(UTC).isoformat()},
        "nodes": {"model.shop.from_manifest": node},
    }
    (project.root / "target" / "manifest.json").write_text(json.dumps(manifest))
    for path in project.root.rglob("*.yml"):
        os.utime(path, (1, 1))
    read = load_contracts(project)
    assert list(read) == ["from_manifest"]
    assert read["from_manifest"].where == "models/from_manifest.yml"
    os.utime(project.root / "models" / "users.yml")
    os.utime(project.root / "models" / "users.yml", (2**33, 2**33))
    assert set(load_contracts(project)) == set(PEERS)
