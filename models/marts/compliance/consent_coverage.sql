{%- set entities = truenorth.personal_entities() -%}
{%- set reasons = truenorth.gap_reasons() -%}
with

uses as (

    {{ truenorth.rows_of_dicts(truenorth.metric_uses(), ['metric', 'purpose', 'category', 'entity', 'via']) }}

),

-- the purposes of the standing relations, to tell whether what a metric reads was filtered for its own purpose
filtered as (

    {{ truenorth.rows_of_dicts(truenorth.standing_purposes(), ['via', 'purpose', 'category']) }}

),

-- a metric may read an entity in several ways: one that is not filtered is enough
ways as (

    select
        uses.metric,
        uses.purpose,
        uses.category,
        uses.entity,
        min(case when filtered.via is null then 0 else 1 end) as is_filtered
    from uses
    left join filtered
        on uses.via = filtered.via and uses.purpose = filtered.purpose and uses.category = filtered.category
    group by uses.metric, uses.purpose, uses.category, uses.entity

),

personal as (

    {% for entity in entities %}
    select
        '{{ entity.name }}' as entity,
        count(*) as personal_rows
    from {{ ref('canonical_' ~ entity.name) }}
    where {{ entity.subject }} is not null and {{ entity.time }} is not null
    {% if not loop.last %}
    union all
    {% endif %}
    {% else %}
    {{ truenorth.no_rows({'entity': 'string', 'personal_rows': 'bigint'}) }}
    {% endfor %}

),

gaps as (

    select
        entity,
        purpose,
        category,
        {% for reason in reasons %}
        cast(sum(case when reason = '{{ reason }}' then event_count else 0 end) as bigint) as {{ reason }}_rows,
        {% endfor %}
        cast(sum(event_count) as bigint) as excluded_rows
    from {{ ref('int_consent__gaps') }}
    group by entity, purpose, category

),

late as (

    select
        entity,
        purpose,
        category,
        cast(sum(event_count) as bigint) as late_rows
    from {{ ref('late_withdrawals') }}
    group by entity, purpose, category

),

bases as (

    select * from {{ ref('int_consent__bases') }}

),

-- a use that nothing is declared of is unknown; where anything is, that is no excuse
declarations as (

    select count(*) > 0 as has_declarations from {{ ref('declared_bases') }}

),

joined as (

    select
        ways.metric,
        ways.purpose,
        ways.category as sensitive_category,
        ways.entity,
        bases.legal_basis,
        bases.reference,
        bases.rests_on,
        personal.personal_rows,
        ways.is_filtered,
        {% for reason in reasons %}
        coalesce(gaps.{{ reason }}_rows, 0) as {{ reason }}_rows,
        {% endfor %}
        coalesce(gaps.excluded_rows, 0) as excluded_rows,
        coalesce(late.late_rows, 0) as late_rows,
        declarations.has_declarations
    from ways
    cross join declarations
    left join bases on ways.entity = bases.entity and ways.purpose = bases.purpose
    left join personal on ways.entity = personal.entity
    left join gaps
        on ways.entity = gaps.entity and ways.purpose = gaps.purpose and ways.category = gaps.category
    left join late
        on ways.entity = late.entity and ways.purpose = late.purpose and ways.category = late.category

),

final as (

    select
        metric,
        entity,
        purpose,
        sensitive_category,
        case
            when rests_on = 'other basis' then 'other basis'
            when rests_on = 'consent' and (excluded_rows = 0 or is_filtered = 1) then 'covered'
            when rests_on = 'consent' then 'not covered'
            else 'unknown'
        end as status,
        legal_basis,
        reference,
        personal_rows,
        case when rests_on = 'consent' then personal_rows - excluded_rows end as covered_rows,
        case when rests_on = 'consent' then excluded_rows end as excluded_rows,
        {% for reason in reasons %}
        case when rests_on = 'consent' then {{ reason }}_rows end as {{ reason }}_rows,
        {% endfor %}
        case when rests_on = 'consent' then late_rows end as late_rows,
        has_declarations
    from joined

)

select * from final
