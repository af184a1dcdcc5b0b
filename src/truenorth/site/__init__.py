"""Show: the contract pages."""
