"""What an event is: something that happened, immutable, under a stable name with a version."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar, Self

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from domain.command import Actor, ActorCommand

Commitment = Annotated[
    str,
    Field(
        pattern=r"^[0-9a-f]{64}$",
        description="salted commitment (HMAC-SHA-256) to a text that is kept in the vault",
    ),
]
"""Stands where a text would stand: the text itself is in the vault and can be erased there."""

WIJK_CODE_PATTERN = r"^WK[0-9]{6}$"
WijkCode = Annotated[
    str, Field(pattern=WIJK_CODE_PATTERN, description="CBS code of a wijk, as WK030710")
]
Year = Annotated[int, Field(strict=True, ge=2000, le=2100, description="budget year")]
Day = Annotated[date, Field(description="a day in the Netherlands")]
Moment = Annotated[AwareDatetime, Field(description="a moment, with its offset from UTC")]
PlanVersion = Annotated[
    int, Field(strict=True, ge=1, description="version of the wijkplan, counted from 1")
]
Sha256 = Annotated[str, Field(description="SHA-256, as 64 hex digits")]
IsExample = Annotated[bool, Field(description="true for figures made up for a try")]
Identifier = Annotated[
    str,
    Field(
        pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$",
        description="opaque identifier; holds no personal data",
    ),
]


class Event(BaseModel):
    """An entry of a log without its position.

    `TOPIC` is the stored name, independent of module paths: `subject.happened.vN`. The payload is
    the model's JSON. Of the many kinds a process reads some: what checks one is made when it is
    first needed, by one thread at a time.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    TOPIC: ClassVar[str]


class PublicEvent(Event):
    """An event of the main log: who caused it and when, as the command said."""

    by: Actor
    at: AwareDatetime = Field(description="when the command behind the event was given")

    @classmethod
    def following(cls, command: ActorCommand, **more: object) -> Self:
        """The event a command leads to: the command's fields of the same name, and `more`."""
        shared = cls.model_fields.keys() & type(command).model_fields.keys()
        return cls.model_validate({name: getattr(command, name) for name in shared} | more)
