"""Where the regulation asks no account, a grant is determined with the decision that gives it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from application.streams import Reading
from domain.determination import Determination, GrantAlreadyDetermined
from domain.determination_events import DeterminationGround, GrantDetermined
from domain.objection import NothingToObjectTo
from domain.objection_events import DecisionKind, RulingOutcome
from domain.payout import PayoutAboveGrant
from domain.regulation_contents import Regulation
from domain.withdrawal_ground import WithdrawalGround, WithdrawalGroundDoesNotFit
from projections.budget_state import BudgetState, states_after
from projections.deadlines import DeadlineKind
from projections.ledger import booked
from projections.mandate_check import MandateCheck
from projections.next_step import NextStep
from tests.scenarios.together import NEIGHBOUR
from tests.scenarios.town import LIENDERT, YEAR, Town, sealed
from tests.unit.domain.given import euros, refused
from tests.unit.projections.entries import dossier_of, entries_of
from tests.unit.projections.test_deadlines import due, short

NONE_ASKED: dict[str, Any] = {
    "accounts": {"article": "7", "bands": [{"form": 0}, {"from_cents": 500_00, "form": 1}]},
    "advances": {"article": "6", "bands": [{"most_percent": 50}]},
}
"""No account below five hundred euros; half of a grant as an advance."""


def a_town(**more: Any) -> Town:
    """A town with these rules."""
    town = Town().with_plan(2_000_00)
    town.adopt_regulation(Regulation.model_validate(NONE_ASKED | more))
    return town


def granted(amount: int = 400_00) -> Town:
    """A grant of so much."""
    town = a_town()
    town.granted("garden", amount)
    return town


def known_of(town: Town) -> Determination:
    """What is known of the determination."""
    return Reading(town.streams).determination("garden").state or Determination()


def money_of(town: Town) -> BudgetState:
    """The figures of the wijk, which add up at every position."""
    lines = [line for entry in entries_of(town) if (line := booked(entry))]
    for length in range(1, len(lines) + 1):
        assert states_after(lines[:length])[YEAR, LIENDERT].adds_up
    return states_after(lines)[YEAR, LIENDERT]


class TestADecisionThatGrants:
    def test_determines_as_granted_with_its_own_mandate_and_reason(self) -> None:
        town = granted()
        (found,) = (each for each in town.events() if isinstance(each, GrantDetermined))
        decision = dossier_of(town).decision
        assert decision is not None
        assert (found.amount_cents, found.ground) == (euros(400), DeterminationGround.AS_GRANTED)
        assert (found.mandate_id, found.reason) == (decision.mandate_id, decision.reason)
        assert found.with_grant
        assert money_of(town).determined_cents == 400_00
        assert list(MandateCheck().faults_in(entries_of(town))) == []

    def test_lets_all_of_it_be_paid_and_no_more(self) -> None:
        town = granted()
        assert dossier_of(town).next_step is NextStep.AWAITS_FINAL_PAYOUT
        with refused(PayoutAboveGrant):
            town.request_payout("garden", 400_01)
        town.request_payout("garden", 400_00)
        town.approve_payout("garden")
        town.pay("garden")
        assert dossier_of(town).next_step is NextStep.SETTLED
        assert money_of(town).paid_cents == 400_00

    def test_waits_for_no_account_and_no_other_determination(self) -> None:
        town = granted()
        with refused(GrantAlreadyDetermined):
            town.render_account("garden", 400_00)
        with refused(GrantAlreadyDetermined):
            town.determine("garden", 400_00)

    def test_of_more_than_that_determines_nothing_yet(self) -> None:
        town = granted(500_00)
        assert known_of(town).amount is None
        assert dossier_of(town).next_step is NextStep.AWAITS_PAYOUT

    def test_where_costs_are_claimed_within_a_term_waits_for_the_claims(self) -> None:
        town = a_town(claims={"article": "8", "within_weeks": 3})
        town.granted("garden", 400_00)
        assert known_of(town).amount is None

    def test_that_refuses_determines_nothing(self) -> None:
        town = a_town()
        town.refused("garden", 400_00)
        assert known_of(town).amount is None

    def test_has_one_term_for_objecting_and_one_for_paying(self) -> None:
        town = granted()
        assert short(due(town)) == [
            (DeadlineKind.OBJECTION, date(YEAR, 2, 15), "Awb 6:7"),
            (DeadlineKind.PAYMENT, date(YEAR, 2, 15), "Awb 4:87"),
        ]


class TestObjecting:
    """To the decision, of which the determination is a part."""

    def test_is_not_to_the_determination(self) -> None:
        town = granted()
        with refused(NothingToObjectTo):
            town.lodge("garden", against=DecisionKind.DETERMINATION)

    @pytest.mark.parametrize("amount", [300_00, 450_00])
    def test_changes_both(self, amount: int) -> None:
        town = a_town()
        town.admit("garden", 450_00)
        town.reserve("garden", 400_00)
        town.prepare("garden", 400_00)
        town.take("garden")
        self.objects(town, amount)
        assert known_of(town).amount == euros(amount // 100)
        assert dossier_of(town).granted_cents == euros(amount // 100)
        state = money_of(town)
        assert (state.granted_cents, state.determined_cents) == (amount, amount)

    def test_that_wins_less_of_what_was_paid_claims_it_back(self) -> None:
        town = granted()
        town.request_payout("garden", 400_00)
        town.approve_payout("garden")
        town.pay("garden")
        self.objects(town, 300_00)
        assert known_of(town).to_recover == euros(100)
        assert known_of(town).pay_back_by == date(YEAR, 2, 15)

    def test_to_a_refusal_determines_what_it_wins(self) -> None:
        town = a_town()
        town.refused("garden", 400_00)
        town.objects_and_wins("garden", 400_00)
        assert known_of(town).amount == euros(400)
        assert money_of(town).determined_cents == 400_00
        assert list(MandateCheck().faults_in(entries_of(town))) == []

    def test_a_court_that_says_less_changes_both(self) -> None:
        town = granted()
        self.objects(town, None)
        town.appeal("garden")
        town.rule("garden", RulingOutcome.ANNULLED, amount_cents=euros(200))
        assert known_of(town).amount == euros(200)
        assert dossier_of(town).granted_cents == euros(200)
        assert money_of(town).determined_cents == 200_00

    def objects(self, town: Town, wins: int | None) -> None:
        """A neighbour objects, and wins so much or nothing."""
        town.lodge("garden", by=NEIGHBOUR, interest=sealed("it floods my garden"))
        town.register_objection("garden")
        town.hear("garden")
        town.decide_objection("garden", wins)


class TestWithdrawing:
    def test_takes_a_ground_of_after_a_determination(self) -> None:
        town = granted()
        with refused(WithdrawalGroundDoesNotFit):
            town.announce_withdrawal("garden", ground=WithdrawalGround.NOT_CARRIED_OUT)
        town.withdrawn("garden", 100_00, ground=WithdrawalGround.NEW_FACTS)
        assert known_of(town).amount == euros(100)

    def test_is_left_alone_by_an_objection_of_before_that_fails(self) -> None:
        town = granted()
        town.lodge("garden", by=NEIGHBOUR, interest=sealed("it floods my garden"))
        town.withdrawn("garden", 100_00, ground=WithdrawalGround.NEW_FACTS)
        town.register_objection("garden")
        town.hear("garden")
        town.decide_objection("garden")
        assert known_of(town).amount == euros(100)
        assert money_of(town).determined_cents == 100_00


class TestAGrantThatIsNotDeterminedWithIt:
    """A court gave it, or it is of before: nothing is waited for, and the calendar says until when
    it is determined.
    """

    def given_by_a_court(self) -> Town:
        """Refused, and then granted by a court."""
        town = a_town()
        town.refused("garden", 400_00)
        town.lodge("garden")
        town.register_objection("garden")
        town.hear("garden")
        town.decide_objection("garden")
        town.appeal("garden")
        town.rule("garden", RulingOutcome.ANNULLED, amount_cents=euros(400))
        return town

    def test_is_determined_within_eight_weeks_of_the_grant(self) -> None:
        town = self.given_by_a_court()
        rules = {"rules-1": Regulation.model_validate(NONE_ASKED)}
        determine = DeadlineKind.DETERMINATION, date(YEAR, 3, 1), "Awb 4:13"
        assert determine in short(due(town, rules))
        town.determine("garden", 400_00)
        assert determine not in short(due(town, rules))

    def test_by_a_decision_of_its_own_to_which_one_can_object(self) -> None:
        town = self.given_by_a_court()
        town.determine("garden", 400_00)
        assert not known_of(town).with_grant
        town.lodge("garden", "objection-2", against=DecisionKind.DETERMINATION)
