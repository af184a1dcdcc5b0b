{{ truenorth.batches_of_source(
    'labels', ref('adm_labels'), ref('prf_labels'), ref('aud_labels')
) }}
