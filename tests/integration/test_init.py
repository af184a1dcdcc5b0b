"""What `truenorth init` writes builds at once: each template, and one from a real wheel."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path
from typing import Any

import pytest

from dbt_projects import ROOT
from truenorth.scaffold.project import SOURCES

pytestmark = pytest.mark.heavy  # whole dbt builds
OF_THE_WHEEL = (
    *("setup.py", "pyproject.toml", "MANIFEST.in", "README.md", "LICENSE", "dbt_project.yml"),
    *("src", "models", "macros", "tests/data"),
)


def built_by(program: Path, folder: Path, template: str) -> dict[str, Any]:
    """Make and build a project; returns what the build said."""

    def run(cwd: Path, *arguments: str) -> str:
        done = subprocess.run([program, *arguments], cwd=cwd, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    run(folder, "init", template, "--template", template)
    run(folder / template, "deps")
    said: dict[str, Any] = json.loads(run(folder / template, "build", "--format", "json"))
    return said


@pytest.mark.parametrize("template", SOURCES)
def test_a_template_builds_at_once(tmp_path: Path, template: str) -> None:
    said = built_by(Path(sys.executable).with_name("truenorth"), tmp_path, template)
    assert said["held"] == []
    metrics = {one["metric"]: one for one in said["metrics"]}
    settings = (tmp_path / template / "dbt_project.yml").read_text()
    chosen = next(metric for metric in metrics if f"{metric}:" in settings)
    assert metrics[chosen]["trusted_value"] is not None, "the first metric has a figure on the made-up rows"


def test_a_real_wheel_brings_command_and_models(tmp_path: Path) -> None:
    for part in OF_THE_WHEEL:
        here, there = ROOT / part, tmp_path / "source" / part
        there.parent.mkdir(parents=True, exist_ok=True)
        (shutil.copytree if here.is_dir() else shutil.copy)(here, there)
    pip = [sys.executable, "-m", "pip", "-q", "wheel", "--no-deps", "--no-build-isolation", "-w", tmp_path]
    subprocess.run([*pip, tmp_path / "source"], check=True)
    shutil.rmtree(tmp_path / "source")
    [wheel] = tmp_path.glob("*.whl")
    own = tmp_path / "venv"
    venv.create(own, with_pip=False)
    site = Path(sysconfig.get_path("purelib", vars={"base": str(own), "platbase": str(own)}))
    pip = [sys.executable, "-m", "pip", "--python", own / "bin" / "python", "-q", "install", "--no-deps"]
    subprocess.run([*pip, wheel], check=True)
    # the other packages are those of this environment; its editable truenorth is not found by a plain path
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    dbt = Path(sys.executable).with_name("dbt").read_text().split("\n", 1)[1]
    (own / "bin" / "dbt").write_text(f"#!{own / 'bin' / 'python'}\n{dbt}")
    (own / "bin" / "dbt").chmod(0o755)
    said = built_by(own / "bin" / "truenorth", tmp_path, "commerce")
    assert said["held"] == []
    models = (tmp_path / "commerce" / "dbt_packages" / "truenorth").resolve()
    assert models == site.resolve() / "truenorth" / "dbt_package"
