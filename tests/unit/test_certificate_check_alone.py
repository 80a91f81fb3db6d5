"""The checker by itself, on files and certificates written by hand: every edge of what it asks.

Three voters with 10 each want a for 12; one of them also b for 5, which it pays alone; c is wanted
by one voter who cannot pay it.
"""

from __future__ import annotations

from typing import Any

import pytest

from adapters.command_line.certificate_check import check

PB = """META
key;value
budget;40
vote_type;approval
PROJECTS
project_id;cost
a;12
b;5
c;11
VOTES
voter_id;vote
1;a
2;a
3;a,b
4;c
"""


def certificate(**changes: Any) -> dict[str, Any]:
    """Of equal shares on `PB`; what is given stands in place of what is right."""
    return {
        "rule": "mes",
        "utility": "cost",
        "share": 10,
        "raises": 0,
        "minimum_votes": 0,
        "minimum_points": 0,
        "groups": [
            {"approved": ["a"], "voters": 2},
            {"approved": ["a", "b"], "voters": 1},
            {"approved": ["c"], "voters": 1},
        ],
        "purchases": [
            {
                "project": "a",
                "price": 12,
                "payments": [{"group": 0, "each": 4}, {"group": 1, "each": 4}],
            },
            {"project": "b", "price": 5, "payments": [{"group": 1, "each": 5}]},
        ],
        "added": [],
        "barred": {},
    } | changes


def purchase(project: str, price: object, *payments: tuple[int, object], **more: Any) -> Any:
    paid = [{"group": group, "each": each} for group, each in payments]
    return {"project": project, "price": price, "payments": paid} | more


A = purchase("a", 12, (0, 4), (1, 4))
B = purchase("b", 5, (1, 5))


def pb(kind: str, *votes: str, columns: str = "voter_id;vote;points", meta: str = "") -> str:
    head = f"META\nkey;value\nbudget;40\nvote_type;{kind}\n{meta}"
    lines = [f"{number};{vote}" for number, vote in enumerate(votes)]
    return f"{head}PROJECTS\nproject_id;cost\na;12\nb;5\nVOTES\n{columns}\n" + "\n".join(lines)


