"""`python -m truenorth`."""

from .cli import main

main()
