"""A made-up short-video shop in Chinese and English: planted pollution and attacks, and their truth apart."""
