"""Signed notes, checkpoints and cosignatures as other people's programs write them."""

from __future__ import annotations

import base64

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

import evidence_verifier
from truenorth.errors import ConfigurationError, GateError
from truenorth.evidence.checkpoint import checkpoint_text, open_checkpoint, read_checkpoint
from truenorth.evidence.cosignature import cosign, is_cosigned
from truenorth.evidence.note import Note, read_note, require_signature, sign
from truenorth.evidence.vkeys import COSIGNATURE, ED25519, VerifierKey, read_verifier_key

# The example of golang.org/x/mod/sumdb/note.
GO_SEED = base64.b64decode("AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz")[1:]
GO_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
GO_NOTE = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
    "\n"
    "— PeterNeumann"
    " x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)
# The example of c2sp.org/signed-note.
C2SP_KEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
C2SP_NOTE = (
    "This is an example message.\n"
    "\n"
    "— example.com/foo"
    " Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n"
)


@pytest.mark.parametrize(
    ("vkey", "note"), [(GO_KEY, GO_NOTE), (C2SP_KEY, C2SP_NOTE)], ids=["Go sumdb", "C2SP"]
)
def test_published_notes_verify(vkey: str, note: str) -> None:
    key = read_verifier_key(vkey, ED25519)
    assert str(key) == vkey
    require_signature(read_note(note), key)
    assert str(read_note(note)) == note
    changed = note.replace("e", "E", 1)
    with pytest.raises(GateError) as refusal:
        require_signature(read_note(changed), key)
    assert refusal.value.code == "TN-V020"


def test_we_sign_byte_for_byte_as_go_does() -> None:
    text = read_note(GO_NOTE).text
    signature = sign(text, "PeterNeumann", Ed25519PrivateKey.from_private_bytes(GO_SEED))
    assert str(Note(text, (signature,))) == GO_NOTE


def test_signatures_of_unknown_keys_are_passed_over() -> None:
    key = read_verifier_key(C2SP_KEY, ED25519)
    stranger = sign("x\n", "example.com/foo", Ed25519PrivateKey.generate())
    note = read_note(C2SP_NOTE + str(stranger))
    require_signature(note, key)
    assert note.unknown([key]) == [stranger]


@pytest.mark.parametrize(
    "written",
    [
        "",
        "text\n",
        "text\n\n",
        C2SP_NOTE.removesuffix("\n"),
        C2SP_NOTE + "\n",
        C2SP_NOTE.replace("— ", "- "),
        C2SP_NOTE.replace("aQM=", "aQN="),  # the same bytes for a decoder that passes over the last bits
        C2SP_NOTE.replace("message", "mess\tage"),
        C2SP_NOTE.replace("example.com/foo", "example.com+foo"),
        "text\n\n— name AAAA\n",
    ],
)
def test_what_is_not_to_the_letter_is_no_note(written: str) -> None:
    with pytest.raises(GateError) as refusal:
        read_note(written)
    assert refusal.value.code == "TN-V021"


@pytest.mark.parametrize(
    "text",
    [
        "example.com/log\n1\n",
        "example.com/log\n01\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n",
        "example.com/log\n-1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n",
        "example.com/log\n1\nAAAA\n",
        "example.com/log\n1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\nextension\n",
        "\n1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n",
    ],
)
def test_what_is_no_checkpoint(text: str) -> None:
    signature = sign(text, "example.com/log", Ed25519PrivateKey.generate())
    with pytest.raises(GateError) as refusal:
        read_checkpoint(str(Note(text, (signature,))))
    assert refusal.value.code == "TN-V021"


def test_a_checkpoint_of_another_origin_is_refused() -> None:
    private = Ed25519PrivateKey.generate()
    key = VerifierKey("example.com/log", ED25519, private.public_key().public_bytes_raw())
    for origin in ("example.com/log", "example.com/other"):
        text = checkpoint_text(origin, 3, b"\7" * 32)
        written = str(Note(text, (sign(text, "example.com/log", private),)))
        if origin == "example.com/log":
            assert open_checkpoint(written, key).size == 3
        else:
            with pytest.raises(GateError):
                open_checkpoint(written, key)


def test_cosignatures_verify_for_others_and_wrong_ones_spoil_the_note() -> None:
    private = Ed25519PrivateKey.generate()
    witness = VerifierKey("example.org/w", COSIGNATURE, private.public_key().public_bytes_raw())
    text = checkpoint_text("example.com/log", 3, b"\7" * 32)
    line = cosign(text, "example.org/w", private, 1679315147)
    assert is_cosigned(Note(text, (line,)), witness)
    assert evidence_verifier.open_note(str(Note(text, (line,))).encode(), [str(witness)]) == text
    assert not is_cosigned(Note(text, ()), witness)
    with pytest.raises(GateError) as refusal:
        is_cosigned(Note(checkpoint_text("example.com/log", 4, b"\7" * 32), (line,)), witness)
    assert refusal.value.code == "TN-V020"


@pytest.mark.parametrize(
    "written",
    [
        "",
        "name",
        C2SP_KEY[:-1],
        C2SP_KEY.replace("530d", "530e"),
        C2SP_KEY.replace("foo", "fop"),
        f"{C2SP_KEY}\n",
    ],
)
def test_what_is_no_public_key(written: str) -> None:
    with pytest.raises(ConfigurationError) as refusal:
        read_verifier_key(written, ED25519)
    assert refusal.value.code == "TN-V006"
    with pytest.raises(ConfigurationError):
        read_verifier_key(C2SP_KEY, COSIGNATURE)
