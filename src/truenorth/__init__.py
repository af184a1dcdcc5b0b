"""truenorth decides whether a north-star metric may be believed, and publishes it only if it may."""
