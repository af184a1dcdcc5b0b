"""What a source delivers: every file examined once, readable or held with its reason."""
