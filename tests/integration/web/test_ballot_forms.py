"""Each form of ballot on its page without a script: filled in, refused with nothing lost."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest

from adapters.web import passes
from tests.integration.web.conftest import City
from tests.integration.web.opened_rounds import in_the_box, opened
from tests.integration.web.visiting import Visitor

Visit = Callable[..., Visitor]


@dataclass
class Booth:
    """A voter with a pass before the ballot of a round."""

    voter: Visitor
    city: City
    round_id: str
    ids: dict[str, str]

    @property
    def path(self) -> str:
        """The ballot's address."""
        return passes.path_of(self.round_id)

    def page(self) -> str:
        """The ballot as shown."""
        text: str = self.voter.get(self.path).text
        return text

    def choose(self, *titles: str) -> Any:
        """Tick or choose proposals, and send."""
        return self.send({"choices": [self.ids[title] for title in titles]})

    def fill(self, kind: str, **typed: str) -> Any:
        """Type beside proposals, and send."""
        return self.send({f"{kind}.{self.ids[title]}": text for title, text in typed.items()})

    def send(self, fields: dict[str, Any]) -> Any:
        """Send the ballot as the page has it, with these fields."""
        return self.voter.client.post(self.path, data=self.voter.hidden(self.path) | fields)

    def ballot(self) -> tuple[tuple[str, ...], tuple[int, ...] | None]:
        """Titles on the one ballot in the box, and the points beside them."""
        (cast,) = in_the_box(self.city.house, self.round_id)
        title_of = {proposal_id: title for title, proposal_id in self.ids.items()}
        return tuple(title_of[choice] for choice in cast.choices), cast.points

    def shows(self, answer: Any, kind: str, title: str, typed: str) -> bool:
        """Whether a page still has what was typed beside a proposal."""
        name = re.escape(f'name="{kind}.{self.ids[title]}"')
        (tag,) = re.findall(rf"<input[^>]*{name}[^>]*>", answer.text) or [""]
        return f'value="{typed}"' in tag

    def says_beside(self, answer: Any, title: str) -> str:
        """What a page says at the line of a proposal."""
        found = re.search(rf'id="wrong-{self.ids[title]}">([^<]*)<', answer.text)
        return found[1] if found else ""


def refused_as(answer: Any, code: str) -> int | None:
    """The status of a page that says that it was refused by this rule."""
    status: int = answer.status_code
    return status if f'data-code="{code}"' in answer.text else None


@pytest.fixture
def booth(city: City, visit: Visit) -> Callable[..., Booth]:
    """A booth of a new round under the rules that a test says."""

    def enter(**rules: Any) -> Booth:
        round_id, ids = opened(city.house, city.year, **rules)
        voter = visit()
        issued = city.house.passes.issue(round_id, f"voter-{uuid4()}")
        path = f"{passes.path_of(round_id)}/stempas"
        assert voter.send(path, {"voting_pass": passes.text_of(issued)}).status_code == 303
        return Booth(voter, city, round_id, ids)

    return enter


class TestChooseOne:
    """A radio button per proposal."""

    def test_one_is_chosen_and_can_be_replaced(self, booth: Callable[..., Booth]) -> None:
        at = booth(ballot_form="choose-1")
        assert at.page().count('type="radio"') == 3
        assert at.choose("Bankje").status_code == 303
        answer = at.choose("Moestuin")
        assert "versie=1" in answer.headers["location"]
        assert at.ballot() == (("Moestuin",), None)

    def test_nothing_chosen_is_refused_and_says_what_to_do(
        self, booth: Callable[..., Booth]
    ) -> None:
        answer = booth(ballot_form="choose-1").choose()
        assert refused_as(answer, "ballot.too_few_choices") == 409

    def test_none_of_them_is_a_choice_where_the_round_allows_it(
        self, booth: Callable[..., Booth]
    ) -> None:
        at = booth(ballot_form="choose-1", min_choices=0)
        assert "Geen van deze voorstellen" in at.page()
        assert at.send({"choices": ""}).status_code == 303
        assert at.ballot() == ((), None)


class TestKnapsack:
    """Boxes to tick, within the budget of the round: a thousand euros."""

    def test_what_fits_is_cast(self, booth: Callable[..., Booth]) -> None:
        at = booth(ballot_form="knapsack")
        assert "€\u00a01.000 kosten: dat is het budget" in at.page()
        assert at.choose("Bankje", "Fietspomp").status_code == 303
        assert at.ballot() == (("Bankje", "Fietspomp"), None)

    def test_what_does_not_fit_is_refused_with_the_sum_and_the_choices_kept(
        self, booth: Callable[..., Booth]
    ) -> None:
        answer = booth(ballot_form="knapsack").choose("Fietspomp", "Moestuin")
        assert refused_as(answer, "ballot.too_expensive") == 409
        assert "2 voorstellen gekozen, samen €\u00a01.100." in answer.text
        assert answer.text.count(" checked") == 2


