"""One election under every rule, with every figure of every outcome worked out by hand.

Five voters and a budget of 20: one approves a, one a and b, one b, one c and d, one c and e. So a
and b are alike, d is dearer than the whole budget, and nobody wants f.
"""

from __future__ import annotations

from fractions import Fraction

from domain.tally.outcome import Loss, Outcome, Payment, WhyLost, Win
from domain.tally.parameters import Completion, TallyParameters
from domain.tally.rules import count, count_plainly
from domain.tally.ties import Tie
from tests.unit.tally.ballots import election

COUNTED = election(
    20, {"a": 6, "b": 6, "c": 5, "d": 30, "e": 2, "f": 1}, "a b", "a", "b", "c d", "c e"
)
A, A_B, B, C_D, C_E = range(5)
HALF = Fraction(1, 2)
NOBODY_WANTS_F = Loss("f", 1, 0, WhyLost.NO_VOTES, 0)
D_DID_NOT_FIT = Loss("d", 30, 1, WhyLost.DID_NOT_FIT, 1)
FIRST_A = Tie(1, ("a", "b", "c"), "a")


def counted(rule: str, completion: Completion | None = None) -> Outcome:
    parameters = TallyParameters(completion=completion)
    outcome = count(COUNTED, rule, parameters)
    assert outcome == count_plainly(COUNTED, rule, parameters)
    assert outcome.rule == rule
    assert (outcome.budget, outcome.voters) == (20, 5)
    return outcome


def paid(*payments: tuple[int, Fraction | int]) -> tuple[Payment, ...]:
    """Every ballot of this election was filled in by one voter."""
    return tuple(Payment(group, 1, Fraction(each)) for group, each in payments)


def figures(outcome: Outcome) -> tuple[object, ...]:
    return outcome.winners, outcome.cost, outcome.share, outcome.raises, outcome.ties_on_the_way


class TestDownAList:
    def test_by_votes(self) -> None:
        outcome = counted("greedy")
        assert figures(outcome) == (("a", "b", "c", "e", "f"), 20, None, 0, ())
        assert outcome.wins == (
            Win(1, "a", 6, 2, budget_left=20),
            Win(2, "b", 6, 2, budget_left=14),
            Win(3, "c", 5, 2, budget_left=8),
            Win(4, "e", 2, 1, budget_left=3),
            Win(5, "f", 1, 0, budget_left=1),
        )
        assert outcome.losses == (D_DID_NOT_FIT,)
        assert outcome.ties == (FIRST_A, Tie(2, ("b", "c"), "b"))

    def test_by_votes_per_cost(self) -> None:
        outcome = counted("greedy-cost")
        assert figures(outcome) == (("e", "c", "a", "b", "f"), 20, None, 0, ())
        assert [win.budget_left for win in outcome.wins] == [20, 18, 13, 7, 1]
        assert outcome.losses == (D_DID_NOT_FIT,)
        assert outcome.ties == (Tie(3, ("a", "b"), "a"),)

    def test_by_votes_times_cost(self) -> None:
        outcome = counted("greedy-cost-weighted")
        assert figures(outcome) == (("a", "b", "c", "e", "f"), 20, None, 0, ())
        assert outcome.losses == (Loss("d", 30, 1, WhyLost.DID_NOT_FIT, 20),)
        assert outcome.ties == (Tie(1, ("a", "b"), "a"),)


class TestEqualShares:
    wins = (
        Win(1, "a", 6, 2, None, Fraction(8), Fraction(3), paid((A, 3), (A_B, 3))),
        Win(2, "c", 5, 2, None, Fraction(8), 5 * HALF, paid((C_D, 5 * HALF), (C_E, 5 * HALF))),
    )

    def test_alone(self) -> None:
        outcome = counted("mes", Completion.NONE)
        assert figures(outcome) == (("a", "c"), 11, 4, 0, ())
        assert outcome.wins == self.wins
        assert outcome.losses == (
            Loss("b", 6, 2, WhyLost.SUPPORTERS_MONEY_SPENT, 5),
            Loss("d", 30, 1, WhyLost.SUPPORTERS_MONEY_SPENT, 3 * HALF),
            Loss("e", 2, 1, WhyLost.SUPPORTERS_MONEY_SPENT, 3 * HALF),
            NOBODY_WANTS_F,
        )
        assert outcome.ties == (FIRST_A,)

    def test_completed_by_the_list(self) -> None:
        outcome = counted("mes", Completion.GREEDY)
        assert figures(outcome) == (("a", "c", "b", "e", "f"), 20, 4, 0, ())
        assert outcome.wins == (
            *self.wins,
            Win(3, "b", 6, 2, budget_left=9),
            Win(4, "e", 2, 1, budget_left=3),
            Win(5, "f", 1, 0, budget_left=1),
        )
        assert outcome.losses == (D_DID_NOT_FIT,)
        assert outcome.ties == (FIRST_A,)

    def test_with_raised_shares(self) -> None:
        # With 32 each all but d are bought; with 33, d could be instead of e, and is too dear.
        outcome = counted("mes", Completion.ADD1)
        too_dear = (Tie(4, ("d", "e"), "d", raises=29),)
        assert figures(outcome) == (("a", "b", "c", "e"), 19, 32, 28, too_dear)
        assert outcome.wins == (
            Win(1, "a", 6, 2, None, Fraction(64), Fraction(3), paid((A, 3), (A_B, 3))),
            Win(2, "b", 6, 2, None, Fraction(61), Fraction(3), paid((A_B, 3), (B, 3))),
            Win(3, "c", 5, 2, None, Fraction(64), 5 * HALF, paid((C_D, 5 * HALF), (C_E, 5 * HALF))),
            Win(4, "e", 2, 1, None, 59 * HALF, Fraction(2), paid((C_E, 2))),
        )
        assert outcome.losses == (
            Loss("d", 30, 1, WhyLost.SUPPORTERS_MONEY_SPENT, 59 * HALF),
            NOBODY_WANTS_F,
        )
        assert outcome.ties == (
            Tie(1, ("a", "b", "c"), "a", raises=28),
            Tie(2, ("b", "c"), "b", raises=28),
        )

    def test_with_raised_shares_and_then_the_list(self) -> None:
        raised, outcome = counted("mes"), counted("mes", Completion.ADD1U)
        assert outcome.wins == (*raised.wins, Win(5, "f", 1, 0, budget_left=1))
        assert outcome.losses == (D_DID_NOT_FIT,)
        assert (outcome.ties, outcome.ties_on_the_way) == (raised.ties, raised.ties_on_the_way)
        assert figures(outcome)[1:4] == (20, 32, 28)


