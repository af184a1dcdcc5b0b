"""What may reach a metric and what may not: each check beside its silent twin."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb
import pytest

from truenorth.errors import ConfigurationError
from truenorth.scope.catalog import opened_catalog, types_of
from truenorth.scope.declarations import read_scope_file
from truenorth.scope.declared import Declarations
from truenorth.scope.lineage import Lineage
from truenorth.scope.manifest import Node
from truenorth.scope.measures import Measure, measures
from truenorth.scope.node_readings import read_all
from truenorth.scope.steps import steps_of
from truenorth.scope.verdicts import ScopeRow, scope_of

SCOPE = """
dataset:
  - fides_key: app
    data_uses: [analytics.reporting]
    truenorth:
      processing:
        - data_use: analytics.reporting
          data_categories: [user]
          legal_basis_for_processing: Consent
    collections:
      - name: views
        truenorth:
          retention: {period: P1Y, from: seen_at, reference: policy 3}
        fields:
          - name: who
            data_categories: [user.unique_id]
            truenorth:
              masking: {rule: hashed}
          - name: seen_at
            data_categories: [user.behavior]
          - name: seconds
            data_categories: [user.behavior.media_consumption]
          - name: device
            data_categories: [user.device.device_id]
            data_uses: [essential.fraud_detection]
          - name: brow
            data_categories: [user.biometric.micro_expression]
