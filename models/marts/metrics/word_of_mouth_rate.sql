{{ truenorth.share_of_active_actors(counted_by='occurred_month', period='occurred_month', deed="action = 'share'") }}
