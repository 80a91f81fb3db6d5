"""Looking into a suspicion: who may, what it holds up, what follows, and what everyone hears."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from domain import integrity_case
from domain.command import Actor, Role
from domain.integrity_case import (
    FINDINGS_MAX,
    LONGEST,
    SUSPENSIONS_MAX,
    CaseAboutOneThing,
    CaseTermDoesNotFit,
    OwnCase,
    ProposalOutsideCase,
    SuspendCasePayments,
    TooManyFindings,
    TooManySuspensions,
)
from domain.integrity_events import (
    CaseDecided,
    CaseOutcome,
    CaseOutcomePublished,
    CasePaymentsSuspended,
    CaseSuspension,
    FollowUp,
    IntegrityCase,
    IntegrityCaseOpened,
)
from domain.integrity_outcome import FollowUpDoesNotFit
from domain.proposal import OwnInterest
from domain.suspension import PaymentsAreSuspended, PaymentsSuspended, SuspensionLifted
from domain.tally.parameters import VotingRule
from domain.voting_round import VotingRoundUnknown
from domain.voting_rules import RoundRules
from domain.withdrawal_ground import WithdrawalGround
from tests.scenarios.boardroom import Boardroom
from tests.scenarios.people import OTHER_OFFICER
from tests.scenarios.town import LIENDERT, PEOPLE, YEAR, Town
from tests.unit.application.commands import example_of
from tests.unit.domain.given import refused

OFFICER = PEOPLE[Role.CASE_OFFICER]
GO_ON = FollowUp.PAYMENTS_GO_ON


def granted() -> Town:
    """A grant of 400 euros to a garden."""
    town = Town().with_money()
    town.adopt_plan()
    town.give_mandate()
    town.granted("garden", 400_00)
    return town


def looked_into() -> Town:
    """A case about it, in which something was found."""
    town = granted()
    town.open_case()
    town.find()
    return town


def voted_on() -> Town:
    """A garden that won a round and was granted, and an oven that lost it."""
    town = granted()
    for name in ("pond", "oven"):
        town.admit(name, 300_00)
    town.open_round(["pond", "oven"], 300_00, RoundRules(rule=VotingRule.GREEDY))
    town.cast(1, "pond")
    town.close_round()
    town.tally()
    town.reserve("pond", 300_00)
    town.prepare("pond", 300_00)
    town.take("pond")
    return town


class TestOpening:
    def test_a_case_is_of_the_wijk_and_year_of_what_it_is_about(self) -> None:
        town = granted()
        town.open_case()
        opened = town.events()[-1]
        assert isinstance(opened, IntegrityCaseOpened)
        assert (opened.year, opened.wijk, opened.proposal_id) == (YEAR, LIENDERT, "garden")

    def test_a_case_is_about_a_round_or_a_proposal_and_never_about_both_or_neither(self) -> None:
        town = voted_on()
        with refused(CaseAboutOneThing):
            town.open_case("pond", round_id="round-1")
        with refused(CaseAboutOneThing):
            town.open_case(None)
        with refused(VotingRoundUnknown):
            town.open_case(None, round_id="round-none")

    @pytest.mark.parametrize("days", [-1, 0, LONGEST.days + 1])
    def test_it_is_to_be_decided_on_a_day_that_comes_and_not_too_late(self, days: int) -> None:
        town = granted()
        with refused(CaseTermDoesNotFit):
            town.open_case(decide_by=town.now.date() + timedelta(days=days))

    def test_it_may_take_from_a_day_to_half_a_year(self) -> None:
        for days in (1, LONGEST.days):
            town = granted()
            town.open_case(decide_by=town.now.date() + timedelta(days=days))

    def test_before_a_decision_a_case_holds_nothing_up(self) -> None:
        town = Town().with_money()
        town.adopt_plan()
        town.give_mandate()
        town.admit("garden", 400_00)
        town.open_case()
        town.reserve("garden", 400_00)
        town.prepare("garden", 400_00)
        town.take("garden")
        town.request_payout("garden", 100_00)


class TestAnInterest:
    """Nobody touches a case about what they asked for, helped with, or declared an interest in."""

    @pytest.mark.parametrize("role", [Role.CASE_OFFICER, Role.COLLEGE])
    def test_keeps_an_applicant_from_every_step(self, role: Role) -> None:
        town = looked_into()
        applicant = Actor(id=PEOPLE[Role.RESIDENT].id, role=role)
        steps: dict[Role, tuple[Callable[[], object], ...]] = {
            Role.CASE_OFFICER: (
                lambda: town.open_case(by=applicant, case_id="case-2"),
                lambda: town.find(by=applicant),
                lambda: town.close_case(by=applicant),
            ),
            Role.COLLEGE: (
                lambda: town.suspend_in_case(by=applicant),
                lambda: town.decide_case(by=applicant),
                lambda: town.publish_outcome(by=applicant),
            ),
        }
        for step in steps[role]:
            with refused(OwnInterest):
                step()

    def test_of_one_on_the_list_keeps_somebody_from_a_case_about_the_round(self) -> None:
        applicant = Actor(id=PEOPLE[Role.RESIDENT].id, role=Role.CASE_OFFICER)
        with refused(OwnInterest):
            voted_on().open_case(None, by=applicant, round_id="round-1")

    def test_that_a_member_of_a_board_declared_counts_too(self) -> None:
        town = Boardroom().with_rules()
        town.submit("garden", 40_00)
        member = Actor(id=OFFICER.id, role=Role.BOARD_MEMBER)
        town.appoint("seat-1", member, by=OTHER_OFFICER)
        town.declare(member)
        with refused(OwnInterest):
            town.open_case()
        town.open_case(by=OTHER_OFFICER)


class TestTwoPeople:
    """Whoever opens a case does not decide it."""

    def test_who_opened_it_decides_nothing_and_suspends_nothing_in_another_role(self) -> None:
        town = looked_into()
        opener = Actor(id=OFFICER.id, role=Role.COLLEGE)
        with refused(OwnCase):
            town.decide_case(by=opener)
        with refused(OwnCase):
            town.suspend_in_case(by=opener)


class TestSuspendingPayments:
    def test_gives_a_notice_of_thirteen_weeks_to_which_the_case_points(self) -> None:
        town = looked_into()
        town.suspend_in_case()
        in_case, notice = town.events()[-2:]
        assert isinstance(in_case, CasePaymentsSuspended)
        assert isinstance(notice, PaymentsSuspended)
        until = town.now.date() + timedelta(weeks=13)
        assert in_case.suspended_until == notice.suspended_until == until
        with refused(PaymentsAreSuspended):
            town.request_payout("garden", 100_00)

    def test_lapses_by_itself(self) -> None:
        town = looked_into()
        town.suspend_in_case()
        town.now += timedelta(weeks=13, days=1)
        town.request_payout("garden", 100_00)

    def test_is_for_a_grant_that_the_case_is_about(self) -> None:
        town = voted_on()
        town.open_case(None, round_id="round-1")
        with refused(ProposalOutsideCase):
            town.suspend_in_case("garden")
        town.suspend_in_case("pond")

    def test_happens_a_bounded_number_of_times(self) -> None:
        day = granted().now.date()
        full = IntegrityCase("case-1", YEAR, LIENDERT, None, "garden", OFFICER.id)
        suspensions = (CaseSuspension("garden", "a notice", day),) * SUSPENSIONS_MAX
        asked = example_of(SuspendCasePayments, PEOPLE[Role.COLLEGE])
        assert isinstance(asked, SuspendCasePayments)
        integrity_case.guard_may_suspend(asked, full)
        crowded = IntegrityCase(
            "case-1", YEAR, LIENDERT, None, "garden", OFFICER.id, suspensions=suspensions
        )
        with refused(TooManySuspensions):
            integrity_case.guard_may_suspend(asked, crowded)


class TestFindings:
    def test_are_kept_up_to_a_bound(self) -> None:
        town = granted()
        town.open_case()
        for _ in range(FINDINGS_MAX):
            town.find()
        with refused(TooManyFindings):
            town.find()


class TestDeciding:
    def test_that_it_is_unfounded_lets_payments_go_on_by_the_same_command(self) -> None:
        town = looked_into()
        town.suspend_in_case()
        town.decide_case(CaseOutcome.UNFOUNDED, GO_ON)
        decided, lifted = town.events()[-2:]
        assert isinstance(decided, CaseDecided)
        assert isinstance(lifted, SuspensionLifted)
        assert lifted.mandate_id is None
        assert lifted.reason == decided.reason
        town.request_payout("garden", 100_00)

    def test_that_a_withdrawal_follows_leaves_payments_suspended(self) -> None:
        town = looked_into()
        town.suspend_in_case()
        town.decide_case(CaseOutcome.FOUNDED, FollowUp.WITHDRAWAL)
        with refused(PaymentsAreSuspended):
            town.request_payout("garden", 100_00)
        town.announce_withdrawal("garden")

    def test_that_nothing_follows_is_refused_while_payments_are_suspended(self) -> None:
        town = looked_into()
        with refused(FollowUpDoesNotFit):
            town.decide_case(CaseOutcome.UNFOUNDED, GO_ON)
        town.suspend_in_case()
        with refused(FollowUpDoesNotFit):
            town.decide_case(CaseOutcome.UNFOUNDED, FollowUp.NOTHING)

    def test_that_a_withdrawal_follows_needs_a_grant_and_something_that_is_true(self) -> None:
        with refused(FollowUpDoesNotFit):
            looked_into().decide_case(CaseOutcome.UNFOUNDED, FollowUp.WITHDRAWAL)
        town = granted()
        town.submit("oven", 100_00)
        town.open_case("oven")
        town.find()
        with refused(FollowUpDoesNotFit):
            town.decide_case(CaseOutcome.FOUNDED, FollowUp.WITHDRAWAL)

    def test_does_not_touch_a_suspension_that_began_outside_the_case(self) -> None:
        town = looked_into()
        town.suspend_in_case()
        town.lift("garden")
        town.suspend("garden", WithdrawalGround.OBLIGATIONS_NOT_MET)
        with refused(FollowUpDoesNotFit):
            town.decide_case(CaseOutcome.UNFOUNDED, GO_ON)

    def test_about_a_round_lets_every_payment_of_the_case_go_on(self) -> None:
        town = voted_on()
        town.open_case(None, round_id="round-1")
        town.find()
        town.suspend_in_case("pond")
        town.decide_case(CaseOutcome.IN_PART, GO_ON)
        town.request_payout("pond", 100_00)

    def test_takes_no_ballot_out(self) -> None:
        town = voted_on()
        before = town.ballot_log.next_position(), town.box.counting("round-1")
        town.open_case(None, round_id="round-1")
        town.find()
        town.decide_case(CaseOutcome.FOUNDED)
        assert before == (town.ballot_log.next_position(), town.box.counting("round-1"))


class TestPublishing:
    def test_tells_where_it_belongs_and_nobody_by_name(self) -> None:
        town = looked_into()
        town.decide_case()
        town.publish_outcome()
        told = town.events()[-1]
        assert isinstance(told, CaseOutcomePublished)
        assert (told.year, told.wijk, told.proposal_id, told.round_id) == (
            YEAR,
            LIENDERT,
            "garden",
            None,
        )
