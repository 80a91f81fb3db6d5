"""Good parts of a subsidy that ended are taken over: by whom, of which wijk, and from when."""

from __future__ import annotations

from datetime import date

from domain.command import Role
from domain.proposal import ProposalInWrongState, ProposalUnknown, WithdrawProposal
from domain.subsidy import (
    SubsidyActivityUnknown,
    SuccessorElsewhere,
    SuccessorTooEarly,
    SuccessorUnclear,
)
from tests.scenarios.town import SOESTERKWARTIER, sealed
from tests.unit.domain.given import refused
from tests.unit.domain.test_subsidy import NEXT, ended_in_june


class TestHandingOver:
    """Good parts are taken over: by a residents' initiative, or by another executor."""

    def test_an_initiative_is_named_by_its_proposal(self) -> None:
        found = ended_in_june()
        found.submit("garden", 1_00)
        found.hand_over(proposal_id="garden", name=None)
        assert found.events()[-1].model_dump()["proposal_id"] == "garden"

    def test_both_or_neither_is_no_successor(self) -> None:
        found = ended_in_june()
        found.submit("garden", 1_00)
        with refused(SuccessorUnclear):
            found.hand_over(name=None)
        with refused(SuccessorUnclear):
            found.hand_over(proposal_id="garden", name=sealed("the house group"))

    def test_a_proposal_exists_and_is_of_the_same_wijk(self) -> None:
        found = ended_in_june()
        found.submit("bench", 1_00, SOESTERKWARTIER)
        with refused(ProposalUnknown):
            found.hand_over(proposal_id="no-proposal", name=None)
        with refused(SuccessorElsewhere):
            found.hand_over(proposal_id="bench", name=None)

    def test_a_proposal_that_was_withdrawn_takes_nothing_over(self) -> None:
        found = ended_in_june()
        found.submit("garden", 1_00)
        found.do(WithdrawProposal, Role.RESIDENT, proposal_id="garden")
        with refused(ProposalInWrongState):
            found.hand_over(proposal_id="garden", name=None)

    def test_nobody_takes_over_before_its_last_day_has_passed(self) -> None:
        found = ended_in_june()
        with refused(SuccessorTooEarly):
            found.hand_over(from_day=date(NEXT, 6, 30))
        found.hand_over(from_day=date(NEXT, 7, 1))

    def test_only_what_the_subsidy_was_for_is_handed_over(self) -> None:
        with refused(SubsidyActivityUnknown):
            ended_in_june().hand_over(activity="flower-show")
