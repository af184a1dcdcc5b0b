{{ truenorth.batches_of_source(
    'online_retail', ref('adm_online_retail'), ref('prf_online_retail'), ref('aud_online_retail')
) }}
