"""Withdrawing and changing a grant: announced, with time to react, decided by another in time."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from application.streams import Reading
from domain.calendar import DUTCH_TIME
from domain.command import Actor, Role
from domain.determination import PayoutsOutstanding
from domain.determination_events import RecoveryClaimed
from domain.mandate import MandateMissing, MandateNotYours
from domain.money import Money
from domain.objection_events import DecisionKind
from domain.proposal import OwnInterest
from domain.recovery import RecoveryTooLate
from domain.withdrawal import (
    AnnouncementReplaced,
    AnnounceWithdrawal,
    GiveViews,
    NoLessThanNow,
    SamePersonAnnouncedAndWithdraws,
    ViewsAwaited,
    ViewsNotAsked,
    ViewsTermTooShort,
    WithdrawalNotAnnounced,
    WithdrawGrant,
)
from domain.withdrawal_events import GrantWithdrawn, WithdrawalRejected
from domain.withdrawal_ground import WithdrawalGround, WithdrawalGroundDoesNotFit
from tests.scenarios.together import NEIGHBOUR, granted_together
from tests.scenarios.town import YEAR, Town, sealed
from tests.unit.domain.given import euros, refused

NEW_FACTS = WithdrawalGround.NEW_FACTS


def a_town() -> Town:
    """A grant of 400 euros."""
    town = Town().with_plan()
    town.granted("garden", 400_00)
    return town


def determined() -> Town:
    """A grant that was determined."""
    town = a_town()
    town.render_account("garden", 400_00)
    town.determine("garden", 400_00)
    return town


def paid_in_full() -> Town:
    """A grant that was paid before it was determined at all of it."""
    town = a_town()
    town.request_payout("garden", 400_00)
    town.approve_payout("garden")
    town.pay("garden")
    town.render_account("garden", 400_00)
    town.determine("garden", 400_00)
    return town


def announcing(town: Town, **changed: Any) -> object:
    """An announcement that is not as the others."""
    fields: dict[str, Any] = {
        "proposal_id": "garden",
        "amount_cents": Money(0),
        "ground": WithdrawalGround.NOT_CARRIED_OUT,
        "reason": sealed("nothing was done"),
        "views_until": town.now.date() + timedelta(days=15),
    }
    return town.do(AnnounceWithdrawal, Role.CASE_OFFICER, **(fields | changed))


class TestAnnouncing:
    """By a case officer, with a ground of that time and a term to react."""

    def test_the_ground_is_one_that_the_law_has_at_that_time(self) -> None:
        with refused(WithdrawalGroundDoesNotFit):
            announcing(a_town(), ground=NEW_FACTS)
        with refused(WithdrawalGroundDoesNotFit):
            announcing(determined())

    def test_it_is_to_less_than_it_comes_to(self) -> None:
        with refused(NoLessThanNow):
            announcing(a_town(), amount_cents=euros(400))

    def test_there_are_two_weeks_to_react_at_least(self) -> None:
        town = a_town()
        with refused(ViewsTermTooShort):
            announcing(town, views_until=town.now.date() + timedelta(days=13))

    def test_the_applicant_announces_nothing(self) -> None:
        town = a_town()
        with refused(OwnInterest):
            town.do(
                AnnounceWithdrawal,
                Actor(id="person-resident", role=Role.CASE_OFFICER),
                proposal_id="garden",
                amount_cents=Money(0),
                ground=WithdrawalGround.NOT_CARRIED_OUT,
                reason=sealed("mine"),
                views_until=town.now.date() + timedelta(days=15),
            )


class TestReacting:
    """By an applicant, within the term."""

    def test_nobody_else_is_asked(self) -> None:
        town = a_town()
        town.announce_withdrawal("garden")
        neighbour = Actor(id="person-neighbour", role=Role.RESIDENT)
        with refused(ViewsNotAsked):
            town.do(GiveViews, neighbour, proposal_id="garden", note=sealed("good"))

    def test_the_term_is_over_early_only_once_all_who_applied_together_reacted(self) -> None:
        town = granted_together()
        town.announce_withdrawal("garden")
        town.do(GiveViews, NEIGHBOUR, proposal_id="garden", note=sealed("fine"))
        with refused(ViewsAwaited):
            town.withdraw_grant("garden")
        town.give_views("garden")
        town.withdraw_grant("garden")

    def test_the_last_day_is_one_of_them(self) -> None:
        town = a_town()
        town.announce_withdrawal("garden")
        town.now += timedelta(days=15)
        town.give_views("garden")
        town.now += timedelta(days=1)
        with refused(ViewsNotAsked):
            town.give_views("garden")


class TestDeciding:
    """As it was announced, by another, once the applicant could react."""

    def test_the_decision_can_be_printed_from_its_event(self) -> None:
        town = a_town()
        length = town.log.next_position() + 2
        town.withdrawn("garden", 100_00)
        decided = town.events(length)[0]
        assert isinstance(decided, GrantWithdrawn)
        assert (decided.former_cents, decided.amount_cents) == (euros(400), euros(100))
        assert decided.announced_by == "person-case_officer"
        assert decided.objection_until == date(YEAR, 2, 15)

    def test_until_the_applicant_reacted_or_the_term_is_over_it_waits(self) -> None:
        town = a_town()
        town.announce_withdrawal("garden")
        with refused(ViewsAwaited):
            town.withdraw_grant("garden")
        town.now += timedelta(days=16)
        town.withdraw_grant("garden")

    def test_nothing_is_withdrawn_that_was_not_announced(self) -> None:
        with refused(WithdrawalNotAnnounced):
            a_town().withdraw_grant("garden")

    def test_who_announced_it_does_not_decide(self) -> None:
        town = a_town()
        town.announce_withdrawal("garden")
        town.give_views("garden")
        officer = Actor(id="person-case_officer", role=Role.COLLEGE)
        reason = sealed("the invoices are of another garden")
        with refused(SamePersonAnnouncedAndWithdraws):
            town.do(WithdrawGrant, officer, proposal_id="garden", announced_reason=reason)

    def test_another_announcement_does_not_slip_in(self) -> None:
        town = a_town()
        town.announce_withdrawal("garden")
        town.give_views("garden")
        with refused(AnnouncementReplaced):
            town.do(
                WithdrawGrant,
                Role.COLLEGE,
                proposal_id="garden",
                announced_reason=sealed("something else"),
            )

    def test_a_new_announcement_asks_for_views_anew(self) -> None:
        town = a_town()
        town.announce_withdrawal("garden")
        town.give_views("garden")
        town.announce_withdrawal("garden", 100_00)
        with refused(ViewsAwaited):
            town.withdraw_grant("garden")

    def test_it_is_decided_under_a_mandate_or_by_the_college(self) -> None:
        town = a_town()
        town.announce_withdrawal("garden")
        town.give_views("garden")
        reason = sealed("the invoices are of another garden")
        asked: dict[str, Any] = {"proposal_id": "garden", "announced_reason": reason}
        with refused(MandateMissing):
            town.do(WithdrawGrant, Role.MANDATE_HOLDER, **asked)
        other = Actor(id="person-other", role=Role.MANDATE_HOLDER)
        with refused(MandateNotYours):
            town.do(WithdrawGrant, other, **asked, mandate_id="mandate-1")
        town.do(WithdrawGrant, Role.COLLEGE, **asked)

    def test_payouts_under_way_are_completed_or_rejected_first(self) -> None:
        town = a_town()
        town.request_payout("garden", 100_00)
        town.announce_withdrawal("garden")
        town.give_views("garden")
        with refused(PayoutsOutstanding):
            town.withdraw_grant("garden")

    def test_what_was_granted_meanwhile_for_less_is_not_withdrawn_to_more(self) -> None:
        town = a_town()
        town.announce_withdrawal("garden", 300_00)
        town.render_account("garden", 200_00)
        town.give_views("garden")
        town.lodge(
            "garden",
            by=Actor(id="person-neighbour", role=Role.RESIDENT),
            interest=sealed("next to it"),
        )
        town.register_objection("garden")
        town.hear("garden")
        town.decide_objection("garden", 200_00)
        with refused(NoLessThanNow):
            town.withdraw_grant("garden")

    def test_what_was_determined_meanwhile_takes_another_ground(self) -> None:
        town = a_town()
        town.announce_withdrawal("garden")
        town.give_views("garden")
        town.render_account("garden", 400_00)
        town.determine("garden", 400_00)
        with refused(WithdrawalGroundDoesNotFit):
            town.withdraw_grant("garden")

    def test_that_it_stays_as_it_is_ends_the_announcement(self) -> None:
        town = a_town()
        town.announce_withdrawal("garden")
        town.reject_withdrawal("garden")
        assert isinstance(town.events()[-1], WithdrawalRejected)
        with refused(ViewsNotAsked):
            town.give_views("garden")


class TestFiveYearsAfterTheDetermination:
    """Nothing is claimed back any more."""

    def test_the_last_day_is_counted_from_it_and_not_from_what_changed_since(self) -> None:
        town = paid_in_full()
        town.now = datetime(YEAR + 1, 3, 1, 9, tzinfo=DUTCH_TIME)
        town.announce_withdrawal("garden", ground=NEW_FACTS)
        town.give_views("garden")
        town.do(
            WithdrawGrant,
            Role.COLLEGE,
            proposal_id="garden",
            announced_reason=sealed("the invoices are of another garden"),
        )
        (claimed,) = (each for each in town.events() if isinstance(each, RecoveryClaimed))
        assert claimed.recovery_until == date(YEAR + 5, 1, 4)

    @pytest.mark.parametrize(("day", "is_late"), [(4, False), (5, True)])
    def test_until_that_day(self, day: int, *, is_late: bool) -> None:
        town = determined()
        town.now = datetime(YEAR + 5, 1, day, 9, tzinfo=DUTCH_TIME)
        town.announce_withdrawal("garden", ground=NEW_FACTS)
        announced = sealed("the invoices are of another garden")
        town.give_views("garden")
        asked: dict[str, Any] = {"proposal_id": "garden", "announced_reason": announced}
        if is_late:
            with refused(RecoveryTooLate):
                town.do(WithdrawGrant, Role.COLLEGE, **asked)
        else:
            town.do(WithdrawGrant, Role.COLLEGE, **asked)

    @pytest.mark.parametrize(("day", "claimed"), [(4, 300_00), (5, 0)])
    def test_nor_for_what_an_objection_leaves_of_it(self, day: int, claimed: int) -> None:
        town = paid_in_full()
        interest = sealed("it floods my garden")
        town.lodge("garden", by=NEIGHBOUR, against=DecisionKind.DETERMINATION, interest=interest)
        town.register_objection("garden")
        town.hear("garden")
        town.now = datetime(YEAR + 5, 1, day, 9, tzinfo=DUTCH_TIME)
        town.decide_objection("garden", 100_00)
        settled = Reading(town.streams).determination("garden").state
        assert settled is not None
        assert (settled.amount, settled.to_recover) == (euros(100), Money(claimed))
