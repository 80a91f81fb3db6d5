"""The port to the vault: where free text and personal data live, outside the log.

The log holds salted commitments (HMAC-SHA-256 with a 256-bit salt), since what once stands in an
immutable event cannot be taken out. Text goes into the vault at the edge, before a command is made:
commands and events carry the commitment only.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol
from uuid import UUID


class Vault(Protocol):
    """Keeps texts under a commitment that anyone with text and salt can recompute."""

    def keep(self, command_id: UUID, field: str, text: str) -> str:
        """Keep a text of one command's field and return its commitment (64 hex digits).

        The same command id, field and text give the same commitment, so that a command can be
        sent twice. Raises `ValueError` when the id and field were used for another text.
        """

    def texts(self, commitments: Iterable[str]) -> dict[str, str]:
        """The texts that are still kept, by commitment; an erased text is absent."""

    def opening(self, commitment: str) -> tuple[str, str] | None:
        """Text and salt (hex) behind a commitment, to check it against the log; None if erased."""

    def forget(self, command_id: UUID) -> None:
        """Forget the texts of a command that was refused: nothing in the log refers to them."""
