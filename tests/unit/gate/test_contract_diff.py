"""What the gate says of contracts, from two revisions of one repository."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from gate_repository import commit_all, edit, make_repository
from truenorth.gate.changes import ContractChange, ContractEffect
from truenorth.gate.contracts.diff import ContractDiff, diff_contracts
from truenorth.gate.contracts.findings import contract_findings
from truenorth.gate.revisions.copies import open_base, open_head
from truenorth.gate.settings import GateSettings
from truenorth.project import Project

ROWS, BATCHES, SCOPE = (
    f"expectations/{name}" for name in ("rows/orders.py", "batches/orders.py", "scope/orders.yml")
)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    yield make_repository(tmp_path)


def compare(project: Project, base: str = "HEAD") -> ContractDiff:
    with open_base(project, base) as before, open_head(project) as after:
        return diff_contracts(before, after)


def told(diff: ContractDiff) -> dict[str, str]:
    return {f"{one.layer}: {one.element}": one.effect for one in diff.changes}


def of(diff: ContractDiff, element: str) -> ContractChange:
    return next(one for one in diff.changes if one.element == element)


def test_no_change_says_nothing_and_runs_nothing(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("truenorth.gate.contracts.reading.sys.executable", "/nowhere")
    assert compare(project) == ContractDiff()


def test_every_layer_at_once(project: Project) -> None:
    edit(
        project,
        ROWS,
        ("unique=True, ", ""),
        ("gt=0", "ge=5"),
        ("    customer: str = pa.Field(nullable=True)\n", ""),
        ("% 1 == 0", "% 2 == 0"),
        ('"O"', '"P"'),
    )
    edit(project, BATCHES, ("min_value=10", "min_value=5"), ('"critical"', '"warning"'))
    edit(
        project,
        SCOPE,
        ("P1Y", "P2Y"),
        ("[essential.fraud_detection]", "[essential]"),
        ("            truenorth: {masking: {rule: hashed}}\n", ""),
        ("[analytics.reporting]", "[]"),
    )
    diff = compare(project)
    assert told(diff) == {
        "rows: unique (order_id)": "loosened",
        "rows: amount: range": "tightened",
        "rows: customer": "breaking",
        "rows: amount: amount__whole_cents": "changed",
        "rows: order_id: order_id__str_startswith": "changed",
        "batches: volume: limits": "loosened",
        "batches: volume: severity": "loosened",
        "scope: orders: kept": "loosened",
        "scope: orders.customer": "loosened",
        "scope: orders.customer: masked": "loosened",
        "scope: orders.ordered_at": "tightened",
    }
    change = of(diff, "amount: range")
    assert (change.before, change.after) == ("above 0", "at least 5")
    lines = (project.root / ROWS).read_text().splitlines()
    assert change.place is not None and change.place.line is not None
    assert change.place.file == f"a project/{ROWS}"
    assert "amount" in lines[change.place.line - 1]


def test_words_alone_are_no_finding(project: Project) -> None:
    edit(project, ROWS, ("gt=0", 'gt=0, description="Yuan"'), ("class Orders", "# a comment\nclass Orders"))
    diff = compare(project)
    assert told(diff) == {"rows: amount: in words": "reworded"}
    assert list(contract_findings(diff, GateSettings())) == []


def test_a_helper_that_a_check_calls_is_part_of_it(project: Project) -> None:
    helper = "def whole(values):\n    return values % 1 == 0\n\n\nclass Orders"
    edit(
        project,
        ROWS,
        ("class Orders", helper),
        ("(pl.col(data.key) * 100).round(6) % 1 == 0", "whole(pl.col(data.key) * 100)"),
    )
    commit_all(project.root)
    edit(project, ROWS, ("values % 1", "values % 5"))
    assert told(compare(project)) == {"rows: amount: amount__whole_cents": "changed"}


def test_a_source_that_is_gone_breaks_and_a_new_one_does_not(project: Project) -> None:
    sources = "models/_orders__sources.yml"
    edit(project, sources, ("name: orders", "name: lines"))
    (project.root / ROWS).rename(project.root / "expectations/rows/lines.py")
    effects = {(one.source, one.element): one.effect for one in compare(project).changes}
    assert effects["orders", "the source"] == "breaking"
    assert effects["orders", "customer"] == "breaking"
    assert not [source for source, _ in effects if source == "lines"]


def test_less_care_with_a_source_is_told(project: Project) -> None:
    sources = "models/_orders__sources.yml"
    edit(project, sources, ("location:", "on_hold: stop\n        trust: third_party\n        location:"))
    strict = commit_all(project.root)
    edit(project, sources, ("on_hold: stop\n        trust: third_party\n        ", ""))
    assert told(compare(project, strict)) == {"batches: on_hold": "loosened", "batches: trust": "loosened"}


def test_grades_and_codes() -> None:
    diff = ContractDiff(
        tuple(
            ContractChange("orders", "rows", effect, effect, "one", None)
            for effect in get_args(ContractEffect)
        )
    )
    mild = {one.code: one.grade for one in contract_findings(diff, GateSettings())}
    strict = {one.code: one.grade for one in contract_findings(diff, GateSettings(loosened="fail"))}
    assert mild == {"TN-D004": "fail", "TN-D005": "warn", "TN-D006": "note", "TN-D007": "warn"}
    assert strict == {**mild, "TN-D005": "fail", "TN-D007": "fail"}
    assert all(one.said.zh and one.mend.zh for one in contract_findings(diff, GateSettings()))


def test_a_contract_that_cannot_be_read_on_either_side(project: Project) -> None:
    edit(project, ROWS, ("import polars as pl", "import no_such_module"))
    (after,) = contract_findings(compare(project), GateSettings())
    assert (after.code, after.grade) == ("TN-C002", "fail")
    broken = commit_all(project.root)
    edit(project, ROWS, ("import no_such_module", "import polars as pl"))
    (before,) = contract_findings(compare(project, broken), GateSettings())
    assert (before.code, before.grade) == ("TN-D008", "unknown")


def test_contracts_print_and_two_sides_do_not_meet(project: Project) -> None:
    edit(
        project,
        ROWS,
        ("import polars as pl", "import polars as pl\nfrom expectations.shared import LEAST"),
        ("gt=0", "gt=LEAST"),
    )
    (project.root / "expectations/shared.py").write_text("LEAST = 1\nprint('hello')\n")
    edit(project, ROWS, ("import pandera", "import sys; sys.path.insert(0, '.')\nimport pandera"))
    commit_all(project.root)
    edit(project, "expectations/shared.py", ("1", "0"))
    change = of(compare(project), "amount: range")
    assert (change.effect, change.before, change.after) == ("loosened", "above 1", "above 0")


def test_secrets_of_the_caller_are_not_handed_to_contracts(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DEPLOY_TOKEN", "hidden")
    edit(
        project,
        ROWS,
        ("import polars as pl", "import os\nimport polars as pl\nassert 'DEPLOY_TOKEN' not in os.environ"),
    )
    assert compare(project).refused_after == {}
