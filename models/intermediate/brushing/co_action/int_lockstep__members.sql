{{ truenorth.tied_members(
    ref('int_lockstep__acts'),
    ref('int_lockstep__ties'),
    votes=truenorth.threshold('votes', 'lockstep_groups'),
    participation=truenorth.threshold('participation', 'lockstep_groups'),
    voter='author_key',
) }}
