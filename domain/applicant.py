"""Who applies: joint applications across kinds, and how many one may have open.

Whoever else is named, and whoever was helped, confirms before a proposal counts. How many proposals
one applicant may have open at once keeps a list from being filled by one person.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import ClassVar

from pydantic import BaseModel, ConfigDict

from domain.command import ActorCommand, ActorId
from domain.errors import Refusal
from domain.event import Event, Identifier, PublicEvent, Year
from domain.regulation_parts import ApplicantKind

OPEN_MAX = 20
"""Proposals of one applicant and year that may be open at the same time."""
SUBMITTED_MAX = 60
"""Proposals that one applicant may submit in a year, whatever became of them."""
JOINT_MAX = 20


class ApplicantNamedTwice(Refusal):
    code = "applicant.named_twice"
    dutch = "Iedere aanvrager staat één keer bij een voorstel."
    english = "Each applicant stands with a proposal once."


class TooManyOpenProposals(Refusal):
    code = "applicant.too_many_open"
    dutch = (
        "U heeft dit jaar al {maximum} voorstellen open staan. "
        "Wacht op een besluit, of trek er eerst een in."
    )
    english = (
        "You have {maximum} proposals open this year already. "
        "Wait for a decision, or withdraw one first."
    )


class TooManyProposalsInYear(Refusal):
    code = "applicant.too_many_in_year"
    dutch = "U heeft dit jaar al {maximum} voorstellen ingediend; meer kan niet."
    english = "You have submitted {maximum} proposals this year already; there is no room for more."


class JointApplicant(BaseModel):
    """Somebody who applies together with the applicant, for themselves or for a group."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    applicant_id: ActorId
    kind: ApplicantKind


class ProposalCounted(PublicEvent):
    """One more proposal of this applicant in this year."""

    TOPIC: ClassVar[str] = "applicant.proposal_counted.v1"

    applicant_id: ActorId
    year: Year
    proposal_id: Identifier


@dataclass(frozen=True, slots=True)
class Submissions:
    """What one applicant submitted in a year."""

    proposal_ids: tuple[str, ...] = ()


def stream_of(year: int, applicant_id: str) -> str:
    """The stream of one applicant's submissions in a year."""
    return f"applicant:{year}:{applicant_id}"


def evolve(submissions: Submissions | None, event: Event) -> Submissions | None:
    """The submissions after one more event."""
    match event:
        case ProposalCounted():
            known = submissions or Submissions()
            return replace(known, proposal_ids=(*known.proposal_ids, event.proposal_id))
        case _:
            return submissions


def count(
    command: ActorCommand,
    submissions: Submissions | None,
    still_open: Iterable[bool],
    *,
    applicant_id: str,
    year: int,
    proposal_id: str,
) -> list[Event]:
    """Count one more; `still_open` says of each earlier proposal whether it waits for an end."""
    known = submissions or Submissions()
    if len(known.proposal_ids) >= SUBMITTED_MAX:
        raise TooManyProposalsInYear(maximum=SUBMITTED_MAX)
    if sum(still_open) >= OPEN_MAX:
        raise TooManyOpenProposals(maximum=OPEN_MAX)
    return [
        ProposalCounted.following(
            command, applicant_id=applicant_id, year=year, proposal_id=proposal_id
        )
    ]


def guard_named_once(applicant_id: str, joint: Iterable[JointApplicant]) -> None:
    """Consent is asked of each person once."""
    named = [applicant_id, *(each.applicant_id for each in joint)]
    if len(set(named)) != len(named):
        raise ApplicantNamedTwice()
