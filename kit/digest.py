"""Digests of texts that nothing can collide in but chance: canonical JSON under SHA-256.

Texts are put into one form (NFC) and set apart by JSON's own quotes, so that moving a border between two of them, or a text that
holds what would part them, gives another digest. Left out on purpose: files, whose bytes are digested as they are.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Sequence

Value = str | float | Sequence["Value"]
"""What is digested: texts, numbers, and sequences of them."""


def digest(*parts: Value) -> bytes:
    """32 bytes that change with any part."""
    written = json.dumps([_normal(part) for part in parts], ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(written.encode("ascii")).digest()


def _normal(value: Value) -> Value:
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    return value if isinstance(value, int | float) else [_normal(part) for part in value]