class TestTheEdgesOfEqualShares:
    def test_what_is_right_passes(self) -> None:
        assert check(PB, certificate()) == []

    def test_a_purchase_below_its_price_is_not_what_was_paid(self) -> None:
        cheap = purchase("b", 4, (1, 5))
        assert check(PB, certificate(purchases=[A, cheap])) == [("price", "b")]

    def test_who_is_in_no_group_or_did_not_choose_it_cannot_pay(self) -> None:
        other = purchase("b", 5, (1, 5), (0, 0))
        assert check(PB, certificate(purchases=[A, other])) == [("supporter", "b")]

    def test_payments_count_for_every_voter_of_a_group(self) -> None:
        wrong = purchase("a", 12, (0, 8), (1, 4))
        found = check(PB, certificate(purchases=[wrong, B]))
        assert found == [("sum", "a"), ("unequal", "a")]

    def test_all_that_a_voter_has_is_not_too_much(self) -> None:
        exactly = PB.replace("b;5", "b;6")
        six = purchase("b", 6, (1, 6))
        assert check(exactly, certificate(purchases=[A, six])) == []

    def test_more_than_that_is_too_much_also_in_two_purchases(self) -> None:
        dearer = PB.replace("b;5", "b;7")
        seven = purchase("b", 7, (1, 7))
        assert check(dearer, certificate(purchases=[A, seven])) == [("share", "b")]

    def test_who_pays_less_than_others_has_to_pay_all(self) -> None:
        # The third voter first pays 9 for b, and then all of the 1 that is left for a.
        text = PB.replace("b;5", "b;9")
        nine = purchase("b", 9, (1, 9))
        rest = purchase("a", 12, (0, "5.5"), (1, 1))
        assert check(text, certificate(purchases=[nine, rest])) == []
        part = purchase("a", 12, (0, "23/4"), (1, "1/2"))
        assert check(text, certificate(purchases=[nine, part])) == [("unequal", "a")]

    def test_who_pays_nothing_pays_less_too(self) -> None:
        others = purchase("a", 12, (0, 6))
        assert check(PB, certificate(purchases=[others, B])) == [("unequal", "a")]

    def test_who_has_nothing_left_need_not_pay(self) -> None:
        text = PB.replace("b;5", "b;10")
        ten, others = purchase("b", 10, (1, 10)), purchase("a", 12, (0, 6))
        assert check(text, certificate(purchases=[ten, others])) == []
        one_each = purchase("a", 2, (0, 1))
        found = check(PB.replace("a;12", "a;2"), certificate(purchases=[one_each, B]))
        assert found == [("unequal", "a")]

    def test_a_winner_that_nobody_wants_is_not_paid(self) -> None:
        text = PB.replace("c;11", "c;11\nd;1")
        assert check(text, certificate(purchases=[A, B, purchase("d", 1)])) == [("sum", "d")]

    def test_a_loser_that_costs_just_what_is_left_could_still_be_paid(self) -> None:
        assert check(PB.replace("c;11", "c;10"), certificate()) == [("left", "c")]
        assert check(PB.replace("c;11", "c;10.01"), certificate()) == []

    def test_each_voter_of_a_group_may_still_pay(self) -> None:
        assert check(PB, certificate(purchases=[B])) == [("left", "a")]

    def test_losers_are_named_in_order(self) -> None:
        assert check(PB, certificate(purchases=[])) == [("left", "a"), ("left", "b")]

    def test_who_did_not_get_the_votes_or_points_it_needs_may_lose(self) -> None:
        only_b = {"purchases": [B]}
        assert check(PB, certificate(minimum_votes=4, **only_b)) == []
        assert check(PB, certificate(minimum_votes=3, **only_b)) == [("left", "a")]
        assert check(PB, certificate(minimum_points=4, **only_b)) == []
        assert check(PB, certificate(minimum_points=3, **only_b)) == [("left", "a")]

    def test_what_was_barred_may_lose(self) -> None:
        assert check(PB, certificate(purchases=[A], barred={"b": "a"})) == []

    def test_nobody_pays_for_what_a_list_added(self) -> None:
        assert check(PB, certificate(added=["c"])) == []
        assert check(PB, certificate(added=["b"])) == [("project", "b")]

    def test_all_winners_together_may_cost_the_budget_and_no_more(self) -> None:
        added = certificate(added=["c"])
        assert check(PB.replace("c;11", "c;23"), added) == []
        assert check(PB.replace("c;11", "c;23.01"), added) == [("budget", "")]

    def test_the_share_is_the_budget_over_the_voters_unless_it_was_raised(self) -> None:
        assert check(PB, certificate(share="10.5")) == [("given", "")]
        assert check(PB, certificate(share="9.5")) == [("given", "")]
        assert check(PB, certificate(share="10.5", raises=1)) == []
        assert check(PB, certificate(raises=1)) == [("given", "")]

    def test_a_purchase_has_no_other_share(self) -> None:
        for other in (9, 11):
            wrong = purchase("b", 5, (1, 5), share=other)
            assert check(PB, certificate(purchases=[A, wrong])) == [("given", "b")]
        right = purchase("b", 5, (1, 5), share=10)
        assert check(PB, certificate(purchases=[A, right])) == []

    def test_the_same_ballots_may_stand_in_two_groups_and_nobody_in_none(self) -> None:
        apart = [
            {"approved": ["a"], "voters": 1},
            {"approved": ["a", "b"], "voters": 1},
            {"approved": ["c"], "voters": 1},
            {"approved": ["a"], "voters": 1},
        ]
        third = purchase("a", 12, (0, 4), (1, 4), (3, 4))
        assert check(PB, certificate(groups=apart, purchases=[third, B])) == []
        empty = [*certificate()["groups"], {"approved": ["c"], "voters": 0}]
        assert check(PB, certificate(groups=empty)) == [("ballots", "")]

    def test_nobody_votes_and_nothing_is_given(self) -> None:
        nobody = PB[: PB.index("1;a")]
        nothing = certificate(groups=[], purchases=[], share=0)
        assert check(nobody, nothing) == []
        assert check(nobody, certificate(groups=[], purchases=[], share=None)) == []
        no_money = PB.replace("budget;40", "budget;0")
        assert check(no_money, certificate(purchases=[], share=0)) == []

    def test_what_was_found_stays_when_a_later_line_cannot_be_read(self) -> None:
        broken = certificate(share="10.5", purchases=[A, {"project": "b"}])
        assert check(PB, broken) == [("given", ""), ("malformed", "")]


