"""What is kept about persons as such: salts, who was erased, and which columns say whose row it is."""
