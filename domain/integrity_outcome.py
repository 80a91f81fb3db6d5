"""What comes of an inquiry: the college decides, tells everyone, and the case is closed.

Ballots stay as they are whatever is found: nobody knows whose they are. Of what was unfounded no
more is told than the number of such cases.
"""

from __future__ import annotations

from domain.calendar import dutch_day
from domain.command import ActorCommand
from domain.errors import Refusal
from domain.event import Commitment, Event, Identifier
from domain.integrity_case import guard_by_another, guard_open
from domain.integrity_events import (
    CaseClosed,
    CaseDecided,
    CaseOutcome,
    CaseOutcomePublished,
    CaseStatus,
    FollowUp,
    IntegrityCase,
)


class CaseNotDecided(Refusal):
    code = "integrity_case.not_decided"
    dutch = "Over dit onderzoek is nog niet beslist."
    english = "This case has not been decided yet."


class NothingFound(Refusal):
    code = "integrity_case.nothing_found"
    dutch = "Leg eerst vast wat is gevonden, ook als dat niets bijzonders is."
    english = "Record first what was found, even if it is nothing out of the ordinary."


class FollowUpDoesNotFit(Refusal):
    code = "integrity_case.follow_up_does_not_fit"
    dutch = (
        "Dit gevolg past niet: intrekken kan alleen van een verleende subsidie en als er iets "
        "klopt van het vermoeden; anders gaat een opschorting van dit onderzoek voorbij."
    )
    english = (
        "This does not follow: only a grant can be withdrawn, and only where something of the "
        "suspicion is true; otherwise a suspension of this case ends."
    )


class UnfoundedNotPublished(Refusal):
    code = "integrity_case.unfounded_not_published"
    dutch = "Van een onderzoek waarin niets bleek, wordt alleen het aantal genoemd."
    english = "Of a case in which nothing turned out, only the number is told."


class OutcomeAlreadyPublished(Refusal):
    code = "integrity_case.already_published"
    dutch = "De uitkomst van dit onderzoek is al gepubliceerd."
    english = "The outcome of this case has been published already."


class OutcomeNotPublished(Refusal):
    code = "integrity_case.not_published"
    dutch = "Publiceer eerst de uitkomst; dan kan het onderzoek worden gesloten."
    english = "Publish the outcome first; then the case can be closed."


class CaseAlreadyClosed(Refusal):
    code = "integrity_case.already_closed"
    dutch = "Dit onderzoek is al gesloten."
    english = "This case has been closed already."


class DecideCase(ActorCommand):
    """Say what came of it, and what follows."""

    case_id: Identifier
    outcome: CaseOutcome
    follow_up: FollowUp
    reason: Commitment


class PublishCaseOutcome(ActorCommand):
    """Tell everyone what came of it, without personal data."""

    case_id: Identifier
    summary: Commitment


class CloseCase(ActorCommand):
    """Say that nothing is left to do."""

    case_id: Identifier


def decide(
    command: DecideCase, case: IntegrityCase, *, is_suspended: bool, is_granted: bool
) -> list[Event]:
    """Decide by somebody else than who opened it, on what was found: whether a suspension of this
    case runs, and whether there is a grant that could be withdrawn, says what can follow.
    """
    guard_by_another(command, guard_open(case))
    if not case.findings:
        raise NothingFound()
    unfounded = command.outcome is CaseOutcome.UNFOUNDED
    fits = {
        FollowUp.NOTHING: not is_suspended,
        FollowUp.PAYMENTS_GO_ON: is_suspended,
        FollowUp.WITHDRAWAL: is_granted and not unfounded,
    }
    if not fits[command.follow_up]:
        raise FollowUpDoesNotFit()
    return [CaseDecided.following(command, decided_on=dutch_day(command.at))]


def publish(command: PublishCaseOutcome, case: IntegrityCase) -> list[Event]:
    """Publish once, what is not unfounded: of the rest only the number is told."""
    guard_decided(case)
    if case.outcome is CaseOutcome.UNFOUNDED:
        raise UnfoundedNotPublished()
    if case.status is not CaseStatus.DECIDED:
        raise OutcomeAlreadyPublished()
    about = {name: getattr(case, name) for name in ("year", "wijk", "round_id", "proposal_id")}
    return [CaseOutcomePublished.following(command, **about)]


def close(command: CloseCase, case: IntegrityCase) -> list[Event]:
    """Close what was published, or was unfounded."""
    guard_decided(case)
    if case.status is CaseStatus.CLOSED:
        raise CaseAlreadyClosed()
    if case.outcome is not CaseOutcome.UNFOUNDED and case.status is CaseStatus.DECIDED:
        raise OutcomeNotPublished()
    return [CaseClosed.following(command)]


def guard_decided(case: IntegrityCase) -> None:
    """Nothing is told or closed before it is decided."""
    if case.status is CaseStatus.OPEN:
        raise CaseNotDecided()
