"""`truenorth gate --static` in a git repository: safe, risky and breaking changes, and none."""

from __future__ import annotations

import hashlib
import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from command import truenorth
from gate_repository import commit_all, edit, git, make_repository
from truenorth.project import Project, find_project

METRICS = ("untouched", "reformatted", "tighter", "recounted", "in_other_money", "gone")


def contract_of(metric: str, **changes: object) -> dict[str, object]:
    return {
        "title": metric,
        "question": "How much?",
        "formula": "A sum.",
        "tier": "candidate",
        "kind": "value",
        "horizon": "mid",
        "unit": "currency",
        "currency": "EUR",
        "owner": "growth",
        "purpose": "analytics.reporting",
        "cannot_see": "all else",
        "gaming_incentives": "many",
        "limits": {"bubble": {"at_most": 0.2, "origin": "made up"}},
        "rollup": {"numerator": f"sum({metric})", "period": "month"},
        **changes,
    }


def write_metric(root: Path, metric: str, sql: str, **changes: object) -> None:
    meta = {"truenorth": contract_of(metric, **changes)}
    (root / f"models/{metric}.sql").write_text(sql)
    (root / f"models/{metric}.yml").write_text(
        yaml.safe_dump({"models": [{"name": metric, "config": {"meta": meta}}]}, sort_keys=False)
    )


def sql_of(metric: str, amount: str) -> str:
    return f"select date '2026-01-01' as period_start, {amount} as {metric}\nfrom {{{{ ref('sales') }}}}\n"


@pytest.fixture
def shop(tmp_path: Path) -> Project:
    """A project of its own, without truenorth's models, with one metric for each kind of change."""
    project = make_repository(tmp_path, "shop")
    profile = {"small": {"target": "local", "outputs": {"local": {"type": "duckdb", "path": "shop.duckdb"}}}}
    (project.root / "profiles.yml").write_text(yaml.safe_dump(profile))
    (project.root / "seeds").mkdir()
    (project.root / "seeds/sales.csv").write_text("amount\n1\n")
    (project.root / "target").mkdir()
    (project.root / "target/kept").write_text("as it was")
    for number, metric in enumerate(METRICS):
        write_metric(project.root, metric, sql_of(metric, f"amount + {number}"))
    commit_all(tmp_path)
    return find_project(project.root)


def gate(project: Project, *options: str) -> tuple[int, dict[str, Any]]:
    done = truenorth(project.root, "gate", "--static", "--base", "HEAD", "--format", "json", *options)
    return done.returncode, json.loads(done.stdout)


def state_of(folder: Path) -> dict[str, tuple[str, int]]:
    return {
        str(path.relative_to(folder)): (
            hashlib.sha256(path.read_bytes()).hexdigest(),
            path.stat().st_mtime_ns,
        )
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.is_symlink()
    }


def by_subject(report: dict[str, Any], check: str) -> dict[str, tuple[str, str]]:
    findings = report["findings"]
    return {one["subject"]: (one["grade"], one["code"]) for one in findings if one["check"] == check}


@pytest.mark.heavy  # compiles both sides
def test_definitions_safe_risky_and_breaking(shop: Project) -> None:
    root = shop.root
    write_metric(root, "reformatted", sql_of("reformatted", "amount + 1").replace("\n", "  -- the same\n"))
    tighter = {"limits": {"bubble": {"at_most": 0.1, "origin": "made up"}}}
    write_metric(root, "tighter", sql_of("tighter", "amount + 2"), **tighter)
    write_metric(root, "recounted", sql_of("recounted", "amount * 3"))
    write_metric(root, "in_other_money", sql_of("in_other_money", "amount + 4"), currency="USD")
    for suffix in (".sql", ".yml"):
        (root / f"models/gone{suffix}").unlink()
    write_metric(root, "new", sql_of("new", "amount"))
    before = state_of(root.parent)

    code, report = gate(shop)

    assert by_subject(report, "definitions") == {
        "in_other_money": ("fail", "TN-D009"),
        "gone": ("fail", "TN-D009"),
        "recounted": ("warn", "TN-D014"),
        "tighter": ("note", "TN-D015"),
        "new": ("note", "TN-D015"),
    }
    assert (code, report["verdict"]) == (1, "fail")
    findings = report["findings"]
    assert findings[0]["grade"] == "fail"
    places = {one["subject"]: one["place"] for one in findings if one["check"] == "definitions"}
    assert places["recounted"] == {"file": "shop/models/recounted.sql", "line": 1}
    stated = (root / "models/in_other_money.yml").read_text().splitlines()
    line = stated.index("        currency: USD") + 1
    assert places["in_other_money"] == {"file": "shop/models/in_other_money.yml", "line": line}
    assert state_of(root.parent) == before, "a gate run leaves no trace"


