"""The hash of meaning both ways, over a made-up lineage of models, an entity and a seed."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest
from contracts import contract
from hypothesis import given, settings
from hypothesis import strategies as st

from truenorth.definitions.compiled import Compiled
from truenorth.definitions.meaning import meaning_of
from truenorth.errors import ConfigurationError, EvaluationError


def node(name: str, sql: str, *reads: str, folder: str = "marts", package: str = "shop", **more: Any) -> Any:
    return {
        "unique_id": f"model.{name}",
        "resource_type": "model",
        "package_name": package,
        "name": name,
        "alias": name,
        "schema": "main",
        "database": "work",
        "fqn": [package, folder, name],
        "language": "sql",
        "compiled_code": sql,
        "depends_on": {"nodes": [f"model.{read}" for read in reads]},
        "original_file_path": f"models/{folder}/{name}.sql",
        **more,
    }


METRIC = """
-- who creates
with works as (select * from "work"."main"."standing"), kept as (
    select author_id, kind, period_start from works where standing = 3 and (is_public or is_shared)
)
select kept.*, rates.rate from kept left join "work"."main"."rates" on kept.kind = rates.kind
"""
STANDING = """
select entity.author_id, entity.kind, entity.period_start, entity.is_public, entity.is_shared, 3 as standing
from "work"."main"."canonical_targets" as entity
left join "work"."main"."blocked" on entity.id = blocked.id
left join "work"."main"."drawn" on entity.id = drawn.id
"""
FIGURES = 'select \'creators\' as metric, count(distinct author_id) as value from "work"."main"."creators"'


def lineage() -> dict[str, Any]:
    made = [
        node("creators", METRIC, "standing", "rates"),
        node("standing", STANDING, "canonical_targets", "blocked", "drawn"),
        node("canonical_targets", "select 1", folder="canonical", package="truenorth"),
        node("blocked", "select 2", folder="brushing", package="truenorth"),
        node("drawn", "", language="python", raw_code="def model(dbt, session):\n    return 1\n"),
        node("rates", "", resource_type="seed", checksum={"name": "sha256", "checksum": "aa"}),
        node("metric_figures", FIGURES, "creators"),
        node("other", "select 5"),
    ]
    return {one["unique_id"]: one for one in made}


def hash_of(nodes: dict[str, Any] | None = None, **changes: Any) -> str:
    return meaning_of(contract(**changes), Compiled(nodes or lineage(), "duckdb"))


def with_changed(name: str, **fields: Any) -> dict[str, Any]:
    nodes = lineage()
    nodes[f"model.{name}"] |= fields
    return nodes


SAME = {
    "comments, blanks, case": {"creators": METRIC.replace("-- who creates", "").upper().replace("\n", "  ")},
    "names of CTEs": {"creators": METRIC.replace("works", "w").replace("kept", "final")},
    "and, or": {
        "creators": METRIC.replace(
            "standing = 3 and (is_public or is_shared)", "(is_shared or is_public) and standing = 3"
        )
    },
    "a model further up": {"standing": STANDING.replace("entity", "e")},
    "what an entity is made from": {"canonical_targets": "select 99"},
    "what detection finds": {"blocked": "select 99"},
    "a model that it does not read": {"other": "select 99"},
}
CHANGED = {
    "a filter": {"creators": METRIC.replace("standing = 3", "standing = 2")},
    "a filter further up": {"standing": STANDING + " where entity.kind = 'video'"},
    "a join": {"standing": STANDING.replace("left join", "inner join", 1)},
    "the grain": {"creators": METRIC.replace("author_id, kind, period_start", "author_id, period_start")},
    "another entity": {"standing": STANDING.replace("canonical_targets", "blocked")},
    "how rows become figures": {"metric_figures": FIGURES + " where 1 = 1"},
}


@pytest.mark.parametrize("change", SAME)
def test_the_same_meaning_keeps_its_hash(change: str) -> None:
    nodes = lineage()
    for name, sql in SAME[change].items():
        nodes[f"model.{name}"]["compiled_code"] = sql.replace("MAIN", "main")
    assert hash_of(nodes) == hash_of()


@pytest.mark.parametrize("change", CHANGED)
def test_another_meaning_has_another_hash(change: str) -> None:
    nodes = lineage()
    for name, sql in CHANGED[change].items():
        nodes[f"model.{name}"]["compiled_code"] = sql
    assert hash_of(nodes) != hash_of()


def test_where_dbt_builds_it_is_no_part_of_it() -> None:
    nodes = {key: deepcopy(one) for key, one in lineage().items()}
    for one in nodes.values():
        one["schema"], one["database"] = "prod", None
        one["compiled_code"] = one["compiled_code"].replace('"work"."main".', "prod.")
    assert hash_of(nodes) == hash_of()


def test_python_and_seeds_on_the_way_count() -> None:
    noted = "def model(dbt, session):\n    # why\n    return (1)\n"
    assert hash_of(with_changed("drawn", raw_code=noted)) == hash_of()
    assert hash_of(with_changed("drawn", raw_code=noted.replace("1", "2"))) != hash_of()
    assert hash_of(with_changed("rates", checksum={"name": "sha256", "checksum": "bb"})) != hash_of()


def test_a_projects_own_folder_hides_nothing() -> None:
    nodes = with_changed("blocked", package_name="shop", fqn=["shop", "brushing", "blocked"])
    nodes_changed = deepcopy(nodes)
    nodes_changed["model.blocked"]["compiled_code"] = "select 99"
    assert hash_of(nodes) != hash_of(nodes_changed)


def test_what_cannot_be_read_has_no_hash() -> None:
    with pytest.raises(EvaluationError) as refusal:
        hash_of(with_changed("standing", compiled_code="select from from"))
    assert refusal.value.code == "TN-M005" and "standing" in refusal.value.what
    with pytest.raises(EvaluationError, match="drawn"):
        hash_of(with_changed("drawn", raw_code="def model(:"))
    with pytest.raises(ConfigurationError):
        hash_of({"model.other": lineage()["model.other"]})


WORDS: dict[str, Any] = {
    "title": "Makers",
    "question": "Who?",
    "formula": "Counted.",
    "owner": "content",
    "cannot_see": "nothing",
    "gaming_incentives": "none",
    "levers": {"growth": ["other"]},
    "voices": {"required": 1},
    "calibration": {"cadence": "monthly"},
    "experiments": [],
    "versions": [],
    "guardrails": ["at_last", "later", "soon", "soon"],
    "rollup": {"dimensions": ["kind"], "period": "month", "numerator": "COUNT( distinct author_id )"},
    "limits": {
        "elasticity": {"at_most": 0.5, "origin": "measured"},
        "bubble": {"origin": "measured", "at_most": 0.25},
    },
}
SENSE: dict[str, list[Any]] = {
    "tier": ["core", "candidate", "retired"],
    "kind": ["entry", "guardrail"],
    "unit": ["ratio"],
    "purpose": ["marketing", "analytics"],
    "horizon": ["long"],
    "good_direction": ["down"],
    "goal": [{"metric": "users", "lag": "P4W"}, {"metric": "health", "lag": "P8W"}],
    "rival": ["soon"],
    "guardrails": [["soon", "later"], []],
    "derived_from": [["users"]],
    "limits": [
        {},
        {"bubble": {"at_most": 0.3, "origin": "x"}, "elasticity": {"at_most": 0.5, "origin": "x"}},
    ],
    "rollup": [
        {"numerator": "count(author_id)", "period": "month", "dimensions": ["kind"]},
        {"numerator": "count(distinct author_id)", "period": "week", "dimensions": ["kind"]},
        {"numerator": "count(distinct author_id)", "period": "month", "dimensions": []},
        {
            "numerator": "count(distinct author_id)",
            "denominator": "2",
            "period": "month",
            "dimensions": ["kind"],
        },
    ],
}
CHOICES = [(name, value) for name, values in SENSE.items() for value in values]


@settings(max_examples=60, deadline=None)
@given(names=st.sets(st.sampled_from(sorted(WORDS)), min_size=1))
def test_words_and_order_do_not_change_it(names: set[str]) -> None:
    assert hash_of(**{name: WORDS[name] for name in names}) == hash_of()


@settings(max_examples=60, deadline=None)
@given(
    choice=st.sampled_from(CHOICES),
    words=st.sets(st.sampled_from(sorted(set(WORDS) - set(SENSE)))),
)
def test_any_field_that_decides_changes_it(choice: tuple[str, Any], words: set[str]) -> None:
    name, value = choice
    assert hash_of(**{word: WORDS[word] for word in words}, **{name: value}) != hash_of()


def test_every_field_of_a_contract_is_one_or_the_other() -> None:
    from truenorth.definitions.contract import MetricContract
    from truenorth.definitions.reading import stated_fields

    never_alone = {"currency", "sensitive_category"}
    assert set(stated_fields(MetricContract)) == set(WORDS) | set(SENSE) | never_alone
    for name in never_alone:
        assert hash_of(**{name: "user.health_and_medical"}) != hash_of()
