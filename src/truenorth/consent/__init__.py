"""Informed consent: the reviewed files that records of consent are read beside."""