"""
VIEWS = (
    "create table raw.views (who varchar, seen_at timestamp, seconds integer, device varchar, brow double)"
)
TODAY = date(2024, 6, 1)


def declared(tmp_path: Path, text: str = SCOPE) -> Declarations:
    path = tmp_path / "app.yml"
    path.write_text(text, encoding="utf-8")
    return {"app": read_scope_file(path)}


def rows_of(
    tmp_path: Path,
    metric: str,
    purpose: str = "analytics.reporting",
    *,
    between: tuple[Node, ...] = (),
    scope: str = SCOPE,
    **models: str,
) -> list[ScopeRow]:
    """The scope of a metric over `raw.views` and the models given as SQL by name."""
    nodes = {"views": Node("views", "app.views", "memory.raw.views", "source")}
    with duckdb.connect() as con:
        con.execute(f"create schema raw; create schema dev; {VIEWS}")
        for name, sql in {**models, "metric": metric}.items():
            path = tmp_path / f"{name}.sql"
            path.write_text(sql, encoding="utf-8")
            nodes[name] = Node(name, name, f"memory.dev.{name}", "sql", compiled=path)
            if "read_csv" not in sql and "nowhere" not in sql:
                con.execute(f"create view dev.{name} as {sql}")
        nodes |= {node.unique_id: replace(nodes[node.name], meta=node.meta) for node in between}
        nodes["metric"] = replace(nodes["metric"], meta={"rollup": {}, "purpose": purpose})
        with opened_catalog(types_of(con, nodes.values())) as catalog:
            lineage = Lineage(nodes, read_all(nodes, catalog), steps_of(nodes))
            return list(scope_of(nodes["metric"], lineage, declared(tmp_path, scope)))


def step(name: str, **settings: object) -> Node:
    """A model that is a declassifying step."""
    declares = {"kind": "verdict", "data_use": "essential.fraud_detection", "reason": "one bit", **settings}
    return Node(name, name, "", "sql", meta={"declassifies": declares})


def codes(rows: list[ScopeRow]) -> set[tuple[str, str]]:
    return {(row.column, row.code) for row in rows if row.code}


def test_declared_columns_pass_with_their_path(tmp_path: Path) -> None:
    rows = rows_of(
        tmp_path,
        "select sum(seconds) as numerator from dev.daily",
        daily="select seconds, who from raw.views",
    )
    assert [(row.column, row.code, row.path) for row in rows] == [
        ("seconds", "", ("app.views.seconds", "daily", "metric"))
    ]


@pytest.mark.parametrize(
    "metric",
    [
        "select sum(seconds) as n from raw.views where brow > 1",
        "select brow > 0 as group_, sum(seconds) as n from raw.views group by 1",
        "select sum(seconds) as n from raw.views as a semi join raw.views as b on a.brow = b.brow",
        "select seconds from raw.views qualify row_number() over (partition by who order by brow) = 1",
        "select (select max(brow) from raw.views) as n",
    ],
)
def test_e12_a_micro_expression_that_decides_a_metric_is_forbidden(tmp_path: Path, metric: str) -> None:
    assert ("brow", "TN-L012") in codes(rows_of(tmp_path, metric))


def test_e4_a_step_does_not_launder_a_biometric(tmp_path: Path) -> None:
    bored = "select who from raw.views where brow > 1"
    metric = "select count(*) as n from raw.views anti join dev.bored using (who)"
    rows = rows_of(tmp_path, metric, bored=bored, between=(step("bored"),))
    assert ("brow", "TN-L012") in codes(rows)


def test_e4_explicit_consent_with_an_assessment_lifts_the_refusal_for_its_use_alone(tmp_path: Path) -> None:
    allowed = SCOPE.replace(
        "    collections:",
        """        - data_use: analytics.reporting.content_performance
          data_categories: [user.biometric]
          legal_basis_for_processing: Consent
          special_category_legal_basis: Explicit consent
          impact_assessment_location: docs/dpia.md
    collections:""",
        1,
    )
    metric = "select avg(brow) as n from raw.views"
    assert rows_of(tmp_path, metric, "analytics.reporting.content_performance", scope=allowed)[0].code == ""
    assert rows_of(tmp_path, metric, scope=allowed)[0].code == "TN-L012"
    unassessed = allowed.replace("          impact_assessment_location: docs/dpia.md\n", "")
    refused = rows_of(tmp_path, metric, "analytics.reporting.content_performance", scope=unassessed)
    assert refused[0].code == "TN-L012"


def test_f12_a_metric_that_tunes_anxiety_is_forbidden(tmp_path: Path) -> None:
    metric = "select avg(seconds) as n from raw.views"
    assert ("", "TN-L013") in codes(rows_of(tmp_path, metric, "personalize.emotion.anxiety"))
    assert codes(rows_of(tmp_path, metric, "analytics.reporting.content_performance")) == set()


def test_e10_what_was_given_for_analytics_does_not_aim_advertising(tmp_path: Path) -> None:
    rows = rows_of(tmp_path, "select sum(seconds) as n from raw.views", "marketing.advertising.profiling")
    assert codes(rows) == {("seconds", "TN-L014")}


def test_a_column_for_another_purpose_is_refused_unless_a_step_stands_between(tmp_path: Path) -> None:
    farm = "select device from raw.views group by device having count(*) > 9"
    metric = "select sum(seconds) as n from raw.views anti join dev.farm using (device)"
    assert ("device", "TN-L011") in codes(rows_of(tmp_path, metric, farm=farm))
    farmed = "select who from raw.views where device in ('a', 'b')"
    over = "select sum(seconds) as n from raw.views anti join dev.farmed using (who)"
    assert ("device", "TN-L011") in codes(rows_of(tmp_path, over, farmed=farmed))
    behind = rows_of(tmp_path, over, farmed=farmed, between=(step("farmed", columns=["who"], rows=True),))
    assert {(row.column, row.step) for row in behind if row.code == "" and row.column == "device"} == {
        ("device", "verdict: farmed")
    }
    # the step lets `who` itself through, for a use that it was not declared for
    assert codes(behind) == {("who", "TN-L011")}


def test_a_column_that_nobody_declared_is_refused(tmp_path: Path) -> None:
    without = SCOPE.replace(
        "          - name: seconds\n            data_categories: [user.behavior.media_consumption]\n", ""
    )
    assert codes(rows_of(tmp_path, "select sum(seconds) as n from raw.views", scope=without)) == {
        ("seconds", "TN-L010")
    }


def test_a_purpose_of_ones_own_is_refused(tmp_path: Path) -> None:
    assert codes(rows_of(tmp_path, "select 1 as n", "customer_analytics")) == {("", "TN-L003")}


@pytest.mark.parametrize(
    ("sql", "code"),
    [
        ("select * from read_csv('/etc/hosts')", "TN-L020"),
        ("select count(*) as n from duckdb_tables()", "TN-L020"),
        ("select * from nowhere.at_all", "TN-L022"),
    ],
)
def test_doubt_is_refused_with_the_way_to_the_metric(tmp_path: Path, sql: str, code: str) -> None:
    rows = rows_of(tmp_path, f"select count(*) as n from ({sql}) as read_csv_nowhere")
    assert [(row.code, row.path) for row in rows] == [(code, ("metric",))]


@pytest.mark.parametrize("changed", [{"kind": "magic"}, {"data_use": "fun"}, {"reason": None, "why": "x"}])
def test_a_step_that_is_not_stated_exactly_is_refused(changed: dict[str, str]) -> None:
    with pytest.raises(ConfigurationError) as refusal:
        steps_of({"farm": step("farm", **changed)})
    assert refusal.value.code == "TN-L060"


def measured(tmp_path: Path, rows: str, scope: str = SCOPE) -> dict[str, Measure]:
    place = (
        f"(select *, false as _is_doubted, null::timestamp as _seen_at "
        f"from (values {rows}) as v (who, seen_at))"
    )
    with duckdb.connect() as con:
        found = measures(con, declared(tmp_path, scope), {("app", "views"): place}, TODAY)
        return {one.rule: one for one in found}


DIGEST = "0123456789abcdef" * 2


def test_rows_older_than_their_retention_are_counted(tmp_path: Path) -> None:
    young = measured(tmp_path, f"('{DIGEST}', '2023-06-01'), ('{DIGEST}', '2024-05-31')")["retention"]
    assert (young.code, young.checked, young.wrong, young.oldest) == ("", 2, 0, date(2023, 6, 1))
    old = measured(tmp_path, f"('{DIGEST}', '2023-05-31'), ('{DIGEST}', '2024-05-31')")["retention"]
    assert (old.code, old.wrong) == ("TN-L030", 1)


def test_a_personal_table_without_a_period_is_named(tmp_path: Path) -> None:
    text = "          retention: {period: P1Y, from: seen_at, reference: policy 3}\n"
    scope = SCOPE.replace("        truenorth:\n" + text, "", 1)
    assert measured(tmp_path, f"('{DIGEST}', '2024-05-31')", scope)["retention"].code == "TN-L031"


def test_e11_values_that_are_not_masked_are_counted_and_never_shown(tmp_path: Path) -> None:
    assert measured(tmp_path, f"('{DIGEST}', null), (null, null)")["masking"].code == ""
    bare = measured(tmp_path, f"('{DIGEST}', null), ('ann@example.org', null)")["masking"]
    assert (bare.code, bare.checked, bare.wrong) == ("TN-L040", 2, 1)
    assert "ann" not in bare.reason


@pytest.mark.parametrize(
    ("rule", "kept", "broken"),
    [
        ("{rule: pattern, pattern: 'a[0-9]+'}", "'a12'", "'12'"),
        ("{rule: coarsened, step: 10}", "'40'", "'42'"),
        ("{rule: coarsened, step: month}", "'2024-05-01'", "'2024-05-02'"),
        ("{rule: absent}", "null::varchar", "'x'"),
    ],
)
def test_e11_each_masking_rule(tmp_path: Path, rule: str, kept: str, broken: str) -> None:
    scope = SCOPE.replace("{rule: hashed}", rule)
    assert measured(tmp_path, f"({kept}, null)", scope)["masking"].wrong == 0
    assert measured(tmp_path, f"({broken}, null)", scope)["masking"].code == "TN-L040"


def test_what_cannot_be_measured_has_not_passed(tmp_path: Path) -> None:
    with duckdb.connect() as con:
        found = list(measures(con, declared(tmp_path), {}, TODAY))
    assert {one.code for one in found} == {"TN-L041"}
