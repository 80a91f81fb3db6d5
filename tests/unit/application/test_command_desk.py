"""The command desk: each command once, decided on what stands, with the same answer for ever."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest

from application.authorisation import ExamplePersonRefused, NotAuthorised
from application.command_desk import CommandDesk, Receipt
from application.refusals import CommandIdReused, LogUnreachable, TooBusy
from domain.budget import NotEnoughMoney
from domain.budget_year import ActKind, Body, RecordFrameworkAct
from domain.command import Actor, ActorCommand, Role
from domain.grant import ReleaseGrant, ReserveGrant
from domain.mandate import MandateNotInForce, WithdrawMandate
from domain.money import Money
from tests.scenarios.town import YEAR, Town, sealed
from tests.unit.application.interrupted_logs import (
    CrowdedLog,
    RivalLog,
    StuckLog,
    UnreachableLog,
)
from tests.unit.domain.given import command, refused

RETRIED = UUID("0191d3a0-0000-7000-8000-00000000000a")


def with_two_proposals(town: Town) -> Town:
    """A hundred euros, and two proposals of sixty."""
    town.with_money(100_00)
    town.admit("garden", 60_00)
    town.admit("oven", 60_00)
    return town


def reserve(town: Town, proposal_id: str = "garden", amount: int = 60_00) -> Receipt:
    """Reserve under the id that will be sent again."""
    return town.do(
        ReserveGrant,
        Role.CASE_OFFICER,
        command_id=RETRIED,
        proposal_id=proposal_id,
        amount_cents=Money(amount),
    )


def release(town: Town, proposal_id: str) -> Receipt:
    """Give a reservation up."""
    return town.do(
        ReleaseGrant, Role.CASE_OFFICER, proposal_id=proposal_id, reason=sealed("they stopped")
    )


class TestTheSameCommandTwice:
    """A lost answer is no reason to do a thing twice."""

    def test_it_is_carried_out_once_and_gets_the_same_receipt(self) -> None:
        town = with_two_proposals(Town())
        first = reserve(town)
        entries = town.log.next_position()
        second = reserve(town)
        assert (first.repeated, second.repeated) == (False, True)
        assert second.position == first.position == entries - 1
        assert town.log.next_position() == entries

    def test_its_receipt_names_the_last_position_of_all_its_events(self) -> None:
        town = with_two_proposals(Town())
        before = town.log.next_position()
        assert reserve(town).position == before + 1

    def test_a_refusal_stays_a_refusal_with_the_same_text_when_it_would_be_allowed_now(
        self,
    ) -> None:
        town = with_two_proposals(Town())
        town.reserve("oven", 60_00)
        with refused(NotEnoughMoney) as first:
            reserve(town)
        release(town, "oven")
        with refused(NotEnoughMoney) as second:
            reserve(town)
        for language in ("nl", "en"):
            assert second.value.text(language) == first.value.text(language)
        assert "€ 40,00" in second.value.text()

    def test_under_another_id_it_is_another_command(self) -> None:
        town = with_two_proposals(Town())
        town.reserve("oven", 60_00)
        with refused(NotEnoughMoney):
            reserve(town)
        release(town, "oven")
        assert not town.reserve("garden", 60_00).repeated

    def test_an_id_that_is_used_again_for_other_content_is_refused(self) -> None:
        town = with_two_proposals(Town())
        reserve(town)
        entries = town.log.next_position()
        with refused(CommandIdReused):
            reserve(town, "oven", 40_00)
        with refused(CommandIdReused):
            reserve(town, amount=59_00)
        assert town.log.next_position() == entries

    def test_its_time_is_not_part_of_its_content(self) -> None:
        town = with_two_proposals(Town())
        first = reserve(town)
        town.now = town.now.replace(month=12)
        assert reserve(town).position == first.position


class TestWhenSomebodyElseWasFirst:
    """A version conflict is decided again, and never shown to a person."""

    def test_the_command_is_decided_again_on_the_newer_state_and_accepted(self) -> None:
        town, log = with_a_rival()
        log.rival = lambda: town.reserve("oven", 40_00)
        reserve(town)
        assert town.budget().reserved == {"garden": Money(60_00), "oven": Money(40_00)}

    def test_the_command_is_decided_again_and_refused_by_the_rule(self) -> None:
        town, log = with_a_rival()
        log.rival = lambda: town.reserve("oven", 60_00)
        with refused(NotEnoughMoney):
            reserve(town)
        assert town.budget().reserved == {"oven": Money(60_00)}

    def test_a_refusal_is_decided_again_too_and_may_turn_into_an_acceptance(self) -> None:
        town, log = with_a_rival()
        town.reserve("oven", 60_00)
        log.rival = lambda: release(town, "oven")
        reserve(town)
        assert town.budget().reserved == {"garden": Money(60_00)}

    def test_a_stream_that_was_only_read_counts_as_moved_as_well(self) -> None:
        town, log = with_a_rival()
        town.adopt_plan()
        town.give_mandate()
        town.reserve("garden", 60_00)
        town.prepare("garden", 60_00)
        log.rival = lambda: town.do(WithdrawMandate, Role.COLLEGE, mandate_id="mandate-1")
        with refused(MandateNotInForce):
            town.take("garden")
        assert town.budget().granted == {}

    def test_what_moves_elsewhere_disturbs_nobody(self) -> None:
        town, log = with_a_rival()
        log.rival = town.give_mandate
        appends = log.appends
        reserve(town)
        assert log.appends == appends + 2  # the rival's and ours


class TestWhenItIsTooBusy:
    """Deciding again is bounded by a time."""

    def crowded(self) -> tuple[Town, CrowdedLog]:
        """A town in which somebody else is always first."""
        town = with_two_proposals(Town(CrowdedLog, deciding_seconds=0.1))
        assert isinstance(town.log, CrowdedLog)
        town.log.crowded = True
        return town, town.log

    def test_the_person_is_asked_to_send_it_again_later(self) -> None:
        town, log = self.crowded()
        appends = log.appends
        with refused(TooBusy) as caught:
            reserve(town)
        assert caught.value.status == 503
        assert log.appends > appends + 1

    def test_nothing_is_recorded_so_that_the_same_command_can_succeed(self) -> None:
        town, log = self.crowded()
        with refused(TooBusy):
            reserve(town)
        log.crowded = False
        assert not reserve(town).repeated

    def test_who_waits_for_a_turn_waits_within_the_same_bound(self) -> None:
        town = with_two_proposals(Town(StuckLog, deciding_seconds=0.1))
        log = town.log
        assert isinstance(log, StuckLog)
        log.crowded = True
        with ThreadPoolExecutor(1) as pool:
            first = pool.submit(town.reserve, "oven", 60_00)
            assert log.somebody_waits.wait(timeout=10)
            with refused(TooBusy):
                reserve(town)
            log.is_free.set()
            with refused(TooBusy):
                first.result()


@pytest.mark.parametrize("call", ["append", "outcome", "stream"])
class TestWhenTheLogCannotBeReached:
    """Nobody knows what became of the command; sending it again is safe."""

    def unreachable(self) -> tuple[Town, UnreachableLog]:
        """A town whose line to the log can break."""
        town = with_two_proposals(Town(UnreachableLog))
        assert isinstance(town.log, UnreachableLog)
        return town, town.log

    def test_the_person_is_told_to_send_the_same_command_again(self, call: str) -> None:
        town, log = self.unreachable()
        log.broken_at = call
        with refused(LogUnreachable) as caught:
            reserve(town)
        assert caught.value.status == 503

    def test_a_command_that_was_not_stored_is_carried_out_then(self, call: str) -> None:
        town, log = self.unreachable()
        log.broken_at = call
        with refused(LogUnreachable):
            reserve(town)
        log.broken_at = ""
        assert not reserve(town).repeated

    def test_a_command_that_was_stored_after_all_is_not_carried_out_again(self, call: str) -> None:
        town, log = self.unreachable()
        log.broken_at, log.stores_first = call, True
        with refused(LogUnreachable):
            reserve(town)
        log.broken_at = ""
        assert reserve(town).repeated is (call == "append")
        assert town.budget().reserved == {"garden": Money(60_00)}


class TestWhoMayAct:
    """Looked at before anything else, and without a trace in the log."""

    def test_an_unknown_command_is_nobody_s_to_give(self) -> None:
        town = Town()
        with refused(NotAuthorised):
            town.do(Dance, Role.GRIFFIER)
        assert town.log.next_position() == 0

    @pytest.mark.parametrize("is_demo", [False, True])
    def test_example_people_act_in_a_demonstration_and_nowhere_else(self, is_demo: bool) -> None:
        town = Town()
        desk = CommandDesk(town.log, town.streams, town.handlers, examples_may_act=is_demo)
        example = Actor(id="example:gerda", role=Role.GRIFFIER)
        asked = command(
            RecordFrameworkAct,
            example,
            year=YEAR,
            kind=ActKind.SCHEME,
            body=Body.COLLEGE,
            number="R-1",
            decided_on=town.now.date(),
        )
        if is_demo:
            assert desk.carry_out(asked).position == 0
        else:
            with refused(ExamplePersonRefused):
                desk.carry_out(asked)
            assert town.log.outcome(asked.command_id, asked.fingerprint()) is None


class Dance(ActorCommand):
    """A command that no line of the matrix names."""


def with_a_rival() -> tuple[Town, RivalLog]:
    """Two proposals, and a log in which a rival can go first."""
    town = with_two_proposals(Town(RivalLog))
    assert isinstance(town.log, RivalLog)
    return town, town.log
