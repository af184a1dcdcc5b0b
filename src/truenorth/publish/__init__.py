"""Publish: the one moment at which readers see anything."""
