"""The committee as code: people vote on the hash of a definition, and files say how. Realises D1 to D8."""
