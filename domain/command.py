"""What a command is: an intention with its id and time and, except for a ballot, its actor."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from domain.canonical import content_hash


class Role(StrEnum):
    """In which capacity someone acts. Which role may give which command is in the
    authorisation matrix; the roles that must stay apart follow the organisation of a municipality.
    """

    VISITOR = "visitor"
    RESIDENT = "resident"
    COORDINATOR = "coordinator"
    BOARD_MEMBER = "board_member"
    CASE_OFFICER = "case_officer"
    MANDATE_HOLDER = "mandate_holder"
    COLLEGE = "college"
    GRIFFIER = "griffier"
    FINANCE = "finance"
    AUDITOR = "auditor"


ActorId = Annotated[
    str,
    Field(
        pattern=r"^[A-Za-z0-9][A-Za-z0-9:._-]{0,63}$",
        description="opaque id of a person; never a name",
    ),
]


class Actor(BaseModel):
    """Who acts: an opaque id (never a name) and the capacity in which."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: ActorId
    role: Role


class Command(BaseModel):
    """An intention. The same `command_id` sent twice is carried out once.

    `at` is set where the command enters the system, never by the sender. What checks a kind of
    command is made when it is first needed, as with events.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    command_id: UUID
    at: AwareDatetime

    def fingerprint(self) -> bytes:
        """SHA-256 of the content without id and time: tells a retry from a reused id."""
        content = self.model_dump(mode="json", exclude={"command_id", "at"})
        return bytes.fromhex(content_hash([type(self).__name__, content]))


class ActorCommand(Command):
    """An intention of someone whose role is known: all commands except a ballot."""

    by: Actor
