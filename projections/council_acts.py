"""Above the amount in its regulation a grant names what the council decided, by the log alone.

Another part of holding decisions against who may take them, beside the mandate register.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from domain.decision import DecisionTaken
from domain.event import Event
from domain.money import Money
from domain.objection_events import DecisionKind, ObjectionDecided
from domain.proposal import ProposalSubmitted
from domain.proposal_events import ProposalAgreementRecorded
from domain.regulation import RegulationAdopted


@dataclass(slots=True)
class CouncilActs:
    """Up to which amount the council leaves it to the college, by regulation; and under which
    regulation each proposal is.
    """

    _up_to: dict[str, Money] = field(default_factory=dict)
    _regulation_of: dict[str, str] = field(default_factory=dict)

    def is_lacking(self, event: Event) -> bool:
        """Whether this event grants above that amount, and names nothing that the council decided
        by then. Reads every event in order, also those of which it is not asked.
        """
        match event:
            case RegulationAdopted() if event.rules.council:
                self._up_to[event.regulation_id] = event.rules.council.without_council_up_to_cents
            case ProposalSubmitted() if event.regulation:
                self._regulation_of[event.proposal_id] = event.regulation.regulation_id
            case DecisionTaken():
                return self._lacks(event, day=event.taken_on)
            case ProposalAgreementRecorded():
                return self._lacks(event, day=event.agreed_on)
            case ObjectionDecided(against=DecisionKind.DECISION):
                more = event.amount_cents > event.former_cents
                return more and self._lacks(event, day=event.decided_on)
            case _:
                pass
        return False

    def _lacks(
        self, event: DecisionTaken | ProposalAgreementRecorded | ObjectionDecided, day: date
    ) -> bool:
        up_to = self._up_to.get(self._regulation_of.get(event.proposal_id, ""))
        if up_to is None or event.amount_cents <= up_to:
            return False
        return event.council_act is None or event.council_act.decided_on > day
