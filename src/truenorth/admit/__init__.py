"""Admit: is this row well formed? Every row of a delivery is labelled once with its reasons."""
