"""A voting round: everything that decides how votes count is frozen when it opens."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from pydantic import ValidationError

from domain.budget import NotEnoughMoney
from domain.canonical import content_hash
from domain.mandate import MandateWithdrawn
from domain.money import Money
from domain.proposal import (
    Proposal,
    ProposalAlreadyOnBallot,
    ProposalInWrongState,
    ProposalPlacedOnBallot,
    ProposalStatus,
    ProposalUnknown,
)
from domain.round_limits import LimitsContradict, NoBallotPossible
from domain.round_opening import (
    REACH,
    CandidateElsewhere,
    VotingPeriodEmpty,
    VotingPeriodUnfit,
    VotingRoundAlreadyOpened,
    frozen_hash,
    open_round,
)
from domain.tally.parameters import COMPLETIONS, Completion, OptionNotAvailable, VotingRule
from domain.voting_round import (
    CloseVotingRound,
    ClosingTooEarly,
    OpenVotingRound,
    RoundStatus,
    VotingRoundClosed,
    VotingRoundNotOpen,
    VotingRoundOpened,
    VotingRoundTallied,
    VotingRoundUnknown,
    Winner,
    close,
    evolve,
    guard_round_exists,
)
from domain.voting_rules import RoundRules
from tests.unit.domain.given import NOON, SOESTERKWARTIER, YEAR, command, euros, happened, refused
from tests.unit.domain.rounds import (
    BUDGET,
    CLOSES_AT,
    PASS_KEY,
    closed,
    in_handling,
    open_now,
    opened,
    opening,
    rules,
    the_round,
)

CLOSING = command(CloseVotingRound, at=CLOSES_AT, round_id="round-1")
ROOT = "ab" * 32


def open_with(asked: OpenVotingRound, **proposals: Proposal | None) -> VotingRoundOpened:
    """Open a round on the garden and the oven, or on what stands for them."""
    given = {each: in_handling(each) for each in asked.proposal_ids}
    event, _ = open_round(asked, None, BUDGET, given | proposals, PASS_KEY)
    assert isinstance(event, VotingRoundOpened)
    return event


class TestBeforeItOpens:
    """The round does not exist."""

    def test_opening_freezes_rules_list_and_prices(self) -> None:
        event = open_with(opening(rules(max_choices=1)))
        assert event.rules.max_choices == 1
        assert [(each.proposal_id, each.price_cents) for each in event.candidates] == [
            ("garden", euros(600)),
            ("oven", euros(500)),
        ]

    def test_each_proposal_on_the_list_learns_so_in_its_own_stream(self) -> None:
        proposals = {"garden": in_handling("garden"), "oven": in_handling("oven")}
        _, placed = open_round(opening(), None, BUDGET, proposals, PASS_KEY)
        assert placed.keys() == {"garden", "oven"}
        assert all(isinstance(each, ProposalPlacedOnBallot) for each in placed.values())

    def test_a_proposal_named_twice_stands_on_the_list_once(self) -> None:
        event = open_with(opening(proposal_ids=("garden", "oven", "garden")))
        assert len(event.candidates) == 2

    def test_its_money_is_available_in_the_wijk(self) -> None:
        assert open_with(opening(budget=euros(1000)))
        with refused(NotEnoughMoney):
            open_with(opening(budget=euros(1000) + Money(1)))

    def test_it_closes_after_it_opens(self) -> None:
        for closes_at in (NOON, NOON - timedelta(seconds=1)):
            with refused(VotingPeriodEmpty):
                open_with(opening(closes_at=closes_at))

    @pytest.mark.parametrize(
        "far_away",
        [
            {"opens_at": "0001-01-01T00:00:00+14:00", "closes_at": None},
            {"opens_at": "9999-12-31T23:59:59-14:00", "closes_at": None},
            {"closes_at": "9999-12-31T23:59:59.999999-14:00"},
            {"closes_at": NOON + REACH + timedelta(seconds=1)},
            {"opens_at": NOON - REACH - timedelta(seconds=1)},
        ],
    )
    def test_it_opens_and_closes_within_ten_years(self, far_away: dict[str, Any]) -> None:
        fields = opening().model_dump() | far_away
        with refused(VotingPeriodUnfit):
            open_with(OpenVotingRound.model_validate(fields))

    def test_ten_years_to_the_second_are_near_enough(self) -> None:
        assert open_with(opening(closes_at=NOON + REACH))

    def test_it_may_be_open_until_somebody_closes_it(self) -> None:
        assert open_with(opening(closes_at=None)).closes_at is None

    def test_there_is_no_round_to_close_or_vote_in(self) -> None:
        with refused(VotingRoundUnknown):
            close(CLOSING, None, 0, ROOT)
        with refused(VotingRoundUnknown):
            guard_round_exists(None, "round-1")

    def test_what_happens_elsewhere_opens_no_round(self) -> None:
        assert evolve(None, happened(MandateWithdrawn, mandate_id="mandate-1")) is None


class TestItsList:
    """Proposals in handling, of this wijk and year, on no other list."""

    def test_a_proposal_on_it_exists(self) -> None:
        with refused(ProposalUnknown):
            open_with(opening(), oven=None)

    @pytest.mark.parametrize("elsewhere", [{"wijk": SOESTERKWARTIER}, {"year": YEAR + 1}])
    def test_a_proposal_of_another_wijk_or_year_is_not_on_it(
        self, elsewhere: dict[str, Any]
    ) -> None:
        with refused(CandidateElsewhere):
            open_with(opening(), oven=in_handling("oven", **elsewhere))

    @pytest.mark.parametrize("status", sorted(set(ProposalStatus) - {ProposalStatus.IN_HANDLING}))
    def test_a_proposal_that_is_not_in_handling_is_not_on_it(self, status: ProposalStatus) -> None:
        with refused(ProposalInWrongState):
            open_with(opening(), oven=in_handling("oven", status=status))

    def test_a_proposal_on_another_list_is_not_on_it(self) -> None:
        with refused(ProposalAlreadyOnBallot):
            open_with(opening(), oven=in_handling("oven", round_id="round-0"))


class TestItsRules:
    """Somebody can fill in a ballot, and the ballots can be counted."""

    def test_the_minimum_of_choices_is_within_the_maximum(self) -> None:
        assert open_with(opening(rules(min_choices=2, max_choices=2)))
        with refused(LimitsContradict):
            open_with(opening(rules(min_choices=2, max_choices=1)))

    def test_a_ballot_never_needs_more_choices_than_the_list_has(self) -> None:
        with refused(NoBallotPossible):
            open_with(opening(rules(min_choices=3)))

    def test_the_cheapest_ballot_is_within_the_most_that_choices_may_cost(self) -> None:
        assert open_with(opening(rules(min_choices=1, max_total_cents=500_00)))
        with refused(NoBallotPossible):
            open_with(opening(rules(min_choices=1, max_total_cents=499_99)))
        with refused(NoBallotPossible):
            open_with(opening(rules(min_choices=2, max_total_cents=1099_99)))

    def test_a_blank_ballot_is_always_cheap_enough(self) -> None:
        assert open_with(opening(rules(min_choices=0, max_total_cents=1)))

    @pytest.mark.parametrize("completion", [None, *Completion])
    def test_equal_shares_has_every_completion(self, completion: Completion | None) -> None:
        assert open_with(opening(rules(completion=completion)))

    @pytest.mark.parametrize(
        ("rule", "completion"),
        [(rule, each) for rule, available in COMPLETIONS.items() for each in (None, *available)],
    )
    def test_a_round_may_freeze_every_rule_with_what_completes_it(
        self, rule: VotingRule, completion: Completion | None
    ) -> None:
        assert open_with(opening(rules(rule=rule, completion=completion)))

    @pytest.mark.parametrize(
        ("rule", "completion"),
        [
            (rule, each)
            for rule, available in COMPLETIONS.items()
            for each in Completion
            if each not in available
        ],
    )
    def test_no_round_opens_on_a_completion_its_rule_cannot_count(
        self, rule: VotingRule, completion: Completion
    ) -> None:
        with refused(OptionNotAvailable):
            open_with(opening(rules(rule=rule, completion=completion)))

    @pytest.mark.parametrize(
        "changed", [{"rule": "dice"}, {"max_choices": 0}, {"min_choices": -1}, {"tie_break": "age"}]
    )
    def test_a_rule_nobody_knows_is_malformed(self, changed: dict[str, Any]) -> None:
        with pytest.raises(ValidationError):
            RoundRules.model_validate({"rule": VotingRule.GREEDY} | changed)


class TestTheHashOfWhatIsFrozen:
    """It stands on every ballot."""

    def test_it_is_the_same_for_the_same_round_whoever_opens_it_and_when(self) -> None:
        later = opening().model_copy(update={"at": NOON + timedelta(hours=1)})
        assert open_with(later).rules_hash == open_with(opening()).rules_hash

    @pytest.mark.parametrize(
        "changed",
        [
            opening(rules(max_choices=1)),
            opening(rules(minimum_votes=1)),
            opening(rules(rule=VotingRule.GREEDY)),
            opening(budget=euros(701)),
            opening(proposal_ids=("garden",)),
            opening(closes_at=CLOSES_AT + timedelta(hours=1)),
        ],
        ids=["limits", "threshold", "rule", "budget", "list", "closing"],
    )
    def test_it_changes_with_anything_that_is_frozen(self, changed: OpenVotingRound) -> None:
        assert open_with(changed).rules_hash != open_with(opening()).rules_hash

    def test_it_changes_with_a_price(self) -> None:
        dearer = in_handling("oven", amount=euros(501))
        assert open_with(opening(), oven=dearer).rules_hash != open_with(opening()).rules_hash

    def test_anyone_recomputes_it_from_the_published_event(self) -> None:
        event = open_with(opening())
        frozen = event.model_dump(mode="json", exclude={"by", "at", "rules_hash"})
        assert content_hash(frozen) == event.rules_hash
        assert frozen_hash(event.model_dump(mode="json")) == event.rules_hash


class TestWhileOpen:
    """People vote."""

    def test_it_is_not_opened_a_second_time_with_other_rules(self) -> None:
        proposals = {"garden": in_handling("garden"), "oven": in_handling("oven")}
        with refused(VotingRoundAlreadyOpened):
            open_round(opening(rules(max_choices=1)), open_now(), BUDGET, proposals, PASS_KEY)

    def test_it_does_not_close_before_the_announced_time(self) -> None:
        too_early = CLOSING.model_copy(update={"at": CLOSES_AT - timedelta(seconds=1)})
        with refused(ClosingTooEarly):
            close(too_early, open_now(), 0, ROOT)

    def test_it_closes_at_the_announced_time_with_the_number_and_root_of_its_list(self) -> None:
        (event,) = close(CLOSING, open_now(), 3, ROOT)
        assert isinstance(event, VotingRoundClosed)
        assert (event.ballots, event.ballots_root) == (3, ROOT)

    def test_without_an_announced_time_it_closes_when_somebody_closes_it(self) -> None:
        at_once = CLOSING.model_copy(update={"at": NOON})
        assert close(at_once, the_round(opened(closes_at=None)), 0, ROOT)


class TestOnceClosed:
    """No ballot enters any more."""

    def test_it_is_not_closed_a_second_time(self) -> None:
        with refused(VotingRoundNotOpen):
            close(CLOSING, the_round(opened(), closed(3, ROOT)), 4, ROOT)

    def test_it_keeps_the_root_of_its_list(self) -> None:
        assert the_round(opened(), closed(3, ROOT)).ballots_root == ROOT

    def test_once_tallied_it_knows_who_won(self) -> None:
        tallied = happened(
            VotingRoundTallied,
            round_id="round-1",
            ballots=3,
            winners=(Winner(line_id="oven", price_cents=euros(500), funded_cents=euros(500)),),
            ties=(),
        )
        counted = the_round(opened(), closed(3, ROOT), tallied)
        assert (counted.status, counted.winners) == (RoundStatus.TALLIED, ("oven",))
