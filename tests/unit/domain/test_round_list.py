"""The lines of a list: whole proposals, and where asked for, their activities one by one."""

from __future__ import annotations

from typing import Any

import pytest

from domain.activity import GrantedActivity
from domain.errors import Refusal
from domain.event_catalogue import event_from, payload_of
from domain.grant import GrantAboveFunding, guard_round_was_won
from domain.money import Money
from domain.proposal import Activity, Proposal
from domain.regulation_contents import NO_RULES, Regulation
from domain.round_conditions import ConditionNamesUnknownProposal
from domain.round_events import ActivitiesLeftOff, LeftOffActivity
from domain.round_list import (
    ActivityAboveFunding,
    ActivityDidNotWin,
    ActivityWasLeftOff,
    LeftOffUnexplained,
    LineNameUnfit,
    ListTooLong,
    NotGrantedPerActivity,
    NothingLeftOnList,
    NotToBeLeftOff,
    SmallestPartUnfit,
    guard_activities_won,
    left_off,
    lines_of,
)
from domain.round_opening import open_round
from domain.tally.parameters import VotingRule
from domain.voting_round import (
    OpenVotingRound,
    SmallestPart,
    VotingRound,
    VotingRoundOpened,
    VotingRoundTallied,
    Winner,
)
from domain.voting_rules import MAX_CANDIDATES, RoundRules
from tests.unit.domain.given import euros, happened, refused
from tests.unit.domain.rounds import BUDGET, PASS_KEY, in_handling, opening, rules, the_round

PER_ACTIVITY = Regulation.model_validate(
    {
        "ranking": {
            "article": "8",
            "per_activity": True,
            "criteria": [{"criterion": "reach", "weight": 1}],
        }
    }
)


def with_activities(proposal_id: str = "garden", **asked: int) -> Proposal:
    """A proposal in handling whose activities ask so many euros."""
    activities = {name: Activity("00" * 32, (), (), euros(each)) for name, each in asked.items()}
    return in_handling(proposal_id, amount=euros(sum(asked.values())), activities=activities)


GARDEN = with_activities(digging=350, planting=250)
OVEN = in_handling("oven")


def asking(round_rules: RoundRules | None = None, **changed: Any) -> OpenVotingRound:
    """Opening a round per activity."""
    asked = opening(round_rules or rules(rule=VotingRule.GREEDY), **changed)
    return asked.model_copy(update={"per_activity": True})


def open_per_activity(
    asked: OpenVotingRound | None = None, regulation: Regulation = PER_ACTIVITY
) -> VotingRoundOpened:
    """The round on the garden's activities and the oven."""
    event, placed = open_round(
        asked or asking(),
        None,
        BUDGET,
        {"garden": GARDEN, "oven": OVEN},
        PASS_KEY,
        rules_of=lambda _: regulation,
    )
    assert sorted(placed) == ["garden", "oven"]
    return event


def counted(**funded: int) -> VotingRound:
    """The round, counted: lines (`__` for the dot between) with what they won, in euros."""
    winners = tuple(
        Winner(line_id=name.replace("__", "."), price_cents=euros(each), funded_cents=euros(each))
        for name, each in funded.items()
    )
    result = happened(VotingRoundTallied, round_id="round-1", ballots=1, winners=winners, ties=())
    return the_round(open_per_activity(), result)


def gets(**named: int) -> tuple[GrantedActivity, ...]:
    """What a decision gives activities, in euros."""
    return tuple(
        GrantedActivity(activity_id=name, amount_cents=euros(each)) for name, each in named.items()
    )


