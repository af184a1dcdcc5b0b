"""Field scope: what each source column may be used for, and what each metric really reads."""
