"""Source contracts as documents of the Open Data Contract Standard (ODCS) 3.1, and back."""
