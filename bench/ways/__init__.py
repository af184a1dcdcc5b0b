"""The ways to judge a file of order lines; each module has `run(file, settings) -> Measured`."""
