{{ truenorth.batches_of_source(
    'exposures', ref('adm_exposures'), ref('prf_exposures'), ref('aud_exposures')
) }}
