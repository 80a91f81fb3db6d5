"""An auditor's own check of how far mandates reach: a refusal to all that was asked."""

from __future__ import annotations

from domain.mandate import MandateGiven
from domain.money import Money
from domain.regulation_contents import Regulation
from domain.withdrawal_ground import WithdrawalGround
from projections.mandate_check import MandateCheck, MandateFault
from tests.scenarios.together import NEIGHBOUR
from tests.scenarios.town import Town, sealed
from tests.unit.projections.entries import entries_of, with_changed
from tests.unit.projections.test_mandate_check import STRANGER, faults


class TestWhatWasAsked:
    """A refusal reaches it, and so does an objection to that, whatever comes of it."""

    def refused_and_looked_at_again(self) -> Town:
        """A refusal of 4,000 euros stays after an objection, by another holder."""
        town = Town().with_plan()
        town.give_mandate(mandate_id="mandate-2", holder_id=STRANGER.id)
        town.admit("garden", 4_000_00)
        town.refuse("garden")
        town.lodge("garden")
        town.register_objection("garden")
        town.hear("garden")
        town.decide_objection("garden", by=STRANGER, mandate_id="mandate-2")
        return town

    def test_is_within_both_mandates(self) -> None:
        check = MandateCheck()
        assert list(check.faults_in(entries_of(self.refused_and_looked_at_again()))) == []
        assert check.decisions == 2

    def test_above_them_both_are_found(self) -> None:
        entries = with_changed(
            self.refused_and_looked_at_again(), MandateGiven, ceiling_cents=Money(3_999_99)
        )
        assert faults(entries) == [MandateFault.ABOVE_CEILING, MandateFault.ABOVE_CEILING]

    def test_a_proposal_that_the_log_does_not_know_is_held_to_what_was_granted(self) -> None:
        town = self.refused_and_looked_at_again()
        unknown = [each for each in entries_of(town) if not each.stream.startswith("proposal:")]
        assert faults(unknown) == []


class TestWhatWasGranted:
    """An objection to a grant reaches it, also where the grant was withdrawn since."""

    def test_another_holder_decides_who_reaches_no_further(self) -> None:
        town = Town().with_plan(2_000_00)
        bands = [{"form": 0}, {"from_cents": 500_00, "form": 1}]
        rules = {"accounts": {"article": "7", "bands": bands}}
        town.adopt_regulation(Regulation.model_validate(rules))
        town.give_mandate(400_00, mandate_id="mandate-2", holder_id=STRANGER.id)
        town.admit("garden", 1_000_00)
        town.reserve("garden", 400_00)
        town.prepare("garden", 400_00)
        town.take("garden")
        town.lodge("garden", by=NEIGHBOUR, interest=sealed("the house beside it"))
        town.withdrawn("garden", 0, ground=WithdrawalGround.NEW_FACTS)
        town.register_objection("garden")
        town.hear("garden")
        town.decide_objection("garden", by=STRANGER, mandate_id="mandate-2")
        assert list(MandateCheck().faults_in(entries_of(town))) == []
