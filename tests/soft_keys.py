"""A passkey without a device: made, and answering questions, as a browser would send it."""

import json
import re
import secrets
from hashlib import sha256

import pytest
from allauth.mfa.models import Authenticator
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import Aaguid, AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData


F = AuthenticatorData.FLAG


class SoftKey:
    """One key of one site."""

    def __init__(self, host="testserver"):
        self.host, self.id, self.private = host, secrets.token_bytes(16), ec.generate_private_key(ec.SECP256R1())

    def _said(self, kind, challenge):
        return CollectedClientData.create(type=f"webauthn.{kind}", challenge=challenge, origin=f"https://{self.host}")

    def made(self, challenge="eA"):
        public = ES256.from_cryptography_key(self.private.public_key())
        attested = AttestedCredentialData.create(Aaguid.NONE, self.id, public)
        facts = AuthenticatorData.create(sha256(self.host.encode()).digest(), F.UP | F.UV | F.AT, 0, bytes(attested))
        return self._answer(
            self._said("create", websafe_decode(challenge)),
            attestationObject=AttestationObject.create("none", facts, {}),
        )

    def answer(self, challenge):
        facts = AuthenticatorData.create(sha256(self.host.encode()).digest(), F.UP | F.UV, 1)
        said = self._said("get", websafe_decode(challenge))
        signature = self.private.sign(facts + said.hash, ec.ECDSA(SHA256()))
        return self._answer(said, authenticatorData=facts, signature=signature)

    def _answer(self, said, **parts):
        name = websafe_encode(self.id)
        parts = {key: websafe_encode(bytes(value)) for key, value in ({"clientDataJSON": said} | parts).items()}
        return {"id": name, "rawId": name, "type": "public-key", "response": parts}

    def give(self, user):
        data = {"name": "laptop", "credential": self.made()}
        return Authenticator.objects.create(user=user, type=Authenticator.Type.WEBAUTHN, data=data)


def asked(response):
    """The challenge of a page that asks for a key."""
    options = re.search(r'id="key-options"[^>]*>(.*?)</script>', response.content.decode(), re.DOTALL).group(1)
    options = json.loads(options)
    return (options.get("request_options") or options["creation_options"])["publicKey"]["challenge"]


def cut_short(key):
    """An answer whose extensions end in the middle of a number."""
    facts = AuthenticatorData.create(sha256(key.host.encode()).digest(), F.UP | F.ED, 1, extensions={})
    said = key._said("get", b"x")
    return json.dumps(key._answer(said, authenticatorData=bytes(facts)[:-1] + b"\xb9\x00", signature=b"x"))


NO_ANSWERS = (
    pytest.param("{", id="no JSON"),
    pytest.param("[]", id="a list"),
    pytest.param("5", id="a number"),
    pytest.param('"x"', id="a text"),
    pytest.param("[" * 100_000, id="nested deeper than a reader goes"),
    pytest.param('{"id": "x"}', id="half an answer"),
    pytest.param('{"id": 5, "rawId": 5, "response": 5}', id="numbers"),
    pytest.param(cut_short(SoftKey()), id="cut short"),
)
