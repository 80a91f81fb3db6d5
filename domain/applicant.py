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
HELPED_MAX = 300
"""Proposals that one person may submit for others in a year, whatever became of them."""
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


class TooManyHelped(Refusal):
    code = "applicant.too_many_helped"
    dutch = "U heeft dit jaar al {maximum} voorstellen voor anderen ingediend; meer kan niet."
    english = "You have submitted {maximum} proposals for others this year; there is no more room."


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


class HelpCounted(PublicEvent):
    """One more proposal that somebody submitted for somebody else in this year."""

    TOPIC: ClassVar[str] = "applicant.help_counted.v1"

    year: Year
    proposal_id: Identifier


@dataclass(frozen=True, slots=True)
class Help:
    """How many proposals somebody submitted for others in a year."""

    proposals: int = 0


def stream_of_help(year: int, helper_id: str) -> str:
    """The stream of what somebody submitted for others in a year."""
    return f"helper:{year}:{helper_id}"


def evolve_help(helped: Help | None, event: Event) -> Help | None:
    """The help after one more event."""
    if not isinstance(event, HelpCounted):
        return helped
    return Help((helped or Help()).proposals + 1)


def count_help(command: ActorCommand, helped: Help | None, proposal_id: str) -> list[Event]:
    """Whoever helps many people is welcome, and nobody fills a list in the names of others."""
    if helped is not None and helped.proposals >= HELPED_MAX:
        raise TooManyHelped(maximum=HELPED_MAX)
    return [HelpCounted.following(command, proposal_id=proposal_id)]


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
