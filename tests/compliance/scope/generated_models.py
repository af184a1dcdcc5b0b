"""Small lineages as dbt has them, made at random: sources, one to three models of many kinds, a metric.

Each kind takes a relation with an `id` that tells its rows apart and gives another one of the same sort, so
that kinds can be put one after the other. Results are the same in every run: each order has no ties.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field

ACTS = {
    "id": "integer",
    "who": "integer",
    "kind": "varchar",
    "amount": "integer",
    "weight": "integer",
    "day": "date",
    "place": "struct(city varchar, zone integer)",
    "tags": "integer[]",
}
PEOPLE = {"id": "integer", "who": "integer", "country": "varchar", "age": "integer", "level": "integer"}
SOURCES = {"acts": ACTS, "people": PEOPLE}
PARTS = {"id", "who", "kind", "amount", "weight", "day"}
"""Columns that every kind passes on, so that the next one finds them."""


@dataclass(frozen=True)
class Model:
    """One model: SQL, or a Python function over the columns that it declares to read."""

    name: str
    sql: str = ""
    reads: dict[str, list[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Lineage:
    """Models in the order in which they are built; the last one is the metric."""

    name: str
    models: tuple[Model, ...]


def cte_filter(rng: random.Random, of: str) -> str:
    column, limit = rng.choice(["amount", "weight"]), rng.randint(2, 5)
    return (
        f"with chosen as (select * from {of} where {column} > {limit}) "
        f"select * exclude (place, tags) from chosen"
    )


def window(rng: random.Random, of: str) -> str:
    by, value = rng.choice(["who", "kind"]), rng.choice(["amount", "weight"])
    over = f"(partition by {by} order by day, id rows between 1 preceding and current row)"
    return f"select id, who, kind, sum({value}) over {over} as amount, weight, day from {of}"


def named_window(rng: random.Random, of: str) -> str:
    return (
        f"select id, who, kind, lag(amount, 1, 0) over w as amount, weight, day from {of} "
        f"window w as (partition by {rng.choice(['who', 'kind'])} order by day, id)"
    )


def qualify(rng: random.Random, of: str) -> str:
    order = rng.choice(["amount", "weight"])
    return (
        f"select id, who, kind, amount, weight, day from {of} "
        f"qualify row_number() over (partition by {rng.choice(['who', 'kind'])} order by {order} "
        f"desc, id) <= 2"
    )


def pivot(rng: random.Random, of: str) -> str:
    return (
        f"with wide as (select * from (select who, kind, amount from {of}) "
        f"pivot (sum(amount) for kind in ('a', 'b') group by who)) "
        f"select acts.id, acts.who, acts.kind, coalesce(wide.a, 0) - coalesce(wide.b, 0) as amount, "
        f"acts.weight, "
        f"acts.day from {of} as acts inner join wide on acts.who = wide.who"
    )


def pivot_statement(rng: random.Random, of: str) -> str:
    return (
        f"with narrow as (select who, kind, weight from {of}), "
        f"wide as (pivot narrow on kind in ('a', 'c') using max(weight) group by who) "
        f"select acts.id, acts.who, acts.kind, acts.amount, wide.a as weight, acts.day "
        f"from {of} as acts join wide using (who)"
    )


def unpivot(rng: random.Random, of: str) -> str:
    return (
        f"with narrow as (select id, who, day, amount, weight from {of}), "
        f"long as (unpivot narrow on amount, weight into name kind value v) "
        f"select id, who, kind, v as amount, v + 1 as weight, day from long"
    )


def star_exclude(rng: random.Random, of: str) -> str:
    return f"select * exclude (place, tags, amount), weight * {rng.randint(2, 4)} as amount from {of}"


def star_replace(rng: random.Random, of: str) -> str:
    return (
        f"select * exclude (place, tags) replace (amount + {rng.choice(['weight', 'who'])} as amount) "
        f"from {of}"
    )


def star_columns(rng: random.Random, of: str) -> str:
    return (
        f"select columns('^(id|who|kind|day|amount)$'), {rng.choice(['amount', 'who'])} as weight from {of}"
    )


def columns_inside(rng: random.Random, of: str) -> str:
    return (
        f"with most as (select who, max(columns('^(amount|weight)$')) from {of} group by who) "
        f"select acts.id, acts.who, acts.kind, most.* exclude (who), acts.day from {of} as acts "
        f"join most on acts.who = most.who"
    )


def union_by_name(rng: random.Random, of: str) -> str:
    return (
        f"select id, who, kind, amount, weight, day from {of} where kind = 'a' union all by name "
        f"select day, weight as amount, id + 1000 as id, who from {of} where kind <> 'a'"
    )


def union_by_place(rng: random.Random, of: str) -> str:
    return (
        f"select id, who, kind, amount, weight, day from {of} where amount > 3 union "
        f"select id, who, kind, weight, amount, day from {of} where amount <= 3"
    )


def except_some(rng: random.Random, of: str) -> str:
    return (
        f"select acts.* exclude (place, tags) from {of} as acts join "
        f"(select who from {of} except select who from raw.people where age > 4) as kept on acts.who "
        f"= kept.who"
    )


def correlated(rng: random.Random, of: str) -> str:
    return (
        f"select id, who, kind, amount, (select max(people.{rng.choice(['age', 'level'])}) from raw.people "
        f"where people.who = acts.who) as weight, day from {of} as acts"
    )


def correlated_filter(rng: random.Random, of: str) -> str:
    return (
        f"select id, who, kind, amount, weight, day from {of} as acts where amount >= "
        f"(select avg(same.amount) from {of} as same where same.kind = acts.kind)"
    )


def exists(rng: random.Random, of: str) -> str:
    word = rng.choice(["exists", "not exists"])
    return (
        f"select id, who, kind, amount, weight, day from {of} as acts where {word} "
        f"(select 1 from raw.people where people.who = acts.who and people.level > 3)"
    )


def in_list(rng: random.Random, of: str) -> str:
    return (
        f"select * exclude (place, tags) from {of} where who in (select who from raw.people where "
        f"country = 'x')"
    )


def recursive(rng: random.Random, of: str) -> str:
    return (
        f"with recursive walk (id, who, kind, amount, weight, day, step) as ("
        f"select id, who, kind, amount, weight, day, 0 from {of} union all "
        f"select walk.id, walk.who, walk.kind, walk.amount + people.level, walk.weight, walk.day, "
        f"walk.step + 1 "
        f"from walk join raw.people on people.who = walk.who where walk.step < 1) "
        f"select id * 10 + step as id, who, kind, amount, weight, day from walk"
    )


def struct(rng: random.Random, of: str) -> str:
    return (
        f"with packed as (select *, struct_pack(x := amount, y := weight) as pack from {of}) "
        f"select id, who, kind, pack.x as amount, {rng.choice(['place.zone', 'pack.y'])} as weight, "
        f"day from packed"
    )


def lateral(rng: random.Random, of: str) -> str:
    return (
        f"select acts.id, acts.who, acts.kind, acts.amount, near.level as weight, acts.day from {of} "
        f"as acts, "
        f"lateral (select max(people.level) as level from raw.people where people.age > acts.amount) as near"
    )


def unnested(rng: random.Random, of: str) -> str:
    return (
        f"select id * 10 + tag as id, who, kind, amount, tag as weight, day "
        f"from (select id, who, kind, amount, day, unnest(tags) as tag from {of})"
    )


def lambdas(rng: random.Random, of: str) -> str:
    return (
        f"select id, who, kind, coalesce(list_sum(list_transform(tags, lambda t: t + weight)), 0) as amount, "
        f"weight, day from {of}"
    )


def grouped(rng: random.Random, of: str) -> str:
    return (
        f"select min(id) as id, who, kind, sum(amount) as amount, count(distinct weight) as weight, day "
        f"from {of} group by all having count(*) >= 1 and max(weight) > {rng.randint(1, 3)}"
    )


def left_join(rng: random.Random, of: str) -> str:
    return (
        f"select acts.id, who, acts.kind, acts.amount, coalesce(people.age, 0) as weight, acts.day "
        f"from {of} as acts left join raw.people using (who)"
    )


def full_join(rng: random.Random, of: str) -> str:
    return (
        f"select coalesce(acts.id, -people.id) as id, coalesce(acts.who, people.who) as who, "
        f"acts.kind, acts.amount, "
        f"people.level as weight, acts.day from {of} as acts full join raw.people on acts.who = people.who"
    )


def semi_join(rng: random.Random, of: str) -> str:
    word = rng.choice(["semi", "anti"])
    return (
        f"select acts.* exclude (place, tags) from {of} as acts {word} join "
        f"(select who from raw.people where age > 2) as chosen using (who)"
    )


def asof(rng: random.Random, of: str) -> str:
    return (
        f"select acts.id, acts.who, acts.kind, acts.amount, people.level as weight, acts.day from "
        f"{of} as acts "
        f"asof join (select distinct on (age) age, level from raw.people order by age, id) as people "
        f"on acts.amount >= people.age"
    )


def distinct_on(rng: random.Random, of: str) -> str:
    return (
        f"select distinct on (who, kind) id, who, kind, amount, weight, day from {of} order by day desc, id"
    )


def top(rng: random.Random, of: str) -> str:
    return (
        f"select id, who, kind, amount, weight, day from {of} order by amount desc, id limit "
        f"{rng.randint(8, 14)}"
    )


def cases(rng: random.Random, of: str) -> str:
    return (
        f"select id, who, kind, case when kind = 'a' then amount when weight > 3 then 0 end as "
        f"amount, weight, day "
        f"from {of}"
    )


def filtered_aggregate(rng: random.Random, of: str) -> str:
    return (
        f"select acts.id, acts.who, acts.kind, totals.of_b as amount, acts.weight, acts.day from {of} "
        f"as acts "
        f"cross join (select sum(amount) filter (where kind = 'b') as of_b from {of}) as totals"
    )


def values_join(rng: random.Random, of: str) -> str:
    return (
        f"select acts.id, acts.who, acts.kind, acts.amount * rates.rate as amount, acts.weight, acts.day "
        f"from {of} as acts join (values ('a', 2), ('b', 3)) as rates (kind, rate) on acts.kind = rates.kind"
    )


def from_first(rng: random.Random, of: str) -> str:
    return f"from {of} select id, who, upper(kind) as kind, amount, weight, day where weight between 1 and 4"


def grouping_sets(rng: random.Random, of: str) -> str:
    return (
        f"select min(id) * 4 + grouping(who, kind) as id, who, kind, sum(amount) as amount, "
        f"max(weight) as weight, "
        f"min(day) as day from {of} group by grouping sets ((who), (kind))"
    )


Kind = Callable[[random.Random, str], str]
KINDS: tuple[Kind, ...] = (
    cte_filter, window, named_window, qualify, pivot, pivot_statement, unpivot, star_exclude, star_replace,
    star_columns, columns_inside, union_by_name, union_by_place, except_some, correlated, correlated_filter,
    exists, in_list, recursive, struct, lateral, unnested, lambdas, grouped, left_join, full_join, semi_join,
    asof, distinct_on, top, cases, filtered_aggregate, values_join, from_first, grouping_sets,
)  # fmt: skip
FIRST_ONLY = {struct, unnested, lambdas}
"""They need the struct or the list of the source itself."""
METRICS = (
    "select who, sum(amount) as numerator, count(*) as denominator from {of} group by who",
    "select kind, max(weight) as numerator from {of} group by kind",
    "select date_trunc('month', day) as month, sum(amount) as numerator from {of} group by 1",
    "select count(distinct who) as numerator, count(*) as denominator from {of}",
    "select kind, avg(amount) as numerator from {of} where day > date '2024-01-10' group by kind",
)


def lineages(seed: int) -> list[Lineage]:
    """Every kind at least twice, alone and before another one, and some with a Python model between."""
    rng = random.Random(seed)
    made = []
    for number, first in enumerate([*KINDS, *KINDS]):
        name = f"m{number:02d}_{first.__name__}"
        models = [Model(f"{name}_1", first(rng, "raw.acts"))]
        if number >= len(KINDS):
            later = rng.choice([kind for kind in KINDS if kind not in FIRST_ONLY])
            # what a first model left out is put back empty, for kinds that leave it out themselves
            again = later(rng, f"(select *, null as place, null as tags from dev.{models[-1].name})")
            models.append(Model(f"{name}_2_{later.__name__}", again))
        if number % 7 == 3:
            models.append(Model(f"{name}_py", reads={models[-1].name: sorted(PARTS - {"weight"})}))
        metric = rng.choice([one for one in METRICS if "weight" not in one or not models[-1].reads])
        models.append(Model(f"{name}_metric", metric.format(of=f"dev.{models[-1].name}")))
        made.append(Lineage(name, tuple(models)))
    return made
