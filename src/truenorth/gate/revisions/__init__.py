"""The project as git knows it: at a revision, and as the working tree has it now, each in a copy."""
