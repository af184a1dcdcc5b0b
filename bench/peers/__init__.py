"""Methods of others, written by us from their papers, on the same five tables."""
