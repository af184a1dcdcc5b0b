{{ truenorth.batches_of_source(
    'clicks', ref('adm_clicks'), ref('prf_clicks'), ref('aud_clicks')
) }}
