"""The signature of an instance under its bundles: Ed25519 (RFC 8032, DOI 10.17487/RFC8032)."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

FILE = "record-signing.key"
_DOMAIN = b"thorbecke record 1\0"


@dataclass(frozen=True)
class Signer:
    """Holds the private key of an instance. ``secret``: 32 bytes."""

    secret: bytes

    @property
    def public(self) -> str:
        """The public key: 64 hexadecimal digits."""
        return self._key.public_key().public_bytes_raw().hex()

    def sign(self, data: bytes) -> str:
        """Return the signature of these bytes: 128 hexadecimal digits."""
        return self._key.sign(_DOMAIN + data).hex()

    @property
    def _key(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.secret)


def signed(public: str, signature: str, data: bytes) -> bool:
    """Tell whether this signature of these bytes was made with the key; False for odd texts too."""
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public))
        key.verify(bytes.fromhex(signature), _DOMAIN + data)
    except (InvalidSignature, ValueError, TypeError):
        return False
    return True


def load(folder: Path) -> Signer:
    """Return the instance's key; made once, readable by the owner only. Raises ``OSError``."""
    path = folder / FILE
    folder.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        _write_once(path, Ed25519PrivateKey.generate().private_bytes_raw().hex())
    return Signer(bytes.fromhex(path.read_text(encoding="ascii").strip()))


def _write_once(path: Path, text: str) -> None:
    """Write whole or not at all, so that two processes that start together use one key."""
    scratch = path.with_suffix(f".{os.getpid()}")
    scratch.touch(mode=0o600)
    scratch.write_text(text, encoding="ascii")
    try:
        os.link(scratch, path)
    except FileExistsError:
        pass
    finally:
        scratch.unlink()
