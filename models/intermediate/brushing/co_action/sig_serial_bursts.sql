{{ truenorth.co_action_findings('serial_bursts', 'bursts', 3) }}
