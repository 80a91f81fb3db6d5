"""Until when who applied waits: every step has a day of the calendar, or a reason for none."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from adapters.dutch_holidays import is_dutch_holiday
from adapters.web import next_date_wording, wording
from adapters.web.language import LANGUAGES, Phrases
from domain.calendar import dutch_day
from domain.objection_events import DecisionKind, ObjectionOutcome
from domain.regulation_contents import Regulation
from projections.deadlines import DeadlineKind, deadlines_of
from projections.next_dates import (
    ENDED,
    OF_STAFF,
    DateKind,
    NextDate,
    NoDate,
    next_dates,
    why_no_date,
)
from projections.next_step import NextStep
from tests.scenarios.steps_of_a_proposal import (
    ASKED,
    PAID,
    RULES,
    SETTLED,
    TO_EACH,
    granted,
    on_ballot,
    unconfirmed,
)
from tests.scenarios.town import YEAR, Town
from tests.unit.projections.entries import dossier_of

FIRST = {
    NextStep.AWAITS_CONFIRMATION: DateKind.CONFIRMATION,
    NextStep.AWAITS_HANDLING: DateKind.DECISION,
    NextStep.AWAITS_COMPLETION: DateKind.COMPLETION,
    NextStep.LEFT_OUT_OF_HANDLING: DateKind.OBJECTION,
    NextStep.AWAITS_ROUND: DateKind.DECISION,
    NextStep.ON_BALLOT: DateKind.VOTE,
    NextStep.AWAITS_TALLY: DateKind.DECISION,
    NextStep.AWAITS_RESERVATION: DateKind.DECISION,
    NextStep.AWAITS_REFUSAL: DateKind.DECISION,
    NextStep.AWAITS_COLLEGE: DateKind.DECISION,
    NextStep.AWAITS_DRAFT: DateKind.DECISION,
    NextStep.AWAITS_DECISION: DateKind.DECISION,
    NextStep.REFUSED: DateKind.OBJECTION,
    NextStep.GRANT_WITHDRAWN: DateKind.OBJECTION,
    NextStep.AWAITS_PAYOUT: DateKind.ACCOUNT,
    NextStep.AWAITS_SECOND_PERSON: DateKind.PAYMENT,
    NextStep.AWAITS_BANK: DateKind.PAYMENT,
    NextStep.AWAITS_DETERMINATION: DateKind.DETERMINATION,
    NextStep.AWAITS_FINAL_PAYOUT: DateKind.PAYMENT,
    NextStep.AWAITS_RECOVERY: DateKind.PAY_BACK,
    NextStep.SETTLED: DateKind.OBJECTION,
    NextStep.PARTLY_PAID: DateKind.ACCOUNT,
    NextStep.PAID: DateKind.ACCOUNT,
}
"""What is told first in each step, from the stories of residents; the others are ends."""


def a_town(*steps: Callable[[Town, str], object], rules: Regulation = RULES) -> Town:
    """A town with rules, after these steps with its garden."""
    town = Town().with_plan()
    town.adopt_regulation(rules)
    for step in steps:
        step(town, "garden")
    return town


def dates(town: Town, rules: Regulation = RULES) -> tuple[NextDate, ...]:
    """What matters today."""
    return next_dates(dossier_of(town), rules, dutch_day(town.now), is_dutch_holiday)


def told(town: Town, rules: Regulation = RULES) -> list[tuple[DateKind, bool]]:
    """What these are about, and whether they are late."""
    return [(each.kind, each.is_late) for each in dates(town, rules)]


class TestEveryStep:
    """A table by the enumeration: no step is forgotten."""

    def test_has_steps_that_lead_to_it(self) -> None:
        assert TO_EACH.keys() == set(NextStep) == FIRST.keys() | ENDED

    @pytest.mark.parametrize("step", NextStep)
    def test_tells_the_day_that_belongs_to_it_or_is_an_end(self, step: NextStep) -> None:
        town = a_town(TO_EACH[step])
        assert dossier_of(town).next_step is step
        found = dates(town)
        if step in ENDED:
            assert (found, why_no_date(dossier_of(town))) == ((), NoDate.NOTHING_MORE)
        else:
            assert found[0].kind is FIRST[step]
            assert not found[0].is_late
            assert found[0].due > dutch_day(town.now)

    @pytest.mark.parametrize("step", NextStep)
    def test_tells_no_other_days_than_the_calendar_of_staff(self, step: NextStep) -> None:
        town = a_town(TO_EACH[step])
        dossier, today = dossier_of(town), dutch_day(town.now)
        rules_of = {dossier.regulation_id or "": RULES}
        calendar = {
            (each.kind.value, each.due)
            for each in deadlines_of([dossier], rules_of, today, is_dutch_holiday)
            if each.kind not in OF_STAFF
        }
        own = {DateKind.VOTE, DateKind.CONFIRMATION}
        found = {(each.kind.value, each.due) for each in dates(town) if each.kind not in own}
        assert found == (set() if step in ENDED else calendar)

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_and_every_day_and_reason_has_words(self, language: str) -> None:
        say = Phrases(language).gettext
        source = [wording.of(each) for each in (*NextStep, *NoDate)]
        source += [next_date_wording.RUNNING[each] for each in DateKind]
        source += next_date_wording.LATE.values()
        for text in source:
            assert say(text).endswith(".")
            assert (say(text) == text) is (language == "nl"), text

    def test_and_whatever_can_be_late_has_words_for_that(self) -> None:
        lapsing = {DateKind.COMPLETION, DateKind.OBJECTION, DateKind.APPEAL, DateKind.VIEWS}
        lapsing |= {DateKind.SUSPENSION, DateKind.VOTE, DateKind.CONFIRMATION}
        assert next_date_wording.LATE.keys() == set(DateKind) - lapsing


class TestOnceADayPassed:
    def test_what_is_still_to_be_done_is_late(self) -> None:
        town = a_town(TO_EACH[NextStep.AWAITS_HANDLING])
        town.now += timedelta(weeks=11)
        assert told(town) == [(DateKind.DECISION, True)]

    def test_a_term_that_ends_by_itself_is_told_no_more(self) -> None:
        town = a_town(TO_EACH[NextStep.REFUSED])
        town.now += timedelta(weeks=7)
        assert dates(town) == ()
        assert why_no_date(dossier_of(town)) is NoDate.TERM_OVER

    def test_who_did_not_complete_it_waits_for_the_decision(self) -> None:
        town = a_town(TO_EACH[NextStep.AWAITS_COMPLETION])
        town.now += timedelta(days=8)
        assert told(town) == [(DateKind.DECISION, False)]

    def test_confirming_after_the_day_of_the_decision_has_no_day(self) -> None:
        town = a_town(unconfirmed)
        town.now += timedelta(weeks=11)
        assert dates(town) == ()
        assert why_no_date(dossier_of(town)) is NoDate.NOT_SET

    def test_where_no_account_has_a_term_none_is_made_up(self) -> None:
        without = Regulation()
        town = a_town(PAID, rules=without)
        assert told(town, without) == [(DateKind.OBJECTION, False)]
        town.now += timedelta(weeks=7)
        assert dates(town, without) == ()
        assert why_no_date(dossier_of(town)) is NoDate.NOT_SET


class TestAVoteWithoutAnEnd:
    def test_has_the_day_of_the_decision(self) -> None:
        town = a_town(lambda town, name: on_ballot(town, name, None))
        assert told(town) == [(DateKind.DECISION, False)]


class TestBeside:
    """What is looked at again, held up or intended is told with it."""

    def test_an_objection_is_decided_on(self) -> None:
        town = a_town(TO_EACH[NextStep.REFUSED])
        town.lodge("garden")
        assert told(town)[0] == (DateKind.ON_OBJECTION, False)
        town.register_objection("garden")
        town.hear("garden")
        town.decide_objection("garden", outcome=ObjectionOutcome.UNFOUNDED)
        assert told(town)[0] == (DateKind.APPEAL, False)
        town.appeal("garden")
        town.now += timedelta(weeks=7)
        assert dates(town) == ()
        assert why_no_date(dossier_of(town)) is NoDate.COURT

    def test_also_one_against_leaving_it_out(self) -> None:
        town = a_town(TO_EACH[NextStep.LEFT_OUT_OF_HANDLING])
        town.lodge("garden", against=DecisionKind.HANDLING)
        assert [kind for kind, _ in told(town)] == [DateKind.ON_OBJECTION, DateKind.OBJECTION]

    def test_payments_that_are_suspended_come_first(self) -> None:
        town = a_town(TO_EACH[NextStep.AWAITS_BANK])
        town.suspend("garden")
        assert told(town)[0] == (DateKind.SUSPENSION, False)
        assert DateKind.PAYMENT not in {kind for kind, _ in told(town)}

    def test_so_does_until_when_one_can_react_to_a_withdrawal(self) -> None:
        town = a_town(granted)
        town.announce_withdrawal("garden")
        assert told(town)[0] == (DateKind.VIEWS, False)

    def test_after_the_term_for_objecting_what_is_settled_waits_for_nothing(self) -> None:
        town = a_town(SETTLED)
        town.now += timedelta(weeks=7)
        assert dates(town) == ()
        assert why_no_date(dossier_of(town)) is NoDate.TERM_OVER

    def test_or_for_what_the_body_decides_of_a_withdrawal(self) -> None:
        town = a_town(PAID, rules=Regulation())
        town.now += timedelta(weeks=7)
        town.announce_withdrawal("garden", ASKED // 2)
        town.give_views("garden")
        assert dates(town, Regulation()) == ()
        assert why_no_date(dossier_of(town)) is NoDate.WITHDRAWAL


def test_the_day_of_a_vote_is_a_day_of_the_netherlands() -> None:
    town = a_town(on_ballot)
    assert dates(town)[0].due == date(YEAR, 1, 18)


def test_what_only_limits_the_municipality_is_not_told() -> None:
    assert {DeadlineKind.LEAVING_OUT, DeadlineKind.RECOVERY} == OF_STAFF
