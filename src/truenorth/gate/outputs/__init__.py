"""The answer of the gate in the forms that people, pipelines and other tools read."""
