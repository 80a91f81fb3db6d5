"""How long an applicant has to complete a proposal, where the regulation says so."""

from __future__ import annotations

from datetime import timedelta

from domain.command import Role
from domain.proposal_completion import (
    CompletionTermTooShort,
    CompletionTermUnfit,
    RequestCompletion,
)
from tests.scenarios.people import sealed
from tests.scenarios.quarter import EMMA, Quarter
from tests.unit.application.regulated_quarter import a_quarter
from tests.unit.domain.given import refused


class TestAskingToComplete:
    """The applicant has at least the term of the regulation for it (Awb 4:5)."""

    def asks(self, town: Quarter, name: str, days: int) -> None:
        """An officer misses something."""
        town.do(
            RequestCompletion,
            Role.CASE_OFFICER,
            proposal_id=name,
            reason=sealed("the costs"),
            answer_by=town.now.date() + timedelta(days=days),
        )

    def test_a_shorter_term_than_the_regulation_has_is_refused(self) -> None:
        town = a_quarter(terms={"completion_weeks": 4})
        name = town.proposes(EMMA, 100)
        for days in (7, 27):
            with refused(CompletionTermTooShort):
                self.asks(town, name, days)
        self.asks(town, name, 28)

    def test_a_longer_one_may_be_given_up_to_three_months(self) -> None:
        town = a_quarter(terms={"completion_weeks": 4})
        name = town.proposes(EMMA, 100)
        with refused(CompletionTermUnfit):
            self.asks(town, name, 93)
        self.asks(town, name, 92)

    def test_a_regulation_that_gives_longer_than_that_can_be_kept(self) -> None:
        town = a_quarter(terms={"completion_weeks": 20})
        name = town.proposes(EMMA, 100)
        with refused(CompletionTermUnfit):
            self.asks(town, name, 141)
        self.asks(town, name, 140)

    def test_without_a_rule_a_week_is_the_least(self) -> None:
        town = a_quarter()
        name = town.proposes(EMMA, 100)
        with refused(CompletionTermUnfit):
            self.asks(town, name, 6)
        self.asks(town, name, 7)
