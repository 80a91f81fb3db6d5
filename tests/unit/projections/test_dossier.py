"""A dossier says all that is known of a proposal, and what it waits for."""

from __future__ import annotations

from datetime import timedelta

from domain.command import Role
from domain.decision import Finding
from domain.decision_ground import DecisionGround, DecisionOutcome
from domain.grant import ReleaseGrant
from domain.money import ZERO, Money
from domain.payout import PayoutStatus, RejectPayout
from domain.proposal import LeftOutGround, ProposalStatus, TakeInHandling, WithdrawProposal
from projections.dossier import HAPPENINGS_MAX
from projections.next_step import NextStep, RoundOutcome
from tests.scenarios.town import LIENDERT, OTHER_FINANCE, PEOPLE, YEAR, Town, sealed
from tests.unit.projections.entries import dossier_of


def submitted() -> Town:
    town = Town().with_plan(10_000_00)
    town.submit("garden", 6_000_00)
    return town


def in_handling() -> Town:
    town = submitted()
    town.do(TakeInHandling, Role.CASE_OFFICER, proposal_id="garden")
    return town


def on_ballot() -> Town:
    town = in_handling()
    town.admit("oven", 5_000_00)
    town.open_round(["garden", "oven"], 7_000_00, closes_at=town.now + timedelta(days=14))
    town.cast(1, "garden")
    return town


def voted() -> Town:
    town = on_ballot()
    town.now += timedelta(days=15)
    town.close_round()
    return town


def granted() -> Town:
    town = in_handling()
    town.reserve("garden", 6_000_00)
    town.prepare("garden", 5_500_00)
    town.take("garden")
    return town


class TestSubmitted:
    def test_it_holds_commitments_and_no_texts(self) -> None:
        found = dossier_of(submitted())
        assert found.title == sealed("garden")
        assert found.applicant_id == PEOPLE[Role.RESIDENT].id
        assert (found.year, found.wijk, found.amount_cents) == (YEAR, LIENDERT, Money(6_000_00))

    def test_it_is_listed_by_year_and_wijk(self) -> None:
        assert dossier_of(submitted()).path == f"{YEAR}/{LIENDERT}/garden"

    def test_it_waits_for_handling(self) -> None:
        assert dossier_of(submitted()).next_step is NextStep.AWAITS_HANDLING

    def test_left_out_of_handling_says_on_what_ground_and_why(self) -> None:
        town = submitted()
        town.nothing_comes("garden")
        town.leave_out("garden", reason=sealed("no budget"))
        found = dossier_of(town)
        assert found.next_step is NextStep.LEFT_OUT_OF_HANDLING
        assert found.left_out is not None
        assert found.left_out.ground is LeftOutGround.REQUIREMENTS_NOT_MET
        assert found.left_out.reason == sealed("no budget")

    def test_withdrawn_is_the_end(self) -> None:
        town = submitted()
        town.do(WithdrawProposal, Role.RESIDENT, proposal_id="garden")
        assert dossier_of(town).status is ProposalStatus.WITHDRAWN
        assert dossier_of(town).next_step is NextStep.WITHDRAWN


class TestOnTheListOfARound:
    def test_it_knows_round_price_and_until_when_people_vote(self) -> None:
        found = dossier_of(on_ballot())
        assert found.round is not None
        assert found.round.outcome is RoundOutcome.OPEN
        assert found.round.price_cents == Money(6_000_00)
        assert found.next_step is NextStep.ON_BALLOT
        assert found.round.closes_at is not None

    def test_after_closing_it_waits_for_the_tally(self) -> None:
        assert dossier_of(voted()).next_step is NextStep.AWAITS_TALLY

    def test_the_tally_tells_the_winner(self) -> None:
        town = voted()
        town.tally()
        assert dossier_of(town).next_step is NextStep.AWAITS_RESERVATION

    def test_the_tally_tells_the_loser_as_well_though_no_event_names_it(self) -> None:
        town = voted()
        town.tally()
        assert dossier_of(town, "oven").next_step is NextStep.AWAITS_REFUSAL

    def test_a_proposal_on_no_list_waits_for_a_round(self) -> None:
        assert dossier_of(in_handling()).next_step is NextStep.AWAITS_ROUND


class TestTowardsADecision:
    def test_reserved_money_waits_for_a_draft(self) -> None:
        town = in_handling()
        town.reserve("garden", 6_000_00)
        assert dossier_of(town).reserved_cents == Money(6_000_00)
        assert dossier_of(town).next_step is NextStep.AWAITS_DRAFT

    def test_a_released_reservation_leaves_its_reason(self) -> None:
        town = in_handling()
        town.reserve("garden", 6_000_00)
        town.do(
            ReleaseGrant, Role.CASE_OFFICER, proposal_id="garden", reason=sealed("asked to wait")
        )
        assert dossier_of(town).reserved_cents == ZERO
        assert dossier_of(town).release_reason == sealed("asked to wait")

    def test_a_draft_waits_for_the_mandate_holder(self) -> None:
        town = in_handling()
        town.reserve("garden", 6_000_00)
        town.prepare("garden", 5_500_00)
        assert dossier_of(town).next_step is NextStep.AWAITS_DECISION

    def test_preparing_again_replaces_the_draft(self) -> None:
        town = in_handling()
        town.reserve("garden", 6_000_00)
        town.prepare("garden", 5_500_00)
        town.prepare("garden", 5_000_00)
        draft = dossier_of(town).draft
        assert draft is not None
        assert draft.amount_cents == Money(5_000_00)


