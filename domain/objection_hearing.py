"""By whom somebody is heard who objects: not by those alone who made the decision (Awb 7:5).

Most of those who hear had no part in preparing the decision. Where the college decided itself, its
own member may hear.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from domain.command import ActorId
from domain.errors import FORBIDDEN, Refusal

HEARERS_MAX = 10

Hearers = Annotated[
    tuple[ActorId, ...],
    Field(max_length=HEARERS_MAX, description="who heard them; none where it was not wanted"),
]


class HeardByWhoPrepared(Refusal):
    code = "objection.heard_by_who_prepared"
    status = FORBIDDEN
    dutch = (
        "De meesten van wie horen, hadden geen deel aan het besluit (Awb 7:5): laat een collega "
        "horen die het niet voorbereidde of nam."
    )
    english = (
        "Most of those who hear had no part in the decision (Awb 7:5): let a colleague hear who "
        "neither prepared nor took it."
    )


class HearerNamedTwice(Refusal):
    code = "objection.hearer_named_twice"
    dutch = "Noem ieder die hoorde een keer."
    english = "Name everybody who heard once."


def guard_heard_by_others(hearers: Hearers, involved: frozenset[str]) -> None:
    """More of those who hear than not had no part in what is objected to (Awb 7:5)."""
    if len(set(hearers)) < len(hearers):
        raise HearerNamedTwice()
    if 2 * len(involved.intersection(hearers)) >= len(hearers):
        raise HeardByWhoPrepared()
