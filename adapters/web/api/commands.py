"""One endpoint per command. The body is the command without who and when; texts are plain text.

The command's id is in the body or in the header `Idempotency-Key`: the same id is carried out once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Header
from pydantic import BaseModel, ConfigDict, Field, create_model
from starlette.requests import Request

from adapters.web.access import Gives, actor_of
from adapters.web.api.guarding import guarded
from adapters.web.reading import house_of
from adapters.web.submitting import TEXT_LENGTHS_MAX, carry_out
from application.authorisation import MAY_COMMAND
from application.command_desk import Receipt
from application.command_ids import new_command_id
from application.proposal import proposal_submitted_at
from domain.command import ActorCommand
from domain.proposal import SubmitProposal

router = APIRouter(prefix="/commands", tags=["commands"])

OWN_FIELDS = frozenset({"command_id", "at", "by"})
NUMBERED: Mapping[type[ActorCommand], str] = {SubmitProposal: "proposal_id"}
"""Ids that are ours to give: no sender names them, and the receipt tells which one it got."""
IdempotencyKey = Annotated[UUID | None, Header(alias="Idempotency-Key")]


class CommandReceipt(BaseModel):
    """Carried out; `repeated` when this is the answer that was given before."""

    position: int
    repeated: bool


class SubmissionReceipt(CommandReceipt):
    """The receipt of a proposal, with the id that it got."""

    proposal_id: str


def path_of(intention: type[ActorCommand]) -> str:
    """`SubmitProposal` is posted to `/submit-proposal`."""
    return "/" + re.sub(r"(?<!^)(?=[A-Z])", "-", intention.__name__).lower()


def body_of(intention: type[ActorCommand]) -> type[BaseModel]:
    """The command's own fields, a text where the command has a commitment."""
    fields: dict[str, Any] = {"command_id": (UUID | None, None)}
    for name, field in intention.model_fields.items():
        if name in OWN_FIELDS or name == NUMBERED.get(intention):
            continue
        default = ... if field.is_required() else field.default
        if name in TEXT_LENGTHS_MAX:
            text = Annotated[str, Field(min_length=1, max_length=TEXT_LENGTHS_MAX[name])]
            fields[name] = (text if field.is_required() else text | None, default)
        else:
            fields[name] = (field.rebuild_annotation(), default)
    return create_model(
        intention.__name__,
        __doc__=intention.__doc__,
        __config__=ConfigDict(extra="forbid"),
        **fields,
    )


def endpoint_of(intention: type[ActorCommand]) -> Callable[..., CommandReceipt]:
    """The endpoint of one command."""

    def give(request: Request, body: BaseModel, key: IdempotencyKey = None) -> CommandReceipt:
        given = {name: getattr(body, name) for name in type(body).model_fields}
        command_id = given.pop("command_id") or key or new_command_id()
        texts = {name: given.pop(name) for name in TEXT_LENGTHS_MAX if name in given}
        receipt = carry_out(
            house_of(request),
            actor_of(request),
            intention,
            command_id=command_id,
            fields=given,
            texts={name: text for name, text in texts.items() if text is not None},
        )
        return _receipt_of(request, intention, receipt)

    give.__annotations__["body"] = body_of(intention)
    return give


def _receipt_of(
    request: Request, intention: type[ActorCommand], receipt: Receipt
) -> CommandReceipt:
    given = {"position": receipt.position, "repeated": receipt.repeated}
    if intention not in NUMBERED:
        return CommandReceipt.model_validate(given)
    got = proposal_submitted_at(house_of(request).log, receipt.position)
    return SubmissionReceipt.model_validate({**given, "proposal_id": got})


for _intention in MAY_COMMAND:
    router.add_api_route(
        path_of(_intention),
        endpoint_of(_intention),
        methods=["POST"],
        response_model=SubmissionReceipt if _intention in NUMBERED else CommandReceipt,
        name=_intention.__name__,
        summary=(_intention.__doc__ or "").strip().split("\n", maxsplit=1)[0],
        dependencies=[Depends(guarded), Depends(Gives(_intention))],
    )
