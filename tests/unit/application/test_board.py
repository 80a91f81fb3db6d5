"""The neighbourhood board: who can sit, when it is able to advise, and who has no part in it."""

from __future__ import annotations

from datetime import date, timedelta

from application.streams import Reading
from domain.board import (
    BoardMeetingAlreadyRecorded,
    BoardMeetingToCome,
    BoardMeetingUnknown,
    MemberAlreadySeated,
    NoBoardInRegulation,
    NotSeated,
    OwnSeat,
    QuorumMissing,
    SeatAlreadyTaken,
    SeatEndedBackwards,
    SeatOver,
    SeatsAllTaken,
    SeatTermEmpty,
    SeatUnknown,
)
from domain.board_advice import (
    NeedRankedTwice,
)
from domain.command import Actor, Role
from domain.regulation_parts import SeatKind
from domain.wijkplan import NeedUnknown
from tests.scenarios.boardroom import GEERT, HANNA, IRIS, JAN, RULES, Boardroom
from tests.scenarios.people import LIENDERT, SOESTERKWARTIER, YEAR
from tests.unit.domain.given import refused

LIDA = Actor(id="person-lida", role=Role.BOARD_MEMBER)


class TestSeats:
    """Given by kind, for a term, as far as the regulation has them."""

    def test_soesterkwartier_has_ten_residents_and_six_professionals(self) -> None:
        shares = [{"kind": "resident", "seats": 10}, {"kind": "professional", "seats": 6}]
        town = Boardroom().with_rules(board={"article": "7", "shares": shares, "quorum": 9})
        for kind, seats in ((SeatKind.RESIDENT, 10), (SeatKind.PROFESSIONAL, 6)):
            members = [
                Actor(id=f"person-{kind.value}-{number}", role=Role.BOARD_MEMBER)
                for number in range(seats + 1)
            ]
            for number, member in enumerate(members[:-1]):
                town.appoint(f"{kind.value}-{number}", member, kind, wijk=SOESTERKWARTIER)
            with refused(SeatsAllTaken):
                town.appoint(f"{kind.value}-more", members[-1], kind, wijk=SOESTERKWARTIER)

    def test_are_not_there_without_a_rule(self) -> None:
        with refused(NoBoardInRegulation):
            Boardroom().with_rules(board=None).appoint("seat-1", GEERT)

    def test_are_not_there_before_the_regulation_begins(self) -> None:
        with refused(NoBoardInRegulation):
            Boardroom().with_rules().appoint("seat-1", GEERT, valid_from=date(YEAR - 1, 12, 31))

    def test_of_a_kind_without_a_share_there_are_none(self) -> None:
        town = Boardroom().with_rules(
            board=RULES["board"] | {"shares": [{"kind": "resident", "seats": 3}]}
        )
        with refused(SeatsAllTaken):
            town.appoint("seat-1", JAN, SeatKind.PROFESSIONAL)

    def test_come_free_when_a_term_is_over(self) -> None:
        town = Boardroom().seated()
        with refused(SeatsAllTaken):
            town.appoint("seat-6", LIDA, valid_from=date(YEAR + 1, 12, 31))
        town.appoint(
            "seat-6", LIDA, valid_from=date(YEAR + 2, 1, 1), valid_until=date(YEAR + 3, 12, 31)
        )

    def test_that_begin_later_are_counted_too(self) -> None:
        town = Boardroom().with_rules(
            board=RULES["board"] | {"shares": [{"kind": "resident", "seats": 1}], "quorum": 1}
        )
        town.appoint("seat-1", GEERT, valid_from=date(YEAR, 6, 1))
        with refused(SeatsAllTaken):
            town.appoint("seat-2", HANNA)
        town.appoint("seat-2", HANNA, valid_until=date(YEAR, 5, 31))

    def test_are_one_for_each_member_at_a_time(self) -> None:
        town = Boardroom().with_rules()
        town.appoint("seat-1", GEERT)
        with refused(MemberAlreadySeated):
            town.appoint("seat-2", GEERT, SeatKind.PROFESSIONAL)

    def test_are_given_once(self) -> None:
        town = Boardroom().with_rules()
        town.appoint("seat-1", GEERT)
        with refused(SeatAlreadyTaken):
            town.appoint("seat-1", HANNA)

    def test_have_a_term(self) -> None:
        with refused(SeatTermEmpty):
            Boardroom().with_rules().appoint("seat-1", GEERT, valid_until=date(YEAR - 1, 1, 1))

    def test_are_not_given_to_oneself(self) -> None:
        officer = Actor(id=GEERT.id, role=Role.CASE_OFFICER)
        with refused(OwnSeat):
            Boardroom().with_rules().appoint("seat-1", GEERT, by=officer)

    def test_end_today_at_the_earliest_and_within_their_term(self) -> None:
        town = Boardroom().seated()
        with refused(SeatUnknown):
            town.end_seat("seat-9")
        with refused(SeatEndedBackwards):
            town.end_seat("seat-1", last_day=town.now.date() - timedelta(days=1))
        with refused(SeatOver):
            town.end_seat("seat-1", last_day=date(YEAR + 1, 12, 31))
        town.end_seat("seat-1")
        with refused(SeatOver):
            town.end_seat("seat-1")

    def test_do_not_end_before_they_begin(self) -> None:
        town = Boardroom().with_rules()
        town.appoint("seat-1", GEERT, valid_from=date(YEAR, 6, 1))
        with refused(SeatEndedBackwards):
            town.end_seat("seat-1", last_day=date(YEAR, 5, 1))


