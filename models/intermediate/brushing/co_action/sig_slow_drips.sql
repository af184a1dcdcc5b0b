{{ truenorth.co_action_findings('slow_drips', 'drip', 2) }}
