{{ truenorth.ties(
    ref('int_drip__tokens'),
    votes=truenorth.threshold('votes', 'slow_drips'),
    similarity=truenorth.threshold('similarity', 'slow_drips'),
) }}
