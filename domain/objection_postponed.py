"""Putting off the decision on an objection (verdagen, Awb 7:10).

The body may do it once, by six weeks at most (third paragraph). Further than that, or once more, it
goes only with the consent of who has an interest (fourth paragraph). Whoever objects is told the
new day and why. A term that a court set is the court's to change.
"""

from __future__ import annotations

from datetime import date, timedelta

from domain.calendar import dutch_day
from domain.command import ActorCommand
from domain.deadlines import POSTPONEMENT, IsHoliday, last_day, no_holiday
from domain.errors import Refusal
from domain.event import Commitment, Day, Event, Identifier
from domain.objection import guard_not_own_objection
from domain.objection_events import ObjectionPostponed
from domain.objection_state import Objection, Objections, ObjectionStatus, guard_objection

LONGEST = timedelta(days=366)
"""How far one postponement that is consented to reaches."""


class NotPostponed(Refusal):
    code = "objection.not_postponed"
    dutch = "Verdagen kan alleen tot een latere dag dan {day}, en niet verder dan een jaar."
    english = "The decision can only be put off to a day after {day}, by a year at most."


class PostponedTooLate(Refusal):
    code = "objection.postponed_too_late"
    dutch = "De termijn was op {day} voorbij; verdagen kan alleen daarvoor. Beslis alsnog."
    english = "The term was over on {day}; putting off is possible only before. Decide after all."


class ConsentToPostponeMissing(Refusal):
    code = "objection.consent_to_postpone_missing"
    dutch = (
        "Zonder instemming kan het één keer, tot en met {until}. Leg de instemming vast (Awb 7:10)."
    )
    english = "Without consent this goes once, until {until}. Record the consent (Awb 7:10)."


class TermOfTheCourt(Refusal):
    code = "objection.term_of_the_court"
    dutch = "De rechter bepaalde tot wanneer opnieuw wordt beslist; dat verdaagt de gemeente niet."
    english = "The court set until when to decide again; the municipality does not put that off."


class PostponeObjection(ActorCommand):
    """Put the decision on an objection off to a later day, with a reason.

    `consent` says who agreed and how, where it goes further than the law lets the body by itself.
    """

    proposal_id: Identifier
    objection_id: Identifier
    decide_by: Day
    reason: Commitment
    consent: Commitment | None = None


def postpone(
    command: PostponeObjection,
    objections: Objections | None,
    is_holiday: IsHoliday = no_holiday,
) -> list[Event]:
    """Before the term is over, to a later day."""
    found = guard_objection(objections, command.objection_id, ObjectionStatus.REGISTERED)
    guard_not_own_objection(command, found)
    formerly = guard_own_term(found)
    if dutch_day(command.at) > formerly:
        raise PostponedTooLate(day=formerly.isoformat())
    if not formerly < command.decide_by <= formerly + LONGEST:
        raise NotPostponed(day=formerly.isoformat())
    guard_within_law_or_consented(command, found, formerly, is_holiday)
    return [ObjectionPostponed.following(command, formerly=formerly)]


def guard_own_term(objection: Objection) -> date:
    """The term that the body has by law; not one that a court set."""
    if objection.decide_by is None:
        raise TermOfTheCourt()
    return objection.decide_by


def guard_within_law_or_consented(
    command: PostponeObjection, objection: Objection, formerly: date, is_holiday: IsHoliday
) -> None:
    """Once and by six weeks at most, unless who has an interest agrees (Awb 7:10)."""
    until = last_day(formerly, POSTPONEMENT, is_holiday)
    beyond = objection.was_postponed or command.decide_by > until
    if beyond and command.consent is None:
        raise ConsentToPostponeMissing(until=until.isoformat())
