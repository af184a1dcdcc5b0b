"""A contract's checks: as SQL where both engines provably agree, in Pandera itself elsewhere."""
