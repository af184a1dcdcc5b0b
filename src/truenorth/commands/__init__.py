"""One file a command; `cli.py` parses, calls and prints."""
