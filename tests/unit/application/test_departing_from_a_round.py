"""Where what people voted is advice: a decision gives what was won, or says why not."""

from __future__ import annotations

from domain.money import ZERO, Money
from domain.outcome_weighing import (
    NoOutcomeToDepartFrom,
    OutcomeCountedAfterDraft,
    OutcomeDepartureUnexplained,
)
from tests.scenarios.town import Town
from tests.unit.domain.given import refused
from tests.unit.lives.advised_by_round import WHY, WON, advice, asked, begin, grants, refuses, voted
from tests.unit.projections.entries import dossier_of


def after(*steps: object) -> Town:
    """A town in which all of this was done."""
    town = begin()
    for step in steps:
        assert callable(step)
        step(town)
    return town


class TestTheOutcomeIsAdvice:
    """The garden won six hundred euros, and the college decides."""

    def test_another_sum_says_why_and_everyone_can_read_it(self) -> None:
        town = after(*WON)
        with refused(OutcomeDepartureUnexplained) as found:
            town.prepare("garden", 300_00)
        assert "€ 600,00" in found.value.text().replace("\u00a0", " ")
        town.prepare("garden", 300_00, outcome_departure=WHY)
        town.take("garden")
        stands = dossier_of(town).decision
        assert stands is not None
        assert stands.voted is not None
        assert (stands.voted.follows, stands.voted.departure) == (False, WHY)
        assert stands.voted.won_cents == Money(600_00)

    def test_what_was_won_needs_no_reason_and_takes_none(self) -> None:
        town = after(*WON)
        with refused(NoOutcomeToDepartFrom):
            town.prepare("garden", 600_00, outcome_departure=WHY)
        town.prepare("garden", 600_00)
        town.take("garden")
        stands = dossier_of(town).decision
        assert stands is not None
        assert stands.voted is not None
        assert stands.voted.follows

    def test_a_new_draft_is_held_against_it_anew(self) -> None:
        town = after(*WON, grants(300_00, outcome_departure=WHY), grants(600_00))
        draft = dossier_of(town).draft
        assert draft is not None
        assert draft.voted is not None
        assert draft.voted.departure is None

    def test_a_refusal_of_before_the_count_is_drafted_anew_where_it_won(self) -> None:
        town = after(advice, asked, refuses, voted("garden"))
        with refused(OutcomeCountedAfterDraft):
            town.take("garden")
        town.prepare_refusal("garden", outcome_departure=WHY)
        town.take("garden")
        stands = dossier_of(town).decision
        assert stands is not None
        assert stands.amount_cents == ZERO
