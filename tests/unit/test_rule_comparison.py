"""What is compared, and how it is drawn: subjects, the example, totals, pictures, in words."""

from __future__ import annotations

from fractions import Fraction
from types import SimpleNamespace
from typing import Any, cast

import pytest

from adapters.pabulib.reading import parse_pabulib
from adapters.rule_comparison.bounded import (
    FILE_BYTES_MAX,
    NAME_CHARACTERS_MAX,
    NAMES_MAX,
    Bounds,
    ComparisonNamesTooMany,
    ComparisonTooLarge,
    FileTooLargeForPage,
    guard_file_size,
    guard_names,
    guard_size,
    subject_of_bytes,
)
from adapters.rule_comparison.example import example_subject
from adapters.rule_comparison.subject import (
    AS_FROZEN,
    Compared,
    Subject,
    compared,
    subject_of_file,
    subject_of_round,
)
from adapters.rule_comparison.totals import totals_of
from adapters.web.comparison_pictures import BARS_WIDTH, LABEL_LENGTH_MAX, cut, dots, panel
from adapters.web.comparison_view import PANELS_MAX, TITLE_CHARACTERS_MAX, ComparisonView
from adapters.web.language import Phrases
from application.closed_round import ClosedRound
from domain.money import Money
from domain.tally.comparing.comparison import ProjectFacts
from domain.tally.comparing.variants import DEFAULT_NAMES
from domain.tally.draw import drawn_order
from domain.tally.parameters import VotingRule
from domain.voting_rules import BallotForm, Candidate, Category, RoundRules
from tests.unit.domain.given import refused

FILE = """META
key;value
budget;100
vote_type;approval
currency;EUR
PROJECTS
project_id;cost;name;category;{area}
p1;80;Square;play, green;{first}
p2;10;;none;
VOTES
voter_id;vote
a;p1
b;p1,p2
"""


def file_with(area: str = "district", first: str = "north") -> str:
    return FILE.format(area=area, first=first)


class TestAFile:
    """Its own unit, its own names for categories and areas."""

    @pytest.mark.parametrize("column", ["area", "district", "subunit", "neighborhood"])
    def test_categories_and_areas_are_read_from_its_columns(self, column: str) -> None:
        subject = subject_of_file(parse_pabulib(file_with(column).splitlines(True)), ["greedy"])
        assert subject.facts["p1"] == ProjectFacts(("play", "green"), ("north",))
        assert subject.facts["p2"] == ProjectFacts()

    def test_a_project_without_a_name_is_called_by_its_id(self) -> None:
        subject = subject_of_bytes(file_with().encode(), ("greedy",))
        assert subject.names == {"p1": "Square"}
        assert subject.denomination.sign == "EUR"


class TestARoundOfOurs:
    """As frozen, and under other rules with the same order for ties and the same threshold."""

    SEED = bytes(range(32))

    def closed(self, *, seed: bytes | None, **rules: Any) -> ClosedRound:
        frozen = RoundRules(rule=VotingRule.GREEDY, minimum_votes=1, **rules)
        candidates = [
            Candidate(proposal_id=each, price_cents=Money(1_000)) for each in ("a", "b", "c")
        ]
        opened = SimpleNamespace(
            rules=frozen, candidates=tuple(candidates), budget_cents=Money(1_000)
        )
        ballots = [
            SimpleNamespace(choices=(each,), points=(2,) if rules.get("max_points") else None)
            for each in ("a", "b", "c")
        ]
        fixed = SimpleNamespace(draw_seed=seed.hex() if seed else None)
        parts = SimpleNamespace(opened=opened, closed=fixed, ballots=ballots)
        return cast(ClosedRound, parts)

    def test_the_drawn_order_holds_under_every_rule(self) -> None:
        subject = subject_of_round(self.closed(seed=self.SEED), ["greedy-cost"], {})
        first = drawn_order(self.SEED, "abc")[0]
        found = compared(subject).comparison
        assert [each.variant.name for each in found.outcomes] == [AS_FROZEN, "greedy-cost"]
        assert [each.winners for each in found.outcomes] == [(first,), (first,)]
        assert [each.parameters.minimum_votes for each in subject.variants] == [1, 1]

    def test_without_a_draw_the_published_order_does(self) -> None:
        subject = subject_of_round(self.closed(seed=None), ["mes"], {"a": "Bank"})
        assert compared(subject).comparison.outcomes[0].winners == ("a",)
        assert (subject.names, subject.variants[1].parameters.step) == ({"a": "Bank"}, 100)

    def test_points_and_categories_of_the_round_are_counted(self) -> None:
        found = self.closed(
            seed=None,
            ballot_form=BallotForm.CUMULATIVE,
            max_points=2,
            categories=(Category(name="green", proposal_ids=("a", "b")),),
        )
        subject = subject_of_round(found, ["greedy"], {})
        assert subject.election.has_points
        assert subject.election.points["a"] == 2
        assert subject.facts == {"a": ProjectFacts(("green",)), "b": ProjectFacts(("green",))}


