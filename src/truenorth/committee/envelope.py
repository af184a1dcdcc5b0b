"""DSSE envelopes: a member's signature over the bytes of a ballot file.

What is signed is the very file that reviewers read. Source: github.com/secure-systems-lab/dsse, version 1.
"""

from __future__ import annotations

import base64
import binascii
import json
from typing import TYPE_CHECKING, Any

from ..errors import GateError
from ..evidence.note import verifies
from ..evidence.vkeys import VerifierKey

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

PAYLOAD_TYPE = "application/vnd.truenorth.ballot+yaml"


def signed_bytes(payload_type: str, body: bytes) -> bytes:
    """Return what a signature covers: DSSE's pre-authentication encoding."""
    type_ = payload_type.encode()
    return b"DSSEv1 %d %b %d %b" % (len(type_), type_, len(body), body)


def seal(body: bytes, key: VerifierKey, private: Ed25519PrivateKey) -> str:
    """Return the envelope of a ballot as JSON text."""
    signature = private.sign(signed_bytes(PAYLOAD_TYPE, body))
    envelope = {
        "payloadType": PAYLOAD_TYPE,
        "payload": base64.b64encode(body).decode(),
        "signatures": [{"keyid": key.id.hex(), "sig": base64.b64encode(signature).decode()}],
    }
    return json.dumps(envelope, indent=2) + "\n"


def opened(envelope: str, key: VerifierKey, *, where: str) -> bytes:
    """Return the bytes that `key` has signed; signatures of others are passed over, as DSSE says.

    Raises: GateError TN-G004 if this is no envelope of a ballot, or not signed by `key`.
    """
    try:
        loaded: Any = json.loads(envelope)
        type_, body = loaded["payloadType"], _decoded(loaded["payload"])
        signatures = [_decoded(one["sig"]) for one in loaded["signatures"]]
    except (ValueError, KeyError, TypeError) as error:
        raise refusal("the envelope is not in DSSE's form", where) from error
    if type_ != PAYLOAD_TYPE:
        raise refusal("the envelope holds something other than a ballot", where)
    message = signed_bytes(type_, body)
    if not any(verifies(key.public, signature, message) for signature in signatures):
        raise refusal("the envelope is not signed with the member's key", where)
    return body


def _decoded(coded: str) -> bytes:
    """DSSE allows both alphabets of base64; signers of other makes use either."""
    try:
        return base64.b64decode(coded.replace("-", "+").replace("_", "/"), validate=True)
    except (binascii.Error, AttributeError) as error:
        raise ValueError("not base64") from error


def refusal(what: str, where: str) -> GateError:
    return GateError(
        "TN-G004",
        what,
        where=where,
        mend="cast the ballot again with `truenorth committee ballot`",
    )
