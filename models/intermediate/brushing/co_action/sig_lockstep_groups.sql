{{ truenorth.co_action_findings('lockstep_groups', 'lockstep', 1) }}
