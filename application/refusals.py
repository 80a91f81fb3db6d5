"""Refusals as the log remembers them, so that the same command gets the same answer again."""

from __future__ import annotations

import json
from typing import Any

from domain.canonical import canonical_json
from domain.errors import UNAVAILABLE, Refusal, refusals_by_code
from domain.money import Money

RETRY_AFTER_SECONDS = 5
"""When to come back to a log that is busy or away."""


class CommandIdReused(Refusal):
    code = "command.id_reused"
    dutch = "Dit opdrachtnummer is al gebruikt voor een andere opdracht."
    english = "This command id was used before for another command."


class TooBusy(Refusal):
    code = "log.busy"
    status = UNAVAILABLE
    dutch = "Het is nu te druk om dit te verwerken. Probeer het over {seconds} seconden opnieuw."
    english = "It is too busy to process this now. Try again in {seconds} seconds."


class LogUnreachable(Refusal):
    code = "log.unreachable"
    status = UNAVAILABLE
    dutch = "De administratie is even niet bereikbaar. Verstuur dezelfde opdracht straks opnieuw."
    english = "The records cannot be reached right now. Send the same command again later."


def written(refusal: Refusal) -> str:
    """A refusal with its values, as text for the log's table of outcomes."""
    values = {
        name: {"cents": value.cents} if isinstance(value, Money) else str(value)
        for name, value in refusal.values.items()
    }
    return canonical_json({"code": refusal.code, "values": values}).decode()


def recalled(text: str) -> Refusal:
    """The refusal that was written, of the same class and with the same values."""
    content: dict[str, Any] = json.loads(text)
    values = {
        name: Money(value["cents"]) if isinstance(value, dict) else value
        for name, value in content["values"].items()
    }
    return _refusal_of(content["code"])(**values)


_known: dict[str, type[Refusal]] = {}


def _refusal_of(code: str) -> type[Refusal]:
    """Looked up in what is known; only for a code that is not are all refusals gone through."""
    if code not in _known:
        _known.update(refusals_by_code())
    return _known.get(code, Refusal)
