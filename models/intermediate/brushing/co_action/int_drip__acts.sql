{{ truenorth.tied_acts(
    ref('int_drip__tokens'),
    ref('int_drip__ties'),
    purity=truenorth.threshold('purity', 'slow_drips'),
    small_purity=truenorth.threshold('small_purity', 'slow_drips'),
    own_share=truenorth.threshold('own_share', 'slow_drips'),
) }}
