"""Fixed subsidies of institutions: recorded while they run, ended with notice and a term, and their
activities handed over.

Who was given a subsidy for three or more years for the same activities is told beforehand that it
is to end, and keeps it for a reasonable term (Awb 4:51). A year that was granted is not taken back:
ending is for the years to come.
"""

from __future__ import annotations

from datetime import date, timedelta

from domain.budget_year import BodyAct
from domain.calendar import dutch_day
from domain.command import ActorCommand
from domain.deadlines import OBJECTION, IsHoliday, last_day, no_holiday
from domain.errors import NOT_FOUND, Refusal
from domain.event import Commitment, Day, Event, Identifier, WijkCode, Year
from domain.money import PositiveMoney
from domain.proposal import CONFIRMED, Proposal, ProposalStatus, guard_status
from domain.regulation_parts import Weeks
from domain.subsidy_events import (
    Activities,
    ActivityHandedOver,
    EndingAnnounced,
    EndingGround,
    Subsidies,
    Subsidy,
    SubsidyEnded,
    SubsidyRecorded,
    SubsidyStatus,
)
from domain.wijkplan_events import ExecutorKind

YEARS_THAT_ASK_NOTICE = 3
TERM_WEEKS_LEAST = 18
"""No term is reasonable in which an institution cannot even end what it has agreed to: four months
is the longest notice that the law asks of an employer (Burgerlijk Wetboek 7:672).
"""


class SubsidyUnknown(Refusal):
    code = "subsidy.unknown"
    status = NOT_FOUND
    dutch = "Subsidie {subsidy} staat voor deze wijk niet op de lijst."
    english = "Subsidy {subsidy} is not on the list of this wijk."


class SubsidyAlreadyRecorded(Refusal):
    code = "subsidy.already_recorded"
    dutch = "Subsidie {subsidy} staat al op de lijst."
    english = "Subsidy {subsidy} is on the list already."


class SubsidyNotBegun(Refusal):
    code = "subsidy.not_begun"
    dutch = "Een lopende subsidie is al begonnen: {since} is nog niet geweest."
    english = "A running subsidy has begun: {since} has not come yet."


class TermTooShort(Refusal):
    code = "subsidy.term_too_short"
    dutch = "Een redelijke termijn is ten minste {least} weken (Awb 4:51)."
    english = "A reasonable term is at least {least} weeks (Awb 4:51)."


class EndingAlreadyAnnounced(Refusal):
    code = "subsidy.ending_already_announced"
    dutch = "Dat deze subsidie stopt, is al aangekondigd."
    english = "That this subsidy is to end was announced already."


class SubsidyAlreadyEnded(Refusal):
    code = "subsidy.already_ended"
    dutch = "Over het einde van deze subsidie is al besloten: de laatste dag is {day}."
    english = "The end of this subsidy was decided already: its last day is {day}."


class SubsidyCarriedElsewhere(Refusal):
    code = "subsidy.carried_elsewhere"
    dutch = "Deze subsidie loopt door in wijk {wijk}, als {subsidy}. Ga daarheen."
    english = "This subsidy goes on in wijk {wijk}, as {subsidy}. Go there."


class NoticeMissing(Refusal):
    code = "subsidy.notice_missing"
    dutch = (
        "Deze subsidie is drie jaar of langer gegeven: kondig eerst aan dat zij stopt (Awb 4:51)."
    )
    english = "This subsidy was given for three years or more: announce its end first (Awb 4:51)."


class YearAlreadyGranted(Refusal):
    code = "subsidy.year_already_granted"
    dutch = "Stoppen kan op zijn vroegst vanaf {year}: dit jaar is al gegeven."
    english = "It can end from {year} on at the earliest: this year was given already."


class SubsidyStillRuns(Refusal):
    code = "subsidy.still_runs"
    dutch = "Over het einde van deze subsidie is nog niet besloten."
    english = "The end of this subsidy has not been decided yet."


class SubsidyActivityUnknown(Refusal):
    code = "subsidy.activity_unknown"
    status = NOT_FOUND
    dutch = "Activiteit {activity} hoort niet bij deze subsidie."
    english = "Activity {activity} is not part of this subsidy."


class ActivityAlreadyHandedOver(Refusal):
    code = "subsidy.activity_already_handed_over"
    dutch = "Activiteit {activity} is al overgenomen."
    english = "Activity {activity} was taken over already."


class SuccessorUnclear(Refusal):
    code = "subsidy.successor_unclear"
    dutch = "Noem wie het overneemt: een voorstel van bewoners, of een naam; niet beide."
    english = "Say who takes it over: a proposal of residents, or a name; not both."


class SuccessorElsewhere(Refusal):
    code = "subsidy.successor_elsewhere"
    dutch = "Voorstel {proposal} is van een andere wijk."
    english = "Proposal {proposal} is of another wijk."


class SuccessorTooEarly(Refusal):
    code = "subsidy.successor_too_early"
    dutch = "De subsidie loopt tot en met {day}: overnemen kan vanaf de dag daarna."
    english = "The subsidy runs until {day}: it can be taken over from the day after."


class RecordSubsidy(ActorCommand):
    """Put a running subsidy on record: which institution, what for, how much a year, since when,
    and by which decision.
    """

    wijk: WijkCode
    subsidy_id: Identifier
    name: Commitment
    description: Commitment
    activities: Activities
    amount_cents: PositiveMoney
    since: Day
    decision: BodyAct


