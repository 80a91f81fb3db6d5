"""What a court rules about decisions on objections, and what it leaves alone; and their money."""

from __future__ import annotations

from domain.command import Actor, Role
from domain.determination_events import DeterminationGround
from domain.excess import CoverMissing
from domain.objection import WithdrawObjection
from domain.objection_decision import DecisionOvertaken
from domain.objection_events import DecisionKind, RulingOutcome
from tests.scenarios.court import COVER
from tests.scenarios.test_looking_again import NEIGHBOUR, a_neighbour_objects, a_town, figures
from tests.scenarios.test_settling import state_of
from tests.scenarios.town import Town
from tests.unit.domain.given import euros, refused

NOT_CARRIED_OUT = DeterminationGround.NOT_CARRIED_OUT


class TestBeforeACourt:
    """What it rules is carried out."""

    def decided(self) -> Town:
        """An objection that was unfounded, and an appeal."""
        town = a_town()
        town.granted("garden", 4_000_00)
        town.lodge("garden")
        town.register_objection("garden")
        town.hear("garden")
        town.decide_objection("garden")
        town.appeal("garden")
        return town

    def test_dismissed_all_stays_as_it_is(self) -> None:
        town = self.decided()
        town.rule("garden", RulingOutcome.DISMISSED)
        assert figures(state_of(town)) == (0, 6_000, 4_000)

    def test_told_to_decide_again_the_college_does(self) -> None:
        town = a_town()
        town.refused("garden", 4_000_00)
        town.objects_and_wins("garden", 3_000_00)
        town.appeal("garden")
        town.rule("garden", RulingOutcome.DECIDE_AGAIN)
        town.decide_objection("garden")
        assert figures(state_of(town)) == (0, 10_000, 0)

    def test_told_to_decide_again_what_stood_before_stands_until_then(self) -> None:
        town = a_town()
        town.granted("garden", 4_000_00)
        a_neighbour_objects(town)
        town.decide_objection("garden", 1_000_00)
        town.appeal("garden")
        town.rule("garden", RulingOutcome.DECIDE_AGAIN)
        assert figures(state_of(town)) == (0, 6_000, 4_000)
        town.do(WithdrawObjection, NEIGHBOUR, proposal_id="garden", objection_id="objection-1")
        assert figures(state_of(town)) == (0, 6_000, 4_000)

    def test_told_to_decide_again_what_was_determined_since_stays(self) -> None:
        town = a_town()
        town.refused("garden", 4_000_00)
        town.objects_and_wins("garden", 3_000_00)
        town.appeal("garden")
        town.render_account("garden", 3_000_00)
        town.determine("garden", 3_000_00)
        town.rule("garden", RulingOutcome.DECIDE_AGAIN)
        assert figures(state_of(town)) == (0, 7_000, 3_000)

    def test_what_was_withdrawn_meanwhile_does_not_come_back(self) -> None:
        town = a_town()
        town.granted("garden", 4_000_00)
        a_neighbour_objects(town)
        town.decide_objection("garden")
        town.appeal("garden")
        town.withdrawn("garden")
        with refused(DecisionOvertaken):
            town.rule("garden", RulingOutcome.ANNULLED, amount_cents=euros(3_000))
        town.rule("garden", RulingOutcome.DECIDE_AGAIN)
        town.decide_objection("garden")
        assert figures(state_of(town)) == (0, 10_000, 0)

    def test_what_another_objection_changed_meanwhile_stays(self) -> None:
        town = a_town()
        town.granted("garden", 4_000_00)
        a_neighbour_objects(town)
        town.decide_objection("garden", 3_000_00)
        town.appeal("garden")
        a_neighbour_objects(town, "objection-2", Actor(id="person-other", role=Role.RESIDENT))
        town.decide_objection("garden", 1_000_00, objection_id="objection-2")
        town.rule("garden", RulingOutcome.DECIDE_AGAIN)
        town.decide_objection("garden")
        assert figures(state_of(town)) == (0, 9_000, 1_000)

    def test_nor_does_what_an_objection_to_another_decision_made_of_it(self) -> None:
        town = a_town()
        town.granted("garden", 4_000_00)
        town.withdrawn("garden", 3_000_00)
        town.render_account("garden", 3_000_00)
        town.determine("garden", 2_000_00, NOT_CARRIED_OUT)
        town.objects_and_wins("garden", 2_500_00, against=DecisionKind.DETERMINATION)
        town.appeal("garden")
        a_neighbour_objects(town, "objection-2", against=DecisionKind.WITHDRAWAL)
        town.decide_objection("garden", 4_000_00, objection_id="objection-2")
        town.rule("garden", RulingOutcome.DECIDE_AGAIN)
        assert figures(state_of(town)) == (0, 6_000, 4_000)

    def test_what_was_determined_since_a_withdrawal_was_objected_to_stays(self) -> None:
        town = a_town()
        town.granted("garden", 4_000_00)
        town.withdrawn("garden", 2_000_00)
        town.objects_and_wins("garden", 3_000_00, against=DecisionKind.WITHDRAWAL)
        town.appeal("garden")
        town.render_account("garden", 3_000_00)
        town.determine("garden", 1_000_00, NOT_CARRIED_OUT)
        town.rule("garden", RulingOutcome.DECIDE_AGAIN)
        assert figures(state_of(town)) == (0, 9_000, 1_000)

    def test_what_the_court_says_itself_may_exceed_what_is_left(self) -> None:
        town = a_town()
        town.refused("garden", 4_000_00)
        town.lodge("garden")
        town.register_objection("garden")
        town.hear("garden")
        town.decide_objection("garden")
        town.granted("pond", 10_000_00)
        town.appeal("garden")
        amount = euros(2_000)
        with refused(CoverMissing):
            town.rule("garden", RulingOutcome.ANNULLED, amount_cents=amount)
        town.rule("garden", RulingOutcome.ANNULLED, amount_cents=amount, cover=COVER)
        assert figures(state_of(town)) == (2_000, 0, 12_000)
