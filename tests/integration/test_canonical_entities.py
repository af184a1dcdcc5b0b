"""Canonical entities of a project that brings what it has: what is required is asked for, the rest is not."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from dbt_projects import project_that_installs_truenorth, run

pytestmark = pytest.mark.heavy  # whole dbt runs

FLAGS = "select 't1' as target_id, timestamp '2024-01-01 00:00:00' as flagged_at"
CLICKS = "select 7 as CLICK_ID, 'c' as channel_id, date '2024-01-01' as clicked_at"


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return project_that_installs_truenorth(
        tmp_path_factory.mktemp("canonical"),
        {"truenorth_entities": ["enforcement_flags", "clicks"], "truenorth_signals": {}},
        {"models/stg_enforcement_flags.sql": FLAGS, "models/stg_clicks.sql": CLICKS},
    )


def build(shop: Path, entity: str) -> None:
    run(shop, "dbt", "run", "--select", f"stg_{entity}", f"canonical_{entity}")


def test_a_column_that_is_missing_is_empty_or_has_its_default(shop: Path) -> None:
    build(shop, "clicks")
    build(shop, "enforcement_flags")
    with duckdb.connect(str(shop / "shop.duckdb"), read_only=True) as connection:
        [click] = connection.execute(
            "select click_id, typeof(clicked_at), dwell_seconds, typeof(dwell_seconds), is_admitted"
            " from canonical_clicks"
        ).fetchall()
        [flag] = connection.execute("select actor_id, target_id from canonical_enforcement_flags").fetchall()
    assert click == ("7", "TIMESTAMP", None, "DOUBLE", True)
    assert flag == (None, "t1")


@pytest.mark.parametrize(
    ("entity", "lacking", "missing"),
    [
        ("clicks", "select 'k' as click_id", "channel_id, clicked_at"),
        ("enforcement_flags", "select timestamp '2024-01-01' as flagged_at", "actor_id or target_id"),
    ],
)
def test_a_required_column_that_is_missing_is_named(
    shop: Path, entity: str, lacking: str, missing: str
) -> None:
    model = shop / f"models/stg_{entity}.sql"
    kept = model.read_text()
    model.write_text(lacking)
    with pytest.raises(AssertionError, match=f"TN-D001 stg_{entity} lacks {missing}, which"):
        build(shop, entity)
    model.write_text(kept)


NAMED = {
    "model": "fct_clicks",
    "click_id": "id",
    "clicked_at": "cast(day as timestamp)",
    "is_admitted": "seconds > 1",
    "dwell_seconds": "seconds",
}
FCT_CLICKS = "select 9 as id, 'c' as channel_id, '2024-02-03' as day, 0.5 as seconds"
DESCRIBED = "models: [{name: fct_clicks, columns: [{name: id}]}]"


def named_shop(folder: Path, names: dict[str, object]) -> Path:
    variables = {
        "truenorth_entities": ["clicks"],
        "truenorth_signals": {},
        "truenorth_entity_models": {"clicks": names},
    }
    files = {"models/fct_clicks.sql": FCT_CLICKS, "models/fct_clicks.yml": DESCRIBED}
    return project_that_installs_truenorth(folder, variables, files)


def test_a_project_says_which_of_its_models_and_columns_an_entity_is(tmp_path: Path) -> None:
    shop = named_shop(tmp_path, NAMED)
    # nothing is built and the yml lists one column of four: that is no reason to refuse
    run(shop, "dbt", "compile", "--select", "canonical_clicks")
    run(shop, "dbt", "run", "--select", "fct_clicks", "canonical_clicks")
    with duckdb.connect(str(shop / "shop.duckdb"), read_only=True) as connection:
        [click] = connection.execute(
            "select click_id, channel_id, cast(clicked_at as varchar), is_admitted, dwell_seconds"
            " from canonical_clicks"
        ).fetchall()
    assert click == ("9", "c", "2024-02-03 00:00:00", False, 0.5)


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ({**NAMED, "dwell": "seconds"}, "TN-H016 truenorth_entity_models says what dwell of clicks is"),
        ({"model": "fct_clicks"}, "TN-D001 fct_clicks lacks click_id, clicked_at, which"),
    ],
)
def test_what_the_names_leave_open_is_refused(tmp_path: Path, names: dict[str, object], said: str) -> None:
    shop = named_shop(tmp_path, names)
    with pytest.raises(AssertionError, match=said):
        run(shop, "dbt", "run", "--select", "fct_clicks", "canonical_clicks")
