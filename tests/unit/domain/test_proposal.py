"""A proposal: submitted, taken in handling or left out of it, withdrawn, placed on a ballot."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from domain.command import Actor, Role
from domain.event import Event
from domain.leaving_out import LeaveOutOfHandling, leave_out_of_handling
from domain.mandate import MandateWithdrawn
from domain.money import Money
from domain.proposal import (
    LeftOutGround,
    NotTheApplicant,
    Proposal,
    ProposalAlreadyOnBallot,
    ProposalAlreadySubmitted,
    ProposalHasMoney,
    ProposalInWrongState,
    ProposalKind,
    ProposalLeftOutOfHandling,
    ProposalPlacedOnBallot,
    ProposalStatus,
    ProposalSubmitted,
    ProposalTakenInHandling,
    ProposalUnknown,
    ProposalWithdrawn,
    SubmitProposal,
    TakeInHandling,
    WithdrawProposal,
    evolve,
    guard_status,
    place_on_ballot,
    submit,
    take_in_handling,
    withdraw,
)
from domain.proposal_number import NoNumberLeft, next_number, numbered_id
from domain.regulation_parts import ApplicantKind
from tests.unit.domain.given import (
    DEWI,
    LIENDERT,
    YEAR,
    after,
    command,
    day,
    euros,
    happened,
    refused,
    sealed,
)
from tests.unit.domain.proposals import ASKED, TOO_LATE

EMMA = Actor(id="person-emma", role=Role.RESIDENT)
FRITS = Actor(id="person-frits", role=Role.RESIDENT)
CONTENT: dict[str, Any] = {
    "proposal_id": "garden",
    "wijk": LIENDERT,
    "year": YEAR,
    "title": sealed("a garden"),
    "description": sealed("for everyone"),
    "amount_cents": euros(600),
}
ALONE: dict[str, Any] = {
    "kind": ProposalKind.GRANT,
    "layer": None,
    "applicant_id": "person-emma",
    "applicant_kind": ApplicantKind.RESIDENT,
    "joint_applicants": (),
    "helper_ids": (),
    "came_from": (),
    "regulation": None,
}
REASON = sealed("the plan of costs is missing")

SUBMITTED = happened(ProposalSubmitted, EMMA, **CONTENT, **ALONE)
TAKEN = happened(ProposalTakenInHandling, proposal_id="garden")
LEFT_OUT = happened(
    ProposalLeftOutOfHandling,
    DEWI,
    at=TOO_LATE,
    proposal_id="garden",
    ground=LeftOutGround.REQUIREMENTS_NOT_MET,
    reason=REASON,
    objection_until=day(4, 27),
    mandate_id=None,
    amount_cents=CONTENT["amount_cents"],
)
WITHDRAWN = happened(ProposalWithdrawn, EMMA, proposal_id="garden")
ON_BALLOT = happened(
    ProposalPlacedOnBallot, proposal_id="garden", round_id="round-1", price_cents=euros(600)
)

SUBMITTING = command(SubmitProposal, EMMA, **CONTENT)
TAKING = command(TakeInHandling, proposal_id="garden")
LEAVING_OUT = command(
    LeaveOutOfHandling,
    DEWI,
    at=TOO_LATE,
    proposal_id="garden",
    ground=LeftOutGround.REQUIREMENTS_NOT_MET,
    reason=REASON,
)
WITHDRAWING = command(WithdrawProposal, EMMA, proposal_id="garden")


def the_proposal(*events: Event) -> Proposal:
    """The proposal after these events."""
    return after(evolve, *events)


def placing(proposal: Proposal | None) -> ProposalPlacedOnBallot:
    """Placing the garden on the list of round 1."""
    return place_on_ballot(TAKING, proposal, "garden", "round-1")


class TestBeforeItIsSubmitted:
    """Nobody proposed this yet."""

    def test_a_resident_submits_it_for_a_wijk_with_the_amount_it_needs(self) -> None:
        assert submit(SUBMITTING, "garden", None) == [SUBMITTED]

    def test_there_is_nothing_to_handle_withdraw_or_vote_on(self) -> None:
        with refused(ProposalUnknown):
            take_in_handling(TAKING, None)
        with refused(ProposalUnknown):
            leave_out_of_handling(LEAVING_OUT, None)
        with refused(ProposalUnknown):
            withdraw(WITHDRAWING, None, has_money=False)
        with refused(ProposalUnknown):
            placing(None)

    def test_what_happens_elsewhere_makes_no_proposal(self) -> None:
        assert evolve(None, happened(MandateWithdrawn, mandate_id="mandate-1")) is None

    @pytest.mark.parametrize(
        "changed",
        [{"amount_cents": 0}, {"title": "a garden"}, {"proposal_id": "the garden of Emma"}],
    )
    def test_it_asks_for_money_and_holds_no_plain_text(self, changed: dict[str, object]) -> None:
        with pytest.raises(ValidationError):
            command(SubmitProposal, EMMA, **CONTENT | changed)


class TestItsNumber:
    """Given in order of receipt, to a proposal that comes without an id."""

    @pytest.mark.parametrize("given", [*range(40), 1_000, 9_998])
    def test_is_one_more_than_what_was_given(self, given: int) -> None:
        assert next_number(lambda number: number <= given) == given + 1

    def test_is_found_by_looking_at_a_few(self) -> None:
        looked_at: list[int] = []

        def is_taken(number: int) -> bool:
            looked_at.append(number)
            return number <= 5_000

        next_number(is_taken)
        assert len(looked_at) < 30

    def test_is_refused_when_all_are_given(self) -> None:
        with refused(NoNumberLeft):
            next_number(lambda number: number <= 9_999)

    def test_sorts_as_text_in_order_of_receipt(self) -> None:
        ids = [numbered_id(YEAR, LIENDERT, number) for number in (1, 9, 10, 99, 100, 1_000, 9_999)]
        assert sorted(ids) == ids

    def test_becomes_the_id_of_what_is_submitted(self) -> None:
        without = command(SubmitProposal, EMMA, **CONTENT | {"proposal_id": None})
        (submitted,) = submit(without, numbered_id(YEAR, LIENDERT, 7), None)
        assert isinstance(submitted, ProposalSubmitted)
        assert submitted.proposal_id == f"{YEAR}-{LIENDERT}-0007"


class TestOnceSubmitted:
    """A case officer has to look at it."""

    def test_it_is_not_submitted_a_second_time(self) -> None:
        with refused(ProposalAlreadySubmitted):
            submit(SUBMITTING, "garden", the_proposal(SUBMITTED))

    def test_it_is_taken_in_handling(self) -> None:
        assert take_in_handling(TAKING, the_proposal(SUBMITTED)) == [TAKEN]

    def test_it_is_left_out_of_handling_with_a_ground_and_a_reason(self) -> None:
        assert leave_out_of_handling(LEAVING_OUT, the_proposal(SUBMITTED, ASKED)) == [LEFT_OUT]

    def test_its_applicant_withdraws_it(self) -> None:
        assert withdraw(WITHDRAWING, the_proposal(SUBMITTED), has_money=False) == [WITHDRAWN]

    def test_nobody_withdraws_the_proposal_of_another(self) -> None:
        with refused(NotTheApplicant):
            withdraw(
                command(WithdrawProposal, FRITS, proposal_id="garden"),
                the_proposal(SUBMITTED),
                has_money=False,
            )

    def test_it_cannot_be_voted_on_yet(self) -> None:
        with refused(ProposalInWrongState):
            placing(the_proposal(SUBMITTED))


class TestInHandling:
    """It is an application."""

    @property
    def state(self) -> Proposal:
        return the_proposal(SUBMITTED, TAKEN)

    def test_it_is_not_taken_in_handling_a_second_time(self) -> None:
        with refused(ProposalInWrongState):
            take_in_handling(TAKING, self.state)

    def test_it_is_not_left_out_of_handling_any_more(self) -> None:
        with refused(ProposalInWrongState):
            leave_out_of_handling(LEAVING_OUT, self.state)

    def test_its_applicant_may_still_withdraw_it(self) -> None:
        assert withdraw(WITHDRAWING, self.state, has_money=False) == [WITHDRAWN]

    def test_with_money_bound_to_it_it_is_not_withdrawn(self) -> None:
        with refused(ProposalHasMoney):
            withdraw(WITHDRAWING, self.state, has_money=True)

    def test_on_a_ballot_its_amount_becomes_its_frozen_price(self) -> None:
        assert placing(self.state) == ON_BALLOT

    def test_it_stands_on_one_list_only(self) -> None:
        with refused(ProposalAlreadyOnBallot):
            placing(the_proposal(SUBMITTED, TAKEN, ON_BALLOT))


@pytest.mark.parametrize("ending", [LEFT_OUT, WITHDRAWN], ids=["left out", "withdrawn"])
class TestAtItsEnd:
    """Left out of handling, or withdrawn."""

    def test_nothing_more_happens_to_it(self, ending: Event) -> None:
        ended = the_proposal(SUBMITTED, ending)
        with refused(ProposalInWrongState):
            take_in_handling(TAKING, ended)
        with refused(ProposalInWrongState):
            leave_out_of_handling(LEAVING_OUT, ended)
        with refused(ProposalInWrongState):
            withdraw(WITHDRAWING, ended, has_money=False)
        with refused(ProposalInWrongState):
            placing(ended)

    def test_it_is_not_submitted_again_under_the_same_id(self, ending: Event) -> None:
        with refused(ProposalAlreadySubmitted):
            submit(SUBMITTING, "garden", the_proposal(SUBMITTED, ending))

    def test_who_asks_for_any_state_finds_it(self, ending: Event) -> None:
        ended = the_proposal(SUBMITTED, ending)
        assert guard_status(ended, "garden", *ProposalStatus) is ended
        assert ended.applicant_id == EMMA.id
        assert ended.amount == Money(600_00)
