{{ truenorth.batches_of_source(
    'interactions', ref('adm_interactions'), ref('prf_interactions'), ref('aud_interactions')
) }}
