"""Detection measured: how often the detectors speak where nobody acts together."""
