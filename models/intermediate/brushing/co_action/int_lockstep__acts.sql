{{ truenorth.tied_acts(
    ref('int_lockstep__tokens'),
    ref('int_lockstep__ties'),
    purity=truenorth.threshold('purity', 'lockstep_groups'),
    small_purity=truenorth.threshold('small_purity', 'lockstep_groups'),
    own_share=truenorth.threshold('own_share', 'lockstep_groups'),
) }}
