"""What a release holds, when a new one is made, and what never leaves."""

from __future__ import annotations

from datetime import UTC, timedelta
from pathlib import Path

import pytest

from small_work import CUSTOMER, PROJECT, RELATIONS, counts
from truenorth.errors import ConfigurationError
from truenorth.publish import current_release, last_release_values, publish
from truenorth.publish.tables import CONTENT_TABLES, RELEASES

PROMISED = {
    "metric_values": "metric period_start period_end dimension member basis numerator denominator value",
    "metric_verdicts": "metric title tier kind unit raw_value trusted_value bubble verdict reason",
    "metric_scores": "metric dimension measure subject mark value low high limit_value measured_at stands"
    " reason",
    "annotated_events": "event first_day end_day title title_zh source",
    "metric_values_without_events": "metric basis periods event_periods mean_value mean_value_without_events",
    "batches": "source batch_id file delivered_at rows admitted quarantined held erased status severity"
    " code reason",
    "quarantine_reasons": "source reason rows text",
    "findings_summary": "signal findings code title title_zh family grade subject_type cases blocked"
    " retracted smallest_p missing_entity",
    "brushing_effects": "metric value_before value_after",
    "brushing_groups": "group_number signal members findings blocked targets authors first_day last_day",
    "brushing_group_ties": "group_number other_group shared_accounts",
    "detection_runs": "detection_run detected_at findings false_positive_bound permutations measured_rate"
    " measured_upper_bound cohort_accounts cohort_found cohort_p_value cohort_upper_bound",
    "brushing_held_batches": "entity batch_id reason",
    "profiles": "source batch_id measure value",
    "consent_coverage": "metric entity purpose sensitive_category status legal_basis reference personal_rows"
    " covered_rows excluded_rows missing_rows expired_rows withdrawn_rows refused_rows wrong_purpose_rows"
    " wrong_notice_version_rows minor_without_guardian_rows no_explicit_consent_rows late_rows",
    "metric_scope": "metric purpose source table_name column_name categories is_personal is_declared data_use"
    " step code reason path",
    "retention": "source table_name column_name period oldest_day keep_from checked_rows wrong_rows"
    " code reason",
    "masking": "source table_name column_name declared checked_rows wrong_rows code reason",
    "withheld_slices": "metric dimension smallest_group slices withheld few_persons",
    "personal_tables": "source table_name is_declared is_personal has_row_contract has_contract",
    "releases": "release_id published_at project truenorth_version dbt_invocation_id metrics batches"
    " held_batches",
}


def test_a_release_holds_the_promised_tables_and_no_other(place, rows):
    release = place.publish()
    columns = rows(
        release.path,
        "select table_name, string_agg(column_name, ' ' order by ordinal_position)"
        " from information_schema.columns group by all",
    )
    assert dict(columns) == PROMISED
    for table, expected in counts(1).items():
        assert rows(release.path, f"select count(*) from {table}") == [(expected,)]


def test_the_release_says_who_made_it_and_when(place, rows):
    release = place.publish()
    assert release.is_new
    assert release.release_id.startswith("20111209T120000.000000Z-")
    assert (release.published_at, release.project) == (place.now, "small")
    assert (release.dbt_invocation_id, release.metrics, release.batches, release.held_batches) == (
        "run",
        4,
        3,
        0,
    )
    assert current_release(place.published).release_id == release.release_id
    assert release.path.stat().st_mode & 0o777 == 0o444
    assert (
        rows(release.path, "select delivered_at from batches limit 1")[0][0].isoformat()
        == "2011-12-01T00:00:00"
    )


def test_columns_that_are_not_promised_never_reach_the_file(place):
    assert CUSTOMER.encode() in place.work.read_bytes()
    assert CUSTOMER.encode() not in place.publish().path.read_bytes()


def test_the_same_figures_make_no_new_release(place):
    first = place.publish()
    place.build(1)
    place.now += timedelta(days=1)
    again = place.publish()
    assert (again.is_new, again.release_id) == (False, first.release_id)
    assert place.files() == [first.path.name]