@pytest.mark.heavy  # compiles both sides
def test_what_dbt_cannot_compile_is_unknown_and_never_passes(shop: Project) -> None:
    edit(shop, "models/recounted.sql", ("ref('sales')", "ref('nothing')"))
    code, report = gate(shop)
    assert (code, report["verdict"]) == (3, "unknown")
    assert by_subject(report, "definitions") == {"small": ("unknown", "TN-M006")}


def test_no_change_passes_and_leaves_no_trace(shop: Project) -> None:
    before = state_of(shop.root.parent)
    code, report = gate(shop)
    assert (code, report["verdict"]) == (0, "pass")
    assert report["contracts"] == report["definitions"] == []
    evaluated = report["evaluated"]
    assert {name for name, one in evaluated.items() if one["state"] == "skipped"} == {
        "build", "batch", "values", "limits", "compliance", "detection",
    }  # fmt: skip
    assert {one["state"] for one in evaluated.values()} == {"done", "skipped"}
    assert state_of(shop.root.parent) == before


def test_a_broken_contract_a_waiver_and_a_baseline(tmp_path: Path) -> None:
    shop = make_repository(tmp_path)  # no metric, so nothing to compile
    edit(shop, "models/_orders__sources.yml", ("name: orders", "name: lines"))
    code, report = gate(shop)
    assert (code, by_subject(report, "contracts")) == (1, {"orders": ("fail", "TN-D004")})

    known = shop.root / "known.json"
    assert (
        truenorth(shop.root, "gate", "--static", "--base", "HEAD", "--write-baseline", str(known)).returncode
        == 0
    )
    assert gate(shop, "--new-only", "--baseline", str(known))[0] == 0
    known.unlink()

    waiver = {
        "id": "without_customer",
        "code": "TN-D004",
        "subject": "orders",
        "reason": "readers have moved",
        "owner": "data platform",
        "expires": date.today() + timedelta(days=7),
    }
    (shop.root / "expectations/waivers.yml").write_text(yaml.safe_dump({"waivers": [waiver]}))
    assert gate(shop)[0] == 0
    waiver["expires"] = date.today() - timedelta(days=1)
    (shop.root / "expectations/waivers.yml").write_text(yaml.safe_dump({"waivers": [waiver]}))
    code, report = gate(shop)
    assert code == 1
    assert by_subject(report, "waivers") == {"without_customer": ("fail", "TN-D061")}


def test_every_form_is_written(shop: Project, tmp_path: Path) -> None:
    forms = ("text", "json", "markdown", "summary", "junit", "sarif", "github", "azure")
    out = tmp_path.parent / f"{tmp_path.name}-out"
    options = [part for form in forms for part in ("--out", f"{form}={out / form}")]
    done = truenorth(shop.root, "gate", "--static", "--base", "HEAD", *options)
    assert (done.returncode, done.stderr) == (0, "")
    assert all((out / form).read_text().strip() for form in forms)


@pytest.mark.parametrize(
    "options",
    [
        ["--batch", "a.csv"],
        ["--source", "orders"],
        ["--batch", "a.csv", "--source", "orders", "--static"],
        ["--without-source", "orders", "--base", "main"],
        ["--new-only"],
        ["--baseline", "a.json"],
        ["--out", "pdf=a"],
        ["--out", "json"],
        ["--base", "nowhere"],
        ["--without-source", "nobody"],
        ["--batch", "not_there.parquet", "--source", "orders"],
    ],
)
def test_usage_is_exit_code_2(tmp_path: Path, options: list[str]) -> None:
    project = make_repository(tmp_path)
    git(tmp_path, "status")
    done = truenorth(project.root, "gate", *options)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Traceback" not in done.stderr
