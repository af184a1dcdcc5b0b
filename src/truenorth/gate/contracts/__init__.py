"""Contracts of sources side by side: what they demand of rows and batches, and what data may be used for."""
