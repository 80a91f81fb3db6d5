"""Inquiries in the example city: letters were collected in a round, and everyone reads of it; in
another round many voting passes were fetched from one address, which is a signal and no more.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from adapters.example_city.rounds import round_of
from adapters.example_city.steps import Steps
from application.pass_watch import note_fetch
from application.streams import Reading
from domain.calendar import dutch_day
from domain.integrity_case import OpenIntegrityCase, RecordCaseFinding
from domain.integrity_events import CaseOrigin, CaseOutcome, FollowUp
from domain.integrity_outcome import CloseCase, DecideCase, PublishCaseOutcome
from domain.regulation_contents import Regulation

WIJK = "WK030703"
WATCHED = "WK030710"
FEW, MINUTES, KEPT_DAYS = 12, 60, 14
LIBRARY = "203.0.113.20"
"""An address that is nobody's: it is set apart for examples."""


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

    def watch(self, year: int) -> None:
        """The rules of a wijk say from when on fetching passes together is a reason to look."""
        rule = {
            "article": "voorbeeld-11",
            "passes_from_one_address": FEW,
            "within_minutes": MINUTES,
            "kept_days": KEPT_DAYS,
        }
        rules = Regulation.model_validate({"integrity": rule})
        self.steps.adopt("voorbeeld-integriteit", rules, WATCHED, year)

    def fetch_together(self, year: int) -> None:
        """So many people fetch their pass in the library."""
        house = self.steps.house
        read = Reading(house.streams)
        for _ in range(FEW):
            note_fetch(house.pass_watch, read, round_of(year, WATCHED), LIBRARY, self.steps.at)
