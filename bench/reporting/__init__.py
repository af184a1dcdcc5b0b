"""Tables of docs/detection.md from the result files of quality.py and labelled/."""
