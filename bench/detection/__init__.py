"""The detection part of the dbt project on planted data: what it found, how long it took."""
