"""Dividing prices over supporters: who bears what, coin by coin.

Whoever supports most stands first among the ballots, and so is asked first to bear something.
"""

from __future__ import annotations

from fractions import Fraction

from domain.tally.burden import Burden, average_burden
from domain.tally.election import Election
from tests.unit.tally.ballots import election

LOW = Fraction(0)


def divided(counted: Election, at_least: Fraction, *projects: str) -> Burden:
    burden = Burden(counted)
    for project_id in projects:
        burden = burden.with_project(project_id, at_least)
    return burden


def borne(burden: Burden, counted: Election, project_id: str) -> dict[str, Fraction]:
    """What each voter bears for a project, by what the voter approves."""
    return {
        "".join(counted.ballots[payment.ballot_group].approved): payment.each
        for payment in burden.payments(project_id)
    }


class TestUnderACeilingThatIsHighEnough:
    """The first voter wants a, p and q, and the others want one of them each."""

    counted = election(99, {"a": 3, "p": 4, "q": 2}, "a p q", "p", "q", "q")

    def test_the_first_supporters_bear_what_they_may_until_the_price_is_there(self) -> None:
        voters = election(99, {"a": 7}, "a", "a", "a")
        together = divided(voters, Fraction(4), "a")
        assert together.ceiling == 4
        assert borne(together, voters, "a") == {"a": Fraction(7, 3)}
        apart = election(99, {"a": 7, "b": 1, "c": 1, "d": 1}, "a b", "a c", "a d")
        assert borne(divided(apart, Fraction(4), "a"), apart, "a") == {"ab": 4, "ac": 3}

    def test_it_stays_as_high_as_it_is_known_to_be(self) -> None:
        assert divided(self.counted, Fraction(6), "q").ceiling == 6
        assert divided(self.counted, Fraction(6), "q").with_project("p", LOW).ceiling == 6

    def test_just_as_much_is_handed_on_as_is_needed(self) -> None:
        burden = divided(self.counted, Fraction(6), "p", "q")
        assert borne(burden, self.counted, "p") == {"apq": 4}
        assert borne(burden, self.counted, "q") == {"apq": 2}
        with_a = burden.with_project("a", LOW)
        assert with_a.ceiling == 6
        assert borne(with_a, self.counted, "a") == {"apq": 3}
        assert borne(with_a, self.counted, "p") == {"apq": 1, "p": 3}
        assert borne(with_a, self.counted, "q") == {"apq": 2}

    def test_more_than_one_project_is_handed_on_where_one_is_not_enough(self) -> None:
        counted = election(99, {"a": 6, "p": 4, "q": 2}, "a p q", "p", "q", "q")
        with_a = divided(counted, Fraction(6), "p", "q", "a")
        assert with_a.ceiling == 6
        assert borne(with_a, counted, "a") == {"apq": 6}
        assert borne(with_a, counted, "p") == {"p": 4}
        assert borne(with_a, counted, "q") == {"q": 1}

    def test_what_is_free_is_used_before_anything_is_handed_on(self) -> None:
        with_a = divided(self.counted, Fraction(7), "p", "q", "a")
        assert borne(with_a, self.counted, "a") == {"apq": 3}
        assert borne(with_a, self.counted, "p") == {"apq": 2, "p": 2}

    def test_a_group_of_voters_may_bear_as_much_more(self) -> None:
        counted = election(99, {"a": 12, "b": 1}, "a b", "a b", "a b", "a")
        assert borne(divided(counted, Fraction(3), "a"), counted, "a") == {"a": 3, "ab": 3}


class TestWhenTheCeilingIsTooLow:
    """Four voters bear 1 each for b; the first of them is the only one who wants a, for 5."""

    counted = election(99, {"a": 5, "b": 4}, "a b", "b", "b", "b")
    before = divided(counted, LOW, "b")

    def test_it_rises_to_the_average_of_the_projects_that_are_too_dear_for_it(self) -> None:
        after = self.before.with_project("a", LOW)
        assert [self.before.ceiling, after.ceiling] == [1, 5]
        assert borne(after, self.counted, "a") == {"ab": 5}
        assert borne(after, self.counted, "b") == {"b": Fraction(4, 3)}

    def test_the_search_ends_at_the_first_average_above_what_is_enough(self) -> None:
        assert self.before.with_project("a", LOW, enough=Fraction(2)).ceiling == Fraction(9, 4)
        assert self.before.with_project("a", LOW, enough=Fraction(4)).ceiling == 5

    def test_exactly_enough_is_divided_to_the_end(self) -> None:
        after = self.before.with_project("a", LOW, enough=Fraction(5))
        assert borne(after, self.counted, "a") == {"ab": 5}
        first = self.before.with_project("a", LOW, enough=Fraction(9, 4))
        assert first.ceiling == 5

    def test_the_burden_before_stays_as_it_was(self) -> None:
        self.before.with_project("a", LOW)
        assert borne(self.before, self.counted, "b") == {"ab": 1, "b": 1}

    def test_coins_are_cut_where_a_ceiling_is_no_whole_number(self) -> None:
        counted = election(99, {"a": 1, "b": Fraction(1, 2)}, "a b", "a", "a b")
        burden = divided(counted, LOW, "a", "b")
        assert burden.ceiling == Fraction(1, 2)
        assert sum(payment.voters * payment.each for payment in burden.payments("a")) == 1
        assert borne(burden, counted, "b") == {"ab": Fraction(1, 4)}


def test_money_goes_from_the_taker_to_the_giver_along_the_whole_path() -> None:
    # The first bears b and the second c; for a the first hands on b, and so the second c.
    counted = election(99, {"a": 4, "b": 4, "c": 4}, "a b", "b c", "c")
    before = divided(counted, Fraction(4), "b", "c")
    assert borne(before, counted, "b") == {"ab": 4}
    assert borne(before, counted, "c") == {"bc": 4}
    after = before.with_project("a", LOW)
    assert after.ceiling == 4
    assert [borne(after, counted, each) for each in "abc"] == [{"ab": 4}, {"bc": 4}, {"c": 4}]


def test_the_average_counts_each_voter_of_any_of_the_projects_once() -> None:
    counted = election(99, {"a": 5, "b": 4, "c": 100}, "a b", "a b", "b", "c", "")
    assert average_burden(counted, ["a"]) == Fraction(5, 2)
    assert average_burden(counted, ["a", "b"]) == 3
