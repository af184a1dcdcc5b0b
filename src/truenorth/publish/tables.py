"""The stable tables of a release: what other people's tools may rely on, and nothing else leaves."""

from __future__ import annotations

from dataclasses import dataclass

from ..identifiers import quote_identifier


@dataclass(frozen=True)
class ReleaseTable:
    """One table of the published file.

    Attributes:
        columns: name and DuckDB type, in published order; a column that is not named here is never read.
        key: columns that tell two rows apart; no two rows of a release share it.
        nullable_keys: key columns that may be NULL (the whole history, a file that could not be read).
        optional: a project may have no such model; the table is then published empty.
        explains: columns that only explain a row: said in another way they are no new release.
    """

    name: str
    columns: dict[str, str]
    key: tuple[str, ...]
    nullable_keys: tuple[str, ...] = ()
    optional: bool = False
    explains: tuple[str, ...] = ()

    def create_sql(self) -> str:
        """Return the CREATE TABLE statement; required key columns are NOT NULL."""
        required = set(self.key) - set(self.nullable_keys)
        columns = ", ".join(
            f"{quote_identifier(name)} {type_}{' not null' if name in required else ''}"
            for name, type_ in self.columns.items()
        )
        return f"create table {quote_identifier(self.name)} ({columns})"

    def names_sql(self) -> str:
        """Return the column list, quoted, in published order."""
        return ", ".join(map(quote_identifier, self.columns))

    def content_sql(self) -> str:
        """Return the columns that are digested, quoted, in published order."""
        return ", ".join(quote_identifier(name) for name in self.columns if name not in self.explains)

    def key_sql(self) -> str:
        """Return the key columns, quoted: the order in which rows are written and digested."""
        return ", ".join(map(quote_identifier, self.key))


