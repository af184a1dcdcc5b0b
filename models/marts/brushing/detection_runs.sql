{{ config(materialized='view') }}

with

runs as (

    select
        *,
        lead(detected_at) over (order by detected_at, detection_run) as next_at
    from {{ ref('brushing_runs') }}

),

calibrations as (

    select * from {{ ref('brushing_calibrations') }}

),

-- a calibration measures what was found last when it ran
measured as (

    select
        runs.detection_run,
        calibrations.permutations,
        calibrations.measured_rate,
        calibrations.upper_bound,
        calibrations.cohort_accounts,
        calibrations.cohort_found,
        calibrations.cohort_p_value,
        calibrations.cohort_upper_bound,
        row_number() over (partition by runs.detection_run order by calibrations.measured_at desc) as age
    from runs
    inner join calibrations
        on
            runs.detected_at <= calibrations.measured_at
            and coalesce(runs.next_at > calibrations.measured_at, true)

),

final as (

    select
        runs.detection_run,
        runs.detected_at,
        runs.read_from,
        runs.read_until,
        runs.findings,
        runs.false_positive_bound,
        measured.permutations,
        measured.measured_rate,
        measured.upper_bound as measured_upper_bound,
        measured.cohort_accounts,
        measured.cohort_found,
        measured.cohort_p_value,
        measured.cohort_upper_bound
    from runs
    left join measured on runs.detection_run = measured.detection_run and measured.age = 1

)

select * from final
