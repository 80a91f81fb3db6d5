"""Merging and splitting proposals, with the consent of every applicant.

Somebody prepares it, everyone who applies consents or one rejects it. With the last consent it is
done: the proposals of a merger go on in a new one, and a part of a split as a new one. Each knows
where it came from and where it went. Support and votes are for what people saw, and do not move.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field

from domain.activity import ACTIVITIES_MAX
from domain.address_ceiling import Addresses
from domain.command import ActorCommand, ActorId
from domain.errors import FORBIDDEN, NOT_FOUND, Refusal
from domain.event import Commitment, Event, Identifier, PublicEvent
from domain.money import PositiveMoney

MERGED_MAX = 10
PEOPLE_MAX = 200

People = Annotated[tuple[ActorId, ...], Field(min_length=1, max_length=PEOPLE_MAX)]


class RegroupingAlreadyPrepared(Refusal):
    code = "regrouping.already_prepared"
    dutch = "Onder dit nummer is al een samenvoeging of splitsing voorbereid."
    english = "A merger or split was already prepared under this number."


class RegroupingUnknown(Refusal):
    code = "regrouping.unknown"
    status = NOT_FOUND
    dutch = "Samenvoeging of splitsing {regrouping} bestaat niet."
    english = "Merger or split {regrouping} does not exist."


class RegroupingOver(Refusal):
    code = "regrouping.over"
    dutch = "Deze samenvoeging of splitsing wacht niet meer op toestemming."
    english = "This merger or split waits for consent no more."


class ConsentNotAsked(Refusal):
    code = "regrouping.consent_not_asked"
    status = FORBIDDEN
    dutch = "Uw toestemming is hiervoor niet nodig."
    english = "Your consent is not needed for this."


class ConsentAlreadyGiven(Refusal):
    code = "regrouping.consent_already_given"
    dutch = "U gaf hiervoor al toestemming."
    english = "You have given your consent to this already."


class ChangedSincePrepared(Refusal):
    code = "regrouping.changed_since"
    dutch = (
        "Voorstel {proposal} is veranderd sinds toestemming is gevraagd. "
        "Stel de samenvoeging of splitsing opnieuw voor."
    )
    english = (
        "Proposal {proposal} has changed since consent was asked. Prepare the merger or split anew."
    )


class PrepareMerger(ActorCommand):
    """Write down how proposals would read as one, and ask every applicant for consent."""

    regrouping_id: Identifier
    proposal_ids: tuple[Identifier, ...] = Field(min_length=2, max_length=MERGED_MAX)
    title: Commitment
    description: Commitment
    amount_cents: PositiveMoney


class PrepareSplit(ActorCommand):
    """Write down which part of a proposal would go on by itself, and ask every applicant.

    Where the proposal has activities, the part is some of them, and asks what they ask. Where it
    tells how many addresses take part, some of them go along with the part.
    """

    regrouping_id: Identifier
    proposal_id: Identifier
    title: Commitment
    description: Commitment
    amount_cents: PositiveMoney
    activity_ids: tuple[Identifier, ...] = Field(default=(), max_length=ACTIVITIES_MAX)
    addresses: Addresses | None = None


class GiveConsent(ActorCommand):
    """Agree, as an applicant, to a merger or split."""

    regrouping_id: Identifier


class RejectRegrouping(ActorCommand):
    """Disagree, as an applicant: everything stays as it is."""

    regrouping_id: Identifier


class MergerPrepared(PublicEvent):
    """Proposals would go on as one, once everyone who is asked consents."""

    TOPIC: ClassVar[str] = "regrouping.merger_prepared.v2"

    regrouping_id: Identifier
    proposal_ids: tuple[Identifier, ...]
    versions: tuple[int, ...] = Field(
        description="version of each proposal that people consent to; empty where it was not told"
    )
    title: Commitment
    description: Commitment
    amount_cents: PositiveMoney
    asked_of: People


class SplitPrepared(PublicEvent):
    """A part of a proposal would go on by itself, once everyone who is asked consents."""

    TOPIC: ClassVar[str] = "regrouping.split_prepared.v3"

    regrouping_id: Identifier
    proposal_id: Identifier
    versions: tuple[int, ...] = Field(
        description="version of the proposal that people consent to; empty where it was not told"
    )
    title: Commitment
    description: Commitment
    amount_cents: PositiveMoney
    activity_ids: tuple[Identifier, ...]
    addresses: Addresses | None = Field(
        description="how many of the addresses that take part go along; null where nobody told"
    )
    asked_of: People


class ConsentGiven(PublicEvent):
    """An applicant agreed; the last of them makes it happen."""

    TOPIC: ClassVar[str] = "regrouping.consent_given.v1"

    regrouping_id: Identifier


class RegroupingRejected(PublicEvent):
    """An applicant disagreed, and nothing changes."""

    TOPIC: ClassVar[str] = "regrouping.rejected.v1"

    regrouping_id: Identifier


class RegroupingStatus(StrEnum):
    """Where a merger or split stands."""

    PREPARED = "prepared"
    DONE = "done"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Regrouping:
    """A merger or split, and whose consent it still waits for."""

    plan: MergerPrepared | SplitPrepared
    waits_for: frozenset[str]
    status: RegroupingStatus = RegroupingStatus.PREPARED

    @property
    def proposal_ids(self) -> tuple[str, ...]:
        """The proposals that it is about."""
        plan = self.plan
        return plan.proposal_ids if isinstance(plan, MergerPrepared) else (plan.proposal_id,)


def stream_of(regrouping_id: str) -> str:
    """The stream of one merger or split."""
    return f"regrouping:{regrouping_id}"


def evolve(regrouping: Regrouping | None, event: Event) -> Regrouping | None:
    """The merger or split after one more event."""
    match event:
        case MergerPrepared() | SplitPrepared():
            return _waiting(Regrouping(event, frozenset(event.asked_of)), event.by.id)
        case ConsentGiven() if regrouping:
            return _waiting(regrouping, event.by.id)
        case RegroupingRejected() if regrouping:
            return replace(regrouping, status=RegroupingStatus.REJECTED)
        case _:
            return regrouping


def _waiting(regrouping: Regrouping, agreed: str) -> Regrouping:
    left = regrouping.waits_for - {agreed}
    status = RegroupingStatus.PREPARED if left else RegroupingStatus.DONE
    return replace(regrouping, waits_for=left, status=status)


def prepare_merger(
    command: PrepareMerger,
    regrouping: Regrouping | None,
    asked_of: frozenset[str],
    versions: Sequence[int],
) -> MergerPrepared:
    """Ask everyone who applies; preparing it is one's own consent, to proposals as they are now."""
    guard_is_new(regrouping)
    people = tuple(sorted(asked_of))
    return MergerPrepared.following(command, asked_of=people, versions=tuple(versions))


