{{ truenorth.batches_of_source(
    'consents', ref('adm_consents'), ref('prf_consents'), ref('aud_consents')
) }}
