with

final as (

    {{ truenorth.subject_verdicts(ref('brushing_standing_findings')) }}

)

select * from final
