"""dbt as a program: results, relations, the work database, and a child that does not outlive us."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from truenorth.dbt import NodeResult, relations, work_database
from truenorth.errors import ConfigurationError, EvaluationError
from truenorth.project import Project


def project(folder: Path, profile: str) -> Project:
    (folder / "dbt_project.yml").write_text("name: shop\nprofile: shop\n")
    (folder / "profiles.yml").write_text(profile)
    return Project(root=folder, name="shop")


def profile(path: str) -> str:
    return f"shop:\n  target: local\n  outputs:\n    local:\n      type: duckdb\n      path: {path}\n"


def test_the_work_database_is_that_of_the_profile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert work_database(project(tmp_path, profile("shop.duckdb"))) == tmp_path / "shop.duckdb"
    monkeypatch.setenv("SHOP_DB", "other.duckdb")
    given = project(tmp_path, profile("\"{{ env_var('SHOP_DB') }}\""))
    assert work_database(given) == tmp_path / "other.duckdb"


@pytest.mark.parametrize(
    "text",
    [
        "{}",
        profile("\"{{ env_var('NOT_SET_ANYWHERE') }}\""),
        "shop: {target: x, outputs: {x: {type: spark}}}",
    ],
    ids=["no_profile", "unset_variable", "another_engine"],
)
def test_a_profile_without_duckdb_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        work_database(project(tmp_path, text))
    assert caught.value.code == "TN-E004"


def test_relations_are_read_from_the_manifest(tmp_path: Path) -> None:
    given = project(tmp_path, "{}")
    with pytest.raises(EvaluationError) as caught:
        relations(given)
    assert caught.value.code == "TN-E003"
    (tmp_path / "target").mkdir()
    node = {"resource_type": "model", "name": "batches", "schema": "ma in", "alias": 'b"atches'}
    (tmp_path / "target/manifest.json").write_text(json.dumps({"nodes": {"model.shop.batches": node}}))
    assert relations(given)["batches"].sql == '"ma in"."b""atches"'


def test_the_cause_of_a_red_node_is_the_line_with_a_code() -> None:
    message = (
        "Runtime Error\n  Python model failed:\n  truenorth.errors.ContractError: TN-C003 one model a file\n"
    )
    assert NodeResult("model.shop.adm_x", "error", message).cause == "TN-C003 one model a file"
    assert NodeResult("test.shop.t", "fail", "Got 1 result\nmore").cause == "Got 1 result"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ties a child to its parent")
def test_a_killed_parent_takes_its_child_along() -> None:
    code = (
        "import subprocess, sys\nfrom truenorth.dbt import _die_with_parent\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'],"
        " preexec_fn=_die_with_parent)\nprint(child.pid, flush=True)\nchild.wait()\n"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        os.kill(parent.pid, signal.SIGKILL)
    for _ in range(100):
        if not Path(f"/proc/{child}").exists() or "State:\tZ" in Path(f"/proc/{child}/status").read_text():
            return
        time.sleep(0.05)
    pytest.fail("the child outlives its parent")
