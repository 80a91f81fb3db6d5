"""Residents' initiatives go before formal ones, where the regulation of a city says so.

The rule, on the line for initiatives of a wijk and year: a formal applicant gets no grant while
residents' initiatives wait for a decision that what is then left would not pay for. An initiative
waits from the day on which it is in handling, so complete, until it is decided on, withdrawn,
merged, or ends in an agreement. Where grants are decided on certain days, those are the days on
which is looked who waits; elsewhere it is the day of the decision. Initiatives for which money is
reserved, or that are on the list of a round, take nothing of what is left: theirs is set apart.
Between residents nothing goes first here, and a formal applicant who won a round gets what won.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from domain.command import ActorCommand
from domain.errors import Refusal
from domain.event import Event, Identifier, PublicEvent, WijkCode, Year
from domain.money import Money, total
from domain.proposal import Proposal
from domain.regulation_contents import Regulation
from domain.regulation_parts import ApplicantKind

OF_RESIDENTS = (
    ApplicantKind.RESIDENT,
    ApplicantKind.RESIDENTS_GROUP,
    ApplicantKind.VOLUNTEERS,
)
"""Kinds of applicants whose initiatives are residents' own; the others are formal."""
WAITING_MAX = 150
"""Initiatives of a wijk and year that may wait at the same time: a decision reads them all."""
NAMED_MAX = 5
"""How many of those that wait a refusal names; the page of the proposal has them all."""


class ResidentsGoFirst(Refusal):
    code = "precedence.residents_first"
    dutch = (
        "Volgens artikel {article} gaan initiatieven van bewoners voor. Besluit eerst over "
        "{waiting}: samen {asked}, en na dit besluit is nog {left} vrij."
    )
    english = (
        "By article {article} residents' initiatives go first. Decide on {waiting} before this: "
        "together {asked}, and after this decision {left} would be free."
    )


class TooManyWait(Refusal):
    code = "precedence.too_many_wait"
    dutch = (
        "In wijk {wijk} wachten al {maximum} initiatieven op een besluit. Besluit daar eerst op."
    )
    english = "In wijk {wijk}, {maximum} initiatives wait for a decision already. Decide on those."


class PrecedenceGiven(PublicEvent):
    """A residents' initiative is complete, and waits for a decision before formal applicants."""

    TOPIC: ClassVar[str] = "precedence.given.v1"

    year: Year
    wijk: WijkCode
    proposal_id: Identifier


class PrecedenceEnded(PublicEvent):
    """It was decided on, or ended otherwise."""

    TOPIC: ClassVar[str] = "precedence.ended.v1"

    year: Year
    wijk: WijkCode
    proposal_id: Identifier


@dataclass(frozen=True, slots=True)
class Precedence:
    """Which residents' initiatives of a wijk and year wait for a decision, the longest first."""

    waiting: tuple[str, ...] = ()


def stream_of(year: int, wijk: str) -> str:
    """The stream of who goes first in a wijk and year."""
    return f"precedence:{year}:{wijk}"


def evolve(precedence: Precedence | None, event: Event) -> Precedence | None:
    """The state after one more event."""
    known = precedence or Precedence()
    match event:
        case PrecedenceGiven():
            return Precedence((*known.waiting, event.proposal_id))
        case PrecedenceEnded():
            return Precedence(tuple(each for each in known.waiting if each != event.proposal_id))
        case _:
            return precedence


def goes_first(proposal: Proposal, rules: Regulation) -> bool:
    """Whether it is residents' own, under a regulation that lets those go before formal ones.

    Of a joint application, who leads it counts.
    """
    return has_priority(rules) and proposal.applicant_kind in OF_RESIDENTS


def goes_after(proposal: Proposal, rules: Regulation) -> bool:
    """Whether it is formal, under such a regulation."""
    return has_priority(rules) and proposal.applicant_kind not in OF_RESIDENTS


def has_priority(rules: Regulation) -> bool:
    """Whether the regulation lets residents' initiatives go first."""
    return rules.applicants is not None and rules.applicants.residents_first


def wait(
    command: ActorCommand, precedence: Precedence | None, proposal: Proposal
) -> PrecedenceGiven:
    """One more waits. Raises `TooManyWait`."""
    if precedence is not None and len(precedence.waiting) >= WAITING_MAX:
        raise TooManyWait(wijk=proposal.wijk, maximum=WAITING_MAX)
    return PrecedenceGiven.following(command, **_key_of(proposal))


def end_wait(
    command: ActorCommand, precedence: Precedence | None, ended: Iterable[Proposal]
) -> list[Event]:
    """These wait no longer; nothing for those that did not."""
    waiting = precedence.waiting if precedence else ()
    return [
        PrecedenceEnded.following(command, **_key_of(each))
        for each in ended
        if each.proposal_id in waiting
    ]


def _key_of(proposal: Proposal) -> dict[str, object]:
    return {"year": proposal.year, "wijk": proposal.wijk, "proposal_id": proposal.proposal_id}


def guard_residents_first(rules: Regulation, unpaid: Iterable[Proposal], left: Money) -> None:
    """What is left after a formal grant pays for every residents' initiative that waits without
    money of its own (`unpaid`); how the ceiling is distributed is the regulation's (Awb 4:26).
    """
    waiting = list(unpaid)
    asked = total(each.amount for each in waiting)
    if rules.applicants is None or asked <= left:
        return
    names = ", ".join(each.proposal_id for each in waiting[:NAMED_MAX])
    more = f" (+{len(waiting) - NAMED_MAX})" if len(waiting) > NAMED_MAX else ""
    article = rules.applicants.article
    raise ResidentsGoFirst(article=article, waiting=names + more, asked=asked, left=left)
