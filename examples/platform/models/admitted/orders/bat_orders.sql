{{ truenorth.batches_of_source(
    'orders', ref('adm_orders'), ref('prf_orders'), ref('aud_orders')
) }}