def test_bounded_overspending() -> None:
    # b costs its supporters 1 and 4 of 6, and e its supporter 1.5 of 2.
    outcome = counted("bos")
    assert figures(outcome) == (("a", "c", "b", "e"), 19, 4, 0, ())
    assert outcome.wins == (
        *TestEqualShares.wins,
        Win(3, "b", 6, 2, None, Fraction(5), Fraction(4), paid((A_B, 1), (B, 4))),
        Win(4, "e", 2, 1, None, 3 * HALF, 3 * HALF, paid((C_E, 3 * HALF))),
    )
    assert outcome.losses == (D_DID_NOT_FIT, NOBODY_WANTS_F)
    assert outcome.ties == (FIRST_A,)


class TestPhragmen:
    def test_alone(self) -> None:
        outcome = counted("phragmen")
        assert figures(outcome) == (("e", "a", "c", "b"), 19, 9 * HALF, 0, ())
        assert [(win.step, win.project_id, win.price, win.votes) for win in outcome.wins] == [
            (1, "e", 2, 1),
            (2, "a", 6, 2),
            (3, "c", 5, 2),
            (4, "b", 6, 2),
        ]
        assert [win.share for win in outcome.wins] == [2, 3, 7 * HALF, 9 * HALF]
        assert [win.money_behind for win in outcome.wins] == [2, 6, 5, 6]
        assert [win.most_paid for win in outcome.wins] == [2, 3, 7 * HALF, 9 * HALF]
        assert [win.payments for win in outcome.wins] == [
            paid((C_E, 2)),
            paid((A, 3), (A_B, 3)),
            paid((C_D, 7 * HALF), (C_E, 3 * HALF)),
            paid((A_B, 3 * HALF), (B, 9 * HALF)),
        ]
        assert outcome.losses == (D_DID_NOT_FIT, NOBODY_WANTS_F)
        assert outcome.ties == (Tie(2, ("a", "b"), "a"),)

    def test_completed_by_the_list(self) -> None:
        alone, outcome = counted("phragmen"), counted("phragmen", Completion.GREEDY)
        assert outcome.wins == (*alone.wins, Win(5, "f", 1, 0, budget_left=1))
        assert outcome.losses == (D_DID_NOT_FIT,)
        assert (outcome.ties, outcome.share, outcome.cost) == (alone.ties, alone.share, 20)

    def test_a_loser_is_told_what_its_supporters_had_when_the_count_ended(self) -> None:
        # a is bought at 1/2 and b at 1; c is due at 13/8, and does not fit in the 4 that are left.
        # By then one supporter of d has 13/8, and the one who paid for a 9/8.
        ballots = ("a c", "a d", "b c", "b", "d", "c", "c")
        ended = count(election(7, {"a": 1, "b": 2, "c": 5, "d": 3}, *ballots), "phragmen")
        assert ended.winners == ("a", "b")
        assert [loss.money_left for loss in ended.losses] == [4, Fraction(11, 4)]
        assert [loss.reason for loss in ended.losses] == [WhyLost.DID_NOT_FIT, WhyLost.COUNT_ENDED]


def test_maximin_support() -> None:
    outcome = counted("maximin")
    assert figures(outcome) == (("e", "a", "c", "b"), 19, 4, 0, ())
    assert outcome.wins == (
        Win(1, "e", 2, 1, payments=paid((C_E, 2)), share=Fraction(2)),
        Win(2, "a", 6, 2, payments=paid((A, 4), (A_B, 2)), share=Fraction(3)),
        Win(3, "c", 5, 2, payments=paid((C_D, 7 * HALF), (C_E, 3 * HALF)), share=7 * HALF),
        Win(4, "b", 6, 2, payments=paid((A_B, 2), (B, 4)), share=Fraction(4)),
    )
    assert outcome.losses == (D_DID_NOT_FIT, NOBODY_WANTS_F)
    assert outcome.ties == (Tie(2, ("a", "b"), "a"),)
