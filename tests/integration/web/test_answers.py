"""What every answer has: headers, a page or a problem, a language, a session that ends."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, NoReturn

import pytest
from fastapi import FastAPI
from starlette.responses import Response
from starlette.testclient import TestClient

from adapters.web.app import create_app
from adapters.web.sessions import Session, Sessions, installation_key
from application.command_desk import CommandDesk
from application.refusals import LogUnreachable, TooBusy
from domain.command import Actor, ActorCommand, Role
from domain.errors import Refusal, refusals_by_code
from tests.integration.web.conftest import KEY, City
from tests.integration.web.visiting import Visitor

Visit = Callable[..., Visitor]
PLACES = ("/", "/nergens", "/static/wijkkas.css", "/api/v1/years", "/api/v1/nergens", "/healthz")


class TestEveryAnswer:
    @pytest.mark.parametrize("place", PLACES)
    def test_has_a_strict_policy_and_the_other_headers(self, place: str, visit: Visit) -> None:
        headers = visit().get(place).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"
        assert headers["referrer-policy"] == "same-origin"
        assert headers["cache-control"]

    @pytest.mark.parametrize("place", PLACES[:2])
    def test_has_no_style_or_script_in_the_page_itself(self, place: str, visit: Visit) -> None:
        page = visit().get(place).text
        assert " style=" not in page
        assert "<style" not in page
        assert "onclick" not in page

    def test_sets_no_cookie_that_a_script_or_another_site_can_use(self, visit: Visit) -> None:
        visitor = visit()
        answer = visitor.send("/aanmelden", {"person": "example:joost"})
        for cookie in answer.headers.get_list("set-cookie"):
            assert "HttpOnly" in cookie
            assert "samesite=" in cookie.lower()

    def test_to_a_wrong_address_says_what_to_do_next(self, visit: Visit) -> None:
        answer = visit().get("/nergens")
        assert (answer.status_code, "page.unknown" in answer.text) == (404, True)
        assert "Begin bij het overzicht" in answer.text
        posted = visit().client.post("/uitleg")
        assert (posted.status_code, "request.method_unknown" in posted.text) == (405, True)

    def test_failure_is_a_page_that_tells_nothing_of_the_inside(self, city: City) -> None:
        class Broken:
            def years(self) -> NoReturn:
                raise RuntimeError("secret detail")

        house: Any = replace(city.house, views=Broken())  # type: ignore[arg-type]  # a fake
        with TestClient(create_app(house), raise_server_exceptions=False) as client:
            answer = client.get("/")
        assert answer.status_code == 500
        assert "system.failure" in answer.text
        assert "secret" not in answer.text
        assert "default-src 'none'" in answer.headers["content-security-policy"]


class TestFiles:
    def test_may_be_kept_and_are_compressed_which_pages_are_not(self, visit: Visit) -> None:
        visitor = visit()
        style = visitor.get("/static/wijkkas.css", headers={"Accept-Encoding": "gzip"})
        assert style.headers["content-encoding"] == "gzip"
        assert "max-age" in style.headers["cache-control"]
        page = visitor.get("/", headers={"Accept-Encoding": "gzip"})
        assert "content-encoding" not in page.headers
        assert page.headers["cache-control"] == "no-store"


class TestTheApi:
    def test_answers_a_problem_with_a_stable_code(self, visit: Visit) -> None:
        answer = visit().get("/api/v1/proposals/bestaat-niet")
        assert answer.status_code == 404
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["code"] == "proposal.unknown"
        assert visit().get(answer.json()["type"]).json()["nl"]

    def test_says_its_version(self, visit: Visit) -> None:
        assert visit().get("/api/v1/years").headers["api-version"] == "1.0.0"

    @pytest.mark.parametrize(
        "path", ["/api/v1/proposals", "/api/v1/years/x", "/api/v1/log?limit=0"]
    )
    def test_calls_malformed_input_a_400(self, path: str, visit: Visit) -> None:
        answer = visit("esra").get(path)
        assert (answer.status_code, answer.json()["code"]) == (400, "request.malformed")

    def test_describes_itself_by_the_dutch_rules(self, visit: Visit) -> None:
        described = visit().get("/api/v1/openapi.json").json()
        assert described["servers"] == [{"url": "/api/v1"}]
        assert set(described["info"]["contact"]) == {"name", "url", "email"}
        for path, methods in described["paths"].items():
            assert not path.endswith("/")
            for operation in methods.values():
                assert "422" not in operation["responses"]
                assert "400" in operation["responses"]
                for parameter in operation.get("parameters", []):
                    if parameter["in"] == "query":
                        assert "_" not in parameter["name"]

    def test_shows_no_ids_of_people_to_everyone(self, city: City, visit: Visit) -> None:
        found = visit().get(f"/api/v1/proposals?year={city.year}")
        assert "example:aylin" not in found.text

    def test_tells_no_number_of_ballots_of_an_open_round(self, city: City, visit: Visit) -> None:
        found = visit().get(f"/api/v1/rounds/{city.round_id}").json()
        assert found["round"]["ballots"] is None
        assert found["result"] == []

    def test_carries_a_command_out_once(self, city: City, visit: Visit) -> None:
        body = {
            "command_id": "00000000-0000-4000-8000-00000000aaaa",
            "wijk": "WK030710",
            "year": city.year,
            "title": "Via de API",
            "description": "Een programma diende dit in.",
            "amount_cents": 1_000_00,
        }
        aylin = visit("aylin")
        first = aylin.client.post("/api/v1/commands/submit-proposal", json=body)
        second = aylin.client.post("/api/v1/commands/submit-proposal", json=body)
        assert (first.status_code, first.json()["repeated"]) == (200, False)
        assert second.json() == first.json() | {"repeated": True}
        city.house.projector.wait_for(first.json()["position"])
        found = visit().get(f"/api/v1/proposals/{first.json()['proposal_id']}").json()
        assert "Via de API" in found["texts"].values()


@dataclass(frozen=True)
class DeskThatRefuses:
    """A desk with one answer."""

    answer: Refusal

    def carry_out(self, command: ActorCommand) -> NoReturn:
        """Refuse."""
        raise self.answer


class TestWhenTheRecordsAreAway:
    @pytest.mark.parametrize("refusal", [LogUnreachable(), TooBusy(seconds=5)])
    def test_the_same_form_can_be_sent_again(
        self, refusal: Refusal, city: City, visit: Visit
    ) -> None:
        desk: CommandDesk = DeskThatRefuses(refusal)  # type: ignore[assignment]  # a fake
        app = create_app(replace(city.house, desk=desk))
        with TestClient(app, follow_redirects=False) as client:
            aylin = Visitor(client)
            aylin.sign_in("aylin")
            fields = {
                "command_id": "00000000-0000-4000-8000-00000000bbbb",
                "year": str(city.year),
                "title": "Later",
                "description": "Later.",
                "amount": "10",
            }
            answer = aylin.send("/wijken/WK030710/voorstel-indienen", fields)
            assert answer.status_code == 503
            assert answer.headers["retry-after"] == "5"
            assert fields["command_id"] in answer.text
            problem = client.post("/api/v1/commands/withdraw-proposal", json={"proposal_id": "x"})
            assert problem.status_code == 503
            assert problem.headers["retry-after"] == "5"


class TestASession:
    def test_ends_by_itself(self, app: FastAPI, visit: Visit) -> None:
        joost = visit("joost")
        assert joost.get("/werk/voorstellen").status_code == 200
        lasting = app.state.sessions
        app.state.sessions = Sessions(KEY, secure=False, seconds_max=-1)
        try:
            assert joost.get("/werk/voorstellen").status_code == 403
        finally:
            app.state.sessions = lasting

    def test_cannot_be_made_up(self, visit: Visit) -> None:
        forged = Response()
        somebody = Session(Actor(id="example:esra", role=Role.AUDITOR), "Esra")
        Sessions(b"another key", secure=False).begin(forged, somebody)
        cookie = forged.headers["set-cookie"].split("=", 1)[1].split(";")[0]
        forger = visit()
        forger.client.cookies.set("wijkkas_session", cookie)
        assert forger.get("/logboek").status_code == 403

    def test_key_is_made_once_per_installation_for_its_owner_only(self, tmp_path: Any) -> None:
        first = installation_key(tmp_path / "a")
        assert installation_key(tmp_path / "a") == first
        assert installation_key(tmp_path / "b") != first
        assert (tmp_path / "a" / "session.key").stat().st_mode & 0o077 == 0


class TestLanguage:
    def test_is_dutch_unless_asked_otherwise(self, visit: Visit) -> None:
        assert '<html lang="nl"' in visit().get("/").text
        english = visit().get("/", headers={"Accept-Language": "en-GB,en;q=0.9"})
        assert '<html lang="en"' in english.text

    def test_stays_as_chosen(self, visit: Visit) -> None:
        visitor = visit()
        visitor.get("/?lang=en")
        assert "How it works" in visitor.get("/uitleg").text

    def test_says_refusals_and_amounts_too(self, visit: Visit) -> None:
        page = visit().get("/voorstellen/bestaat-niet?lang=en").text
        assert "does not exist" in page

    def test_has_two_sentences_for_every_refusal(self) -> None:
        for refusal in refusals_by_code().values():
            assert refusal.dutch
            assert refusal.english