class TestTheExample:
    """Made from a seed, the same everywhere."""

    def test_it_never_changes(self) -> None:
        found = compared(example_subject(("greedy", "mes"))).comparison
        greedy, _ = found.outcomes
        assert (found.voters, greedy.cost) == (500, 59_500_00)
        assert greedy.winners == tuple(f"voorbeeld-0{number}" for number in (1, 2, 3, 5, 4))
        assert greedy.voters.with_a_winner == 350

    def test_another_seed_is_another_election(self) -> None:
        assert example_subject(("mes",), 1).election == example_subject(("mes",)).election
        assert example_subject(("mes",), 2).election != example_subject(("mes",)).election

    def test_rules_differ_on_it(self) -> None:
        assert any(
            each.projects
            for each in compared(example_subject(DEFAULT_NAMES)).comparison.differences
        )


class TestBounds:
    """What is too large is refused before it is counted."""

    def test_ballots_times_projects(self) -> None:
        election = example_subject(("greedy",)).election
        guard_size(election, Bounds(ballots_times_projects=500 * 16))
        with refused(ComparisonTooLarge):
            guard_size(election, Bounds(ballots_times_projects=500 * 16 - 1))

    def test_bytes_of_a_file(self) -> None:
        guard_file_size(b"x" * FILE_BYTES_MAX)
        with refused(FileTooLargeForPage):
            guard_file_size(b"x" * (FILE_BYTES_MAX + 1))


class TestNames:
    """What a page cannot show is refused before it is counted."""

    def subject(self, categories: int = 1, letters: int = 1) -> Subject:
        names = ",".join(f"{number:0{letters}}" for number in range(categories))
        file = file_with().replace("play, green", f'"{names}"')
        return subject_of_bytes(file.encode(), ("greedy",))

    def test_so_many_categories_and_areas_can_be_shown(self) -> None:
        guard_names(self.subject(categories=NAMES_MAX - 1))
        with refused(ComparisonNamesTooMany):
            guard_names(self.subject(categories=NAMES_MAX))

    def test_so_long_a_name_can_be_shown(self) -> None:
        guard_names(self.subject(letters=NAME_CHARACTERS_MAX))
        with refused(ComparisonNamesTooMany):
            guard_names(self.subject(letters=NAME_CHARACTERS_MAX + 1))

    def test_so_long_an_id_can_be_shown(self) -> None:
        for length in (NAME_CHARACTERS_MAX, NAME_CHARACTERS_MAX + 1):
            file = file_with().replace("p1", "p" * length)
            subject = subject_of_bytes(file.encode(), ("greedy",))
            if length == NAME_CHARACTERS_MAX:
                guard_names(subject)
                continue
            with refused(ComparisonNamesTooMany):
                guard_names(subject)

    def test_a_long_title_is_cut_off(self) -> None:
        file = file_with().replace("Square", "S" * 1_000)
        found = compared(subject_of_bytes(file.encode(), ("greedy",)))
        titles = [line.name for line in ComparisonView(found, Phrases("nl")).project_lines]
        assert titles == ["S" * TITLE_CHARACTERS_MAX + "…", "p2"]