class AnnounceEnding(ActorCommand):
    """Tell the institution that its subsidy is to end, after which term, and why."""

    wijk: WijkCode
    subsidy_id: Identifier
    term_weeks: Weeks
    reason: Commitment


class EndSubsidy(ActorCommand):
    """Decide that there is no subsidy from a year on; the term runs on where it has not passed."""

    wijk: WijkCode
    subsidy_id: Identifier
    from_year: Year
    ground: EndingGround
    reason: Commitment


class HandOverActivity(ActorCommand):
    """Let a residents' initiative or another executor go on with an activity."""

    wijk: WijkCode
    subsidy_id: Identifier
    activity: Identifier
    kind: ExecutorKind
    from_day: Day
    proposal_id: Identifier | None = None
    name: Commitment | None = None


def record(command: RecordSubsidy, register: Subsidies | None) -> list[Event]:
    """A subsidy is recorded once, while it runs."""
    if register is not None and command.subsidy_id in register.by_id:
        raise SubsidyAlreadyRecorded(subsidy=command.subsidy_id)
    if command.since > dutch_day(command.at):
        raise SubsidyNotBegun(since=command.since)
    return [SubsidyRecorded.following(command)]


def announce_ending(command: AnnounceEnding, register: Subsidies | None) -> list[Event]:
    """Said once, before it is decided; the term begins today, and is reasonable (Awb 4:51)."""
    known = guard_not_ended(guard_still_here(register, command.subsidy_id))
    if known.status is not SubsidyStatus.RUNS:
        raise EndingAlreadyAnnounced()
    if command.term_weeks < TERM_WEEKS_LEAST:
        raise TermTooShort(least=TERM_WEEKS_LEAST)
    return [EndingAnnounced.following(command, announced_on=dutch_day(command.at))]


def end(
    command: EndSubsidy, register: Subsidies | None, is_holiday: IsHoliday = no_holiday
) -> list[Event]:
    """From a year to come on, and not before the term has passed, nor before it came to this wijk:
    a decision to which one can object (Awb 6:7).
    """
    known = guard_not_ended(guard_still_here(register, command.subsidy_id))
    today = dutch_day(command.at)
    first = max(today.year + 1, known.from_year)
    if command.from_year < first:
        raise YearAlreadyGranted(year=first)
    guard_notice(known, command.from_year)
    return [
        SubsidyEnded.following(
            command,
            last_day=last_day_of(known, command.from_year),
            objection_until=last_day(today, OBJECTION, is_holiday),
        )
    ]


def hand_over(
    command: HandOverActivity, register: Subsidies | None, proposal: Proposal | None
) -> list[Event]:
    """Each activity of a subsidy that was ended goes to one successor."""
    known = guard_still_here(register, command.subsidy_id)
    if known.last_day is None:
        raise SubsidyStillRuns()
    if command.from_day <= known.last_day:
        raise SuccessorTooEarly(day=known.last_day)
    if command.activity not in known.activities:
        raise SubsidyActivityUnknown(activity=command.activity)
    if command.activity in known.handed_over:
        raise ActivityAlreadyHandedOver(activity=command.activity)
    guard_successor(command, proposal)
    return [ActivityHandedOver.following(command)]


def last_day_of(subsidy: Subsidy, from_year: int) -> date:
    """The end of the year before, or of the reasonable term where that is later (Awb 4:51)."""
    year_end = date(from_year - 1, 12, 31)
    if subsidy.announced_on is None:
        return year_end
    return max(year_end, subsidy.announced_on + timedelta(weeks=subsidy.term_weeks))


def guard_recorded(register: Subsidies | None, subsidy_id: str) -> Subsidy:
    """What is done to a subsidy is done to one that is on record."""
    known = register.by_id.get(subsidy_id) if register else None
    if known is None:
        raise SubsidyUnknown(subsidy=subsidy_id)
    return known


def guard_still_here(register: Subsidies | None, subsidy_id: str) -> Subsidy:
    """Over a change of borders a subsidy goes on in one wijk: what is done to it is done there."""
    known = guard_recorded(register, subsidy_id)
    if known.carried_out is not None:
        there = known.carried_out
        raise SubsidyCarriedElsewhere(wijk=there.to_wijk, subsidy=there.to_subsidy_id)
    return known


def guard_not_ended(subsidy: Subsidy) -> Subsidy:
    """An end is decided once."""
    if subsidy.last_day is not None:
        raise SubsidyAlreadyEnded(day=subsidy.last_day)
    return subsidy


def guard_notice(subsidy: Subsidy, from_year: int) -> None:
    """After three years or more for the same activities, notice and a term are owed (Awb 4:51)."""
    since = subsidy.since
    long = (from_year - since.year, (1, 1)) >= (YEARS_THAT_ASK_NOTICE, (since.month, since.day))
    if long and subsidy.announced_on is None:
        raise NoticeMissing()


def guard_successor(command: HandOverActivity, proposal: Proposal | None) -> None:
    """One successor is named; a proposal is of the same wijk, and can still be carried out."""
    if (command.proposal_id is None) == (command.name is None):
        raise SuccessorUnclear()
    if command.proposal_id is not None:
        found = guard_status(proposal, command.proposal_id, *CONFIRMED, ProposalStatus.AGREED)
        if found.wijk != command.wijk:
            raise SuccessorElsewhere(proposal=command.proposal_id)
