"""What a person may ask of us: everything that we hold of them, and that we let them go."""
