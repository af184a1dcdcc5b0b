{{ truenorth.tied_members(
    ref('int_one_client__acts'),
    ref('int_lockstep__ties'),
    votes=truenorth.threshold('posts', 'one_client_farms'),
    participation=truenorth.threshold('participation', 'one_client_farms'),
    voter='target_key',
) }}
