"""dbt projects for tests: a copy of truenorth itself, or a small project that installs it as a package."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import yaml

ROOT = Path(__file__).parent.parent
MADE_BY_A_BUILD = ("evidence", "data", "target", "logs", "published", "dbt_packages", "work.duckdb*")
PARTS = ("dbt_project.yml", "profiles.yml", "models", "macros", "seeds", "expectations", "data")


def run(folder: Path, *command: str) -> str:
    """Run a program of this environment (`dbt`, `mf`) in a project folder and return what it printed.

    Raises: AssertionError with the output if the program fails.
    """
    program = Path(sys.executable).with_name(command[0])
    done = subprocess.run(
        [str(program), *command[1:]],
        cwd=folder,
        capture_output=True,
        text=True,
        env={**os.environ, "DBT_SEND_ANONYMOUS_USAGE_STATS": "false", "NO_COLOR": "1"},
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def copy_of_truenorth(folder: Path) -> Path:
    """Copy the dbt project, so that a build touches neither its database nor its releases."""
    folder.mkdir(parents=True, exist_ok=True)
    for part in PARTS:
        here, there = ROOT / part, folder / part
        if here.is_dir():
            shutil.copytree(here, there)
        elif here.exists():
            shutil.copy(here, there)
    shutil.copytree(ROOT / "tests" / "data", folder / "tests" / "data")
    return folder


def copy_of_platform(folder: Path) -> Path:
    """Copy examples/platform with a sample of 2,000 accounts; its truth goes to `<folder>_truth`."""
    shutil.copytree(
        ROOT / "examples" / "platform",
        folder,
        ignore=shutil.ignore_patterns(*MADE_BY_A_BUILD),
    )
    (folder / "packages.yml").write_text(yaml.safe_dump({"packages": [{"local": str(ROOT)}]}))
    run(folder, "truenorth", "sample", "--out", "data")
    (folder / "data" / "truth").rename(folder.with_name(f"{folder.name}_truth"))
    run(folder, "dbt", "--quiet", "deps")
    return folder


def project_that_installs_truenorth(
    folder: Path, variables: dict[str, object], files: dict[str, str]
) -> Path:
    """Write a dbt project `shop` with truenorth as a local package; `files` are texts by path."""
    profile = {"type": "duckdb", "path": "shop.duckdb", "threads": 2}
    settings: dict[str, dict[str, object]] = {
        "dbt_project.yml": {"name": "shop", "version": "1.0", "profile": "shop", "vars": variables},
        "profiles.yml": {"shop": {"target": "local", "outputs": {"local": profile}}},
        "packages.yml": {"packages": [{"local": str(ROOT)}]},
    }
    texts = {name: yaml.safe_dump(content) for name, content in settings.items()} | files
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    run(folder, "dbt", "--quiet", "deps")
    return folder
