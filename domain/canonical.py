"""One way to write a value as bytes, so that a hash of it means the same everywhere.

JSON Canonicalization Scheme (RFC 8785), for the values this domain has: objects with ASCII keys,
arrays, strings, whole numbers, true, false and null. There are no fractions in an event.
"""

from __future__ import annotations

import hashlib
import json

_written = json.JSONEncoder(
    sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
).encode


def canonical_json(value: object) -> bytes:
    """The canonical UTF-8 bytes of a JSON value. Raises `TypeError` for a float."""
    _refuse_floats(value)
    return _written(value).encode()


def content_hash(value: object) -> str:
    """SHA-256 of the canonical bytes, as 64 hex digits."""
    return hashlib.sha256(canonical_json(value)).hexdigest()


def _refuse_floats(value: object) -> None:
    """Every command and every event passes here: one loop, and most values are text."""
    pending = [value]
    for each in pending:  # which grows meanwhile
        if isinstance(each, str):
            continue
        if isinstance(each, dict):
            pending.extend(each.values())
        elif isinstance(each, (list, tuple)):
            pending.extend(each)
        elif isinstance(each, float):
            raise TypeError("a float has no place in canonical data")
