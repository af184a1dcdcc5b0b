{{ truenorth.batches_of_source(
    '@SOURCE@', ref('adm_@SOURCE@'), ref('prf_@SOURCE@'), ref('aud_@SOURCE@')
) }}
