"""Digests in the spelling that web archives use."""

import hashlib
from base64 import b32encode

from newsarchive.evidence import Exchange


def sha1(data: bytes) -> str:
    """``sha1:`` and 32 characters of base32."""
    digest = hashlib.sha1(data, usedforsecurity=False).digest()
    return f"sha1:{b32encode(digest).decode('ascii')}"


def payload_digest(exchange: Exchange) -> str:
    """The digest of the body as it was transferred; equal digests are equal payloads."""
    return sha1(exchange.body)
