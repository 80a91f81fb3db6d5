"""Grants that the body takes back or changes, and decisions that come late; and their money."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from domain.budget import NotEnoughMoney
from domain.budget_year import Remainder
from domain.command import Role
from domain.decision_term import DecisionNotLate
from domain.grant import GrantUnknown, ReleaseGrant, ReserveGrant
from domain.money import Money
from domain.objection_decision import DecisionOvertaken
from domain.objection_events import DecisionKind
from domain.payout import PaymentDayDoesNotFit
from domain.proposal import TakeInHandling
from domain.proposal_completion import CompleteProposal, RequestCompletion
from domain.suspension import PaymentsAreSuspended
from domain.withdrawal_ground import WithdrawalGround
from tests.scenarios.court import COVER
from tests.scenarios.test_looking_again import a_town, figures, paid
from tests.scenarios.test_settling import state_of
from tests.scenarios.town import YEAR, Town, sealed
from tests.unit.domain.given import refused


class TestAWithdrawal:
    """What is left of a grant, what comes back, and an objection to it."""

    def test_of_all_of_it_claims_back_what_was_paid_and_nothing_is_paid_any_more(self) -> None:
        town = a_town()
        town.granted("garden", 4_000_00)
        paid(town, "garden", 1_000_00)
        town.withdrawn("garden")
        assert figures(state_of(town)) == (0, 9_000, 1_000)
        with refused(GrantUnknown):
            town.request_payout("garden", 1, payout_id="more")
        town.recover("garden", 1_000_00)
        assert figures(state_of(town)) == (0, 10_000, 0)

    def test_of_a_part_leaves_the_rest_to_be_paid_and_determined(self) -> None:
        town = a_town()
        town.granted("garden", 4_000_00)
        town.withdrawn("garden", 2_500_00)
        paid(town, "garden", 2_500_00)
        town.render_account("garden", 2_500_00)
        town.determine("garden", 2_500_00)
        state = state_of(town)
        assert (state.determined_cents, state.available_cents) == (2_500_00, 7_500_00)

    def test_of_a_determination_makes_less_of_it_certain(self) -> None:
        town = a_town()
        town.granted("garden", 4_000_00)
        paid(town, "garden", 4_000_00)
        town.render_account("garden", 4_000_00)
        town.determine("garden", 4_000_00)
        town.withdrawn("garden", 1_000_00, ground=WithdrawalGround.NEW_FACTS)
        state = state_of(town)
        assert (state.determined_cents, state.granted_cents) == (1_000_00, 4_000_00)
        town.recover("garden", 3_000_00)
        state = state_of(town)
        assert (state.determined_cents, state.granted_cents) == (1_000_00, 1_000_00)

    def test_ends_the_suspension_that_went_before(self) -> None:
        town = a_town()
        town.granted("garden", 4_000_00)
        town.suspend("garden")
        town.withdrawn("garden", 2_000_00)
        paid(town, "garden", 2_000_00)

    def test_that_is_rejected_ends_the_suspension_too(self) -> None:
        town = a_town()
        town.granted("garden", 4_000_00)
        town.suspend("garden")
        town.announce_withdrawal("garden")
        town.give_views("garden")
        town.reject_withdrawal("garden")
        paid(town, "garden", 4_000_00)

    def test_that_is_objected_to_gives_back_what_stood_before(self) -> None:
        town = a_town()
        town.granted("garden", 4_000_00)
        town.withdrawn("garden")
        town.granted("pond", 10_000_00)
        town.objects_and_wins("garden", 4_000_00, against=DecisionKind.WITHDRAWAL, cover=COVER)
        assert figures(state_of(town)) == (4_000, 0, 14_000)

    def test_overtakes_an_objection_to_what_was_granted(self) -> None:
        town = a_town()
        town.admit("garden", 4_000_00)
        town.reserve("garden", 3_000_00)
        town.prepare("garden", 3_000_00)
        town.take("garden")
        town.lodge("garden")
        town.withdrawn("garden", 1_000_00)
        town.register_objection("garden")
        town.hear("garden")
        with refused(DecisionOvertaken):
            town.decide_objection("garden", 4_000_00)


class TestAPaymentThatTheBankMade:
    """It is recorded, also once payments are suspended, with its day."""

    def approved(self) -> Town:
        """Approved on 4 January, and now it is the 11th."""
        town = a_town()
        town.granted("garden", 4_000_00)
        town.request_payout("garden", 1_000_00)
        town.approve_payout("garden")
        town.now += timedelta(days=7)
        return town

    def suspended_a_week_later(self) -> Town:
        """Suspended on the 11th, and now it is the 18th."""
        town = self.approved()
        town.suspend("garden")
        town.now += timedelta(days=7)
        return town

    def test_before_the_notice_or_on_its_day_is_a_fact(self) -> None:
        town = self.suspended_a_week_later()
        town.pay("garden", paid_on=date(YEAR, 1, 11))
        assert state_of(town).paid_cents == 1_000_00

    def test_today_is_today_whether_it_is_told_or_not(self) -> None:
        for told in (None, date(YEAR, 1, 11)):
            town = self.approved()
            town.suspend("garden")
            town.pay("garden", paid_on=told)
            assert state_of(town).paid_cents == 1_000_00

    def test_after_the_notice_it_is_not_made(self) -> None:
        town = self.suspended_a_week_later()
        for day in (None, date(YEAR, 1, 12)):
            with refused(PaymentsAreSuspended):
                town.pay("garden", paid_on=day)

    def test_is_not_of_before_the_approval_nor_of_a_day_to_come(self) -> None:
        town = self.suspended_a_week_later()
        for day in (date(YEAR, 1, 3), date(YEAR, 1, 19)):
            with refused(PaymentDayDoesNotFit):
                town.pay("garden", paid_on=day)


class TestALateDecision:
    """The ceiling counts as it stood on the last day for deciding."""

    def late(self) -> Town:
        """Asked on 4 January, to be decided on by 1 March; then others were granted the money."""
        town = a_town()
        town.admit("garden", 4_000_00)
        town.now = datetime(YEAR, 3, 2, 9, tzinfo=UTC)
        town.granted("pond", 9_000_00)
        return town

    def reserve(self, town: Town, amount: int, proposal_id: str = "garden") -> None:
        """Money for it, with what pays the excess."""
        town.do(
            ReserveGrant,
            Role.CASE_OFFICER,
            proposal_id=proposal_id,
            amount_cents=Money(amount),
            cover=COVER,
        )

    def test_is_granted_above_what_is_left_with_its_cover(self) -> None:
        town = self.late()
        with refused(NotEnoughMoney):
            town.reserve("garden", 4_000_00)
        self.reserve(town, 4_000_00)
        town.prepare("garden", 4_000_00)
        town.take("garden")
        assert figures(state_of(town)) == (3_000, 0, 13_000)

    def test_while_completion_was_asked_it_did_not_become_late(self) -> None:
        town = a_town()
        town.submit("garden", 4_000_00)
        fields: dict[str, Any] = {"proposal_id": "garden"}
        answer_by = date(YEAR, 1, 25)
        town.do(
            RequestCompletion,
            Role.CASE_OFFICER,
            **fields,
            reason=sealed("the costs"),
            answer_by=answer_by,
        )
        town.now += timedelta(days=11)
        town.do(CompleteProposal, Role.RESIDENT, **fields, note=sealed("here they are"))
        town.do(TakeInHandling, Role.CASE_OFFICER, **fields)
        town.now = datetime(YEAR, 3, 11, 9, tzinfo=UTC)
        with refused(DecisionNotLate):
            self.reserve(town, 4_000_00)
        town.now += timedelta(days=1)
        town.granted("pond", 9_000_00)
        self.reserve(town, 4_000_00)

    def test_the_ceiling_of_then_is_used_once(self) -> None:
        town = a_town(3_000_00)
        for name in ("garden", "pond"):
            town.admit(name, 3_000_00)
        town.now = datetime(YEAR, 3, 2, 9, tzinfo=UTC)
        town.granted("fountain", 3_000_00)
        self.reserve(town, 3_000_00)
        with refused(NotEnoughMoney):
            self.reserve(town, 3_000_00, "pond")

    def test_granted_less_or_refused_the_excess_goes_back(self) -> None:
        town = self.late()
        self.reserve(town, 4_000_00)
        town.prepare("garden", 1_500_00)
        town.take("garden")
        assert figures(state_of(town)) == (500, 0, 10_500)
        town = self.late()
        self.reserve(town, 4_000_00)
        town.do(
            ReleaseGrant, Role.CASE_OFFICER, proposal_id="garden", reason=sealed("a sponsor pays")
        )
        assert figures(state_of(town)) == (0, 1_000, 9_000)

    def test_what_was_above_the_ceiling_on_that_day_stays_above_it(self) -> None:
        town = a_town()
        town.admit("garden", 4_000_00)
        town.granted("pond", 9_000_00)
        town.now = datetime(YEAR, 3, 2, 9, tzinfo=UTC)
        with refused(NotEnoughMoney):
            self.reserve(town, 4_000_00)

    def test_until_that_day_there_is_no_excess(self) -> None:
        town = a_town()
        town.admit("garden", 4_000_00)
        town.granted("pond", 9_000_00)
        with refused(DecisionNotLate):
            self.reserve(town, 4_000_00)

    def test_a_year_that_was_closed_meanwhile_is_not_in_its_way(self) -> None:
        town = a_town()
        town.admit("garden", 4_000_00)
        town.now = datetime(YEAR, 3, 2, 9, tzinfo=UTC)
        town.close_year(Remainder.RELEASE)
        self.reserve(town, 4_000_00)
        town.prepare("garden", 3_000_00)
        town.take("garden")
        assert figures(state_of(town)) == (3_000, 0, 3_000)
