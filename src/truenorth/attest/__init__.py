"""Evidence of a build: what was admitted, judged and published becomes entries of the transparency log."""
