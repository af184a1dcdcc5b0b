{{ truenorth.share_of_active_actors(counted_by='occurred_date', period='occurred_week', deed='is_deep') }}