class TestDecided:
    def test_the_decision_has_all_that_is_printed_on_it(self) -> None:
        decision = dossier_of(granted()).decision
        assert decision is not None
        assert decision.taken.actor_id == PEOPLE[Role.MANDATE_HOLDER].id
        assert decision.prepared_by == PEOPLE[Role.CASE_OFFICER].id
        assert (decision.mandate_id, decision.mandate_article) == ("mandate-1", "art-4")
        assert decision.ground is DecisionGround.PLAN_PRIORITY
        assert decision.reason == sealed("it answers the need")
        assert (decision.priority_id, decision.plan_version) == ("priority-1", 1)
        assert decision.objection_until == decision.taken_on + timedelta(weeks=6)

    def test_a_grant_below_the_reservation_leaves_nothing_reserved(self) -> None:
        found = dossier_of(granted())
        assert (found.reserved_cents, found.granted_cents) == (ZERO, Money(5_500_00))

    def test_the_griffiers_finding_stands_with_the_decision(self) -> None:
        town = granted()
        town.verify("garden")
        decision = dossier_of(town).decision
        assert decision is not None
        assert decision.verification is not None
        assert decision.verification.finding is Finding.IN_ORDER
        assert decision.verification.done.role is Role.GRIFFIER

    def test_a_refusal_is_the_end_and_frees_the_money(self) -> None:
        town = in_handling()
        town.reserve("garden", 6_000_00)
        town.prepare("garden", 0, outcome=DecisionOutcome.REFUSE, ground=DecisionGround.NOT_IN_PLAN)
        town.take("garden")
        assert dossier_of(town).next_step is NextStep.REFUSED
        assert dossier_of(town).reserved_cents == ZERO


class TestPayouts:
    def test_a_grant_waits_for_its_first_payout(self) -> None:
        assert dossier_of(granted()).next_step is NextStep.AWAITS_PAYOUT

    def test_each_step_of_a_payout_is_what_the_applicant_waits_for(self) -> None:
        town = granted()
        town.request_payout("garden", 2_000_00)
        assert dossier_of(town).next_step is NextStep.AWAITS_SECOND_PERSON
        town.approve_payout("garden")
        assert dossier_of(town).next_step is NextStep.AWAITS_BANK
        town.pay("garden")
        assert dossier_of(town).next_step is NextStep.PARTLY_PAID
        assert dossier_of(town).paid_cents == Money(2_000_00)

    def test_both_persons_stand_with_the_payout(self) -> None:
        town = granted()
        town.request_payout("garden", 2_000_00)
        town.approve_payout("garden")
        (payout,) = dossier_of(town).payouts
        assert payout.requested.actor_id == PEOPLE[Role.FINANCE].id
        assert payout.approved is not None
        assert payout.approved.actor_id == OTHER_FINANCE.id

    def test_a_rejected_payout_claims_nothing(self) -> None:
        town = granted()
        town.request_payout("garden", 2_000_00)
        town.do(
            RejectPayout,
            OTHER_FINANCE,
            proposal_id="garden",
            payout_id="payout-1",
            reason=sealed("wrong account"),
        )
        (payout,) = dossier_of(town).payouts
        assert payout.status is PayoutStatus.REJECTED
        assert payout.reason == sealed("wrong account")
        assert dossier_of(town).asked_cents == ZERO

    def test_paid_in_full_is_the_end(self) -> None:
        town = granted()
        town.request_payout("garden", 5_500_00)
        town.approve_payout("garden")
        town.pay("garden")
        assert dossier_of(town).next_step is NextStep.PAID


class TestWhatHappened:
    def test_every_step_is_told_once_with_who_and_in_which_role(self) -> None:
        town = voted()
        town.tally()
        told = [(each.event, each.role) for each in dossier_of(town).happenings]
        assert told == [
            ("proposal.submitted.v6", Role.RESIDENT),
            ("proposal.taken_in_handling.v1", Role.CASE_OFFICER),
            ("proposal.placed_on_ballot.v1", Role.CASE_OFFICER),
            ("voting_round.closed.v2", Role.CASE_OFFICER),
            ("voting_round.tallied.v3", Role.CASE_OFFICER),
        ]

    def test_positions_only_rise_and_the_last_is_that_of_the_document(self) -> None:
        found = dossier_of(granted())
        positions = [each.position for each in found.happenings]
        assert positions == sorted(set(positions))
        assert found.position == positions[-1]

    def test_beyond_the_bound_the_oldest_lines_go_and_are_counted(self) -> None:
        town = in_handling()
        for _ in range(HAPPENINGS_MAX // 2):
            town.reserve("garden", 1_00)
            town.do(ReleaseGrant, Role.CASE_OFFICER, proposal_id="garden", reason=sealed("again"))
        found = dossier_of(town)
        assert len(found.happenings) == HAPPENINGS_MAX
        assert found.happenings_left_out == 2
