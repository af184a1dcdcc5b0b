{{ truenorth.co_action_findings('one_client_farms', 'one_client', 4) }}
