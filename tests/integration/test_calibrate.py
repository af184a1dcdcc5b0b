"""Calibration: signals that judge acting together run where nobody does; the work database stays as it is."""

from __future__ import annotations

import hashlib
import json
import random
from pathlib import Path

import duckdb
import pytest

from command import truenorth
from dbt_projects import project_that_installs_truenorth, run

pytestmark = [pytest.mark.xdist_group("calibrate"), pytest.mark.heavy]  # whole dbt runs

STAGING = """
select id as interaction_id, actor as actor_id, target as target_id, 'like' as action,
    cast(day as timestamp) as occurred_at
from {{ ref('likes') }}
"""
EMPLOYEES = """
select '{of}' || number as actor_id, timestamp '{since} 00:00:00' as since
from range({most} + 1) as numbers(number)
"""
# as the events of the real detectors: the var gives each act an actor of another one
PERMUTED = """
with numbered as (
    select *,
        row_number() over (order by interaction_id) as place,
        row_number() over (order by md5(interaction_id || '{{ var("truenorth_permutation", 0) }}')) as drawn
    from {{ ref('canonical_interactions') }}
)
select own.interaction_id, own.target_id, own.occurred_at,
    {{ 'other' if var('truenorth_permutation', 0) else 'own' }}.actor_id
from numbered as own
inner join numbered as other on own.place = other.drawn
"""
SIGNAL = """
with pairs as (
    select mine.actor_id, count(distinct mine.target_id) as together
    from {{ ref('int_likes') }} as mine
    inner join {{ ref('int_likes') }} as theirs
        on mine.target_id = theirs.target_id and mine.occurred_at = theirs.occurred_at
            and mine.actor_id <> theirs.actor_id
    group by mine.actor_id, theirs.actor_id
    having count(distinct mine.target_id) >= {{ truenorth.threshold('together') }}
)
select 'pairs' as signal, 'interaction' as subject_type, likes.interaction_id as subject_id,
    {{ truenorth.case_id('pairs', 'likes.actor_id') }} as case_id, likes.actor_id, likes.occurred_at,
    cast(null as timestamp) as window_start, cast(null as timestamp) as window_end,
    cast(max(pairs.together) as double) as observed, cast(0 as double) as expected,
    cast(null as double) as p_value, count(*) as partners, cast(null as double) as purity,
    cast(null as double) as exclusivity, cast(max(pairs.together) as double) as score
from {{ ref('int_likes') }} as likes
inner join pairs on likes.actor_id = pairs.actor_id
group by likes.interaction_id, likes.actor_id, likes.occurred_at
"""
SIGNAL_YML = """
models:
  - name: sig_pairs
    description: One row per like of an actor who likes the same as another, again and again.
    config:
      meta:
        truenorth:
          signal:
            code: TN-X002
            title: {en: Pairs, zh: 成对}
            family: co_action
            grade: decides
            subject: interaction
            question: {en: Who always likes together?, zh: 谁总是一起点赞？}
            null_model: actors permuted
            thresholds:
              - {name: together, value: 6, origin: made up for a test}
"""


def likes() -> str:
    """Sixty honest people like some of fifty things on some day; four like ten things on the same days."""
    draw = random.Random(7)
    told = [
        (f"h{person}", draw.randrange(50), draw.randrange(1, 28)) for person in range(60) for _ in range(15)
    ]
    told += [(f"bot{bot}", thing, 1 + thing) for bot in range(4) for thing in range(10)]
    lines = [f"i{number},{who},t{thing},2024-01-{day:02}" for number, (who, thing, day) in enumerate(told)]
    return "\n".join(["id,actor,target,day", *lines]) + "\n"


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = project_that_installs_truenorth(
        tmp_path_factory.mktemp("likes"),
        {
            "truenorth_entities": ["interactions", "trusted_actors"],
            "truenorth_signals": {},  # those of truenorth have tests of their own
            "truenorth_own_signals": ["pairs"],
        },
        {
            "seeds/likes.csv": likes(),
            "models/stg_interactions.sql": STAGING,
            "models/stg_trusted_actors.sql": EMPLOYEES.format(of="h", most=9, since="2024-01-14"),
            "models/int_likes.sql": PERMUTED,
            "models/sig_pairs.sql": SIGNAL,
            "models/sig_pairs.yml": SIGNAL_YML,
        },
    )
    run(folder, "dbt", "seed")
    detected = truenorth(folder, "detect", "--format", "json")
    assert detected.returncode == 0, detected.stdout + detected.stderr
    [signal] = json.loads(detected.stdout)["signals"]
    assert (signal["signal"], signal["blocked"]) == ("pairs", 40)
    return folder


def digest(shop: Path) -> str:
    return hashlib.sha256((shop / "shop.duckdb").read_bytes()).hexdigest()


def test_no_pair_is_found_among_permuted_actors(shop: Path) -> None:
    work, manifest = digest(shop), (shop / "target/manifest.json").read_bytes()
    measured = truenorth(shop, "detect", "--calibrate", "--permutations", "2", "--format", "json")
    assert measured.returncode == 0, measured.stdout + measured.stderr
    told = json.loads(measured.stdout)
    assert (told["bound"], told["measured_rate"], told["permutations"]) == (0.001, 0, 2)
    assert told["signals"]["pairs"]["all_actors"] == 2 * 64
    assert 0.02 < told["upper_bound"] < 0.04  # 3.84 / (128 + 3.84)
    everyone = told["cohort"]["any"]
    assert (everyone["accounts"], everyone["found_accounts"], told["cohort_needed"]) == (10, 0, 2995)
    assert everyone["p_value"] == 1 / 11
    assert 20 < everyone["acts"] < 130, "of 150: those before they were known do not count"
    assert told["cohort"].keys() == {"pairs", "any"}
    assert digest(shop) == work
    assert (shop / "target/manifest.json").read_bytes() == manifest
    # the next build shows it beside the bound
    truenorth(shop, "detect")
    with duckdb.connect(str(shop / "shop.duckdb"), read_only=True) as connection:
        rows = connection.execute(
            "select permutations, measured_rate, cohort_accounts, cohort_found from detection_runs"
        ).fetchall()
    assert rows == [(2, 0.0, 10, 0)]


def test_a_signal_that_speaks_by_chance_breaks_the_bound(shop: Path) -> None:
    text = (shop / "models/sig_pairs.yml").read_text()
    (shop / "models/sig_pairs.yml").write_text(text.replace("value: 6", "value: 1"))
    measured = truenorth(shop, "detect", "--calibrate", "--permutations", "1")
    (shop / "models/sig_pairs.yml").write_text(text)
    assert measured.returncode == 1, measured.stdout + measured.stderr
    assert "BROKEN" in measured.stdout


def test_honest_accounts_that_are_found_break_the_bound(shop: Path) -> None:
    bots = EMPLOYEES.format(of="bot", most=3, since="2024-01-01")
    (shop / "models/stg_trusted_actors.sql").write_text(bots)
    assert truenorth(shop, "detect").returncode == 0
    measured = truenorth(shop, "detect", "--calibrate", "--permutations", "1")
    assert measured.returncode == 1, measured.stdout + measured.stderr
    assert ": kept" in measured.stdout, "no pair is found among permuted actors"
    assert "found among 4 accounts known to be honest" in measured.stdout
    assert "at least 47.2871%" in measured.stdout, "the fourth root of 0.05"
    assert "bot" not in measured.stdout
