"""What a change, a batch or a source does to figures, measured in copies of the project."""
