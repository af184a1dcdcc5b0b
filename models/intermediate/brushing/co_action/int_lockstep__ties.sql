{{ truenorth.ties(
    ref('int_lockstep__tokens'),
    votes=truenorth.threshold('votes', 'lockstep_groups'),
    similarity=truenorth.threshold('similarity', 'lockstep_groups'),
    posts=truenorth.threshold('posts', 'one_client_farms'),
) }}
