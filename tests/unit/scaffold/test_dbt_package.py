"""The dbt package of the installation, named by a link that is the same on every machine."""

from __future__ import annotations

import subprocess
import tomllib
from pathlib import Path

import pytest

import truenorth.scaffold.dbt_package as dbt_package
from command import truenorth
from truenorth.errors import ConfigurationError, EvaluationError
from truenorth.project import find_project
from truenorth.scaffold.dbt_package import carried_package, check_versions, link_package, names_the_link
from truenorth.strict_yaml import load_yaml

ROOT = Path(__file__).parents[3]
BY_LINK = "packages:\n  - local: ./.truenorth/dbt_package\n"


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    (tmp_path / "dbt_project.yml").write_text("name: shop\nprofile: shop\nversion: '1.0'\n")
    (tmp_path / "profiles.yml").write_text(
        "shop: {target: t, outputs: {t: {type: duckdb, path: shop.duckdb}}}\n"
    )
    (tmp_path / "packages.yml").write_text(BY_LINK)
    return tmp_path


def test_command_and_models_are_of_one_version() -> None:
    with (ROOT / "pyproject.toml").open("rb") as file:
        assert tomllib.load(file)["project"]["version"] == load_yaml(ROOT / "dbt_project.yml")["version"]


def test_deps_links_the_package_of_this_installation(shop: Path) -> None:
    done = truenorth(shop, "deps")
    assert done.returncode == 0, done.stderr
    assert "models of this installation" in done.stdout
    assert (shop / "dbt_packages" / "truenorth").resolve() == carried_package() == ROOT
    subprocess.run(["git", "init", "-q"], cwd=shop, check=True)
    seen = subprocess.run(
        ["git", "status", "-s", "-uall"], cwd=shop, capture_output=True, text=True, check=True
    )
    assert ".truenorth" not in seen.stdout
    (shop / ".truenorth" / "dbt_package").unlink()
    (shop / ".truenorth" / "dbt_package").mkdir()
    assert link_package(shop).resolve() == ROOT, "what another installation left is replaced"


def test_without_truenorth_among_the_packages_deps_says_so(shop: Path) -> None:
    (shop / "packages.yml").unlink()
    done = truenorth(shop, "deps")
    assert (done.returncode, done.stderr.split()[0]) == (2, "TN-H004")
    assert not (shop / ".truenorth").exists()


def test_a_package_that_dbt_cannot_install_is_told(shop: Path) -> None:
    (shop / "packages.yml").write_text(BY_LINK + "  - local: ../nowhere\n")
    done = truenorth(shop, "deps")
    assert (done.returncode, done.stderr.split()[0]) == (3, "TN-H005")
    assert "Verify that each entry within packages.yml" in done.stderr, "in the words of dbt"


def test_models_of_another_version_are_refused(shop: Path) -> None:
    other = shop / "dbt_packages" / "truenorth"
    other.mkdir(parents=True)
    (other / "dbt_project.yml").write_text("name: truenorth\nversion: '0.0.9'\n")
    with pytest.raises(ConfigurationError, match=r"models are of truenorth 0\.0\.9") as refused:
        check_versions(find_project(shop))
    assert refused.value.code == "TN-H006"


@pytest.mark.parametrize(
    ("file", "text", "is_named"),
    [
        ("packages.yml", BY_LINK, True),
        ("dependencies.yml", BY_LINK, True),
        ("packages.yml", "packages:\n  - local: ../truenorth\n", False),
        ("packages.yml", "packages:\n  - git: 'https://example.org/truenorth.git'\n", False),
        ("packages.yml", "", False),
    ],
)
def test_only_the_link_is_made_anew(shop: Path, file: str, text: str, is_named: bool) -> None:
    (shop / "packages.yml").unlink()
    (shop / file).write_text(text)
    assert names_the_link(find_project(shop)) is is_named


def test_where_no_link_can_be_made_the_package_is_copied(shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = shop / "carried"
    (package / "models").mkdir(parents=True)
    (package / "models" / "one.sql").write_text("select 1")

    def no_links(*_: object, **__: object) -> None:
        raise OSError("links are not allowed")

    monkeypatch.setattr(dbt_package, "carried_package", lambda: package)
    monkeypatch.setattr(Path, "symlink_to", no_links)
    assert (link_package(shop) / "models" / "one.sql").read_text() == "select 1"
    assert not link_package(shop).is_symlink(), "and made anew each time"


def test_a_broken_installation_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        dbt_package, "__file__", str(tmp_path / "a" / "b" / "truenorth" / "scaffold" / "x.py")
    )
    with pytest.raises(EvaluationError) as refused:
        carried_package()
    assert refused.value.code == "TN-H007"
