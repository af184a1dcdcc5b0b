"""Definitions of metrics side by side, by the hash of their meaning."""
