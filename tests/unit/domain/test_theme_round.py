"""Dividing money over themes: what may be opened, what a ballot may say, what comes of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from pydantic import ValidationError

from adapters.example_regulations import examples
from domain import round_opening
from domain.ballot import BallotCast, CastBallot, VotingPass, cast
from domain.ballot_list import ballots_root
from domain.budget import NotEnoughMoney
from domain.errors import Refusal
from domain.event import Event
from domain.money import MAX_CENTS, Money
from domain.regulation_contents import Regulation
from domain.regulation_guards import RoundAgainstRegulation
from domain.round_opening import (
    VotingPeriodEmpty,
    VotingRoundAlreadyOpened,
    frozen_hash,
)
from domain.round_procedure import PLAIN, Quorum, QuorumMissed, RoundProcedure
from domain.round_result import BallotListChanged
from domain.theme_division import (
    NotAllDivided,
    ThemeDivision,
    ThemeRounding,
    ThemeUnknown,
    TooFewThemesChosen,
    TooMuchForOneTheme,
    amounts_of_themes,
    guard_division_on_ballot,
)
from domain.theme_round import (
    NoDivisionPossible,
    OpenThemeRound,
    StepsDoNotFit,
    guard_keeps_to,
    open_theme_round,
    tally,
)
from domain.theme_round_events import ThemeRoundOpened, ThemeRoundTallied
from domain.voting_round import (
    TallyVotingRound,
    VotingRound,
    VotingRoundNotClosed,
)
from tests.unit.domain.given import LIENDERT, NOON, YEAR, command, euros, refused
from tests.unit.domain.rounds import (
    BUDGET,
    CLOSES_AT,
    PASS_KEY,
    ballot,
    closed,
    opening,
    rules,
    the_round,
)

THEMES = ("green", "care", "play")


def dividing(**changed: Any) -> ThemeDivision:
    """Nine hundred euros in steps of a hundred, over at least two of three themes."""
    fields: dict[str, Any] = {"themes": THEMES, "step_cents": 100_00, "least_themes": 2}
    return ThemeDivision.model_validate(fields | changed)


def asked(division: ThemeDivision | None = None, **changed: Any) -> OpenThemeRound:
    """Opening the round."""
    fields: dict[str, Any] = {
        "round_id": "round-1",
        "wijk": LIENDERT,
        "year": YEAR,
        "budget_cents": euros(900),
        "division": division or dividing(),
        "opens_at": NOON,
        "closes_at": CLOSES_AT,
    }
    return command(OpenThemeRound, **fields | changed)


def opened(division: ThemeDivision | None = None, **changed: Any) -> ThemeRoundOpened:
    """The round, opened."""
    (event,) = open_theme_round(asked(division, **changed), None, BUDGET, PASS_KEY)
    assert isinstance(event, ThemeRoundOpened)
    return event


class TestOpening:
    def test_freezes_themes_steps_and_limits_with_their_hash(self) -> None:
        event = opened()
        assert event.rules_hash == frozen_hash(event.model_dump(mode="json"))
        assert opened(dividing(least_themes=3)).rules_hash != event.rules_hash
        found = the_round(event)
        assert found.division == dividing()
        assert (found.rules.min_points, found.rules.max_points) == (9, 9)

    def test_happens_once(self) -> None:
        with refused(VotingRoundAlreadyOpened):
            open_theme_round(asked(), the_round(opened()), BUDGET, PASS_KEY)

    def test_needs_money_that_is_there_and_time_to_vote(self) -> None:
        with refused(NotEnoughMoney):
            opened(budget_cents=euros(1_100))
        with refused(VotingPeriodEmpty):
            opened(closes_at=NOON)

    @pytest.mark.parametrize("budget", [euros(950), euros(50)], ids=["half a step", "no step"])
    def test_needs_a_whole_number_of_steps(self, budget: Money) -> None:
        with refused(StepsDoNotFit):
            opened(budget_cents=budget)

    @pytest.mark.parametrize(
        "changed",
        [
            {"least_themes": 4},
            {"most_steps": 2},
            {"themes": ("green", "green", "care")},
            {"step_cents": 900_00},
        ],
        ids=["more themes than there are", "cannot give all", "a theme twice", "one step"],
    )
    def test_needs_limits_within_which_all_can_be_divided(self, changed: dict[str, Any]) -> None:
        with refused(NoDivisionPossible):
            opened(dividing(**changed))

    def test_is_by_the_regulation_where_there_is_one_on_themes(self) -> None:
        (venlo,) = (each.rules for name, each in examples().items() if name == "venlo-themes")
        assert venlo.themes is not None
        kept = ThemeDivision(
            themes=venlo.themes.themes, step_cents=Money(10_000_00), least_themes=4
        )
        guard_keeps_to(venlo, asked(kept))
        guard_keeps_to(Regulation(), asked())
        for changed, limit in (
            ({"themes": THEMES}, "themes"),
            ({"step_cents": 5_000_00}, "step_cents"),
            ({"least_themes": 3}, "least_themes"),
        ):
            differs = ThemeDivision.model_validate(kept.model_dump() | changed)
            with refused(RoundAgainstRegulation) as caught:
                guard_keeps_to(venlo, asked(differs))
            assert caught.value.values["limit"] == limit
        with refused(RoundAgainstRegulation):
            round_opening.guard_keeps_to(venlo, opening(rules()))


def filled(*given: tuple[str, int]) -> CastBallot:
    """A ballot that gives themes steps."""
    fields: dict[str, Any] = {
        "command_id": "0191d3a0-0000-7000-8000-000000000002",
        "at": NOON,
        "round_id": "round-1",
        "voting_pass": VotingPass(pass_id=f"{1:032x}", signature="0" * 128),
        "choices": tuple(name for name, _ in given),
        "points": tuple(steps for _, steps in given),
        "replaces": None,
    }
    return CastBallot.model_validate(fields)


class TestABallot:
    def test_divides_everything(self) -> None:
        (event,) = cast(filled(("green", 5), ("care", 4)), the_round(opened()))
        assert isinstance(event, BallotCast)
        assert (event.choices, event.points) == (("care", "green"), (4, 5))

    @pytest.mark.parametrize(
        ("given", "refusal"),
        [
            ((("green", 5), ("moon", 4)), ThemeUnknown),
            ((("green", 5), ("green", 4)), ThemeUnknown),
            ((("green", 5), ("care", 3)), NotAllDivided),
            ((("green", 5), ("care", 5)), NotAllDivided),
            ((("green", 1_000_000), ("care", 1_000_000)), NotAllDivided),
            ((("green", 9),), TooFewThemesChosen),
            ((("green", 7), ("care", 2)), TooMuchForOneTheme),
        ],
    )
    def test_beyond_the_frozen_limits_is_refused(
        self, given: tuple[tuple[str, int], ...], refusal: type[Refusal]
    ) -> None:
        with refused(refusal):
            cast(filled(*given), the_round(opened(dividing(most_steps=6))))

    def test_without_an_amount_beside_a_theme_divides_nothing(self) -> None:
        with refused(NotAllDivided):
            guard_division_on_ballot(("green",), None, dividing(), euros(900))

    def test_near_the_largest_amount_there_is_is_refused_in_words(self) -> None:
        huge = ThemeDivision(themes=THEMES, step_cents=Money(MAX_CENTS // 2), least_themes=1)
        with refused(NotAllDivided):
            guard_division_on_ballot(("green", "care"), (1_000_000, 1), huge, Money(MAX_CENTS // 2))


def counted(*ballots: BallotCast, **changed: Any) -> tuple[VotingRound, ThemeRoundTallied]:
    """The round after counting these ballots."""
    before: list[Event] = [opened(**changed), closed(len(ballots), ballots_root(ballots))]
    counting = command(TallyVotingRound, round_id="round-1")
    (event,) = tally(counting, the_round(*before), ballots)
    assert isinstance(event, ThemeRoundTallied)
    return the_round(*before, event), event


ONE = ballot(1, "care", "green", points=(4, 5))
TWO = ballot(2, "care", "play", points=(2, 7))


class TestCounting:
    def test_gives_each_theme_the_mean_and_left_over_steps_by_largest_remainder(self) -> None:
        found, event = counted(ONE, TWO)
        amounts = {share.theme: share.amount_cents for share in event.shares}
        assert amounts == {"green": euros(300), "care": euros(300), "play": euros(300)}
        assert found.theme_amounts == amounts

    def test_to_the_cent_gives_the_mean_itself(self) -> None:
        _, event = counted(ONE, TWO, division=dividing(rounding=ThemeRounding.CENT))
        assert [share.amount_cents for share in event.shares] == [
            euros(250),
            euros(300),
            euros(350),
        ]

    def test_equal_remainders_go_in_the_order_of_the_list(self) -> None:
        division = dividing(themes=("zoo", "art"), least_themes=1)
        amounts = amounts_of_themes(division, euros(900), {"zoo": 9, "art": 9})
        assert amounts == {"zoo": euros(500), "art": euros(400)}

    def test_divides_nothing_where_nobody_voted_or_too_few_for_an_outcome(self) -> None:
        assert counted()[1].shares == ()
        quorum = Quorum(least_ballots=2, when_missed=QuorumMissed.NO_OUTCOME)
        procedure = RoundProcedure(quorum=quorum)
        assert counted(ONE, procedure=procedure)[1].shares == ()
        advice = RoundProcedure(quorum=Quorum(least_ballots=2))
        assert counted(ONE, procedure=advice)[1].shares

    def test_is_of_the_list_that_closing_fixed_and_comes_after_it(self) -> None:
        counting = command(TallyVotingRound, round_id="round-1")
        with refused(VotingRoundNotClosed):
            tally(counting, the_round(opened()), [])
        with refused(BallotListChanged):
            tally(counting, the_round(opened(), closed(1, ballots_root([ONE]))), [TWO])

    def test_holds_each_ballot_against_the_limits_once_more(self) -> None:
        stray = ballot(3, "care", points=(9,))
        with refused(TooFewThemesChosen):
            counted(stray)


def test_a_division_over_one_theme_is_malformed() -> None:
    with pytest.raises(ValidationError):
        dividing(themes=("green",))
    assert asked(procedure=PLAIN, opens_at=NOON + timedelta(days=1))
