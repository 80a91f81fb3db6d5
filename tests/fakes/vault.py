"""A vault in memory."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from threading import Lock
from uuid import UUID

from application.vault import MAX_FIELD_CHARACTERS, SALT_BYTES, commitment_of, guard_text


@dataclass(frozen=True, slots=True)
class _Kept:
    text: str
    salt: bytes
    commitment: str


class FakeVault:
    """Keeps what the real one keeps, for as long as the test runs."""

    def __init__(self) -> None:
        self._kept: dict[tuple[UUID, str], _Kept] = {}
        self._lock = Lock()

    def keep(self, command_id: UUID, field: str, text: str) -> str:
        """Keep a text and return its commitment."""
        guard_text(text)
        if not 0 < len(field) <= MAX_FIELD_CHARACTERS:
            raise ValueError(f"a field's name has 1 to {MAX_FIELD_CHARACTERS} characters")
        salt = secrets.token_bytes(SALT_BYTES)
        new = _Kept(text, salt, commitment_of(text, salt))
        with self._lock:
            kept = self._kept.setdefault((command_id, field), new)
        if kept.text != text:
            raise ValueError(f"another text was kept for {field} of command {command_id}")
        return kept.commitment

    def texts(self, commitments: Iterable[str]) -> dict[str, str]:
        """The texts that are still kept, by commitment."""
        wanted = set(commitments)
        with self._lock:
            kept = list(self._kept.values())
        return {each.commitment: each.text for each in kept if each.commitment in wanted}

    def opening(self, commitment: str) -> tuple[str, str] | None:
        """Text and salt (hex) behind a commitment; None when it is not kept."""
        with self._lock:
            kept = list(self._kept.values())
        return next(
            ((each.text, each.salt.hex()) for each in kept if each.commitment == commitment), None
        )

    def forget(self, command_id: UUID) -> None:
        """Forget the texts of a command."""
        with self._lock:
            self._kept = {key: kept for key, kept in self._kept.items() if key[0] != command_id}
