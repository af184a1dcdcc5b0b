"""Constructs that the random queries of the property tests do not reach: what counts, and what does not."""

from __future__ import annotations

import pytest

from truenorth.definitions.canonical_sql import canonical_expression, canonical_sql
from truenorth.definitions.rollup_sql import rollup_sql
from truenorth.definitions.written_sql import named_models, written_digest
from truenorth.errors import EvaluationError

SAME = [
    ("select a::int from t", "SELECT cast(a AS integer) FROM t"),
    ("select x.a from t x, u y where x.a = y.a", "select l.a from t as l, u as r where l.a = r.a"),
    ("select * from t where ((a and b))", "select * from t where b and a"),
    ("select * from t x join u y on (x.a = y.a)", "select * from t p join u q on p.a = q.a"),
    (
        "select * from t x where exists (select 1 from u x2 where x2.a = x.a)",
        "select * from t p where exists (select 1 from u q where q.a = p.a)",
    ),
    ("with a as (select 1), b as (select 2) select * from b", "with z as (select 2) select * from z"),
    (
        "with recursive r as (select 1 as n union all select n + 1 from r where n < 3) select * from r",
        "with recursive s as (select 1 as n union all select n + 1 from s where n < 3) select * from s",
    ),
    (
        "with a as (select 1 as n), b as (select n from a) select * from a cross join b",
        "with b as (select 1 as n), a as (select n from b) select * from b cross join a",
    ),
]

DIFFERENT = [
    ("select sum(a) from t", "select avg(a) from t"),
    ("select sum(a) from t", "select sum(distinct a) from t"),
    ("select sum(a) from t", "select sum(a) filter (where b) from t"),
    ("select a from t", "select distinct a from t"),
    ("select a from t", "select a from t limit 5"),
    ("select a from t", "select a from t using sample 10%"),
    ("select a from t", "select a from t where a = 'X'"),
    ("select a from t where a = 'x'", "select a from t where a = 'X'"),
    ("select a from t where a = 'x y'", "select a from t where a = 'x  y'"),
    ("select a from t where a > 1", "select a from t where a >= 1"),
    ("select a from t where a = 1", "select a from t where a = 1.0"),
    ("select a from t where a and b or c", "select a from t where a and (b or c)"),
    ("select a from t where not (a and b)", "select a from t where not a and b"),
    ("select a from t union select a from u", "select a from t union all select a from u"),
    ("select a from t except select a from u", "select a from u except select a from t"),
    ("select * from t join u using (a)", "select * from t left join u using (a)"),
    ("select * from t semi join u using (a)", "select * from t anti join u using (a)"),
    ("select * from t asof join u on t.a >= u.a", "select * from t join u on t.a >= u.a"),
    ("select * from t positional join u", "select * from t cross join u"),
    (
        "select a, row_number() over (order by b) from t",
        "select a, row_number() over (order by b desc) from t",
    ),
    ("select a from t qualify row_number() over () = 1", "select a from t"),
    ("select sum(a) over (rows 3 preceding) from t", "select sum(a) over (rows 2 preceding) from t"),
    ("select a from t group by all", "select a from t group by a"),
    ("select a from t group by rollup (a)", "select a from t group by cube (a)"),
    ("select * exclude (a) from t", "select * exclude (b) from t"),
    ("select * replace (a + 1 as a) from t", "select * from t"),
    ("select * from 'data/A.parquet'", "select * from 'data/a.parquet'"),
    ("select x.a from t x join t y on x.b = y.b", "select y.a from t x join t y on x.b = y.b"),
    (
        "with a as (select 1 as n), b as (select 2 as n) select * from a",
        "with a as (select 1 as n), b as (select 2 as n) select * from b",
    ),
    (
        # two levels of names: in the second the inner condition is always true
        "select 1 from t x where exists (select 1 from u x, v where a in (select a from w where x.a = w.a))",
        "select 1 from t x where exists (select 1 from u x, v where a in (select a from w where w.a = w.a))",
    ),
    ("select * from t tablesample 5 rows", "select * from t tablesample 6 rows"),
    ("select list_filter(a, lambda x: x > 1) from t", "select list_filter(a, lambda x: x > 2) from t"),
    ("select a from t order by a nulls first limit 1", "select a from t order by a nulls last limit 1"),
    ("select try_cast(a as int) from t", "select cast(a as int) from t"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_ways_of_writing_have_one_text(one: str, other: str) -> None:
    assert canonical_sql(one, "duckdb") == canonical_sql(other, "duckdb")


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_what_says_another_thing_has_another_text(one: str, other: str) -> None:
    assert canonical_sql(one, "duckdb") != canonical_sql(other, "duckdb")


@pytest.mark.parametrize(
    "sql", ["drop table t", "select 1; select 2", "select from where", "", "copy t to 'x'"]
)
def test_what_is_no_query_is_refused(sql: str) -> None:
    with pytest.raises(EvaluationError) as refusal:
        canonical_sql(sql, "duckdb")
    assert refusal.value.code == "TN-M005"


def test_relations_are_named_as_they_are_told() -> None:
    text = canonical_sql('select * from "Work"."main"."T" as x', "duckdb", {"work.main.t": "model:t"}.get)
    assert '"model:t"' in text and "work" not in text.lower()


def test_expressions_of_a_rollup() -> None:
    assert canonical_expression("SUM( numerator )", "duckdb") == canonical_expression(
        "sum(numerator)", "duckdb"
    )
    assert canonical_expression("sum(numerator)", "duckdb") != canonical_expression(
        "max(numerator)", "duckdb"
    )


FIGURES = """
with figures as (
    select 'one' as metric, sum(x) as value from m.one
    union all select 'two' as metric, {two} as value from m.two
    union all select 'three' as metric, sum(z) as value from m.three
)
select metric, {final} from figures
"""


def test_a_metric_sees_only_its_own_branch_of_the_figures() -> None:
    def branch(metric: str, two: str = "sum(y)", final: str = "value") -> str:
        return canonical_sql(rollup_sql(FIGURES.format(two=two, final=final), metric, "duckdb"), "duckdb")

    assert branch("one") == branch("one", two="avg(y)")
    assert branch("two") != branch("two", two="avg(y)")
    assert branch("three") != branch("three", final="2 * value")
    with pytest.raises(EvaluationError):
        branch("four")


def test_written_sql_is_compared_with_its_jinja() -> None:
    one = "{{ config(materialized='view') }}\nselect a from {{ ref('x') }} where {{ f('b') }} and c -- why"
    other = 'select a\nfrom {{ ref("x") }} where c and {{f("b")}}'
    assert written_digest(one) == written_digest(other)
    assert written_digest(one) != written_digest(other.replace('f("b")', 'f("d")'))
    loop = "select {% for x in y %} {{ x }}, {% endfor %} 1"
    assert written_digest(loop) == written_digest(f"{loop} -- why") != written_digest(loop + "2")


def test_models_that_sql_names() -> None:
    assert named_models("{{ ref('a') }} {{ ref( 'p', \"b\" ) }} {# {{ ref('c') }} #}") == ("a", "b")
