"""A suspicion that is looked into, decided on and told: the story behind golden events of cases."""

from __future__ import annotations

from domain.integrity_events import CaseOutcome, FollowUp
from tests.scenarios.town import Town


def town_of_inquiry() -> Town:
    """Payments wait while a case is open; in part it is true, and they go on."""
    town = Town().with_money(1_000_00)
    town.adopt_plan()
    town.give_mandate()
    town.granted("garden", 600_00)
    town.open_case()
    town.find()
    town.suspend_in_case()
    town.decide_case(CaseOutcome.IN_PART, FollowUp.PAYMENTS_GO_ON)
    town.publish_outcome()
    town.close_case()
    return town
