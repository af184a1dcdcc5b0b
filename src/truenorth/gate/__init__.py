"""The gate: everything that a change or a new batch would do, in one verdict."""
