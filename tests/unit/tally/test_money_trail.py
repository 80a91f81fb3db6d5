"""Where supporters' money went, and what was behind a project before each round."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given

from domain.tally.election import Election
from domain.tally.parameters import Completion, TallyParameters
from domain.tally.payments.money_trail import money_trails
from domain.tally.rules import count
from tests.properties.small_elections import elections
from tests.unit.tally.ballots import election

UNCOMPLETED = TallyParameters(completion=Completion.NONE)


def money(*amounts: int | Fraction) -> tuple[Fraction, ...]:
    """So much, exactly."""
    return tuple(map(Fraction, amounts))


class TestEqualShares:
    def test_the_money_of_a_losers_supporters_is_followed_to_each_winner(self) -> None:
        counted = election(10_000, {"park": 6_000, "b": 4_000}, "park b", "park", "b", "b")
        trail = money_trails(counted, count(counted, "mes", UNCOMPLETED))["park"]
        paid = Fraction(4_000, 3)
        assert trail.went == (("b", paid),)
        assert trail.behind == money(5_000, 5_000 - paid)
        assert (trail.unspent, trail.given) == money(5_000 - paid, 5_000)

    def test_what_a_winners_supporters_paid_for_itself_is_its_price(self) -> None:
        counted = election(10, {"a": 6}, "a", "a")
        trail = money_trails(counted, count(counted, "mes", UNCOMPLETED))["a"]
        assert (trail.went, trail.behind) == ((("a", Fraction(6)),), money(10, 4))

    def test_raised_shares_are_followed_as_raised(self) -> None:
        counted = election(10, {"a": 6, "b": 9}, "a", "a", "b")
        outcome = count(counted, "mes")
        assert outcome.share is not None
        assert money_trails(counted, outcome)["b"].given == outcome.share


def test_phragmen_tells_what_was_there_at_the_moment_of_each_purchase() -> None:
    counted = election(17, {"a": 6, "b": 7, "c": 5, "d": 6}, "a b", "a", "c d")
    trails = money_trails(counted, count(counted, "phragmen"))
    assert trails["b"].behind == money(3, 2, 2)
    assert trails["b"].went == (("a", Fraction(3)),)
    assert trails["d"].behind == money(3, 5, 0)


def test_where_voters_do_not_pay_there_is_no_trail() -> None:
    counted = election(10, {"a": 6}, "a")
    for rule in ("greedy", "maximin"):
        assert money_trails(counted, count(counted, rule)) == {}


def test_what_a_greedy_completion_added_took_no_voters_money() -> None:
    counted = election(12, {"a": 6, "b": 6}, "a", "a b", "")
    outcome = count(counted, "mes", TallyParameters(completion=Completion.GREEDY))
    assert outcome.winners == ("a", "b")
    trails = money_trails(counted, outcome)
    assert trails["b"].went == (("a", Fraction(3)),)
    assert len(trails["b"].behind) == 2


@given(elections())
def test_given_is_spent_or_left_and_never_less_than_nothing(counted: Election) -> None:
    for rule in ("mes", "bos", "phragmen"):
        outcome = count(counted, rule)
        for trail in money_trails(counted, outcome).values():
            votes = counted.votes[trail.project_id]
            assert trail.given == votes * (outcome.share or 0)
            assert min(trail.behind) >= 0
