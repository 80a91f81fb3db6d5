"""The port to the vault: where free text and personal data live, outside the log.

The log holds salted commitments (HMAC-SHA-256 with a 256-bit salt), since what once stands in an
immutable event cannot be taken out. Text goes into the vault at the edge, before a command is made:
commands and events carry the commitment only.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable
from typing import Protocol
from uuid import UUID

from domain.errors import MALFORMED, Refusal

MAX_TEXT_CHARACTERS = 20_000
MAX_FIELD_CHARACTERS = 100
SALT_BYTES = 32


class TextTooLong(Refusal):
    code = "text.too_long"
    status = MALFORMED
    dutch = "De tekst is {characters} tekens lang; ten hoogste {maximum} is mogelijk."
    english = "The text has {characters} characters; at most {maximum} are possible."


class TextUnreadable(Refusal):
    code = "text.unreadable"
    status = MALFORMED
    dutch = "In de tekst staat een teken dat niet leesbaar is. Haal het weg en probeer opnieuw."
    english = "The text has a character that is not readable. Remove it and try again."


def guard_text(text: str) -> None:
    """A text is bounded, and has only characters that every system downstream can hold."""
    if len(text) > MAX_TEXT_CHARACTERS:
        raise TextTooLong(characters=len(text), maximum=MAX_TEXT_CHARACTERS)
    if any(character == "\0" or "\ud800" <= character <= "\udfff" for character in text):
        raise TextUnreadable


def commitment_of(text: str, salt: bytes) -> str:
    """What the log holds of a text: HMAC-SHA-256 of its UTF-8 under its own salt, as hex."""
    return hmac.new(salt, text.encode(), hashlib.sha256).hexdigest()


class Vault(Protocol):
    """Keeps texts under a commitment that anyone with text and salt can recompute."""

    def keep(self, command_id: UUID, field: str, text: str) -> str:
        """Keep a text of one command's field and return its commitment (64 hex digits).

        The same command id, field and text give the same commitment, so that a command can be
        sent twice. Raises `TextTooLong` and `TextUnreadable`, and `ValueError` when the id and
        field were used for another text, or the field's name is empty or over 100 characters.
        """

    def texts(self, commitments: Iterable[str]) -> dict[str, str]:
        """The texts that are still kept, by commitment; an erased text is absent."""

    def opening(self, commitment: str) -> tuple[str, str] | None:
        """Text and salt (hex) behind a commitment, to check it against the log; None if erased."""

    def forget(self, command_id: UUID) -> None:
        """Forget the texts of a command that was refused: nothing in the log refers to them."""
