"""Show: the contract site."""

from .write import write_entrance, write_site

__all__ = ["write_entrance", "write_site"]
