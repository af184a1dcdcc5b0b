"""Each rule of lint: silent on a whole contract, speaking when its one thing is missing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from contracts import PEERS, WHOLE, make_project, without

from truenorth.commands.lint import LintReport, lint_project
from truenorth.errors import ExitCode

OTHER = {**PEERS["soon"], "horizon": "immediate"}


def linted(folder: Path, changes: dict[str, Any], *gone: str, **more: Any) -> LintReport:
    return lint_project(make_project(folder, {**PEERS, "creators": without(*gone, **changes)}, **more))


def codes(report: LintReport) -> list[tuple[str, str]]:
    return [(finding.code, finding.metric) for finding in report.findings]


def test_a_whole_north_star_is_in_order(tmp_path: Path) -> None:
    report = linted(tmp_path / "shop", {})
    assert report.findings == ()
    assert report.exit_code is ExitCode.PASS
    assert report.as_json()["metrics"] == sorted([*PEERS, "creators"])


@pytest.mark.parametrize(
    ("code", "changes", "gone"),
    [
        ("TN-M001", {"tier": "best"}, ()),
        ("TN-M002", {"gaol": {}}, ()),
        ("TN-M005", {"rollup": {"numerator": "sum((x)", "period": "month"}}, ()),
        ("TN-M010", {"kind": "vanity"}, ()),
        ("TN-M011", {}, ("goal",)),
        ("TN-M012", {}, ("levers",)),
        ("TN-M013", {"guardrails": ["soon", "later"]}, ()),
        ("TN-M013", {"guardrails": ["users", "later", "at_last"]}, ()),
        ("TN-M014", {}, ("cannot_see",)),
        ("TN-M015", {}, ("gaming_incentives",)),
        ("TN-M016", {}, ("owner",)),
        ("TN-M020", {"rival": "creators"}, ()),
        ("TN-M020", {"derived_from": ["creaters"]}, ()),
        ("TN-M021", {"goal": {"metric": "health", "lag": "four weeks"}}, ()),
        ("TN-M021", {"goal": {"lag": "P4W"}}, ()),
        ("TN-M022", {"versions": [{"version": 1, "valid_from": "2026-02-01", "valid_to": "2026-01-01"}]}, ()),
        (
            "TN-M022",
            {
                "versions": [
                    {"version": 1, "valid_from": "2026-01-01"},
                    {"version": 2, "valid_from": "2026-02-01"},
                ]
            },
            (),
        ),
        ("TN-M023", {"limits": {"bubble": {"at_most": 0.2, "origin": "reviewed"}}}, ()),
        ("TN-M024", {}, ("calibration",)),
        ("TN-M025", {}, ("formula",)),
    ],
)
def test_what_is_missing_is_told(tmp_path: Path, code: str, changes: Any, gone: tuple[str, ...]) -> None:
    report = linted(tmp_path / "shop", changes, *gone)
    assert codes(report) == [(code, "creators")]
    unread = code in ("TN-M001", "TN-M002")
    assert report.exit_code is (ExitCode.USAGE if unread else ExitCode.GATE_FAILED)


def test_a_candidate_is_only_told_that_it_has_no_goal(tmp_path: Path) -> None:
    gone = ("goal", "levers", "guardrails", "limits", "calibration")
    report = linted(tmp_path / "shop", {"tier": "candidate"}, *gone)
    assert [(finding.code, finding.severity) for finding in report.findings] == [("TN-M011", "warning")]
    assert report.exit_code is ExitCode.PASS


def test_a_retired_metric_is_left_in_peace(tmp_path: Path) -> None:
    assert linted(tmp_path / "shop", {"tier": "retired"}, "owner", "cannot_see", "goal").findings == ()


def test_a_guardrail_that_is_off_here_guards_nothing(tmp_path: Path) -> None:
    project = make_project(tmp_path / "shop", {**PEERS, "creators": WHOLE})
    path = project.root / "models" / "at_last.yml"
    path.write_text(path.read_text().replace("config:", "config:\n    enabled: false"))
    assert codes(lint_project(project)) == [("TN-M013", "creators")]


def test_a_metric_made_from_another_says_so(tmp_path: Path) -> None:
    sql = {
        "creators": "select * from {{ ref('between') }}",
        "between": 'select * from {{ ref("shop", "health") }} -- {{ ref(\'users\') }}',
    }
    for place, derived in (("silent", ["health"]), ("speaking", [])):
        project = make_project(
            tmp_path / place, {**PEERS, "creators": without(derived_from=derived)}, sql=sql
        )
        (project.root / "models" / "between.sql").write_text(sql["between"].split(" -- ")[0])
        assert codes(lint_project(project)) == ([] if derived else [("TN-M017", "creators")])


def test_one_definition_under_two_names_is_told(tmp_path: Path) -> None:
    sql = {
        "soon": "with f as (select * from {{ ref('facts') }} where a and b) select * from f",
        "later": "-- the same\nwith g as (select * from {{ ref( 'facts' ) }} where b AND a)\nselect * from g",
        "at_last": "with f as (select * from {{ ref('facts') }} where a or b) select * from f",
    }
    twins = {name: {**one, "rollup": PEERS["soon"]["rollup"]} for name, one in PEERS.items() if name in sql}
    report = lint_project(make_project(tmp_path / "shop", {**PEERS, **twins}, sql=sql))
    assert [(finding.code, finding.metric, finding.severity) for finding in report.findings] == [
        ("TN-M018", "soon", "warning")
    ]
