"""What pages carry for their scripts, and that the libraries are those that were made."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest

from small_release import GROUPS, JUDGED, Rows, sample_rows
from truenorth.evidence.merkle import leaf_hash, merkle_root, verify_inclusion
from truenorth.evidence.strict_text import from_base64
from truenorth.site.browser_groups import MOST_GROUPS, groups_block
from truenorth.site.browser_proof import read_proofs
from truenorth.site.browser_search import SearchEntry, search_index
from truenorth.site.figures import read_figures
from truenorth.site.group_views import view_groups
from truenorth.wording import Words

VENDOR = files("truenorth.site") / "assets" / "vendor"


def test_the_libraries_are_those_that_were_built() -> None:
    sums = dict(
        reversed(line.split()) for line in (VENDOR / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    )
    scripts = {entry.name: entry.read_bytes() for entry in VENDOR.iterdir() if entry.name.endswith(".js")}
    assert {name: hashlib.sha256(content).hexdigest() for name, content in scripts.items()} == sums
    licences = (VENDOR / "LICENCES.txt").read_text(encoding="utf-8")
    packages = {"echarts", "zrender", "tslib", "minisearch", "@noble/ed25519", "@noble/hashes"}
    assert set(re.findall(r"(?m)^=== (\S+) [\d.]+ ===$", licences)) == packages
    for name in sums:
        assert f"`{name}`" in (VENDOR / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "name", sorted(entry.name for entry in VENDOR.iterdir() if entry.name.endswith(".js"))
)
def test_no_library_makes_code_from_text_or_loads_anything(name: str) -> None:
    script = (VENDOR / name).read_text(encoding="utf-8")
    for forbidden in (r"\beval\(", r"new Function\b", r"\bimportScripts\b", r"XMLHttpRequest"):
        assert not re.search(forbidden, script), forbidden
    hosts = set(re.findall(r"https?://([a-z0-9.-]+)", script.partition("/*!")[0].partition("/*! Bundled")[0]))
    assert hosts <= {"www.w3.org"}, "names of XML namespaces alone"


def test_a_page_proves_its_own_leaves_and_no_more(release: Path, tmp_path: Path) -> None:
    proofs = read_proofs(release, "20260105T093000.000000Z-0123456789ab", tmp_path)
    block = proofs.metric_block(JUDGED, beside=["average_order_value", "a_metric_of_others", JUDGED])
    assert block["log"] is None and block["size"] == 6
    told = [(one["tree"], json.loads(one["leaf"])["metric"]) for one in block["leaves"]]
    assert told == [("headlines", JUDGED), ("headlines", "average_order_value"), ("values", JUDGED)]
    overview = proofs.overview_block()["headlines"]
    root = merkle_root(leaf.encode() for leaf in overview)
    for one in block["leaves"][:2]:
        path = [from_base64(node) for node in one["path"]]
        assert verify_inclusion(leaf_hash(one["leaf"].encode()), one["index"], 6, path, root)


def test_a_metric_that_the_release_does_not_hold_proves_nothing(release: Path, tmp_path: Path) -> None:
    assert read_proofs(release, "r", tmp_path).metric_block("nobody")["leaves"] == []


def test_groups_are_told_in_counts_and_the_largest_first(release_of: Callable[[Rows], Path]) -> None:
    many = [(n, "lockstep_groups", 500 - n, 9, 9, 1, 1, None, None) for n in range(1, MOST_GROUPS + 11)]
    ties = [(1, 2, 12), (1, MOST_GROUPS + 5, 12)]
    figures = read_figures(release_of(sample_rows() | {"brushing_groups": many, "brushing_group_ties": ties}))
    block = groups_block(figures)
    assert block is not None
    assert len(block["groups"]) == MOST_GROUPS and block["left_out"] == 10
    assert block["ties"] == [[1, 2, 12]], "a tie to a group that is not drawn is not drawn"
    rows = view_groups(figures.brushing)
    assert len(rows) == len(many) and rows[0].ties[0] == Words("12 with group 2", "与第2组共12个")


def test_no_group_is_no_block(release_of: Callable[[Rows], Path], release: Path) -> None:
    assert groups_block(read_figures(release_of(sample_rows() | {"brushing_groups": []}))) is None
    block = groups_block(read_figures(release))
    assert block is not None and [one["number"] for one in block["groups"]] == [row[0] for row in GROUPS]


def test_the_index_is_a_script_of_ascii_that_gives_every_text_back() -> None:
    name = "</script>\u2028北极星\"'\\"
    entry = SearchEntry("index.html", "metric", Words(name, name), Words("", ""), (name, "other"))
    written = search_index([entry])
    assert written.isascii() and "\n" not in written.rstrip("\n")
    [read] = json.loads(written.removeprefix("window.truenorthSearchIndex = ").removesuffix(";\n"))
    assert read["title_en"] == read["title_zh"] == name and read["names"] == f"{name} other"
