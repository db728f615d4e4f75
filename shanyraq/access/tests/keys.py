"""A security key in software: makes and uses ES256 passkeys as a browser would hand them over."""

from __future__ import annotations

import hashlib
import json
import secrets
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2 import cbor
from fido2.cose import ES256
from fido2.utils import websafe_encode


@dataclass
class SoftKey:
    """One credential for one site. `verifies` is whether it asked its owner for a finger, a face or a PIN."""

    site: str = "testserver"
    verifies: bool = True
    private: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )
    id: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    owner: str = ""
    used: int = 0

    def made(self, options: dict[str, Any]) -> dict[str, Any]:
        """The answer to a wish for a new credential."""
        wish = options["publicKey"]
        self.owner = wish["user"]["id"]
        told = self._told("webauthn.create", wish["challenge"])
        public = cbor.encode(dict(ES256.from_cryptography_key(self.private.public_key())))
        data = self._data(0x41) + bytes(16) + len(self.id).to_bytes(2, "big") + self.id + public
        attested = cbor.encode({"fmt": "none", "attStmt": {}, "authData": data})
        return self._answer(
            {"clientDataJSON": websafe_encode(told), "attestationObject": websafe_encode(attested)}
        )

    def signed(self, options: dict[str, Any]) -> dict[str, Any]:
        """The answer to a wish for a signature."""
        told = self._told("webauthn.get", options["publicKey"]["challenge"])
        self.used += 1
        data = self._data(0x01)
        signature = self.private.sign(data + hashlib.sha256(told).digest(), ec.ECDSA(hashes.SHA256()))
        return self._answer(
            {
                "clientDataJSON": websafe_encode(told),
                "authenticatorData": websafe_encode(data),
                "signature": websafe_encode(signature),
                "userHandle": self.owner,
            }
        )

    def _told(self, kind: str, challenge: Any) -> bytes:
        origin = f"https://{self.site}"
        return json.dumps({"type": kind, "challenge": challenge, "origin": origin}).encode()

    def _data(self, flags: int) -> bytes:
        flags |= 0x04 if self.verifies else 0
        return hashlib.sha256(self.site.encode()).digest() + bytes([flags]) + self.used.to_bytes(4, "big")

    def _answer(self, response: dict[str, Any]) -> dict[str, Any]:
        name = websafe_encode(self.id)
        return {
            "id": name,
            "rawId": name,
            "type": "public-key",
            "response": response,
            "clientExtensionResults": {"credProps": {"rk": True}},
        }
