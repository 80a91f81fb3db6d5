"""An inquiry in the example city: letters were collected in a round, and everyone reads of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from adapters.example_city.rounds import round_of
from adapters.example_city.steps import Steps
from domain.calendar import dutch_day
from domain.integrity_case import (
    CloseCase,
    DecideCase,
    OpenIntegrityCase,
    PublishCaseOutcome,
    RecordCaseFinding,
)
from domain.integrity_events import CaseOrigin, CaseOutcome, FollowUp

WIJK = "WK030703"


@dataclass(frozen=True, slots=True)
class Inquiries:
    """What is looked into in a year."""

    steps: Steps

    def tell(self, year: int) -> None:
        """From a report to a published outcome: in part it was so, and the votes stand."""
        give, text = self.steps.give, self.steps.text
        case = {"case_id": f"example-case-{year}"}
        give(
            OpenIntegrityCase,
            "joost",
            **case,
            round_id=round_of(year, WIJK),
            origin=CaseOrigin.REPORT,
            reason=text("Een bewoner meldt dat brieven voor de stemming zijn opgehaald."),
            decide_by=dutch_day(self.steps.at) + timedelta(weeks=8),
        )
        give(
            RecordCaseFinding,
            "mirjam",
            **case,
            note=text("In één portiek vertelden bewoners dat iemand aanbood hun brief te bewaren."),
        )
        give(
            RecordCaseFinding,
            "mirjam",
            **case,
            note=text("Er is niet gebleken dat iemand met de stempas van een ander stemde."),
        )
        give(
            DecideCase,
            "wethouder",
            **case,
            outcome=CaseOutcome.IN_PART,
            follow_up=FollowUp.NOTHING,
            reason=text("Brieven bewaren voor buren hoort niet. Dat er is gestemd, bleek niet."),
        )
        give(
            PublishCaseOutcome,
            "wethouder",
            **case,
            summary=text(
                "In de stemronde bood iemand buren aan hun stembrief te bewaren. Dat hoort niet, "
                "en is met hen besproken. Dat iemand voor een ander stemde, is niet gebleken. Alle "
                "stembiljetten tellen mee en de uitslag blijft zoals die is."
            ),
        )
        give(CloseCase, "joost", **case)
