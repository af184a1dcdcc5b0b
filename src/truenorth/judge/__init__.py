"""Judge: may a metric be believed? Every score is measured here, with an interval and the data behind it."""
