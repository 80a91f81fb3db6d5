"""What is due when: from the dossier, the rules it began under, and the calendar."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime

from adapters.dutch_holidays import is_dutch_holiday
from domain.determination_events import DeterminationGround
from domain.regulation_contents import Regulation
from domain.withdrawal import GiveViews
from domain.withdrawal_ground import WithdrawalGround
from projections.deadlines import (
    Deadline,
    DeadlineKind,
    Urgency,
    deadlines_of,
    deadlines_of_subsidies,
)
from projections.document import altered, fold
from projections.dossier import ProposalDossier
from projections.proposals import ProposalsProjection
from projections.subsidies import SubsidiesProjection, SubsidyDocument
from tests.golden.money_of_everything import town_of_money
from tests.scenarios.together import NEIGHBOUR, granted_together
from tests.scenarios.town import LIENDERT, YEAR, Town, sealed
from tests.unit.projections.entries import entries_of

RULES = Regulation.model_validate(
    {
        "terms": {"article": "9", "decision_weeks": 10, "payment_weeks": 2},
        "accounts": {"article": "7", "bands": ({"form": 1, "within_weeks": 13},)},
    }
)


def due(town: Town, rules: Mapping[str, Regulation] | None = None) -> list[Deadline]:
    """What is due in a town, today."""
    documents = fold(ProposalsProjection(), entries_of(town)).values()
    dossiers = [each for each in documents if isinstance(each, ProposalDossier)]
    return deadlines_of(dossiers, rules or {}, town.now.date(), is_dutch_holiday)


def a_town(rules: Regulation | None = None) -> Town:
    """A Monday in a town with a plan and a mandate."""
    town = Town().with_plan()
    if rules is not None:
        town.adopt_regulation(rules)
    return town


def short(deadlines: list[Deadline]) -> list[tuple[DeadlineKind, date, str]]:
    """Kind, day and article."""
    return [(each.kind, each.due, each.article) for each in deadlines]


class TestTheEndOfASubsidy:
    def test_its_last_day_is_told_and_stays_until_what_is_left_is_free(self) -> None:
        town = town_of_money()
        documents = fold(SubsidiesProjection(), entries_of(town)).values()
        (subsidy,) = (each for each in documents if isinstance(each, SubsidyDocument))
        last_day, year = date(YEAR + 1, 5, 31), YEAR + 1
        found = deadlines_of_subsidies([subsidy], year, last_day)
        assert [(each.kind, each.due, each.article, each.subsidy_id) for each in found] == [
            (DeadlineKind.SUBSIDY, last_day, "Awb 4:51", "welfare")
        ]
        late = date(YEAR + 1, 6, 1)
        assert not deadlines_of_subsidies([subsidy], year, late), "all that was left is free"
        bound = altered(subsidy, {"bound": {year: subsidy.amount_cents}})
        assert len(deadlines_of_subsidies([bound], year, late)) == 1
        assert not deadlines_of_subsidies([subsidy], YEAR, last_day), "it is of the other year"

    def test_what_is_bound_of_a_year_that_came_to_be_after_it_is_told_until_it_is_free(
        self,
    ) -> None:
        town = Town().with_money(100_00)
        town.open_year(year=YEAR + 1)
        town.allocate({LIENDERT: 1}, 50_00, year=YEAR + 1)
        town.divide_money(LIENDERT, year=YEAR + 1, institution=1)
        town.record_subsidy(50_00)
        town.bind_subsidy(YEAR + 1)
        town.announce_ending(18)
        town.end_subsidy(YEAR + 1)
        assert self.due_late_in(town) == [date(YEAR, 12, 31)]
        town.now = datetime(YEAR + 1, 1, 4, 9, tzinfo=UTC)
        town.free_subsidy(YEAR + 1)
        assert self.due_late_in(town) == []

    @staticmethod
    def due_late_in(town: Town) -> list[date]:
        """What the calendar of the next year has of its subsidies, late in that year."""
        documents = fold(SubsidiesProjection(), entries_of(town)).values()
        subsidies = [each for each in documents if isinstance(each, SubsidyDocument)]
        late = date(YEAR + 1, 6, 1)
        return [each.due for each in deadlines_of_subsidies(subsidies, YEAR + 1, late)]


class TestBeforeADecision:
    def test_it_is_due_within_eight_weeks(self) -> None:
        town = a_town()
        town.submit("garden", 100_00)
        assert short(due(town)) == [(DeadlineKind.DECISION, date(YEAR, 3, 1), "Awb 4:13")]

    def test_or_within_the_term_of_the_regulation_it_began_under(self) -> None:
        town = a_town(RULES)
        town.submit("garden", 100_00)
        found = due(town, {"rules-1": RULES})
        assert short(found) == [(DeadlineKind.DECISION, date(YEAR, 3, 15), "9")]

    def test_it_is_late_the_day_after_and_soon_two_weeks_before(self) -> None:
        town = a_town()
        town.submit("garden", 100_00)
        (found,) = due(town)
        assert found.urgency(date(YEAR, 3, 2)) is Urgency.LATE
        assert found.urgency(date(YEAR, 3, 1)) is Urgency.SOON
        assert found.urgency(date(YEAR, 2, 15)) is Urgency.SOON
        assert found.urgency(date(YEAR, 2, 14)) is Urgency.LATER


class TestOnceGranted:
    def test_an_objection_can_be_made_for_six_weeks_and_is_then_no_longer_listed(self) -> None:
        town = a_town()
        town.granted("garden", 100_00)
        assert short(due(town)) == [(DeadlineKind.OBJECTION, date(YEAR, 2, 15), "Awb 6:7")]
        town.now = datetime(YEAR, 2, 16, tzinfo=UTC)
        assert due(town) == []

    def test_the_last_day_for_an_objection_is_the_one_that_the_decision_told(self) -> None:
        town = a_town()
        town.now = datetime(YEAR, 2, 15, 9, tzinfo=UTC)
        town.granted("garden", 100_00)
        easter_monday = date(YEAR, 3, 29)
        assert is_dutch_holiday(easter_monday)
        assert short(due(town)) == [(DeadlineKind.OBJECTION, easter_monday, "Awb 6:7")]

    def test_the_account_is_due_where_the_regulation_asks_one(self) -> None:
        town = a_town(RULES)
        town.granted("garden", 100_00)
        found = due(town, {"rules-1": RULES})
        assert (DeadlineKind.ACCOUNT, date(YEAR + 1, 3, 31), "7") in short(found)

    def test_what_was_asked_is_paid_in_time(self) -> None:
        town = a_town(RULES)
        town.granted("garden", 100_00)
        town.request_payout("garden", 50_00)
        assert (DeadlineKind.PAYMENT, date(YEAR, 2, 15), "Awb 4:87") in short(due(town))
        found = due(town, {"rules-1": RULES})
        assert (DeadlineKind.PAYMENT, date(YEAR, 1, 18), "9") in short(found)


class TestOnceAccountedFor:
    def test_it_is_determined_within_eight_weeks(self) -> None:
        town = a_town()
        town.granted("garden", 100_00)
        town.render_account("garden", 100_00)
        assert (DeadlineKind.DETERMINATION, date(YEAR, 3, 1), "Awb 4:13") in short(due(town))

    def test_what_is_claimed_is_paid_back_within_six_weeks_and_claimed_within_five_years(
        self,
    ) -> None:
        town = a_town(RULES)
        town.granted("garden", 100_00)
        town.request_payout("garden", 100_00)
        town.approve_payout("garden")
        town.pay("garden")
        town.render_account("garden", 100_00)
        town.determine("garden", 40_00, DeterminationGround.NOT_CARRIED_OUT)
        pay_back = DeadlineKind.PAY_BACK, date(YEAR, 2, 15), "Awb 4:87"
        found = short(due(town, {"rules-1": RULES}))
        assert pay_back in found, "the weeks of the regulation are those for what the city pays"
        assert (DeadlineKind.RECOVERY, date(YEAR + 5, 1, 4), "Awb 4:57") in found
        assert DeadlineKind.PAYMENT not in {kind for kind, *_ in found}
        town.now = datetime(YEAR + 5, 1, 5, 9, tzinfo=UTC)
        assert short(due(town)) == [pay_back], "nothing is claimed any more, and it is still due"
        assert due(town)[0].urgency(town.now.date()) is Urgency.LATE
        town.recover("garden", 60_00)
        assert not due(town)

    def test_what_a_withdrawal_claims_before_a_determination_too(self) -> None:
        town = a_town()
        town.granted("garden", 100_00)
        town.request_payout("garden", 100_00)
        town.approve_payout("garden")
        town.pay("garden")
        town.withdrawn("garden", 40_00, ground=WithdrawalGround.NOT_CARRIED_OUT)
        assert (DeadlineKind.PAY_BACK, date(YEAR, 2, 15), "Awb 4:87") in short(due(town))
        town.recover("garden", 60_00)
        kinds = {each.kind for each in due(town)}
        assert not kinds & {DeadlineKind.PAY_BACK, DeadlineKind.RECOVERY}

    def test_the_rest_is_paid_within_six_weeks(self) -> None:
        town = a_town()
        town.granted("garden", 100_00)
        town.render_account("garden", 100_00)
        town.determine("garden", 100_00)
        assert (DeadlineKind.PAYMENT, date(YEAR, 2, 15), "Awb 4:87") in short(due(town))


def test_the_first_stands_first() -> None:
    town = a_town()
    town.submit("garden", 100_00)
    town.granted("shed", 100_00)
    days = [each.due for each in due(town)]
    assert days == sorted(days)
    assert len(days) == 2


def test_views_are_awaited_until_everyone_who_applied_gave_theirs() -> None:
    town = granted_together()
    town.announce_withdrawal("garden")
    awaited = DeadlineKind.VIEWS, date(YEAR, 1, 19), "Awb 4:8"
    assert awaited in short(due(town))
    town.do(GiveViews, NEIGHBOUR, proposal_id="garden", note=sealed("half of it is there"))
    assert awaited in short(due(town))
    town.give_views("garden")
    assert awaited not in short(due(town))