class TestTotals:
    """Several elections together."""

    def test_of_nothing_there_are_none(self) -> None:
        assert totals_of([], one_currency=True) == []

    def test_an_election_without_voters_or_budget_weighs_as_nothing_spent(self) -> None:
        empty = file_with().replace("budget;100", "budget;0").split("a;p1")[0]
        comparison = compared(subject_of_bytes(empty.encode(), ("greedy",))).comparison
        (total,) = totals_of([comparison], one_currency=True)
        assert total.share_with_a_winner == 0
        assert total.winners_each == 0
        assert total.mean_share_spent == 0

    def test_an_average_per_voter_is_over_all_voters(self) -> None:
        one = compared(subject_of_bytes(file_with().encode(), ("greedy",))).comparison
        more = file_with() + "c;\nd;\n"
        other = compared(subject_of_bytes(more.encode(), ("greedy",))).comparison
        (total,) = totals_of([one, other], one_currency=True)
        assert (total.voters, total.winners_each) == (6, Fraction(1))


class TestPictures:
    """Geometry, with the numbers in words beside it."""

    def test_the_longest_bar_is_the_whole_and_nothing_is_no_bar(self) -> None:
        drawn = panel("green", [(Fraction(10), "10"), (Fraction(0), "0")], Fraction(10))
        assert [bar.width for bar in drawn.bars] == [BARS_WIDTH, 0]
        assert panel("", [(Fraction(0), "0")], Fraction(0)).bars[0].width == 0

    def test_every_project_has_a_dot_per_variant_within_the_picture(self) -> None:
        drawn = dots([("Square", (True, False)), ("Bench", (False, True))], 2)
        assert [[dot.won for dot in row.dots] for row in drawn.rows] == [
            [True, False],
            [False, True],
        ]
        assert all(dot.x < drawn.width for row in drawn.rows for dot in row.dots)
        assert all(row.y < drawn.height for row in drawn.rows)

    def test_a_label_that_is_too_long_is_cut_off(self) -> None:
        assert cut("x" * LABEL_LENGTH_MAX) == "x" * LABEL_LENGTH_MAX
        assert cut("x" * (LABEL_LENGTH_MAX + 1)) == "x" * (LABEL_LENGTH_MAX - 1) + "…"


class TestThePage:
    """In words of the language asked for."""

    def view(self, language: str, found: Compared | None = None) -> ComparisonView:
        return ComparisonView(
            found or compared(example_subject(("greedy", "mes"))), Phrases(language)
        )

    def test_numbers_follow_the_language(self) -> None:
        dutch, english = self.view("nl").rules[0], self.view("en").rules[0]
        assert (dutch.share_with_a_winner, english.share_with_a_winner) == ("70,0%", "70.0%")
        assert (dutch.cost, english.cost) == ("€\u00a059.500", "€\u00a059,500")
        assert (dutch.title, english.title) == ("Meeste stemmen eerst", "Most votes first")

    def test_money_without_a_category_has_a_name(self) -> None:
        found = compared(subject_of_bytes(file_with().encode(), ("greedy",)))
        table = self.view("en", found).money[0]
        assert [name for name, _ in table.lines] == ["green", "play", "(none)"]

    def test_where_there_are_no_categories_nothing_is_drawn(self) -> None:
        plain = file_with(first="").replace("play, green", "none")
        assert self.view("nl", compared(subject_of_bytes(plain.encode(), ("mes",)))).money == []

    def test_only_the_largest_names_are_drawn(self) -> None:
        many = ",".join(f"name-{number:02d}" for number in range(PANELS_MAX + 3))
        found = compared(
            subject_of_bytes(file_with().replace("play, green", many).encode(), ("mes",))
        )
        view = self.view("nl", found)
        assert len(view.money[0].lines) > PANELS_MAX == len(view.money_panels[0][1])

    def test_a_rule_that_chooses_the_same_as_another_is_no_difference(self) -> None:
        found = compared(subject_of_bytes(file_with().encode(), ("greedy", "greedy-cost")))
        view = self.view("nl", found)
        assert view.all_the_same
        assert (view.projects_without_win, view.projects_left_out) == (0, 0)
