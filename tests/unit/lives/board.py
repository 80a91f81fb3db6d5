"""The life of a board: seats, meetings, interests, needs in order, advice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from domain.budget_year import Remainder
from domain.command import Role
from tests.scenarios.boardroom import GEERT, KINDS, MEMBERS, Boardroom
from tests.scenarios.people import PEOPLE
from tests.scenarios.points import has_points
from tests.scenarios.town import Town
from tests.unit.lives.life import LifeCycle, Step


def there(step: Callable[[Boardroom], object]) -> Step:
    """A step of a town with a boardroom."""

    def taken(town: Town) -> object:
        assert isinstance(town, Boardroom)
        return step(town)

    return taken


def plan_and_garden(town: Town) -> None:
    """What there is to advise on."""
    town.adopt_plan()
    town.give_mandate()
    town.admit("garden", 4_000_00)


def a_night(town: Town) -> None:
    """The next day."""
    town.now += timedelta(days=1)


def decide(town: Town) -> None:
    """The garden is granted, as was advised."""
    town.reserve("garden", 4_000_00)
    town.prepare("garden", 4_000_00)
    town.take("garden")


def spoken_for(town: Boardroom) -> None:
    """Geert speaks for who applies; the others speak for nobody."""
    town.with_rules()
    for number, (member, kind) in enumerate(zip(MEMBERS, KINDS, strict=True), start=1):
        parties = (PEOPLE[Role.RESIDENT].id,) if member is GEERT else ()
        town.appoint(f"seat-{number}", member, kind, party_ids=parties)


END_SEAT = there(Boardroom.end_seat)
MEET = there(Boardroom.meet)
ADVISE = there(Boardroom.advise)
AMEND = there(Boardroom.amend)
DECLARE = there(lambda town: town.declare(GEERT))
SEATED: tuple[Step, ...] = (there(Boardroom.seated), plan_and_garden)
MET = (*SEATED, MEET)

LIFE = LifeCycle(
    name="board",
    begin=Boardroom,
    states={
        "no_rule": (there(lambda town: town.with_rules(board=None)), plan_and_garden),
        "empty": (there(Boardroom.with_rules), plan_and_garden),
        "seated": SEATED,
        "ended": (*SEATED, END_SEAT, a_night),
        "met": MET,
        "met_alone": (*SEATED, there(lambda town: town.meet(by=GEERT))),
        "met_before": (there(Boardroom.seated), MEET, a_night, plan_and_garden),
        "met_for_applicant": (there(spoken_for), plan_and_garden, MEET),
        "amended_that_day": (*MET, AMEND),
        "amended_later": (*MET, a_night, AMEND),
        "met_and_ended": (*MET, END_SEAT, a_night),
        "declared": (*MET, DECLARE),
        "advised": (*MET, ADVISE),
        "lapsed": (*MET, ADVISE, DECLARE),
        "decided": (*MET, ADVISE, decide),
        "closed": (*MET, lambda town: town.close_year(Remainder.RELEASE)),
    },
    commands={
        "AppointMember": there(lambda town: town.appoint("seat-1", GEERT)),
        "EndSeat": END_SEAT,
        "RecordBoardMeeting": MEET,
        "DeclareInterest": DECLARE,
        "RankNeeds": there(Boardroom.rank_needs),
        "GiveAdvice": ADVISE,
        "GivePoints": lambda town: has_points(town, "garden", unless_advised=False),
    },
    table="""
        AppointMember
            board.not_in_regulation: no_rule
            board.member_appointed: empty
            board.seat_already_taken: seated ended met met_and_ended declared advised lapsed
            board.seat_already_taken: decided closed met_alone met_before
            board.seat_already_taken: met_for_applicant amended_that_day amended_later
        EndSeat
            board.seat_unknown: no_rule empty
            board.seat_ended: seated met declared advised lapsed decided closed
            board.seat_ended: met_alone met_before met_for_applicant amended_that_day amended_later
            board.seat_over: ended met_and_ended
        RecordBoardMeeting
            board.not_in_regulation: no_rule
            board.not_seated: empty ended
            board.meeting_recorded: seated
            board.meeting_already_recorded: met met_and_ended declared advised lapsed decided
            board.meeting_already_recorded: met_alone met_before
            board.meeting_already_recorded: met_for_applicant amended_that_day amended_later
            budget_year.closed: closed
        DeclareInterest
            board.not_seated: no_rule empty ended met_and_ended
            board.interest_declared: seated met advised decided closed met_alone met_before
            board.interest_declared: met_for_applicant amended_that_day amended_later
            board.interest_already_declared: declared lapsed
        RankNeeds
            board.not_seated: no_rule empty ended met_and_ended
            board.meeting_unknown: seated
            board.needs_ranked: met declared advised lapsed decided met_before
            board.needs_ranked: met_for_applicant amended_that_day amended_later
            board.recorded_by_same_person: met_alone
            budget_year.closed: closed
        GiveAdvice
            board.not_seated: no_rule empty ended met_and_ended
            board.meeting_unknown: seated
            board.advice_given: met advised closed amended_that_day
            board.has_interest: declared lapsed met_for_applicant
            board.met_before_version: amended_later
            board.recorded_by_same_person: met_alone
            board.met_before_proposal: met_before
            decision.already_taken: decided
        GivePoints
            ranking.points_given: no_rule empty seated ended met met_alone met_before
            ranking.points_given: met_for_applicant amended_that_day amended_later met_and_ended
            ranking.points_given: declared lapsed closed
            ranking.board_advises: advised decided
    """,
)
