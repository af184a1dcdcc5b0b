"""Tells people what happened, over channels that they read (optional: `pip install truenorth[notify]`)."""
