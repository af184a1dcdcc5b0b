"""What a metric is: its contract, the lint of it, and the hash of what it means."""