class TestTheEdgesOfPoints:
    text = pb("scoring", "a;3", "a,b;1,1")

    def points(self, *payments: tuple[int, object], utility: str = "points") -> dict[str, Any]:
        groups = [
            {"approved": ["a"], "points": [3], "voters": 1},
            {"approved": ["a", "b"], "points": [1, 1], "voters": 1},
        ]
        bought = [purchase("a", 12, *payments), purchase("b", 5, (1, 5))]
        return certificate(groups=groups, share=20, purchases=bought, utility=utility)

    def test_supporters_pay_in_proportion(self) -> None:
        assert check(self.text, self.points((0, 9), (1, 3))) == []
        assert check(self.text, self.points((0, 8), (1, 4))) == [("unequal", "a")]

    def test_only_where_points_count(self) -> None:
        assert check(self.text, self.points((0, 6), (1, 6), utility="cost")) == []
        found = check(self.text, self.points((0, 9), (1, 3), utility="cost"))
        assert found == [("unequal", "a")]

    def test_and_there_is_one_number_for_each_project(self) -> None:
        written = self.points((0, 9), (1, 3))
        written["groups"][0]["points"] = [3, 1]
        assert check(self.text, written) == [("malformed", "")]

    def test_the_least_points_are_those_of_all_voters(self) -> None:
        written = self.points((0, 9), (1, 3))
        written["purchases"] = [written["purchases"][1]]
        assert check(self.text, written) == [("left", "a")]
        assert check(self.text, written | {"minimum_points": 4}) == [("left", "a")]
        assert check(self.text, written | {"minimum_points": 5}) == []


class TestTheEdgesOfPhragmen:
    """At 4 a is bought, and at 9 b by the third voter; c would be due at 11, and does not fit."""

    bought = (
        purchase("a", 12, (0, 4), (1, 4), share=4),
        purchase("b", 5, (1, 5), share=9),
    )

    def phragmen(self, *bought: Any, **changes: Any) -> dict[str, Any]:
        return certificate(rule="phragmen", share=9, purchases=list(bought), **changes)

    def test_what_is_right_passes(self) -> None:
        assert check(PB, self.phragmen(*self.bought)) == []

    def test_supporters_pay_all_that_they_were_given_by_then(self) -> None:
        early = purchase("a", 12, (0, 4), (1, 4), share="4.5")
        found = check(PB, self.phragmen(early, self.bought[1]))
        assert found == [("unequal", "a"), ("unequal", "a")]
        late = purchase("a", 12, (0, 4), (1, 4), share="3.5")
        found = check(PB, self.phragmen(late, self.bought[1]))
        assert found == [("share", "a"), ("share", "a")]

    def test_no_purchase_has_a_later_share_than_the_last(self) -> None:
        later = purchase("b", 5, (1, 5), share="9.5")
        found = check(PB, self.phragmen(self.bought[0], later))
        assert found == [("given", "b"), ("unequal", "b")]

    def test_a_loser_that_its_supporters_could_pay_has_to_fit_no_more(self) -> None:
        # At 9 the supporter of c has just its price; then 23 are left, or 8 of a smaller budget.
        nine = PB.replace("c;11", "c;9")
        assert check(nine, self.phragmen(*self.bought)) == [("left", "c")]
        assert check(nine.replace("budget;40", "budget;25"), self.phragmen(*self.bought)) == []
        fits = nine.replace("budget;40", "budget;26")
        assert check(fits, self.phragmen(*self.bought)) == [("left", "c")]

    def test_a_loser_whose_supporters_have_more_than_its_price_was_passed_over(self) -> None:
        eight = PB.replace("c;11", "c;8").replace("budget;40", "budget;24")
        assert check(eight, self.phragmen(*self.bought)) == [("left", "c")]

    def test_what_is_dearer_than_the_budget_waits_for_ever(self) -> None:
        # Two voters of c have the 18 together that it costs.
        many = PB.replace("c;11", "c;18").replace("4;c", "4;c\n5;c")
        groups = [*certificate()["groups"][:2], {"approved": ["c"], "voters": 2}]
        fits = self.phragmen(*self.bought, groups=groups)
        assert check(many.replace("budget;40", "budget;35"), fits) == [("left", "c")]
        dearer = many.replace("c;18", "c;17.9")
        assert check(dearer.replace("budget;40", "budget;17.5"), fits) == []
        assert check(dearer.replace("budget;40", "budget;17.9"), fits) == [("left", "c")]


@pytest.mark.parametrize("rule", ["greedy", "bos", "maximin", "MES"])
def test_a_rule_without_such_payments_is_said_to_be_so_and_no_more(rule: str) -> None:
    assert check(PB, certificate(rule=rule, share=99)) == [("rule", "")]
