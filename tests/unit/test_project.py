"""Sources are found where dbt finds them, and a wrong declaration is refused by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from truenorth.errors import ConfigurationError
from truenorth.project import find_project


def project(root: Path, meta: str = "location: raw/*.csv", name: str = "orders", more: str = "") -> Path:
    """Write a project with one declared source."""
    (root / "models" / "staging").mkdir(parents=True)
    (root / "dbt_project.yml").write_text("name: shop\nmodel-paths: [models]\n")
    (root / "models" / "staging" / "_orders__sources.yml").write_text(
        f"sources:\n  - name: {name}\n    config:\n      meta:\n        truenorth:\n"
        + "".join(f"          {line}\n" for line in meta.splitlines())
        + more
    )
    return root


def test_found_from_a_folder_below(tmp_path: Path) -> None:
    root = project(tmp_path)
    found = find_project(root / "models" / "staging")
    assert (found.root, found.name, list(found.sources)) == (root.resolve(), "shop", ["orders"])
    assert found.row_contracts == found.root / "expectations" / "rows"


@pytest.mark.parametrize(
    ("meta", "format_", "delimiter"),
    [
        pytest.param("location: raw/*.csv", "csv", ",", id="csv"),
        pytest.param("location: raw/*.CSV", "csv", ",", id="suffix-in-capitals"),
        pytest.param("location: raw/*.tsv", "csv", "\t", id="tsv-is-parted-by-tabs"),
        pytest.param("location: raw/*.tsv\ndelimiter: ';'", "csv", ";", id="tsv-declared-otherwise"),
        pytest.param("location: raw/*.ndjson", "jsonl", ",", id="ndjson"),
        pytest.param("location: raw/*.parquet", "parquet", ",", id="parquet"),
        pytest.param("location: raw.orders\nformat: table", "table", ",", id="table"),
        pytest.param("location: raw/export.txt\nformat: csv", "csv", ",", id="declared-format-wins"),
    ],
)
def test_the_format_of_a_location(tmp_path: Path, meta: str, format_: str, delimiter: str) -> None:
    source = find_project(project(tmp_path, meta)).source("orders")
    assert (source.format, source.delimiter) == (format_, delimiter)


@pytest.mark.parametrize(
    ("meta", "problem"),
    [
        pytest.param("format: csv", "`location` is missing", id="no-location"),
        pytest.param(
            "location: raw/x.csv\ndelimeter: ;", "unknown setting 'delimeter'", id="misspelt-setting"
        ),
        pytest.param("location: raw/x.dat", "cannot tell the format", id="unknown-suffix"),
        pytest.param("location: raw/x.csv\nformat: xlsx", "format must be one of", id="unknown-format"),
        pytest.param("location: raw/x.csv\ndelimiter: 5", "delimiter must be a text", id="not-a-text"),
        pytest.param("location: raw/x.csv\ntrust: some", "trust must be one of", id="unknown-trust"),
        pytest.param("location: raw/x.csv\non_hold: wait", "on_hold must be one of", id="unknown-hold"),
    ],
)
def test_a_wrong_declaration_is_refused(tmp_path: Path, meta: str, problem: str) -> None:
    with pytest.raises(ConfigurationError, match=problem) as refused:
        find_project(project(tmp_path, meta))
    assert refused.value.code == "TN-S004"
    assert refused.value.where.endswith("_orders__sources.yml")


@pytest.mark.parametrize("name", ["../../etc/x", "a b", "1st", "o'rders"])
def test_a_source_name_is_a_plain_name(tmp_path: Path, name: str) -> None:
    with pytest.raises(ConfigurationError, match="source name"):
        find_project(project(tmp_path, name=f'"{name}"'))


def test_a_source_declared_twice_is_refused(tmp_path: Path) -> None:
    root = project(tmp_path)
    first = root / "models" / "staging" / "_orders__sources.yml"
    (root / "models" / "_again__sources.yml").write_text(first.read_text())
    with pytest.raises(ConfigurationError, match="declared twice"):
        find_project(root)


def test_sources_without_truenorth_are_left_alone(tmp_path: Path) -> None:
    root = project(tmp_path, more="  - name: other\n    tables: [{name: t}]\n")
    assert list(find_project(root).sources) == ["orders"]


def test_no_project_and_no_source(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError) as refused:
        find_project(tmp_path)
    assert refused.value.code == "TN-S002"
    with pytest.raises(ConfigurationError, match="declared: orders") as refused:
        find_project(project(tmp_path)).source("clicks")
    assert refused.value.code == "TN-S003"


@pytest.mark.parametrize("text", ["- a\n", "text\n"], ids=["list", "scalar"])
def test_settings_that_are_no_mapping_are_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "dbt_project.yml").write_text(text)
    with pytest.raises(ConfigurationError) as refused:
        find_project(tmp_path)
    assert refused.value.code == "TN-S001"
