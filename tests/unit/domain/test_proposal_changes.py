"""What an applicant changes before the list is frozen: text, activities, what was missing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from domain.activity import (
    ActivityAsksNothing,
    CostKind,
    CostLine,
    FundingKind,
    FundingLine,
    OwnWorkNotInCosts,
    asked_for,
    awarded_within,
)
from domain.money import Money
from domain.proposal import Proposal, ProposalStatus, evolve
from domain.proposal_activities import (
    ActivityInPart,
    ActivityUnknown,
    LastActivity,
    RankActivities,
    RankingIncomplete,
    RemoveActivity,
    SetActivity,
    TooManyActivities,
    guard_whole_activities,
    rank_activities,
    remove_activity,
    set_activity,
)
from domain.proposal_amendment import (
    AmendProposal,
    AmountFollowsActivities,
    NotAnApplicant,
    ProposalBeingDecided,
    ProposalFrozen,
    amend,
)
from domain.proposal_completion import (
    CompleteProposal,
    CompletionTermOver,
    CompletionTermUnfit,
    RequestCompletion,
    complete,
    request_completion,
)
from tests.unit.domain.given import NOON, TODAY, after, command, euros, refused, sealed
from tests.unit.domain.proposals import (
    ASKED,
    BEGUN,
    EMMA,
    FRITS,
    ON_BALLOT,
    TAKEN,
    TOO_LATE,
    WITH_FRITS,
    an_activity,
    submitted,
)

ABOUT: dict[str, Any] = {"proposal_id": "garden"}
PLAIN = after(evolve, submitted())
WITH_ACTIVITIES = after(evolve, *BEGUN)


def cost(amount: int, kind: CostKind = CostKind.HIRE) -> CostLine:
    """A cost in euros."""
    return CostLine(kind=kind, amount_cents=euros(amount))


def funded(amount: int, kind: FundingKind = FundingKind.OWN_MONEY) -> FundingLine:
    """A contribution in euros."""
    return FundingLine(kind=kind, amount_cents=euros(amount))


def amending(proposal: Proposal | None, by: Any = EMMA, amount: int = 700, **more: Any) -> Any:
    """The garden becomes a park."""
    asked = command(
        AmendProposal,
        by,
        **ABOUT,
        title=sealed("a park"),
        description=sealed("with benches"),
        amount_cents=euros(amount),
    )
    return amend(asked, proposal, is_bound=more.get("is_bound", False))


def setting(proposal: Proposal, name: str, *costs: CostLine, **more: Any) -> Any:
    """An activity is set."""
    asked = command(
        SetActivity, EMMA, **ABOUT, activity_id=name, title=sealed(name), costs=costs, **more
    )
    return set_activity(asked, proposal, is_bound=False)


class TestAmending:
    """Versions, until people vote or decide on a text."""

    def test_each_amendment_is_the_next_version(self) -> None:
        (event,) = amending(PLAIN)
        amended = after(evolve, submitted(), event)
        assert (amended.version, amended.amount) == (2, euros(700))
        (again,) = amending(amended, amount=800)
        assert again.version == 3

    def test_everyone_who_applies_may_amend_and_nobody_else(self) -> None:
        joint = after(evolve, submitted(joint_applicants=(WITH_FRITS,)))
        assert amending(joint, FRITS)
        with refused(NotAnApplicant):
            amending(PLAIN, FRITS)

    def test_nothing_changes_after_the_list_is_frozen(self) -> None:
        with refused(ProposalFrozen):
            amending(after(evolve, *BEGUN, TAKEN, ON_BALLOT), amount=600)

    def test_nothing_changes_while_it_is_decided_on(self) -> None:
        with refused(ProposalBeingDecided):
            amending(PLAIN, is_bound=True)

    def test_the_amount_is_that_of_the_activities_where_there_are_any(self) -> None:
        assert amending(WITH_ACTIVITIES, amount=600)
        with refused(AmountFollowsActivities):
            amending(WITH_ACTIVITIES, amount=601)


class TestActivities:
    """Each has a budget, and the proposal asks what they ask together."""

    def test_an_activity_asks_its_costs_without_its_co_funding(self) -> None:
        assert asked_for([cost(300), cost(200)], [funded(150)]) == euros(350)

    def test_own_work_is_co_funding_as_far_as_it_is_valued_in_the_costs(self) -> None:
        own_work = funded(100, FundingKind.OWN_WORK)
        assert asked_for([cost(300), cost(100, CostKind.OWN_WORK)], [own_work]) == euros(300)
        with refused(OwnWorkNotInCosts):
            asked_for([cost(300), cost(99, CostKind.OWN_WORK)], [own_work])

    @pytest.mark.parametrize("contribution", [300, 301])
    def test_what_is_paid_for_already_asks_nothing(self, contribution: int) -> None:
        with refused(ActivityAsksNothing):
            asked_for([cost(300)], [funded(contribution)])

    def test_the_first_one_replaces_the_amount_and_the_next_are_added(self) -> None:
        (first,) = setting(PLAIN, "digging", cost(400))
        one = after(evolve, submitted(), first)
        (second,) = setting(one, "planting", cost(250), funding=(funded(50),))
        two = after(evolve, submitted(), first, second)
        assert (one.amount, two.amount, two.version) == (euros(400), euros(600), 3)

    def test_setting_one_again_writes_it_anew(self) -> None:
        (event,) = setting(WITH_ACTIVITIES, "digging", cost(100))
        assert event.amount_cents == euros(300)

    def test_so_many_fit_in_a_proposal(self) -> None:
        many = after(
            evolve, submitted(), *(an_activity(f"part-{number}", 1) for number in range(40))
        )
        assert setting(many, "part-0", cost(2))
        with refused(TooManyActivities):
            setting(many, "part-40", cost(1))

    def test_one_of_several_can_go_and_the_last_cannot(self) -> None:
        def removing(proposal: Proposal, name: str) -> Any:
            asked = command(RemoveActivity, EMMA, **ABOUT, activity_id=name)
            return remove_activity(asked, proposal, is_bound=False)

        (event,) = removing(WITH_ACTIVITIES, "digging")
        assert event.amount_cents == euros(200)
        with refused(ActivityUnknown):
            removing(WITH_ACTIVITIES, "dancing")
        with refused(LastActivity):
            removing(after(evolve, *BEGUN, event), "planting")


class TestAwarding:
    """Per activity, in order of rank: whole or not at all."""

    RANKED = ("planting", "digging")

    def ranking(self, *names: str) -> Any:
        """A case officer puts them in order."""
        asked = command(RankActivities, **ABOUT, activity_ids=names, reason=sealed("plants first"))
        return rank_activities(asked, after(evolve, *BEGUN, TAKEN), is_bound=False)

    def test_every_activity_has_a_place_in_the_order(self) -> None:
        for names in (("planting",), ("planting", "planting"), ("planting", "digging", "dancing")):
            with refused(RankingIncomplete):
                self.ranking(*names)

    def test_money_goes_down_the_ranks_and_passes_over_what_does_not_fit(self) -> None:
        asked = (("a", Money(50)), ("b", Money(70)), ("c", Money(30)))
        assert awarded_within(asked, Money(80)) == ("a", "c")
        assert awarded_within(asked, Money(29)) == ()
        assert awarded_within(asked, Money(150)) == ("a", "b", "c")

    def test_only_whole_activities_are_paid(self) -> None:
        ranked = after(evolve, *BEGUN, TAKEN, *self.ranking(*self.RANKED))
        for amount in (200, 600):
            guard_whole_activities(ranked, euros(amount))
        for amount in (400, 300, 199, 601):
            with refused(ActivityInPart):
                guard_whole_activities(ranked, euros(amount))

    def test_in_another_order_another_one_is_paid(self) -> None:
        guard_whole_activities(after(evolve, *BEGUN, TAKEN), euros(400))

    def test_a_proposal_without_activities_is_paid_as_before(self) -> None:
        guard_whole_activities(PLAIN, euros(1))


class TestCompleting:
    """What is missing is asked with a term, and answered (Awb 4:5)."""

    @pytest.mark.parametrize("days", [6, 93])
    def test_the_term_is_reasonable(self, days: int) -> None:
        asked = command(
            RequestCompletion,
            **ABOUT,
            reason=sealed("costs"),
            answer_by=TODAY + timedelta(days=days),
        )
        with refused(CompletionTermUnfit):
            request_completion(asked, PLAIN)

    def test_an_answer_in_time_brings_it_back(self) -> None:
        waiting = after(evolve, submitted(), ASKED)
        last_moment = NOON + timedelta(days=14, hours=9)
        answer = command(CompleteProposal, EMMA, at=last_moment, **ABOUT, note=sealed("here"))
        found = after(evolve, submitted(), ASKED, *complete(answer, waiting))
        assert (found.status, found.answer_by) == (ProposalStatus.SUBMITTED, None)

    def test_an_answer_after_the_term_is_too_late(self) -> None:
        answer = command(CompleteProposal, EMMA, at=TOO_LATE, **ABOUT, note=sealed("here"))
        with refused(CompletionTermOver):
            complete(answer, after(evolve, submitted(), ASKED))

    def test_only_who_applies_answers(self) -> None:
        answer = command(CompleteProposal, FRITS, **ABOUT, note=sealed("here"))
        with refused(NotAnApplicant):
            complete(answer, after(evolve, submitted(), ASKED))
