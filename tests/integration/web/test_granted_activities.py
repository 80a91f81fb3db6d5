"""A decision per activity on the pages: prepared by form, read by everyone, and checked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from adapters.postgres.embedded import Database
from tests.integration.web.board_city import BoardCity
from tests.integration.web.planned_city import planned_city
from tests.scenarios.boardroom import RULES

PER_ACTIVITY = RULES | {
    "ranking": RULES["ranking"] | {"per_activity": True},
    "parts": {"article": "10", "allowed": False},
}
DIGGING, PLANTING = "activiteit-1", "activiteit-2"


@pytest.fixture(scope="module")
def seated(postgres: Database, scratch: Path) -> Iterator[BoardCity]:
    """A board with members and a meeting; the regulation grants per activity, in full."""
    with planned_city(postgres, scratch, "gm_activities") as city:
        found = BoardCity(city, PER_ACTIVITY)
        found.frame()
        found.seat()
        yield found


def proposed(seated: BoardCity) -> str:
    """Digging for 60, planting for 40; a hundred is set apart, and the board is for planting."""
    proposal_id = seated.propose("Een moestuin")
    for name, title, costs in ((DIGGING, "Spitten", "60"), (PLANTING, "Planten", "40")):
        path = f"/voorstellen/{proposal_id}/activiteit"
        about = {"activity_id": name, "title": title, "cost_materials": costs}
        seated.city.does("bram", path, **about)
    for name, favourable in ((DIGGING, "no"), (PLANTING, "yes")):
        assert seated.advises(proposal_id, favourable, activity_id=name).status_code == 303
    seated.city.does("joost", f"/werk/voorstellen/{proposal_id}/reserveren", amount="100")
    return proposal_id


@pytest.fixture(scope="module")
def granted(seated: BoardCity) -> str:
    """A proposal of which planting was granted, as advised."""
    proposal_id = proposed(seated)
    gets = {f"gets_{DIGGING}": "", f"gets_{PLANTING}": "40"}
    drafted = seated.drafts(proposal_id, "", **gets)
    assert drafted.status_code == 303, drafted.text
    return proposal_id


def decided(seated: BoardCity) -> str:
    """Another one, of which planting was granted by a decision."""
    proposal_id = proposed(seated)
    gets = {f"gets_{DIGGING}": "", f"gets_{PLANTING}": "40"}
    assert seated.drafts(proposal_id, "", **gets).status_code == 303
    seated.takes(proposal_id)
    return proposal_id


def in_court(seated: BoardCity, proposal_id: str) -> str:
    """The applicant objects, without success, and goes to court; where that is handled."""
    city, here = seated.city, f"/voorstellen/{proposal_id}"
    city.does("bram", f"{here}/bezwaar", against="decision", reason="Spitten hoort erbij.")
    dossier = city.house.views.proposal(proposal_id)
    assert dossier is not None
    work = f"/werk{here}/bezwaren/{dossier.objections[0].objection_id}"
    city.does("joost", f"{work}/bevestigen", with_committee="no")
    heard = {"held_on": seated.today, "was_waived": "yes", "report": "Per brief."}
    city.does("joost", f"{work}/horen", **heard)
    told = {"outcome": "unfounded", "reason": "Dat is zo.", "mandate_id": ""}
    city.does("wethouder", f"{work}/beslissen", **told)
    about = {"court": "MNE", "reference": "27-1234", "lodged_on": seated.today}
    city.does("joost", f"{work}/beroep", **about)
    return work


class TestPreparing:
    """Every activity has a field of its own."""

    def test_begins_with_what_each_asks(self, seated: BoardCity) -> None:
        page = seated.city.page(f"/werk/voorstellen/{proposed(seated)}", "joost")
        form = page.partition("besluit-voorbereiden")[2]
        for name, asked in ((DIGGING, "60"), (PLANTING, "40")):
            field = form.partition(f'name="gets_{name}"')[2].partition(">")[0]
            assert f'value="{asked}' in field
        assert 'name="amount"' not in form.partition("</form>")[0]

    @pytest.mark.parametrize(
        ("gets", "code"),
        [
            (("", "0"), "form.no_activity_gets_anything"),
            (("60,01", ""), "decision.activity_above_asked"),
            (("30", ""), "regulation.activity_in_part"),
            (("veel", ""), "form.amount_unreadable"),
        ],
    )
    def test_is_refused_on_the_form(
        self, seated: BoardCity, gets: tuple[str, str], code: str
    ) -> None:
        digging, planting = gets
        fields = {f"gets_{DIGGING}": digging, f"gets_{PLANTING}": planting}
        answer = seated.drafts(proposed(seated), "", **fields)
        assert f'data-code="{code}"' in answer.text
        assert f'value="{digging}"' in answer.text

    def test_an_amount_without_activities_is_refused_with_the_article(
        self, seated: BoardCity
    ) -> None:
        answer = seated.drafts(proposed(seated), "60")
        assert 'data-code="regulation.activities_not_named"' in answer.text
        assert "Artikel 8 verleent per activiteit." in answer.text

    def test_against_the_advice_asks_why(self, seated: BoardCity) -> None:
        proposal_id, gets = proposed(seated), {f"gets_{DIGGING}": "60"}
        answer = seated.drafts(proposal_id, "", **gets)
        assert 'data-code="decision.departure_unexplained"' in answer.text
        assert seated.drafts(proposal_id, "", **gets, departure="Eerst spitten.").status_code == 303


class TestOnceDecided:
    """Everyone reads what each activity gets."""

    def test_the_draft_and_the_decision_say_it_per_activity(
        self, seated: BoardCity, granted: str
    ) -> None:
        drafted = seated.city.page(f"/werk/voorstellen/{granted}", "hendrik")
        seated.takes(granted)
        decided = seated.city.page(f"/voorstellen/{granted}")
        for page in (drafted, decided):
            table = page.partition('aria-label="Per activiteit"')[2].partition("</table>")[0]
            rows = table.partition("<tbody>")[2].split("</tr>")
            for row, said in (
                (rows[0], ("Spitten", "60,00", "tegen", "niet verleend")),
                (rows[1], ("Planten", "40,00", "voor")),
            ):
                assert [each for each in said if each not in row] == []
            assert rows[1].count("40,00") == 2
        assert "Dit besluit volgt het advies" in decided
        checks = seated.city.page(f"/werk/voorstellen/{granted}", "griffier")
        point = "Wat de activiteiten krijgen, is samen het bedrag van het besluit"
        assert f"<li>{point}: <strong>klopt</strong>" in checks
        told = checks.partition('id="nagaan"')[2].partition("</section>")[0]
        for expected in ("40,00", "Joost", "Hendrik", "Planten", "artikel ", "wijkplan versie 1"):
            assert expected in told, expected
        answer = seated.city.visitor().get(f"/api/v1/proposals/{granted}").json()
        assert answer["proposal"]["decision"]["activities"] == [
            {"activity_id": PLANTING, "amount_cents": 4_000}
        ]

    def test_an_objection_is_decided_per_activity_and_everyone_reads_what_each_gets(
        self, seated: BoardCity
    ) -> None:
        proposal_id = decided(seated)
        city, here = seated.city, f"/voorstellen/{proposal_id}"
        city.does("bram", f"{here}/bezwaar", against="decision", reason="Spitten hoort erbij.")
        dossier = city.house.views.proposal(proposal_id)
        assert dossier is not None
        work = f"/werk{here}/bezwaren/{dossier.objections[0].objection_id}"
        city.does("joost", f"{work}/bevestigen", with_committee="no")
        heard = {"held_on": seated.today, "was_waived": "yes", "report": "Per brief."}
        city.does("joost", f"{work}/horen", **heard)
        form = city.page(f"/werk{here}/bezwaren", "wethouder").partition("/beslissen")[2]
        for name, now in ((DIGGING, "0"), (PLANTING, "40")):
            field = form.partition(f'name="gets_{name}"')[2].partition(">")[0]
            assert f'value="{now}' in field
        told = {"outcome": "founded", "reason": "Dat klopt.", "mandate_id": ""}
        told["ground"] = "plan_priority"
        for gets, code in (
            (("", ""), "form.activities_empty"),
            (("30", "40"), "regulation.activity_in_part"),
            (("60", "0"), "objection.worse_off"),
        ):
            fields = {f"gets_{DIGGING}": gets[0], f"gets_{PLANTING}": gets[1]}
            answer = city.sends("wethouder", f"{work}/beslissen", **told, **fields)
            assert f'data-code="{code}"' in answer.text
        both = {f"gets_{DIGGING}": "60", f"gets_{PLANTING}": "40"}
        city.does("wethouder", f"{work}/beslissen", **told, **both)
        page = city.page(here)
        table = page.partition('aria-label="Per activiteit, voor en na"')[2].partition("</table>")
        rows = table[0].partition("<tbody>")[2].split("</tr>")
        assert "Spitten" in rows[0]
        assert "niets" in rows[0]
        assert "60,00" in rows[0]
        assert rows[1].count("40,00") == 2
        visitor = city.visitor("bram")
        assert "Per activity, before and after" in visitor.get(f"{here}?lang=en").text
        visitor.get(f"{here}?lang=nl")
        answer = city.visitor().get(f"/api/v1/proposals/{proposal_id}").json()["proposal"]
        assert [each["amount_cents"] for each in answer["granted_activities"]] == [6_000, 4_000]
        assert answer["objections"][0]["decision"]["activities"] == answer["granted_activities"]

    def test_a_ruling_is_recorded_per_activity_and_everyone_reads_what_each_gets(
        self, seated: BoardCity
    ) -> None:
        proposal_id = decided(seated)
        city, work = seated.city, in_court(seated, proposal_id)
        form = city.page(f"/werk/voorstellen/{proposal_id}/bezwaren", "wethouder")
        form = form.partition("/uitspraak")[2]
        for name, now in ((DIGGING, "0"), (PLANTING, "40")):
            field = form.partition(f'name="gets_{name}"')[2].partition(">")[0]
            assert f'value="{now}' in field
        told = {"outcome": "annulled", "ruled_on": seated.today, "reason": "Zegt de rechter."}
        for gets, code in (
            (("", ""), "form.activities_empty"),
            (("60,01", "0"), "decision.activity_above_asked"),
        ):
            fields = {f"gets_{DIGGING}": gets[0], f"gets_{PLANTING}": gets[1]}
            answer = city.sends("wethouder", f"{work}/uitspraak", **told, **fields)
            assert f'data-code="{code}"' in answer.text
        a_part = {f"gets_{DIGGING}": "30", f"gets_{PLANTING}": "0"}
        city.does("wethouder", f"{work}/uitspraak", **told, **a_part)
        page = city.page(f"/voorstellen/{proposal_id}").partition("Zegt de rechter.")[2]
        table = page.partition('aria-label="Per activiteit, voor en na"')[2].partition("</table>")
        digging, planting = table[0].partition("<tbody>")[2].split("</tr>")[:2]
        assert digging.index("niets") < digging.index("30,00")
        assert planting.index("40,00") < planting.index("niets")
        answer = city.visitor().get(f"/api/v1/proposals/{proposal_id}").json()["proposal"]
        assert answer["granted_activities"] == [{"activity_id": DIGGING, "amount_cents": 3_000}]
        assert answer["objections"][0]["appeal"]["activities"] == answer["granted_activities"]

    def test_a_ruling_that_takes_all_of_it_says_so_per_activity(self, seated: BoardCity) -> None:
        proposal_id = decided(seated)
        city, work = seated.city, in_court(seated, proposal_id)
        told = {"outcome": "annulled", "ruled_on": seated.today, "reason": "Niets ervan."}
        nothing = {f"gets_{DIGGING}": "0", f"gets_{PLANTING}": "0"}
        city.does("wethouder", f"{work}/uitspraak", **told, **nothing)
        page = city.page(f"/voorstellen/{proposal_id}").partition("Niets ervan.")[2]
        table = page.partition('aria-label="Per activiteit, voor en na"')[2].partition("</table>")
        planting = table[0].partition("<tbody>")[2].split("</tr>")[1]
        assert planting.index("40,00") < planting.index("niets")

    def test_a_withdrawal_says_what_is_left_of_each(self, seated: BoardCity) -> None:
        proposal_id = decided(seated)
        city, here = seated.city, f"/voorstellen/{proposal_id}"
        until = date.fromisoformat(seated.today) + timedelta(days=20)
        about = {"ground": "not_carried_out", "reason": "Half.", "views_until": until.isoformat()}
        form = city.page(f"/werk{here}", "joost").partition("intrekken-aankondigen")[2]
        field = form.partition(f'name="gets_{PLANTING}"')[2].partition(">")[0]
        assert 'value="40' in field
        path = f"/werk{here}/intrekken-aankondigen"
        refused = city.sends("joost", path, **about, **{f"gets_{DIGGING}": "10"})
        assert 'data-code="decision.activity_above_former"' in refused.text
        city.does("joost", path, **about, **{f"gets_{PLANTING}": "20", f"gets_{DIGGING}": "0"})
        city.does("bram", f"{here}/zienswijze", note="Goed.")
        dossier = city.house.views.proposal(proposal_id)
        assert dossier is not None
        assert dossier.withdrawal is not None
        reason = dossier.withdrawal.reason
        told = {"announced_reason": reason, "mandate_id": "mandate-1"}
        city.does("hendrik", f"/werk{here}/intrekken", **told)
        table = city.page(here).partition('aria-label="Per activiteit, voor en na"')[2]
        row = table.partition("Planten")[2].partition("</tr>")[0]
        assert "40,00" in row
        assert "20,00" in row

    def test_the_regulation_says_that_it_goes_so(self, seated: BoardCity) -> None:
        visitor = seated.city.visitor("sanne")
        page = seated.city.page("/regels/rules-1", "sanne")
        assert "Een besluit zegt wat elke activiteit krijgt." in page
        assert "A decision says what each" in visitor.get("/regels/rules-1?lang=en").text
        visitor.get("/regels/rules-1?lang=nl")