class TestMeetings:
    """On record afterwards, with enough members who sat on that day."""

    def test_need_the_quorum(self) -> None:
        town = Boardroom().seated()
        with refused(QuorumMissing):
            town.meet(GEERT, HANNA)
        town.meet(GEERT, HANNA, IRIS)

    def test_count_each_member_once(self) -> None:
        with refused(QuorumMissing):
            Boardroom().seated().meet(GEERT, GEERT, HANNA)

    def test_count_nobody_without_a_seat(self) -> None:
        with refused(NotSeated):
            Boardroom().seated().meet(GEERT, HANNA, IRIS, LIDA)

    def test_count_nobody_whose_seat_ended(self) -> None:
        town = Boardroom().seated()
        town.end_seat("seat-1")
        town.meet(GEERT, HANNA, IRIS)
        town.now += timedelta(days=1)
        with refused(NotSeated):
            town.meet(GEERT, HANNA, IRIS, meeting_id="board-2")

    def test_are_not_recorded_beforehand(self) -> None:
        town = Boardroom().seated()
        with refused(BoardMeetingToCome):
            town.meet(met_on=town.now.date() + timedelta(days=1))

    def test_are_recorded_once_and_before_anything_is_said_to_come_of_them(self) -> None:
        town = Boardroom().ready()
        with refused(BoardMeetingAlreadyRecorded):
            town.meet()
        with refused(BoardMeetingUnknown):
            town.advise(meeting_id="board-2")

    def test_are_not_held_where_the_rules_have_no_board(self) -> None:
        town = Boardroom().seated()
        with refused(NoBoardInRegulation):
            town.meet(met_on=date(YEAR - 1, 12, 31))


class TestNeeds:
    """The board's part in the plan: which needs come first."""

    def test_are_put_in_order_in_a_meeting(self) -> None:
        town = Boardroom().ready()
        town.rank_needs()
        with refused(NeedUnknown):
            town.rank_needs(need_ids=("need-9",))
        with refused(NeedRankedTwice):
            town.rank_needs(need_ids=("need-1", "need-1"))
        with refused(NotSeated):
            town.rank_needs(LIDA)

    def test_of_which_none_is_on_record_are_not_ranked(self) -> None:
        town = Boardroom().seated()
        town.meet()
        with refused(NeedUnknown):
            town.rank_needs()


def test_a_board_that_was_never_seated_is_not_there() -> None:
    town = Boardroom().with_rules()
    assert Reading(town.streams).board(LIENDERT).state is None
