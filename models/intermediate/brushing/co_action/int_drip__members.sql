{{ truenorth.tied_members(
    ref('int_drip__acts'),
    ref('int_drip__ties'),
    votes=truenorth.threshold('votes', 'slow_drips'),
    participation=truenorth.threshold('participation', 'slow_drips'),
    voter='author_key',
) }}
