"""Carrying out a command of a page or of the API: texts into the vault first, then the desk, then
a short wait until the pages show it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from adapters.house import House
from adapters.web.access import actor_of
from adapters.web.forms import FieldEmpty, FieldUnreadable, Form, TextTooLong
from application.authorisation import NotAuthorised, may_command
from application.command_desk import Receipt
from application.refusals import CommandIdReused
from domain.command import Actor, ActorCommand
from domain.errors import Refusal

SEEN_SECONDS_MAX = 3.0
SEE_OTHER = 303
UNSEALED = "0" * 64
"""Stands for a commitment while a command is checked, before any text is kept for it."""

TEXT_LENGTHS_MAX: Mapping[str, int] = {
    "title": 120,
    "description": 5_000,
    "audit": 3_000,
    "report": 5_000,
    "reason": 3_000,
    "compensation_reason": 3_000,
    "departure": 3_000,
    "outcome_departure": 3_000,
    "left_off_reason": 3_000,
    "note": 3_000,
    "name": 120,
    "place": 200,
    "summary": 3_000,
    "done": 3_000,
    "learnt": 3_000,
    "interest": 1_000,
    "excuse": 1_000,
}
"""Fields of commands that are texts: they are kept in the vault, and the log has a commitment."""

Shown = Callable[[Form], Response]


def carry_out(
    house: House,
    actor: Actor,
    intention: type[ActorCommand],
    *,
    command_id: UUID,
    fields: Mapping[str, Any],
    texts: Mapping[str, str],
) -> Receipt:
    """Carry a command out for an actor, its texts kept in the vault.

    Texts are kept once the command is well-formed, and stay when it is refused: sent again, it has
    the same commitments and gets the same answer.
    """
    if not may_command(actor, intention):
        raise NotAuthorised()
    _guard_lengths(texts)
    about = {"command_id": command_id, "at": house.now(), "by": actor}
    try:
        intention(**about, **fields, **dict.fromkeys(texts, UNSEALED))
    except ValidationError as problem:
        raise FieldUnreadable(field=_places(problem)) from problem
    return house.desk.carry_out(intention(**about, **fields, **_keep(house, command_id, texts)))


def answer(
    request: Request,
    form: Form,
    intention: type[ActorCommand],
    *,
    again: Shown,
    to: str | Callable[[Receipt], str],
    fields: Callable[[], Mapping[str, Any]],
    texts: tuple[str, ...] = (),
    optional_texts: tuple[str, ...] = (),
) -> Response:
    """Carry out what a form asks and go on to `to`; or show the form again with what was typed.

    Where the address depends on what was carried out, `to` makes it from the receipt.
    """
    house: House = request.app.state.house
    try:
        receipt = carry_out(
            house,
            actor_of(request),
            intention,
            command_id=form.command_id,
            fields=fields(),
            texts={name: form.text(name).strip() for name in texts}
            | {name: form.text(name).strip() for name in optional_texts if form.text(name).strip()},
        )
    except Refusal as refusal:
        return again(form.refused(refusal))
    wait_until_seen(house, receipt.position)
    return RedirectResponse(to if isinstance(to, str) else to(receipt), SEE_OTHER)


def wait_until_seen(house: House, position: int) -> bool:
    """Wait, for a bounded time, until the pages have what stands at a position of the main log."""
    return house.projector.wait_for(position, SEEN_SECONDS_MAX)


def _guard_lengths(texts: Mapping[str, str]) -> None:
    for name, text in texts.items():
        maximum = TEXT_LENGTHS_MAX[name]
        if not text:
            raise FieldEmpty(field=name)
        if len(text) > maximum:
            raise TextTooLong(field=name, maximum=maximum)


def _keep(house: House, command_id: UUID, texts: Mapping[str, str]) -> dict[str, str]:
    try:
        return {name: house.vault.keep(command_id, name, text) for name, text in texts.items()}
    except ValueError as problem:
        raise CommandIdReused() from problem


def _places(problem: ValidationError) -> str:
    return ", ".join(sorted({".".join(map(str, error["loc"])) for error in problem.errors()}))