METRIC_VALUES = ReleaseTable(
    "metric_values",
    {
        "metric": "VARCHAR",
        "period_start": "DATE",
        "period_end": "DATE",
        "dimension": "VARCHAR",
        "member": "VARCHAR",
        "basis": "VARCHAR",
        "numerator": "DOUBLE",
        "denominator": "DOUBLE",  # NULL where the slice is withheld, and nowhere else
        "value": "DOUBLE",
    },
    key=("metric", "period_start", "period_end", "dimension", "member", "basis"),
    nullable_keys=("period_start", "period_end"),
)
METRIC_VERDICTS = ReleaseTable(
    "metric_verdicts",
    {
        "metric": "VARCHAR",
        "title": "VARCHAR",
        "tier": "VARCHAR",
        "kind": "VARCHAR",
        "unit": "VARCHAR",
        "raw_value": "DOUBLE",
        "trusted_value": "DOUBLE",
        "bubble": "DOUBLE",
        "verdict": "VARCHAR",
        "reason": "VARCHAR",
    },
    key=("metric",),
)
METRIC_SCORES = ReleaseTable(
    "metric_scores",
    {
        "metric": "VARCHAR",
        "dimension": "VARCHAR",
        "measure": "VARCHAR",
        "subject": "VARCHAR",
        "mark": "VARCHAR",
        "value": "DOUBLE",
        "low": "DOUBLE",
        "high": "DOUBLE",
        "limit_value": "DOUBLE",
        "measured_at": "TIMESTAMP",
        "stands": "BOOLEAN",
        "reason": "VARCHAR",
    },
    key=("metric", "dimension", "measure", "subject"),
    optional=True,
)
BATCHES = ReleaseTable(
    "batches",
    {
        "source": "VARCHAR",
        "batch_id": "VARCHAR",
        "file": "VARCHAR",
        "delivered_at": "TIMESTAMP",
        "rows": "BIGINT",
        "admitted": "BIGINT",
        "quarantined": "BIGINT",
        "held": "BIGINT",
        "erased": "BIGINT",
        "status": "VARCHAR",
        "severity": "VARCHAR",
        "code": "VARCHAR",
        "reason": "VARCHAR",
    },
    # the same file may come again with the same content, and is then held beside what it repeats
    key=("source", "file", "batch_id", "delivered_at"),
    nullable_keys=("batch_id",),
    optional=True,  # a project with orders of its own may send nothing through the door
)
QUARANTINE_REASONS = ReleaseTable(
    "quarantine_reasons",
    {"source": "VARCHAR", "reason": "VARCHAR", "rows": "BIGINT", "text": "VARCHAR"},
    key=("source", "reason"),
    optional=True,
)
FINDINGS_SUMMARY = ReleaseTable(
    "findings_summary",
    {
        "signal": "VARCHAR",
        "findings": "BIGINT",  # NULL where the signal did not run: that is not the same as none
        "code": "VARCHAR",
        "title": "VARCHAR",
        "title_zh": "VARCHAR",
        "family": "VARCHAR",
        "grade": "VARCHAR",
        "subject_type": "VARCHAR",
        "cases": "BIGINT",
        "blocked": "BIGINT",
        "retracted": "BIGINT",
        "smallest_p": "DOUBLE",
        "missing_entity": "VARCHAR",
    },
    key=("signal",),
    optional=True,  # a project without detectors has nothing to find
)
BRUSHING_EFFECTS = ReleaseTable(
    "brushing_effects",
    {"metric": "VARCHAR", "value_before": "DOUBLE", "value_after": "DOUBLE"},
    key=("metric",),
    optional=True,
)
BRUSHING_GROUPS = ReleaseTable(
    "brushing_groups",
    {
        "group_number": "BIGINT",
        "signal": "VARCHAR",
        "members": "BIGINT",
        "findings": "BIGINT",
        "blocked": "BIGINT",
        "targets": "BIGINT",
        "authors": "BIGINT",
        "first_day": "DATE",
        "last_day": "DATE",
    },
    key=("group_number",),
    optional=True,
)
BRUSHING_GROUP_TIES = ReleaseTable(
    "brushing_group_ties",
    {"group_number": "BIGINT", "other_group": "BIGINT", "shared_accounts": "BIGINT"},
    key=("group_number", "other_group"),
    optional=True,
)
DETECTION_RUNS = ReleaseTable(
    "detection_runs",
    {
        "detection_run": "VARCHAR",
        "detected_at": "TIMESTAMP",
        "findings": "BIGINT",
        "false_positive_bound": "DOUBLE",
        "permutations": "BIGINT",
        "measured_rate": "DOUBLE",
        "measured_upper_bound": "DOUBLE",
        "cohort_accounts": "BIGINT",
        "cohort_found": "BIGINT",
        "cohort_p_value": "DOUBLE",
        "cohort_upper_bound": "DOUBLE",
    },
    key=("detection_run",),
    optional=True,
)
BRUSHING_HELD_BATCHES = ReleaseTable(
    "brushing_held_batches",
    {"entity": "VARCHAR", "batch_id": "VARCHAR", "reason": "VARCHAR"},
    key=("entity", "batch_id"),
    optional=True,
)
PROFILES = ReleaseTable(
    "profiles",
    {"source": "VARCHAR", "batch_id": "VARCHAR", "measure": "VARCHAR", "value": "DOUBLE"},
    key=("source", "batch_id", "measure"),
    optional=True,
)
CONSENT_COVERAGE = ReleaseTable(
    "consent_coverage",
    {
        "metric": "VARCHAR",
        "entity": "VARCHAR",
        "purpose": "VARCHAR",
        "sensitive_category": "VARCHAR",
        "status": "VARCHAR",
        "legal_basis": "VARCHAR",
        "reference": "VARCHAR",
        "personal_rows": "BIGINT",
        "covered_rows": "BIGINT",  # NULL where the use does not rest on consent, as are the columns after it
        "excluded_rows": "BIGINT",
        "missing_rows": "BIGINT",
        "expired_rows": "BIGINT",
        "withdrawn_rows": "BIGINT",
        "refused_rows": "BIGINT",
        "wrong_purpose_rows": "BIGINT",
        "wrong_notice_version_rows": "BIGINT",
        "minor_without_guardian_rows": "BIGINT",
        "no_explicit_consent_rows": "BIGINT",
        "late_rows": "BIGINT",
    },
    key=("metric", "entity"),
    optional=True,
)
METRIC_SCOPE = ReleaseTable(
    "metric_scope",
    {
        "metric": "VARCHAR",
        "purpose": "VARCHAR",
        "source": "VARCHAR",
        "table_name": "VARCHAR",
        "column_name": "VARCHAR",
        "categories": "VARCHAR",
        "is_personal": "BOOLEAN",
        "is_declared": "BOOLEAN",
        "data_use": "VARCHAR",
        "step": "VARCHAR",
        "code": "VARCHAR",
        "reason": "VARCHAR",
        "path": "VARCHAR",
    },
    key=("metric", "source", "table_name", "column_name", "step", "path"),
    nullable_keys=("source", "table_name", "column_name", "step", "path"),
    optional=True,
    explains=("path",),  # one way of several, not always the same one
)
RETENTION = ReleaseTable(
    "retention",
    {
        "source": "VARCHAR",
        "table_name": "VARCHAR",
        "column_name": "VARCHAR",
        "period": "VARCHAR",
        "oldest_day": "DATE",
        "keep_from": "DATE",
        "checked_rows": "BIGINT",
        "wrong_rows": "BIGINT",
        "code": "VARCHAR",
        "reason": "VARCHAR",
    },
    key=("source", "table_name"),
    optional=True,
)
MASKING = ReleaseTable(
    "masking",
    {
        "source": "VARCHAR",
        "table_name": "VARCHAR",
        "column_name": "VARCHAR",
        "declared": "VARCHAR",
        "checked_rows": "BIGINT",
        "wrong_rows": "BIGINT",
        "code": "VARCHAR",
        "reason": "VARCHAR",
    },
    key=("source", "table_name", "column_name"),
    optional=True,
)
WITHHELD_SLICES = ReleaseTable(
    "withheld_slices",
    {
        "metric": "VARCHAR",
        "dimension": "VARCHAR",
        "smallest_group": "BIGINT",
        "slices": "BIGINT",
        "withheld": "BIGINT",
        "few_persons": "BIGINT",
    },
    key=("metric", "dimension"),
    optional=True,
)
PERSONAL_TABLES = ReleaseTable(
    "personal_tables",
    {
        "source": "VARCHAR",
        "table_name": "VARCHAR",
        "is_declared": "BOOLEAN",
        "is_personal": "BOOLEAN",  # NULL where nobody has declared it: that is not the same as no
        "has_row_contract": "BOOLEAN",
        "has_contract": "BOOLEAN",
    },
    key=("source", "table_name"),
    optional=True,
)
ANNOTATED_EVENTS = ReleaseTable(
    "annotated_events",
    {
        "event": "VARCHAR",
        "first_day": "DATE",
        "end_day": "DATE",
        "title": "VARCHAR",
        "title_zh": "VARCHAR",
        "source": "VARCHAR",
    },
    key=("event",),
    optional=True,
)
METRIC_VALUES_WITHOUT_EVENTS = ReleaseTable(
    "metric_values_without_events",
    {
        "metric": "VARCHAR",
        "basis": "VARCHAR",
        "periods": "BIGINT",
        "event_periods": "BIGINT",
        "mean_value": "DOUBLE",
        "mean_value_without_events": "DOUBLE",
    },
    key=("metric", "basis"),
    optional=True,
)
RELEASES = ReleaseTable(
    "releases",
    {
        "release_id": "VARCHAR",
        "published_at": "TIMESTAMP",
        "project": "VARCHAR",
        "truenorth_version": "VARCHAR",
        "dbt_invocation_id": "VARCHAR",
        "metrics": "BIGINT",
        "batches": "BIGINT",
        "held_batches": "BIGINT",
    },
    key=("release_id",),
)

CONTENT_TABLES = (
    METRIC_VALUES,
    METRIC_VERDICTS,
    METRIC_SCORES,
    ANNOTATED_EVENTS,
    METRIC_VALUES_WITHOUT_EVENTS,
    BATCHES,
    QUARANTINE_REASONS,
    FINDINGS_SUMMARY,
    BRUSHING_EFFECTS,
    BRUSHING_GROUPS,
    BRUSHING_GROUP_TIES,
    DETECTION_RUNS,
    BRUSHING_HELD_BATCHES,
    PROFILES,
    CONSENT_COVERAGE,
    METRIC_SCOPE,
    RETENTION,
    MASKING,
    WITHHELD_SLICES,
    PERSONAL_TABLES,
)
"""What is copied and digested. `releases` is written by the publisher: one row, the release itself."""