def prepare_split(
    command: PrepareSplit, regrouping: Regrouping | None, asked_of: frozenset[str], version: int
) -> SplitPrepared:
    """Ask everyone who applies; preparing it is one's own consent, to the proposal as it is now."""
    guard_is_new(regrouping)
    people = tuple(sorted(asked_of))
    return SplitPrepared.following(command, asked_of=people, versions=(version,))


def give_consent(command: GiveConsent, regrouping: Regrouping | None) -> ConsentGiven:
    """Each who is asked consents once."""
    guard_waits_for(command, command.regrouping_id, regrouping)
    return ConsentGiven.following(command)


def reject(command: RejectRegrouping, regrouping: Regrouping | None) -> list[Event]:
    """One no is enough, also from who consented before, as long as others are waited for."""
    found = guard_is_waiting(command.regrouping_id, regrouping)
    if command.by.id not in found.plan.asked_of:
        raise ConsentNotAsked()
    return [RegroupingRejected.following(command)]


def guard_is_new(regrouping: Regrouping | None) -> None:
    """People consent to one text."""
    if regrouping is not None:
        raise RegroupingAlreadyPrepared()


def guard_unchanged(regrouping: Regrouping | None, versions: Mapping[str, int]) -> None:
    """People consent to what they read: what changed since is prepared anew.

    `versions` are those of the proposals now.
    """
    if regrouping is None:
        return
    consented = zip(regrouping.proposal_ids, regrouping.plan.versions, strict=False)
    for proposal_id, version in consented:
        if versions[proposal_id] != version:
            raise ChangedSincePrepared(proposal=proposal_id)


def guard_is_waiting(regrouping_id: str, regrouping: Regrouping | None) -> Regrouping:
    """What took effect or was rejected is over."""
    if regrouping is None:
        raise RegroupingUnknown(regrouping=regrouping_id)
    if regrouping.status is not RegroupingStatus.PREPARED:
        raise RegroupingOver()
    return regrouping


def guard_waits_for(
    command: ActorCommand, regrouping_id: str, regrouping: Regrouping | None
) -> None:
    """Consent is asked of applicants, and given once."""
    found = guard_is_waiting(regrouping_id, regrouping)
    if command.by.id not in found.plan.asked_of:
        raise ConsentNotAsked()
    if command.by.id not in found.waits_for:
        raise ConsentAlreadyGiven()
