"""DSSE: the format as others read it, and nothing but the member's own signature."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from truenorth.committee.envelope import PAYLOAD_TYPE, opened, seal, signed_bytes
from truenorth.errors import GateError
from truenorth.evidence.vkeys import ED25519, VerifierKey

BODY = "vote: yes\nreason: 说得通\n".encode()
PRIVATE = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
KEY = VerifierKey("shop/committee/chen", ED25519, PRIVATE.public_key().public_bytes_raw())
SEALED = seal(BODY, KEY, PRIVATE)


def test_what_is_signed_is_the_published_example() -> None:
    """The example of the protocol's text, github.com/secure-systems-lab/dsse/blob/master/protocol.md."""
    expected = b"DSSEv1 29 http://example.com/HelloWorld 11 hello world"
    assert signed_bytes("http://example.com/HelloWorld", b"hello world") == expected


def test_another_reader_verifies_it() -> None:
    envelope = json.loads(SEALED)
    body, type_ = base64.b64decode(envelope["payload"]), envelope["payloadType"].encode()
    message = b" ".join([b"DSSEv1", str(len(type_)).encode(), type_, str(len(body)).encode(), body])
    PRIVATE.public_key().verify(base64.b64decode(envelope["signatures"][0]["sig"]), message)
    assert body == BODY and envelope["payloadType"] == PAYLOAD_TYPE


def test_it_opens_in_either_alphabet_and_beside_signatures_of_others() -> None:
    envelope = json.loads(SEALED)
    own = envelope["signatures"][0]
    own["sig"] = base64.urlsafe_b64encode(base64.b64decode(own["sig"])).decode()
    envelope["signatures"] = [{"keyid": "", "sig": base64.b64encode(bytes(64)).decode()}, own]
    assert opened(json.dumps(envelope), KEY, where="x") == BODY


def test_every_flipped_byte_is_refused() -> None:
    envelope = json.loads(SEALED)
    for part, place in (("payload", None), ("sig", 0)):
        holder = envelope if place is None else envelope["signatures"][place]
        whole = base64.b64decode(holder[part])
        for at in range(len(whole)):
            changed = whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :]
            kept, holder[part] = holder[part], base64.b64encode(changed).decode()
            with pytest.raises(GateError) as caught:
                opened(json.dumps(envelope), KEY, where="x")
            holder[part] = kept
            assert caught.value.code == "TN-G004"
    assert opened(json.dumps(envelope), KEY, where="x") == BODY


def changed(**fields: Any) -> str:
    return json.dumps({**json.loads(SEALED), **fields})


@pytest.mark.parametrize(
    "envelope",
    [
        "", "[]", "null", '"text"', "{",
        changed(payloadType="application/json"),
        changed(payload="not base64!"), changed(payload=7),
        changed(signatures=[]), changed(signatures={}), changed(signatures=[{}]), changed(signatures=["x"]),
    ],
)  # fmt: skip
def test_what_is_no_envelope_is_refused(envelope: str) -> None:
    with pytest.raises(GateError) as caught:
        opened(envelope, KEY, where="committee/ballots/x")
    assert caught.value.code == "TN-G004"


def test_a_stranger_cannot_vote_for_a_member() -> None:
    other = Ed25519PrivateKey.generate()
    with pytest.raises(GateError, match="not signed with the member's key"):
        opened(seal(BODY, KEY, other), KEY, where="x")
