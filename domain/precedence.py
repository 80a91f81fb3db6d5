"""Some proposals go before others, where the regulation of a city says so.

Two rules, on the line for initiatives of a wijk and year. Residents' initiatives go before formal
applicants: of a joint application, by who leads it, so that residents lose nothing by taking a
professional or an organisation along. That is what the regulation is read to say; who applies along
is public. Of what is alike in that, who shows support goes before who shows none. Whoever goes
after gets no grant while those that go before wait for a decision that what is then left would not
pay for. A proposal waits from the day on which it is in handling, so complete, until it is decided
on, withdrawn, merged, or ends in an agreement. Where grants are decided on certain days, those are
the days on which is looked who waits; elsewhere it is the day of the decision. What has money
reserved, or is on the list of a round, takes nothing of what is left: its money is set apart.
Beyond these rules nothing goes first here, and who won a round gets what won.

An objection that gives more takes from what is left today, and so passes over who waits, until that
was decided on. What it gives above what is left passes nobody over: the ceiling counts as it stood
at the first decision (Awb 4:25, third paragraph), and that excess is paid from elsewhere. What a
grant comes to when it is determined, or after a withdrawal, was distributed before.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar

from pydantic import Field

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
"""Proposals of a wijk and year that may wait at the same time: a decision reads them all."""
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


class OthersGoFirst(Refusal):
    code = "precedence.others_first"
    dutch = (
        "Volgens artikel {article} gaat voor wie steun laat zien. Besluit eerst over {waiting}: "
        "samen {asked}, en na dit besluit is nog {left} vrij."
    )
    english = (
        "By article {article} who shows support goes first. Decide on {waiting} before this: "
        "together {asked}, and after this decision {left} would be free."
    )


class TooManyWait(Refusal):
    code = "precedence.too_many_wait"
    dutch = (
        "In wijk {wijk} wachten al {maximum} initiatieven op een besluit. Besluit daar eerst op."
    )
    english = "In wijk {wijk}, {maximum} initiatives wait for a decision already. Decide on those."


class PrecedenceGround(StrEnum):
    """Why a proposal may go before another."""

    RESIDENTS = "residents"
    SUPPORT = "support"


class PrecedenceGiven(PublicEvent):
    """A proposal is complete, and waits for a decision before others on these grounds; on that of
    support as long as it shows some.
    """

    TOPIC: ClassVar[str] = "precedence.given.v2"

    year: Year
    wijk: WijkCode
    proposal_id: Identifier
    grounds: tuple[PrecedenceGround, ...] = Field(
        min_length=1, description="by which rules of its regulation it may go before others"
    )


class PrecedenceEnded(PublicEvent):
    """It was decided on, or ended otherwise."""

    TOPIC: ClassVar[str] = "precedence.ended.v1"

    year: Year
    wijk: WijkCode
    proposal_id: Identifier


@dataclass(frozen=True, slots=True)
class Precedence:
    """What waits for a decision in a wijk and year, the longest first, and on which grounds."""

    grounds: Mapping[str, frozenset[PrecedenceGround]] = field(default_factory=dict)

    @property
    def waiting(self) -> tuple[str, ...]:
        """Those that wait."""
        return tuple(self.grounds)


@dataclass(frozen=True, slots=True)
class PrecedenceOf:
    """What it goes by: whether a proposal is formal, and whether it shows support now."""

    is_formal: bool
    is_supported: bool


def stream_of(year: int, wijk: str) -> str:
    """The stream of who goes first in a wijk and year."""
    return f"precedence:{year}:{wijk}"


def evolve(precedence: Precedence | None, event: Event) -> Precedence | None:
    """The state after one more event."""
    known = precedence or Precedence()
    match event:
        case PrecedenceGiven():
            return Precedence({**known.grounds, event.proposal_id: frozenset(event.grounds)})
        case PrecedenceEnded():
            left = {each: why for each, why in known.grounds.items() if each != event.proposal_id}
            return Precedence(left)
        case _:
            return precedence


def grounds_of(kind: ApplicantKind, rules: Regulation) -> tuple[PrecedenceGround, ...]:
    """On which grounds an applicant's proposal may go before others; none where its regulation has
    no such rule. Of a joint application, who leads it counts: `kind` is of who does.
    """
    residents = has_priority(rules) and not is_formal(kind)
    found = {PrecedenceGround.RESIDENTS: residents, PrecedenceGround.SUPPORT: ranks_support(rules)}
    return tuple(ground for ground, holds in found.items() if holds)


def ground_before(
    rules: Regulation, asked: PrecedenceOf, waits: PrecedenceOf, grounds: Iterable[PrecedenceGround]
) -> PrecedenceGround | None:
    """On which of its grounds what waits goes before what is asked under `rules`; None where it
    does not. Support only tells between what is alike in whose it is.
    """
    if has_priority(rules) and asked.is_formal is not waits.is_formal:
        ground, goes_before = PrecedenceGround.RESIDENTS, asked.is_formal
    else:
        ground = PrecedenceGround.SUPPORT
        goes_before = ranks_support(rules) and waits.is_supported and not asked.is_supported
    return ground if goes_before and ground in grounds else None


def may_go_after(rules: Regulation, asked: PrecedenceOf) -> bool:
    """Whether anything could go before it."""
    return (has_priority(rules) and asked.is_formal) or (
        ranks_support(rules) and not asked.is_supported
    )


def is_formal(kind: ApplicantKind) -> bool:
    """Whether a kind of applicant is not residents' own."""
    return kind not in OF_RESIDENTS


def has_priority(rules: Regulation) -> bool:
    """Whether the regulation lets residents' initiatives go first."""
    return rules.applicants is not None and rules.applicants.residents_first


def ranks_support(rules: Regulation) -> bool:
    """Whether the regulation lets who shows support go first."""
    return rules.support is not None and rules.support.ranks_first


def wait(
    command: ActorCommand,
    precedence: Precedence | None,
    proposal: Proposal,
    grounds: tuple[PrecedenceGround, ...],
) -> PrecedenceGiven:
    """One more waits. Raises `TooManyWait`."""
    if precedence is not None and len(precedence.waiting) >= WAITING_MAX:
        raise TooManyWait(wijk=proposal.wijk, maximum=WAITING_MAX)
    return PrecedenceGiven.following(command, **_key_of(proposal), grounds=grounds)


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


def guard_goes_first(
    rules: Regulation, unpaid: Mapping[PrecedenceGround, list[Proposal]], left: Money
) -> None:
    """What is left after a grant pays for everything that goes before it and waits without money of
    its own (`unpaid`, by ground); how the ceiling is distributed is the regulation's (Awb 4:26).
    """
    waiting = [each for ground in PrecedenceGround for each in unpaid.get(ground, ())]
    asked = total(each.amount for each in waiting)
    if asked <= left:
        return
    names = ", ".join(each.proposal_id for each in waiting[:NAMED_MAX])
    more = f" (+{len(waiting) - NAMED_MAX})" if len(waiting) > NAMED_MAX else ""
    about = {"waiting": names + more, "asked": asked, "left": left}
    if rules.applicants and not unpaid.get(PrecedenceGround.SUPPORT):
        raise ResidentsGoFirst(article=rules.applicants.article, **about)
    by = [rules.applicants] if unpaid.get(PrecedenceGround.RESIDENTS) else []
    articles = [each.article for each in (*by, rules.support) if each]
    raise OthersGoFirst(article=", ".join(articles), **about)
