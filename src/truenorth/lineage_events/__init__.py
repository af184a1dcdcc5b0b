"""What a build read, wrote and found, as OpenLineage events."""