class TestCumulative:
    """A number beside each proposal, with ten points in all."""

    def test_points_are_divided(self, booth: Callable[..., Booth]) -> None:
        at = booth(ballot_form="cumulative", max_points=10)
        assert "U heeft 10 punten." in at.page()
        assert at.fill("points", Bankje="7", Fietspomp="", Moestuin="3").status_code == 303
        assert at.ballot() == (("Bankje", "Moestuin"), (7, 3))

    def test_too_many_in_all_is_refused_with_the_sum_and_everything_kept(
        self, booth: Callable[..., Booth]
    ) -> None:
        at = booth(ballot_form="cumulative", max_points=10)
        answer = at.fill("points", Bankje="7", Moestuin="6")
        assert refused_as(answer, "ballot.too_many_points") == 409
        assert "13 punten gegeven." in answer.text
        assert at.shows(answer, "points", "Bankje", "7")
        assert at.shows(answer, "points", "Moestuin", "6")

    def test_too_many_for_one_is_said_at_its_line_and_by_its_title(
        self, booth: Callable[..., Booth]
    ) -> None:
        at = booth(ballot_form="cumulative", max_points=10, max_points_per_proposal=4)
        answer = at.fill("points", Bankje="5", Moestuin="1")
        assert answer.status_code == 409
        assert "‘Bankje’ kreeg er 5" in answer.text
        assert "te veel punten" in at.says_beside(answer, "Bankje")
        assert not at.says_beside(answer, "Moestuin")

    @pytest.mark.parametrize("typed", ["veel", "-1", "2,5", "99999999", "１"])
    def test_what_is_no_whole_number_is_said_at_its_line_and_kept(
        self, typed: str, booth: Callable[..., Booth]
    ) -> None:
        at = booth(ballot_form="cumulative", max_points=10)
        answer = at.fill("points", Bankje=typed, Moestuin="1")
        assert refused_as(answer, "ballot_form.points_unreadable") == 400
        assert "heel getal" in at.says_beside(answer, "Bankje")
        assert at.shows(answer, "points", "Bankje", typed)
        assert at.shows(answer, "points", "Moestuin", "1")
        assert in_the_box(at.city.house, at.round_id) == []


class TestScoring:
    """A mark of at most five for each proposal."""

    def test_each_proposal_gets_a_mark_and_nought_is_none(
        self, booth: Callable[..., Booth]
    ) -> None:
        at = booth(ballot_form="scoring", max_points_per_proposal=5)
        assert at.fill("points", Bankje="5", Fietspomp="0", Moestuin="5").status_code == 303
        assert at.ballot() == (("Bankje", "Moestuin"), (5, 5))

    def test_the_receipt_and_the_ballot_never_show_the_marks_again(
        self, booth: Callable[..., Booth]
    ) -> None:
        at = booth(ballot_form="scoring", max_points_per_proposal=5)
        receipt = at.fill("points", Bankje="4")
        page = at.voter.get(receipt.headers["location"]).text
        assert "Uw stem zit in de stembus" in page
        assert at.ids["Bankje"] not in page
        again = at.voter.get(at.path)
        assert "is al gestemd" in again.text
        assert at.shows(again, "points", "Bankje", "")


class TestOrdinal:
    """A place for each proposal, from a list of places."""

    def test_the_order_of_places_is_the_order_of_the_ballot(
        self, booth: Callable[..., Booth]
    ) -> None:
        at = booth(ballot_form="ordinal")
        assert at.page().count("<select") == 3
        assert at.fill("place", Bankje="3", Fietspomp="1", Moestuin="2").status_code == 303
        assert at.ballot() == (("Fietspomp", "Moestuin", "Bankje"), None)

    def test_a_place_given_twice_is_said_at_both_lines_and_kept(
        self, booth: Callable[..., Booth]
    ) -> None:
        at = booth(ballot_form="ordinal")
        answer = at.fill("place", Bankje="1", Fietspomp="1", Moestuin="2")
        assert refused_as(answer, "ballot_form.place_given_twice") == 400
        assert at.says_beside(answer, "Bankje")
        assert at.says_beside(answer, "Fietspomp")
        assert not at.says_beside(answer, "Moestuin")
        assert answer.text.count(" selected") == 3

    def test_a_place_left_out_is_named(self, booth: Callable[..., Booth]) -> None:
        answer = booth(ballot_form="ordinal").fill("place", Bankje="1", Moestuin="3")
        assert refused_as(answer, "ballot_form.place_skipped") == 400
        assert "U sloeg plaats 2 over" in answer.text

    def test_a_place_that_does_not_exist_is_said_at_its_line(
        self, booth: Callable[..., Booth]
    ) -> None:
        at = booth(ballot_form="ordinal", max_choices=2)
        answer = at.fill("place", Bankje="1", Moestuin="3")
        assert refused_as(answer, "ballot_form.place_unreadable") == 400
        assert at.says_beside(answer, "Moestuin")

    def test_an_earlier_order_is_replaced_whole(self, booth: Callable[..., Booth]) -> None:
        at = booth(ballot_form="ordinal")
        at.fill("place", Bankje="1", Moestuin="2")
        assert "versie=1" in at.fill("place", Fietspomp="1").headers["location"]
        assert at.ballot() == (("Fietspomp",), None)


class TestEveryForm:
    """In English too, and with the rules on the page of the round."""

    @pytest.mark.parametrize(
        ("rules", "says"),
        [
            ({"ballot_form": "approval"}, "Tick proposals"),
            ({"ballot_form": "choose-1"}, "Choose one proposal"),
            ({"ballot_form": "knapsack"}, "Choose within the budget"),
            ({"ballot_form": "cumulative", "max_points": 10}, "You have 10 points."),
            ({"ballot_form": "scoring", "max_points_per_proposal": 5}, "Give points"),
            ({"ballot_form": "ordinal"}, "There are 3 places."),
        ],
    )
    def test_says_its_limits_on_the_ballot_and_on_the_round(
        self, rules: dict[str, Any], says: str, booth: Callable[..., Booth]
    ) -> None:
        at = booth(**rules)
        for path in (at.path, f"/stemrondes/{at.round_id}"):
            assert says in at.voter.get(f"{path}?lang=en").text
