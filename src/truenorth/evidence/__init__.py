"""Attest: a transparency log of what was decided, which other people's programs can verify.

`log.EvidenceLog` is what the rest of truenorth writes to. What leaves the log is in public formats: RFC 6962
trees, and tlog-tiles, signed-note, tlog-checkpoint, tlog-proof, tlog-witness and cosignature/v1 of c2sp.org.
Reasons: docs/decisions/0015-evidence-as-tlog-tiles.md
"""
