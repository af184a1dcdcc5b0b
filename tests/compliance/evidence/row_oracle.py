"""An own reading of docs/compliance.md: leaves and roots of rows in plain Python, no code of truenorth."""

from __future__ import annotations

from hashlib import sha256


def digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def leaf(number: int, batch_id: str, reasons: list[str], salt: str, values: dict[str, str | None]) -> bytes:
    """Return the leaf of a row: number, fate, salted digest."""
    fate = "quarantined " + ",".join(reasons) if reasons else "admitted"
    row_salt = digest(f"{salt}:{batch_id}:{number}")
    encoded = "".join(
        f"{len(name)}:{name}" + ("-" if value is None else f"{len(value.encode())}:{value}")
        for name, value in values.items()
    )
    return f"{number}\n{fate}\n{digest(row_salt + encoded)}".encode()


def root(leaves: list[bytes]) -> bytes:
    """Return the root as section 2.1 of RFC 6962 defines it: split at the largest power of two below n."""
    if not leaves:
        return sha256().digest()
    if len(leaves) == 1:
        return sha256(b"\x00" + leaves[0]).digest()
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return sha256(b"\x01" + root(leaves[:split]) + root(leaves[split:])).digest()
