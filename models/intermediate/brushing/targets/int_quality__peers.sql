{#- A normal curve has a sixth of its values above one standard deviation and 2.3 % above two. -#}
{%- set one_deviation = 0.8413 -%}
{%- set two_deviations = 0.9772 -%}
with

targets as (

    select
        target_id,
        length_step,
        likes,
        deep_acts,
        cast(sum(deep_acts) over (partition by length_step) as double)
        / sum(likes + deep_acts) over (partition by length_step) as deep_share
    from {{ ref('int_quality__targets') }}
    where likes + deep_acts >= 1

),

-- chosen by all acts and not by the deep ones, or peers would be those that have many of them
large_enough as (

    select
        target_id,
        length_step,
        deep_share,
        ln((likes + 0.5) / (deep_acts + 0.5)) as log_ratio,
        1 / (likes + 0.5) + 1 / (deep_acts + 0.5) as counting_variance
    from targets
    where (likes + deep_acts) * deep_share >= {{ truenorth.threshold('fewest_deep_acts', 'like_quality_gap') }}

),

placed as (

    select
        length_step,
        deep_share,
        log_ratio,
        row_number() over (partition by length_step order by log_ratio, target_id) as place,
        count(*) over (partition by length_step) as peers,
        avg(counting_variance) over (partition by length_step) as counting_variance
    from large_enough

),

-- quantiles and not moments: bought likes must not widen what passes for usual
quantiles as (

    select
        length_step,
        cast(max(peers) as bigint) as peers,
        max(deep_share) as deep_share,
        max(counting_variance) as counting_variance,
        min(case when place >= 0.5 * peers then log_ratio end) as middle,
        min(case when place >= {{ one_deviation }} * peers then log_ratio end) as one_above,
        min(case when place >= {{ two_deviations }} * peers then log_ratio end) as two_above
    from placed
    group by length_step

),

final as (

    select
        length_step,
        peers,
        deep_share,
        middle,
        -- the wider of both, so that a long honest tail is not taken for a normal one; less what counting alone adds
        sqrt(greatest(
            power(greatest(one_above - middle, (two_above - middle) / 2), 2) - counting_variance, 0
        )) as spread
    from quantiles
    where peers >= {{ truenorth.threshold('fewest_peers', 'like_quality_gap') }}

)

select * from final
