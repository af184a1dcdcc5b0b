"""How a project comes to use truenorth: its dbt package, and projects to begin with."""
