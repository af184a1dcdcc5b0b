{{ config(materialized='incremental', incremental_strategy='append', on_schema_change='fail') }}
-- depends_on: {{ ref('brushing_news') }}

{%- set columns = truenorth.finding_columns() %}
{#- where no entity has days, there is no telling what is news #}
{%- set only_news = is_incremental() and truenorth.dated_entities() %}

with

found as (

    {{ truenorth.found_by_signals() }}

),

-- a signal may see a subject of a case in several windows: the strongest evidence speaks
ranked as (

    select
        *,
        row_number() over (
            partition by signal, subject_type, subject_id, case_id
            order by score desc, p_value asc, occurred_at asc, actor_id asc, window_start asc
        ) as place
    from found

),

{% if is_incremental() %}

-- written once: neither a redelivery nor a case that is cut anew undoes an appeal
known as (

    select distinct
        signal,
        subject_type,
        subject_id
    from {{ this }}

),

{% endif %}

{% if only_news %}

-- a signal that has nothing new to read says nothing new: the look-back alone would judge old rows otherwise
news as (

    select distinct signal
    from {{ ref('brushing_news') }}

),

{% endif %}

final as (

    select
        md5({{ dbt.concat(["ranked.signal", "':'", "ranked.subject_type", "':'", "ranked.subject_id", "':'", "ranked.case_id"]) }})
            as finding_id,
        {% for column in columns %}
        ranked.{{ column }},
        {% endfor %}
        cast('{{ run_started_at.strftime("%Y-%m-%d %H:%M:%S.%f") }}' as timestamp) as found_at,
        '{{ invocation_id }}' as detection_run
    from ranked
    {% if only_news %}
    inner join news on ranked.signal = news.signal
    {% endif %}
    {% if is_incremental() %}
    left join known
        on
            ranked.signal = known.signal
            and ranked.subject_type = known.subject_type
            and ranked.subject_id = known.subject_id
    where ranked.place = 1 and known.subject_id is null
    {% else %}
    where ranked.place = 1
    {% endif %}

)

select * from final