class TestOpening:
    """Every activity is a line with its own price; what has none is one line."""

    def test_puts_each_activity_on_the_list_with_what_it_asks(self) -> None:
        lines = [(each.line_id, each.price_cents) for each in open_per_activity().candidates]
        assert lines == [
            ("garden.digging", euros(350)),
            ("garden.planting", euros(250)),
            ("oven", euros(500)),
        ]

    def test_without_asking_for_it_puts_the_proposals_on_as_a_whole(self) -> None:
        event = open_per_activity(opening())
        assert [each.line_id for each in event.candidates] == ["garden", "oven"]

    def test_is_read_back_as_it_was_written(self) -> None:
        event = open_per_activity()
        assert event_from(event.TOPIC, payload_of(event)) == event

    def test_is_refused_where_the_regulation_does_not_grant_per_activity(self) -> None:
        with refused(NotGrantedPerActivity):
            open_per_activity(regulation=NO_RULES)

    def test_freezes_prices_and_parts_by_the_names_of_lines(self) -> None:
        part = SmallestPart(proposal_id="garden.digging", amount_cents=euros(100))
        voting = the_round(open_per_activity(asking(smallest_parts=(part,))))
        assert voting.prices["garden.planting"] == euros(250)
        assert voting.smallest_parts == {"garden.digging": euros(100)}
        assert voting.proposal_ids == ("garden", "oven")

    @pytest.mark.parametrize(("name", "cents"), [("garden", 1), ("garden.digging", 350_00)])
    def test_knows_no_part_of_what_is_no_line_or_the_whole(self, name: str, cents: int) -> None:
        part = SmallestPart(proposal_id=name, amount_cents=Money(cents))
        with refused(SmallestPartUnfit):
            open_per_activity(asking(smallest_parts=(part,)))

    def test_lets_conditions_name_lines_and_nothing_else(self) -> None:
        either = rules(rule=VotingRule.GREEDY, exclusions=(("garden.digging", "garden.planting"),))
        assert open_per_activity(asking(either))
        whole = rules(rule=VotingRule.GREEDY, exclusions=(("garden", "oven"),))
        with refused(ConditionNamesUnknownProposal):
            open_per_activity(asking(whole))

    def test_holds_no_more_lines_than_a_list_has_room_for(self) -> None:
        many = [with_activities(f"p{n}", **{f"a{m}": 1 for m in range(40)}) for n in range(10)]
        assert len(lines_of(asking(), many, lambda _: PER_ACTIVITY)) == MAX_CANDIDATES
        with refused(ListTooLong):
            lines_of(asking(), [*many, OVEN], lambda _: PER_ACTIVITY)

    @pytest.mark.parametrize(
        "others",
        [
            [in_handling("garden.digging")],
            [with_activities("p" * 60, **{"a" * 4: 1})],
        ],
        ids=["a name that another line has", "a name that is too long"],
    )
    def test_gives_each_line_a_name_of_its_own_that_fits(self, others: list[Proposal]) -> None:
        with refused(LineNameUnfit):
            lines_of(asking(), [GARDEN, *others], lambda _: PER_ACTIVITY)

    def test_knows_a_name_of_the_greatest_length(self) -> None:
        longest = with_activities("p" * 60, **{"a" * 3: 1})
        (line,) = lines_of(asking(), [longest], lambda _: PER_ACTIVITY)
        assert len(line.line_id) == 64


class TestOnceCounted:
    """A proposal won what its activities won together."""

    def test_a_proposal_won_what_its_activities_won(self) -> None:
        both = counted(garden__planting=250, oven=500, garden__digging=350)
        assert both.won == {"garden": euros(600), "oven": euros(500)}
        assert both.won_per_activity("garden") == {
            "digging": euros(350),
            "planting": euros(250),
        }

    def test_no_more_is_reserved_than_won(self) -> None:
        garden = in_handling("garden", round_id="round-1")
        one = counted(garden__planting=250)
        guard_round_was_won(garden, one, euros(250), NO_RULES)
        with refused(GrantAboveFunding):
            guard_round_was_won(garden, one, euros(250) + Money(1), NO_RULES)

    def test_an_activity_gets_what_it_won_or_less(self) -> None:
        garden, one = in_handling("garden", round_id="round-1"), counted(garden__planting=250)
        guard_activities_won(garden, one, gets(planting=250))
        guard_activities_won(garden, one, ())
        for named, refusal in (
            (gets(planting=251), ActivityAboveFunding),
            (gets(digging=1), ActivityDidNotWin),
            (gets(planting=250, digging=1), ActivityDidNotWin),
        ):
            with refused(refusal):
                guard_activities_won(garden, one, named)

    def test_of_a_proposal_that_stood_on_the_list_as_a_whole_nothing_is_asked(self) -> None:
        oven = in_handling("oven", round_id="round-1")
        guard_activities_won(oven, counted(oven=500), gets(baking=500))


def without(*names: str, reason: str | None = "ab" * 32, **changed: Any) -> OpenVotingRound:
    """Opening the round without these activities of the garden."""
    off = tuple(LeftOffActivity(proposal_id="garden", activity_id=name) for name in names)
    return asking().model_copy(update={"left_off": off, "left_off_reason": reason} | changed)


class TestLeavingActivitiesOff:
    """Whoever opens the round may, with a reason; of each proposal something stays."""

    def test_the_others_stand_on_the_list(self) -> None:
        opened = open_per_activity(without("digging"))
        assert [line.line_id for line in opened.candidates] == ["garden.planting", "oven"]
        (told,) = left_off(without("digging", "digging"))
        assert isinstance(told, ActivitiesLeftOff)
        assert [each.line_id for each in told.activities] == ["garden.digging"]
        assert left_off(asking()) == []

    @pytest.mark.parametrize(
        ("asked", "refusal"),
        [
            (without("digging", reason=None), LeftOffUnexplained),
            (without(), LeftOffUnexplained),
            (without("weeding"), NotToBeLeftOff),
            (without("digging", per_activity=False), NotToBeLeftOff),
            (without("digging", "planting"), NothingLeftOnList),
        ],
    )
    def test_is_refused_otherwise(self, asked: OpenVotingRound, refusal: type[Refusal]) -> None:
        with refused(refusal):
            open_per_activity(asked)

    def test_what_was_left_off_gets_nothing(self) -> None:
        opened = open_per_activity(without("digging"))
        won = Winner(line_id="garden.planting", price_cents=euros(250), funded_cents=euros(250))
        told: dict[str, Any] = {"round_id": "round-1", "ballots": 3, "winners": (won,), "ties": ()}
        counted = the_round(opened, happened(VotingRoundTallied, **told))
        named = (GrantedActivity(activity_id="digging", amount_cents=euros(1)),)
        with refused(ActivityWasLeftOff):
            guard_activities_won(GARDEN, counted, named)
