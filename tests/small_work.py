"""A small work database whose every released row tells which generation of a build wrote it.

As a program: `python small_work.py WORK_DB PUBLISHED GENERATION` builds and publishes that generation and
the following ones until it is killed, saying `ready` first and then each generation that it has published.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from truenorth.dbt import Relation
from truenorth.project import Project
from truenorth.publish import Release, publish
from truenorth.publish.announcement import Announcement
from truenorth.publish.tables import CONTENT_TABLES

PROJECT = Project(root=Path(), name="small")
CUSTOMER = "customer-17850-private"

RELATIONS = {table.name: Relation("truenorth", table.name) for table in CONTENT_TABLES}


def counts(generation: int) -> dict[str, int]:
    """Return rows by release table: different from one generation to the next."""
    return {
        "metric_values": 2 * (3 + generation % 7),
        "metric_verdicts": 3 + generation % 7,
        "metric_scores": generation % 3,
        "annotated_events": generation % 2,
        "metric_values_without_events": generation % 4,
        "batches": 2 + generation % 5,
        "quarantine_reasons": 1 + generation % 3,
        "findings_summary": generation % 2,
        "brushing_effects": generation % 4,
        "brushing_groups": generation % 3,
        "brushing_group_ties": generation % 2,
        "detection_runs": generation % 2,
        "brushing_held_batches": generation % 2,
        "profiles": 1000 + generation % 11,
        "consent_coverage": generation % 3,
        "metric_scope": generation % 4,
        "retention": generation % 2,
        "masking": generation % 3,
        "withheld_slices": generation % 4,
        "personal_tables": generation % 3,
    }


def write_work(path: Path, generation: int) -> None:
    """Build one generation in one transaction, as a finished build leaves it; customers included."""
    rows = counts(generation)
    metrics, batches = rows["metric_verdicts"], rows["batches"]
    with duckdb.connect(str(path)) as connection:
        connection.execute(f"""
            begin;
            create schema if not exists truenorth;
            set schema = 'truenorth';
            create or replace table adm_orders as
                select '{CUSTOMER}' as customer_id, i as invoice from range(50) t(i);
            create or replace table metric_values as
                select 'metric_' || i as metric, null::date as period_start, null::date as period_end,
                    'all' as dimension, 'all' as member, basis, {generation}::double as numerator,
                    1.0::double as denominator, {generation}::double as value, '{CUSTOMER}' as customer_id
                from range({metrics}) m(i), (values ('raw'), ('trusted')) b(basis);
            create or replace table metric_verdicts as
                select 'metric_' || i as metric, 'Metric' as title, 'core' as tier, 'value' as kind,
                    'ratio' as unit, {generation}::double as raw_value, {generation}::double as trusted_value,
                    0.0::double as bubble, 'unjudged' as verdict, null::varchar as reason
                from range({metrics}) m(i);
            create or replace table batches as
                select 'orders' as source, md5(i::varchar) as batch_id, i || '.parquet' as file,
                    timestamptz '2011-12-01 00:00:00+00' as delivered_at, {generation} as rows,
                    {generation} - i as admitted, i as quarantined, 0 as held, 0 as erased,
                    'admitted' as status, null::varchar as severity, null::varchar as code,
                    null::varchar as reason
                from range({batches}) b(i);
            create or replace table quarantine_reasons as
                select 'orders' as source, 'reason_' || i as reason, {generation} as rows, 'text' as text
                from range({rows["quarantine_reasons"]}) r(i);
            create or replace table findings_summary as
                select 'burst' as signal, {generation} as findings, 'TN-B003' as code, 'Bursts' as title,
                    '突发' as title_zh, 'co_action' as family, 'decides' as grade,
                    'interaction' as subject_type, 1 as cases, {generation} as blocked, 0 as retracted,
                    1e-9 as smallest_p, null::varchar as missing_entity, '{CUSTOMER}' as subject_id
                from range({rows["findings_summary"]});
            create or replace table brushing_effects as
                select 'metric_' || i as metric, {generation} + 1.0 as value_before,
                    {generation}::double as value_after
                from range({rows["brushing_effects"]}) e(i);
            create or replace table brushing_groups as
                select i + 1 as group_number, 'burst' as signal, 12 as members, {generation} as findings,
                    0 as blocked, 3 as targets, 1 as authors, date '2011-12-01' as first_day,
                    date '2011-12-05' as last_day, '{CUSTOMER}' as actor_id
                from range({rows["brushing_groups"]}) g(i);
            create or replace table brushing_group_ties as
                select 1 as group_number, 2 as other_group, {generation} as shared_accounts
                from range({rows["brushing_group_ties"]});
            create or replace table detection_runs as
                select 'run' as detection_run, timestamptz '2011-12-01 00:00:00+00' as detected_at,
                    {generation} as findings, 0.001 as false_positive_bound, 20 as permutations,
                    0.0004 as measured_rate, 0.0007 as measured_upper_bound, 99 as cohort_accounts,
                    0 as cohort_found, 0.01 as cohort_p_value, 0.0298 as cohort_upper_bound
                from range({rows["detection_runs"]});
            create or replace table brushing_held_batches as
                select 'orders' as entity, 'b' as batch_id, 'blocked_share' as reason
                from range({rows["brushing_held_batches"]});
            create or replace table profiles as
                select 'orders' as source, 'b' as batch_id, 'm' || i as measure, {generation}::double as value
                from range({rows["profiles"]}) p(i);
            create or replace table consent_coverage as
                select 'metric_' || i as metric, 'orders' as entity, 'analytics' as purpose,
                    '' as sensitive_category, 'covered' as status, 'Consent' as legal_basis,
                    null as reference, {generation} as personal_rows, {generation} as covered_rows,
                    0 as excluded_rows, 0 as missing_rows, 0 as expired_rows, 0 as withdrawn_rows,
                    0 as refused_rows, 0 as wrong_purpose_rows, 0 as wrong_notice_version_rows,
                    0 as minor_without_guardian_rows, 0 as no_explicit_consent_rows, 0 as late_rows
                from range({rows["consent_coverage"]}) c(i);
            create or replace table metric_scope as
                select 'metric_' || i as metric, 'analytics' as purpose, 'orders' as source,
                    'lines' as table_name, 'amount' as column_name, 'system.operations' as categories,
                    false as is_personal, true as is_declared, 'analytics' as data_use, null as step,
                    null as code, null as reason, 'lines > metric' as path
                from range({rows["metric_scope"]}) c(i);
            create or replace table retention as
                select 'orders' as source, 'lines' as table_name, 'day' as column_name, 'P2Y' as period,
                    date '2011-12-01' as oldest_day, date '2010-12-01' as keep_from,
                    {generation} as checked_rows, 0 as wrong_rows, null as code, null as reason
                from range({rows["retention"]});
            create or replace table annotated_events as
                select 'dispute' as event, date '2011-12-01' as first_day, date '2011-12-05' as end_day,
                    'a dispute' as title, '争议' as title_zh, 'press' as source
                from range({rows["annotated_events"]});
            create or replace table metric_values_without_events as
                select 'metric_' || i as metric, 'raw' as basis, 4 as periods, 1 as event_periods,
                    {generation}::double as mean_value, 0.5 as mean_value_without_events
                from range({rows["metric_values_without_events"]}) e(i);
            create or replace table metric_scores as
                select 'metric_' || i as metric, 'relevance' as dimension, 'spearman' as measure,
                    '' as subject, null as mark, {generation}::double as value, 0.1 as low, 0.9 as high,
                    0.0 as limit_value, timestamp '2011-12-09' as measured_at, true as stands,
                    null as reason
                from range({rows["metric_scores"]}) s(i);
            create or replace table masking as
                select 'orders' as source, 'lines' as table_name, 'column_' || i as column_name,
                    'pattern' as declared, {generation} as checked_rows, 0 as wrong_rows, null as code,
                    null as reason
                from range({rows["masking"]}) c(i);
            create or replace table withheld_slices as
                select 'metric_' || i as metric, 'country' as dimension, 10 as smallest_group,
                    {generation} as slices, 0 as withheld, 0 as few_persons
                from range({rows["withheld_slices"]}) s(i);
            create or replace table personal_tables as
                select 'orders' as source, 'table_' || i as table_name, true as is_declared,
                    true as is_personal, true as has_row_contract, true as has_contract
                from range({rows["personal_tables"]}) t(i);
            commit;
        """)


def publish_small(
    work: Path,
    published: Path,
    clock: Callable[[], datetime] | None = None,
    announcement: Announcement | None = None,
) -> Release:
    """Publish what `write_work` wrote."""
    return publish(
        PROJECT,
        work,
        published,
        relations=RELATIONS,
        invocation_id="run",
        clock=clock or (lambda: datetime.now(UTC)),
        announcement=announcement,
    )


if __name__ == "__main__":
    work_db, published_folder, generation = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    print("ready", flush=True)
    while True:
        write_work(work_db, generation)
        publish_small(work_db, published_folder)
        print(generation, flush=True)  # from here on no kill may take it back
        generation += 1
