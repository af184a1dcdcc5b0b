{%- set earlier = truenorth.earlier_reads() -%}
with

-- a row from the future is news when its time has come
last_rows as (

    {% for entity in truenorth.dated_entities() %}
    select
        '{{ entity.name }}' as entity,
        max({{ entity.time }}) as read_until
    from {{ ref('truenorth', 'canonical_' ~ entity.name) }}
    where
        {{ entity.time }} <= cast('{{ run_started_at.strftime("%Y-%m-%d %H:%M:%S") }}' as timestamp)
        {%- if entity.is_judged %}
        and is_admitted
        {%- endif %}
    union all
    {% endfor %}
    {{ truenorth.no_rows({'entity': 'string', 'read_until': 'timestamp'}) }}

),

signals as (

    {% for read in truenorth.signal_reads() %}
    select
        '{{ read.signal }}' as signal,
        '{{ read.entity }}' as entity
    union all
    {% endfor %}
    {{ truenorth.no_rows(['signal', 'entity'], 'string') }}

),

earlier as (

    {% if earlier is none %}
    {{ truenorth.no_rows({'signal': 'string', 'entity': 'string', 'read_until': 'timestamp'}) }}
    {% else %}
    select
        signal,
        entity,
        max(read_until) as read_until
    from {{ earlier }}
    group by signal, entity
    {% endif %}

),

final as (

    select
        signals.signal,
        signals.entity,
        last_rows.read_until
    from signals
    inner join last_rows on signals.entity = last_rows.entity
    left join earlier on signals.signal = earlier.signal and signals.entity = earlier.entity
    where coalesce(last_rows.read_until > earlier.read_until, last_rows.read_until is not null)

)

select * from final
