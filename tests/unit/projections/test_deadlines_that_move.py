"""Terms that stand still or begin later: of suspended payments, of a grant that came late."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from domain.command import Role
from domain.determination import AccountMissing, DetermineGrant
from domain.determination_events import DeterminationGround
from domain.money import ZERO
from domain.regulation_contents import Regulation
from domain.regulation_parts import AccountForm
from domain.regulation_rules import AccountBand, AccountRule
from domain.withdrawal_ground import WithdrawalGround
from projections.deadlines import DeadlineKind, Urgency
from tests.scenarios.people import YEAR, sealed
from tests.unit.domain.given import refused
from tests.unit.projections.test_deadlines import a_town, due, short


class TestWhilePaymentsAreSuspended:
    def test_the_end_of_it_is_listed_and_no_payment_is_due(self) -> None:
        town = a_town()
        town.granted("garden", 100_00)
        town.request_payout("garden", 50_00)
        town.suspend("garden")
        until = DeadlineKind.OBJECTION, date(YEAR, 2, 15), "Awb 6:7"
        ends = DeadlineKind.SUSPENSION, date(YEAR, 4, 5), "Awb 4:56"
        assert short(due(town)) == [until, ends]

    def test_once_it_lapsed_or_was_lifted_what_is_asked_is_due_as_before(self) -> None:
        lapsed, lifted = a_town(), a_town()
        for town in (lapsed, lifted):
            town.granted("garden", 100_00)
            town.request_payout("garden", 50_00)
            town.suspend("garden")
        lifted.lift("garden")
        assert [each.kind for each in due(lifted)] == [
            DeadlineKind.OBJECTION,
            DeadlineKind.PAYMENT,
        ]
        lapsed.now = datetime(YEAR, 4, 6, tzinfo=UTC)
        assert [each.kind for each in due(lapsed)] == [DeadlineKind.PAYMENT]

    def test_the_time_for_which_it_was_suspended_comes_on_top_of_the_term(self) -> None:
        town = a_town()
        town.granted("garden", 100_00)
        town.request_payout("garden", 50_00)
        payment = DeadlineKind.PAYMENT, date(YEAR, 2, 15), "Awb 4:87"
        assert payment in short(due(town))
        town.now += timedelta(days=10)
        town.suspend("garden")
        town.now += timedelta(weeks=13, days=1)
        (found,) = due(town)
        assert (found.due, found.urgency(town.now.date())) == (date(YEAR, 5, 18), Urgency.LATER)

    def test_each_day_of_it_counts_also_of_an_earlier_one_that_was_lifted(self) -> None:
        town = a_town()
        town.granted("garden", 100_00)
        town.request_payout("garden", 50_00)
        for ground in (WithdrawalGround.NOT_CARRIED_OUT, WithdrawalGround.OBLIGATIONS_NOT_MET):
            town.now += timedelta(days=7)
            town.suspend("garden", ground)
            town.now += timedelta(days=6)
            town.lift("garden")
        (found,) = (each for each in due(town) if each.kind is DeadlineKind.PAYMENT)
        assert found.due == date(YEAR, 3, 1)

    def test_what_was_late_before_it_stays_so(self) -> None:
        town = a_town()
        town.granted("garden", 100_00)
        town.request_payout("garden", 50_00)
        town.now = datetime(YEAR, 2, 16, 9, tzinfo=UTC)
        town.suspend("garden")
        town.lift("garden")
        (found,) = (each for each in due(town) if each.kind is DeadlineKind.PAYMENT)
        assert found.due == date(YEAR, 2, 15)

    def test_of_what_is_paid_after_it_began_only_the_rest_of_it_counts(self) -> None:
        town = a_town()
        town.granted("garden", 100_00)
        town.suspend("garden", WithdrawalGround.NOT_CARRIED_OUT)
        town.now += timedelta(days=7)
        town.render_account("garden", 100_00)
        town.determine("garden", 100_00)
        town.now += timedelta(days=2)
        town.lift("garden")
        (found,) = (each for each in due(town) if each.kind is DeadlineKind.PAYMENT)
        assert found.due == date(YEAR, 2, 24)


class TestAGrantOfAfterTheYear:
    def test_is_accounted_for_so_many_weeks_after_it_and_not_at_once(self) -> None:
        bands = (AccountBand(form=AccountForm.REPORT, within_weeks=13),)
        rules = Regulation(accounts=AccountRule(article="7", bands=bands))
        town = a_town(rules)
        town.refused("garden", 100_00)
        town.lodge("garden")
        town.register_objection("garden")
        town.hear("garden")
        town.now = datetime(YEAR + 1, 5, 3, 9, tzinfo=UTC)
        town.decide_objection("garden", 100_00)
        account = DeadlineKind.ACCOUNT, date(YEAR + 1, 8, 2), "7"
        assert account in short(due(town, {"rules-1": rules}))
        without_account: dict[str, Any] = {
            "proposal_id": "garden",
            "amount_cents": ZERO,
            "ground": DeterminationGround.NOT_CARRIED_OUT,
            "reason": sealed("nothing was heard of it"),
        }
        for month, day in ((5, 3), (8, 2)):
            town.now = datetime(YEAR + 1, month, day, 9, tzinfo=UTC)
            with refused(AccountMissing):
                town.do(DetermineGrant, Role.COLLEGE, **without_account)
        town.now = datetime(YEAR + 1, 8, 3, 9, tzinfo=UTC)
        town.do(DetermineGrant, Role.COLLEGE, **without_account)
