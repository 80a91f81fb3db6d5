"""Forms: from our own pages only, carried out once, and never losing what somebody typed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from adapters.web import security
from adapters.web.app import TAKE_FILES, create_app
from adapters.web.forms import AmountUnreadable, money_from
from adapters.web.security import RateBound
from domain.money import Money
from tests.event_loops import run_apart
from tests.integration.web.conftest import KEY, City
from tests.integration.web.visiting import Visitor

Visit = Callable[..., Visitor]
FORM = "/wijken/WK030710/voorstel-indienen"
COMMAND = "/api/v1/commands/withdraw-proposal"


def proposal(year: int, /, **changed: str) -> dict[str, str]:
    """A filled-in form."""
    fields = {
        "command_id": str(uuid4()),
        "year": str(year),
        "title": "Een bankje bij de speeltuin",
        "description": "Zodat ouders kunnen zitten.",
        "amount": "1.250,50",
    }
    return fields | changed


async def answer_without_a_body(app: FastAPI) -> list[Any]:
    """What is sent back to who announces a command and sends nothing of it."""
    said: list[Any] = []

    async def say(message: Any) -> None:
        said.append(message)

    headers = [(b"content-type", b"application/json"), (b"host", b"testserver")]
    scope = {
        **{"type": "http", "method": "POST", "path": COMMAND, "raw_path": COMMAND.encode()},
        **{"query_string": b"", "headers": headers, "client": ("127.0.0.1", 1)},
        **{"scheme": "http", "server": ("testserver", 80), "http_version": "1.1"},
    }
    await app(scope, asyncio.Event().wait, say)  # type: ignore[arg-type]  # never has a message
    return said


class TestAFormOfOurOwn:
    def test_is_carried_out_and_leads_to_a_page_that_shows_it(
        self, city: City, visit: Visit
    ) -> None:
        aylin, fields = visit("aylin"), proposal(city.year)
        answer = aylin.send(FORM, fields)
        assert answer.status_code == 303
        page = aylin.get(answer.headers["location"])
        assert fields["title"] in page.text
        assert "1.250,50" in page.text

    def test_sent_twice_is_carried_out_once(self, city: City, visit: Visit) -> None:
        aylin, fields = visit("aylin"), proposal(city.year)
        first = aylin.send(FORM, fields)
        entries = city.house.log.next_position()
        second = aylin.send(FORM, fields)
        assert second.status_code == 303
        assert second.headers["location"] == first.headers["location"]
        assert city.house.log.next_position() == entries

    def test_keeps_what_was_typed_when_it_is_refused(self, city: City, visit: Visit) -> None:
        fields = proposal(city.year, amount="veel", description="Een <lange> uitleg.")
        answer = visit("aylin").send(FORM, fields)
        assert answer.status_code == 400
        assert fields["title"] in answer.text
        assert "Een &lt;lange&gt; uitleg." in answer.text
        assert "Vul een bedrag in euro" in answer.text

    def test_gets_a_new_command_id_when_it_is_shown_again(self, city: City, visit: Visit) -> None:
        fields = proposal(city.year, amount="veel")
        answer = visit("aylin").send(FORM, fields)
        assert fields["command_id"] not in answer.text

    def test_refused_and_sent_again_gets_the_same_refusal(self, city: City, visit: Visit) -> None:
        aylin, fields = visit("aylin"), proposal(2_099)
        answers = [aylin.send(FORM, fields) for _ in range(2)]
        assert [answer.status_code for answer in answers] == [404, 404]
        assert all("budget_year.unknown" in answer.text for answer in answers)

    def test_that_is_malformed_keeps_no_text(self, city: City, visit: Visit) -> None:
        fields = proposal(1_999)
        assert visit("aylin").send(FORM, fields).status_code == 400
        # Had the text been kept, another one under the same id and field would be refused.
        city.house.vault.keep(UUID(fields["command_id"]), "title", "Een andere tekst")

    def test_too_long_is_refused_with_a_sentence(self, city: City, visit: Visit) -> None:
        answer = visit("aylin").send(FORM, proposal(city.year, title="x" * 121))
        assert answer.status_code == 400
        assert "ten hoogste 120 tekens" in answer.text

    @pytest.mark.parametrize(
        ("changed", "code"),
        [
            ({"description": "  "}, "form.field_empty"),
            ({"year": "volgend jaar"}, "form.field_unreadable"),
            ({"year": "1999"}, "form.field_unreadable"),
        ],
    )
    def test_names_the_field_that_is_not_right(
        self, changed: dict[str, str], code: str, city: City, visit: Visit
    ) -> None:
        answer = visit("aylin").send(FORM, proposal(city.year, **changed))
        assert answer.status_code == 400
        assert f'data-code="{code}"' in answer.text


class TestAFormOfAnotherSite:
    def test_has_no_token_and_is_refused(self, city: City, visit: Visit) -> None:
        answer = visit("aylin").send(FORM, proposal(city.year) | {"form_token": ""})
        assert answer.status_code == 403
        assert "request.from_another_site" in answer.text

    def test_has_the_token_of_another_browser_and_is_refused(
        self, city: City, visit: Visit
    ) -> None:
        answer = visit("aylin").send(FORM, proposal(city.year) | {"form_token": visit().token()})
        assert answer.status_code == 403

    @pytest.mark.parametrize(
        "header", [{"Origin": "https://elders.example"}, {"Sec-Fetch-Site": "cross-site"}]
    )
    def test_says_where_it_comes_from_and_is_refused(
        self, header: dict[str, str], city: City, visit: Visit
    ) -> None:
        answer = visit("aylin").send(FORM, proposal(city.year), headers=header)
        assert answer.status_code == 403

    def test_cannot_send_a_command_to_the_api(self, visit: Visit) -> None:
        answer = visit("aylin").client.post(
            "/api/v1/commands/withdraw-proposal",
            content='{"proposal_id": "x"}',
            headers={"Content-Type": "text/plain"},
        )
        assert (answer.status_code, answer.json()["code"]) == (400, "request.not_json")


class TestBounds:
    def test_a_body_above_the_bound_is_not_read(self, city: City, visit: Visit) -> None:
        answer = visit("aylin").send(FORM, proposal(city.year, description="x" * 300_000))
        assert answer.status_code == 413
        assert "request.too_large" in answer.text

    def test_a_body_that_never_comes_is_not_waited_for(
        self, city: City, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(security, "FILE_SECONDS_MAX", 0.05)
        monkeypatch.setitem(TAKE_FILES, COMMAND, security.BODY_BYTES_MAX)
        said = run_apart(asyncio.wait_for(answer_without_a_body(create_app(city.house)), 20))
        assert said[0]["status"] == 408
        assert b"request.too_slow" in said[1]["body"]

    def test_a_command_above_the_bound_is_not_read(self, visit: Visit) -> None:
        large = b" " * (security.BODY_BYTES_MAX + 1)
        answer = visit("aylin").client.post(
            COMMAND, content=large, headers={"Content-Type": "application/json"}
        )
        assert (answer.status_code, answer.json()["code"]) == (413, "request.too_large")

    def test_one_address_cannot_send_without_end(self, city: City) -> None:
        app = create_app(city.house)
        app.state.rate_bound = RateBound(requests_max=3)
        with TestClient(app, follow_redirects=False) as client:
            visitor = Visitor(client)
            token = visitor.token()
            answers = [
                client.post("/aanmelden", data={"form_token": token, "person": "x"})
                for _ in range(4)
            ]
        assert [answer.status_code for answer in answers] == [403, 403, 403, 503]
        assert int(answers[-1].headers["retry-after"]) > 0
        assert "request.too_many" in answers[-1].text
        assert 'data-code="identity.unknown"' in answers[0].text


class TestExamplePeople:
    def test_cannot_sign_in_outside_a_demo(self, city: City) -> None:
        app = create_app(replace(city.house, is_demo=False), secure_cookies=False)
        with TestClient(app, follow_redirects=False) as client:
            visitor = Visitor(client)
            assert "example:" not in visitor.get("/aanmelden").text
            token = visitor.hidden(f"/stemrondes/{city.round_id}/stembiljet")["form_token"]
            fields = {"person": "example:joost", "form_token": token}
            answer = client.post("/aanmelden", data=fields)
            assert (answer.status_code, "identity.no_provider" in answer.text) == (403, True)

    def test_bring_no_session_of_a_demo_into_a_real_installation(
        self, city: City, visit: Visit
    ) -> None:
        cookies = dict(visit("joost").client.cookies)
        house = replace(city.house, is_demo=False)
        app = create_app(house, session_key=KEY, secure_cookies=False)
        with TestClient(app, cookies=cookies, follow_redirects=False) as client:
            answer = client.get("/werk/voorstellen")
        assert answer.status_code == 403
        assert "authorisation.example_person" in answer.text


@pytest.mark.parametrize(
    ("typed", "cents"),
    [
        ("1250", 125_000),
        ("1.250", 125_000),
        ("1.250,50", 125_050),
        ("1,250.50", 125_050),
        ("€ 12,5", 1_250),
        ("0,05", 5),
        ("0", 0),
        ("1.250.000", 125_000_000),
    ],
)
def test_amounts_are_read_as_people_type_them(typed: str, cents: int) -> None:
    assert money_from(typed) == Money(cents)


@pytest.mark.parametrize("typed", ["veel", "-5", "1e5", "NaN", "", "9" * 30, "1,2,3,4,"])
def test_what_is_no_amount_is_refused(typed: str) -> None:
    with pytest.raises(AmountUnreadable):
        money_from(typed)