@pytest.mark.parametrize(
    "sql",
    [
        "update metric_values set value = value * (1 + 1e-15)",
        "create or replace table profiles as from profiles order by measure desc",
    ],
    ids=["last-bits-of-a-sum", "row-order"],
)
def test_what_is_not_a_new_figure_makes_no_new_release(place, sql):
    place.publish()
    place.alter(sql)
    assert not place.publish().is_new


@pytest.mark.parametrize("table", [table.name for table in CONTENT_TABLES if not table.optional])
def test_one_row_less_in_any_table_makes_a_new_release(place, table):
    first = place.publish()
    place.alter(f"delete from {table} where rowid = 0")
    second = place.publish()
    assert second.is_new and second.release_id != first.release_id
    assert place.files() == sorted([first.path.name, second.path.name])


def test_an_earlier_figure_may_come_back_while_the_clock_stands_still(place, rows):
    paths = []
    for generation in (1, 2, 1):
        place.build(generation)
        paths.append(place.publish().path)
    assert len(set(paths)) == 3
    assert [rows(path, "select any_value(value) from metric_values") for path in paths] == [
        [(1,)],
        [(2,)],
        [(1,)],
    ]


OPTIONAL = [table.name for table in CONTENT_TABLES if table.optional]


@pytest.mark.parametrize("table", OPTIONAL)
def test_what_a_project_has_no_model_for_is_published_empty(place, rows, table):
    release = publish(
        PROJECT,
        place.work,
        place.published,
        relations={name: relation for name, relation in RELATIONS.items() if name != table},
        invocation_id="run",
        clock=lambda: place.now,
    )
    assert rows(release.path, f"select count(*) from {table}") == [(0,)]


@pytest.mark.parametrize("table", ["metric_values", "metric_verdicts"])
def test_a_release_without_figures_is_refused(place, table):
    with pytest.raises(ConfigurationError, match=f"model {table} is not there"):
        publish(
            PROJECT,
            place.work,
            place.published,
            relations={name: relation for name, relation in RELATIONS.items() if name != table},
            invocation_id="run",
            clock=lambda: place.now,
        )


def test_readers_get_the_last_values(place):
    assert last_release_values(place.published) == ()
    assert current_release(place.published) is None
    place.publish()
    values = last_release_values(place.published)
    assert [value.metric for value in values] == ["metric_0", "metric_1", "metric_2", "metric_3"]
    assert (values[0].raw, values[0].trusted, values[0].bubble, values[0].verdict) == (1, 1, 0, "unjudged")


def test_old_releases_are_dropped_only_on_request(place):
    for generation in range(1, 6):
        place.build(generation)
        place.now += timedelta(hours=1)
        place.publish()
    (place.published / "releases" / "2011-my-own-copy.duckdb").touch()
    before = place.files()
    place.build(6)
    newest = publish(
        PROJECT,
        place.work,
        place.published,
        relations=RELATIONS,
        invocation_id="run",
        clock=lambda: place.now + timedelta(hours=1),
        keep=2,
    )
    assert len(before) == 6
    assert set(place.files()) == {before[-1], newest.path.name, "2011-my-own-copy.duckdb"}


def test_the_current_release_outlives_a_clock_that_went_back(place):
    for generation in range(1, 5):
        place.build(generation)
        place.now -= timedelta(hours=1)
        release = publish(
            PROJECT,
            place.work,
            place.published,
            relations=RELATIONS,
            invocation_id="run",
            clock=lambda: place.now,
            keep=2,
        )
        assert current_release(place.published).release_id == release.release_id


def test_at_least_two_releases_are_kept(place):
    with pytest.raises(ConfigurationError, match="TN-P010"):
        publish(
            PROJECT,
            place.work,
            place.published,
            relations=RELATIONS,
            invocation_id="r",
            clock=lambda: place.now,
            keep=1,
        )
    assert not place.published.exists()


def test_the_folder_can_be_moved(place, tmp_path: Path):
    release = place.publish()
    moved = place.published.rename(tmp_path / "elsewhere")
    assert current_release(moved).release_id == release.release_id
    assert current_release(moved).published_at.tzinfo is UTC


def test_every_table_has_its_key_among_its_columns():
    for table in (*CONTENT_TABLES, RELEASES):
        assert set(table.nullable_keys) <= set(table.key) <= set(table.columns)
