"""Voting rules side by side, for those who fix one: on a closed round, a file, or the example."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from threading import BoundedSemaphore
from typing import Any

import pytest
from fastapi import FastAPI

from adapters.rule_comparison import bounded
from adapters.rule_comparison.bounded import FILE_BYTES_MAX, MakeSubject, compare_bounded
from adapters.rule_comparison.subject import AS_FROZEN, Compared, compared
from adapters.web.uploads import WITH_FILE_BYTES_MAX
from domain.voting_round import RoundStatus
from tests.integration.web.conftest import City
from tests.integration.web.visiting import Visitor

Visit = Callable[..., Visitor]

HERE = "/werk/vergelijken"
API = "/api/v1/comparisons"
PABULIB = b"""META
key;value
budget;100
vote_type;approval
currency;EUR
PROJECTS
project_id;cost;name;category
p1;80;Square <b>;play,green
p2;10;Bench;meet
VOTES
voter_id;vote
a;p1
b;p1,p2
c;p2
"""


def compare_here(make_subject: MakeSubject) -> Compared:
    """Without a process of its own, which takes a second or two each time."""
    return compared(make_subject())


@pytest.fixture(autouse=True)
def counting_here(app: FastAPI) -> Iterator[None]:
    """Only the tests that say so count elsewhere."""
    app.state.compare = compare_here
    yield
    app.state.compare = compare_bounded


@pytest.fixture
def tallied(city: City) -> Any:
    """A round of the example city whose result is known."""
    return next(
        each
        for year in (city.year - 1, city.year)
        for each in city.house.views.rounds(year)
        if each.status is RoundStatus.TALLIED
    )


def sent(visitor: Visitor, subject: str, *variants: str, file: bytes | None = None) -> Any:
    """The form, as a browser sends it: with a part for the file, empty if none was chosen."""
    fields = {"subject": subject, "variant": list(variants)}
    part = ("file", ("votes.pb" if file else "", file or b"", "application/octet-stream"))
    return visitor.send(HERE, fields, files=[part])


class TestTheForm:
    """Offers what there is, and no open round."""

    def test_it_lists_closed_rounds_and_leaves_out_the_open_one(
        self, visit: Visit, city: City, tallied: Any
    ) -> None:
        page = visit("joost").get(HERE).text
        assert f'value="round:{tallied.round_id}"' in page
        assert f'value="round:{city.round_id}"' not in page

    def test_a_link_has_chosen_a_round_already(self, visit: Visit, tallied: Any) -> None:
        page = visit("griffier").get(f"{HERE}?ronde={tallied.round_id}").text
        assert f'value="round:{tallied.round_id}" checked' in page


class TestTheExample:
    """Compared without any ballot of a person."""

    def test_it_is_compared_on_the_page_in_both_languages(self, visit: Visit) -> None:
        visitor = visit("joost")
        answer = sent(visitor, "example", "greedy", "mes")
        assert answer.status_code == 200
        assert "Speeltuin opknappen" in answer.text
        assert answer.text.count("<svg") > 3
        visitor.get("/?lang=en")
        assert "Money per category" in sent(visitor, "example", "greedy").text

    def test_it_is_compared_by_a_program_and_in_a_process_of_its_own(
        self, visit: Visit, app: FastAPI
    ) -> None:
        app.state.compare = compare_bounded
        found = visit("griffier").client.post(API, json={"variants": ["greedy", "mes"]}).json()
        assert [each["variant"] for each in found["outcomes"]] == ["greedy", "mes"]
        assert found["voters"] == 500
        assert found["differences"]


class TestARoundOfOurs:
    """After it was closed, from its public list."""

    def test_as_it_was_frozen_it_gives_the_result_on_record(
        self, visit: Visit, tallied: Any
    ) -> None:
        asked = {"round_id": tallied.round_id, "variants": ["greedy"]}
        found = visit("joost").client.post(API, json=asked).json()
        assert [each["variant"] for each in found["outcomes"]] == [AS_FROZEN, "greedy"]
        assert found["outcomes"][0]["winners"] == [each.proposal_id for each in tallied.winners]
        assert found["voters"] == tallied.ballots

    def test_the_page_names_proposals_by_their_title(self, visit: Visit, tallied: Any) -> None:
        answer = sent(visit("joost"), f"round:{tallied.round_id}", "greedy")
        assert answer.status_code == 200
        assert "Zoals deze ronde is geteld" in answer.text

    @pytest.mark.parametrize("person", ["joost", "griffier"])
    def test_while_it_is_open_nobody_is_told_anything_of_its_ballots(
        self, person: str, visit: Visit, city: City, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def opened(_: str) -> list[object]:
            raise AssertionError("the ballot box was opened")

        monkeypatch.setattr(city.house.ballot_box, "counting", opened)
        visitor = visit(person)
        answer = sent(visitor, f"round:{city.round_id}", "greedy")
        assert (answer.status_code, "voting_round.ballots_sealed" in answer.text) == (409, True)
        assert "<svg class=" not in answer.text
        told = visitor.client.post(API, json={"round_id": city.round_id})
        assert (told.status_code, told.json()["code"]) == (409, "voting_round.ballots_sealed")

    def test_a_round_that_does_not_exist(self, visit: Visit) -> None:
        assert sent(visit("joost"), "round:nothing", "greedy").status_code == 404

    def test_one_that_is_too_large_is_not_opened(
        self, visit: Visit, tallied: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("adapters.web.pages.comparison.BALLOTS_TIMES_PROJECTS_MAX", 1)
        answer = sent(visit("joost"), f"round:{tallied.round_id}", "greedy")
        assert (answer.status_code, "comparison.too_large" in answer.text) == (400, True)
        assert "wijkkas compare" in answer.text


class TestAFile:
    """Counted, shown, and gone."""

    def test_a_pabulib_file_is_compared_in_its_own_unit(self, visit: Visit) -> None:
        answer = sent(visit("joost"), "file", "greedy", "greedy-cost", file=PABULIB)
        assert answer.status_code == 200
        assert "EUR\u00a090" in answer.text
        assert "Square &lt;b&gt;" in answer.text

    def test_a_program_sends_it_as_text(self, visit: Visit) -> None:
        asked = {"file": PABULIB.decode(), "variants": ["greedy"]}
        (outcome,) = visit("joost").client.post(API, json=asked).json()["outcomes"]
        assert outcome["winners"] == ["p1", "p2"]

    def test_what_is_wrong_with_it_is_said_with_its_line(self, visit: Visit) -> None:
        answer = sent(visit("joost"), "file", "greedy", file=b"META\nnothing\n")
        assert (answer.status_code, "ballot_file.malformed" in answer.text) == (400, True)

    def test_one_that_was_forgotten_is_asked_for(self, visit: Visit) -> None:
        answer = sent(visit("joost"), "file", "greedy")
        assert (answer.status_code, "form.field_empty" in answer.text) == (400, True)

    @pytest.mark.parametrize("size", [FILE_BYTES_MAX + 1, WITH_FILE_BYTES_MAX + 1])
    def test_one_that_is_too_large_is_refused_with_what_to_do_instead(
        self, size: int, visit: Visit
    ) -> None:
        answer = sent(visit("joost"), "file", "greedy", file=b"x" * size)
        assert (answer.status_code, "comparison.file_too_large" in answer.text) == (413, True)
        assert "wijkkas compare" in answer.text

    def test_the_api_refuses_it_alike(self, visit: Visit) -> None:
        body = b'{"file": "' + b"x" * WITH_FILE_BYTES_MAX + b'"}'
        json = {"content-type": "application/json"}
        told = visit("joost").client.post(API, content=body, headers=json)
        assert (told.status_code, told.json()["code"]) == (413, "comparison.file_too_large")

    def test_other_pages_still_take_no_more_than_they_did(self, visit: Visit) -> None:
        visitor = visit("griffier")
        answer = visitor.send("/werk/kader/besluit", {"number": "x" * 300_000})
        assert (answer.status_code, "request.too_large" in answer.text) == (413, True)

    def test_it_needs_the_token_of_the_page(self, visit: Visit) -> None:
        fields = {"form_token": "0" * 64, "subject": "example", "variant": "greedy"}
        answer = visit("joost").client.post(HERE, data=fields, files={"file": PABULIB})
        assert (answer.status_code, "request.from_another_site" in answer.text) == (403, True)

    def test_a_body_that_is_no_form_is_malformed(self, visit: Visit) -> None:
        headers = {"content-type": "multipart/form-data; boundary=x"}
        answer = visit("joost").client.post(HERE, content=b"--y nothing", headers=headers)
        assert answer.status_code == 400


class TestWhatIsRefused:
    """In the shape of every refusal."""

    @pytest.mark.parametrize(
        ("asked", "code"),
        [
            ({"variants": []}, "comparison.no_variants"),
            ({"variants": ["greedy", "greedy"]}, "comparison.variant_twice"),
            ({"variants": ["coin"]}, "comparison.variant_unknown"),
            ({"round_id": "a", "file": "b"}, "request.malformed"),
            ({"more": 1}, "request.malformed"),
        ],
    )
    def test_a_program_gets_a_stable_code(
        self, asked: dict[str, Any], code: str, visit: Visit
    ) -> None:
        told = visit("joost").client.post(API, json=asked)
        assert (told.status_code, told.json()["code"]) == (400, code)

    def test_a_form_without_rules_is_shown_again_as_it_was(self, visit: Visit) -> None:
        answer = sent(visit("joost"), "example")
        assert (answer.status_code, "comparison.no_variants" in answer.text) == (400, True)
        assert 'value="greedy"' in answer.text

    def test_when_others_are_counting_it_says_when_to_come_back(
        self, visit: Visit, app: FastAPI, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        app.state.compare = compare_bounded
        taken = BoundedSemaphore(1)
        assert taken.acquire(blocking=False)
        monkeypatch.setattr(bounded, "_at_once", taken)
        answer = sent(visit("joost"), "example", "greedy")
        assert (answer.status_code, "comparison.under_way" in answer.text) == (503, True)
        assert answer.headers["retry-after"]

    def test_nobody_else_sends_a_file_that_is_read(self, visit: Visit) -> None:
        answer = sent(visit("aylin"), "file", "greedy", file=PABULIB)
        assert (answer.status_code, "authorisation.role_may_not" in answer.text) == (403, True)
        body = b"x" * (WITH_FILE_BYTES_MAX + 1)
        json = {"content-type": "application/json"}
        told = visit("aylin").client.post(API, content=body, headers=json)
        assert (told.status_code, told.json()["code"]) == (403, "authorisation.role_may_not")
