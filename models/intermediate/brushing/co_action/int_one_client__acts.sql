{{ truenorth.tied_acts(
    ref('int_lockstep__tokens'),
    ref('int_lockstep__ties'),
    purity=truenorth.threshold('purity', 'one_client_farms'),
    small_purity=truenorth.threshold('small_purity', 'one_client_farms'),
    own_share=truenorth.threshold('own_share', 'one_client_farms'),
    one_author=true,
) }}
