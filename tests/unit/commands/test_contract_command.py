"""`truenorth contract` as a user runs it, on the contract of Online Retail."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
import yaml

from command import truenorth
from truenorth.odcs.standard import fault_of

ROOT = Path(__file__).parents[3]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "shop"
    shutil.copytree(ROOT / "expectations", folder / "expectations")
    shutil.copytree(ROOT / "models" / "admitted", folder / "models" / "admitted")
    (folder / "dbt_project.yml").write_text("name: shop\nprofile: shop\n", encoding="utf-8")
    return folder


def test_out_and_in_again(project: Path) -> None:
    done = truenorth(project, "contract", "export", "online_retail", "--to", "odcs")
    assert done.returncode == 0, done.stderr
    stated = yaml.safe_load(done.stdout)
    assert fault_of(stated) == ""
    (table,) = stated["schema"]
    by_name = {one["name"]: one for one in table["properties"]}
    assert by_name["InvoiceNo"]["logicalTypeOptions"]["pattern"] == "^[AC]?[0-9]{6}$"
    assert by_name["UnitPrice"]["logicalTypeOptions"]["exclusiveMinimum"] == 0
    assert {one["type"] for one in table["quality"]} == {"library", "custom", "text"}

    other = project.parent / "other"
    other.mkdir()
    (other / "dbt_project.yml").write_text("name: other\nprofile: other\n", encoding="utf-8")
    (other / "in.odcs.yaml").write_text(done.stdout, encoding="utf-8")
    refused = truenorth(other, "contract", "import", "in.odcs.yaml")
    assert refused.returncode == 2 and "stock_correction (it is written in Python)" in refused.stderr
    assert sorted(one.name for one in other.iterdir()) == ["dbt_project.yml", "in.odcs.yaml"]

    in_python = [one["name"] for one in table["quality"] if one["type"] == "text"]
    without = [part for name in in_python for part in ("--without", name)]
    done = truenorth(other, "contract", "import", "in.odcs.yaml", *without, "--format", "json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["source"] == "online_retail"
    again = yaml.safe_load(truenorth(other, "contract", "export", "online_retail").stdout)
    table["quality"] = [one for one in table["quality"] if one["type"] != "text"]
    for one in table["properties"]:  # what the scope file says is not imported
        one.pop("tags", None)
        one.pop("classification", None)
    assert again["schema"] == [table]
    assert again["servers"] == stated["servers"]


def test_all_go_into_a_folder(project: Path) -> None:
    done = truenorth(project, "contract", "export", "--all", "--out", "contracts")
    assert done.returncode == 0, done.stderr
    written = project / "contracts" / "online_retail.odcs.yaml"
    assert done.stdout.strip() == "written to contracts/online_retail.odcs.yaml"
    assert fault_of(yaml.safe_load(written.read_text(encoding="utf-8"))) == ""


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("export",), "name one source"),
        (("export", "online_retail", "--all", "--out", "x"), "name one source"),
        (("export", "--all"), "give --out"),
        (("export", "unheard"), "TN-S003"),
        (("import", "none.yaml"), "TN-H041"),
    ],
)
def test_wrong_calls_are_refused(project: Path, arguments: tuple[str, ...], said: str) -> None:
    done = truenorth(project, "contract", *arguments)
    assert done.returncode == 2 and said in done.stderr
