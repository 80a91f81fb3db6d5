"""An auditor's own check of who went first: it finds what no handler would have let through."""

from __future__ import annotations

from msgspec.structs import replace

from adapters.command_line.check_precedence import as_line
from domain.precedence import PrecedenceGiven, ResidentsGoFirst
from domain.proposal import ProposalTakenInHandling, ProposalWithdrawn
from domain.proposal_support import SupportGiven
from projections.entry import Entry
from projections.precedence_check import PrecedenceCheck, PrecedenceFault, PrecedenceFaultFound
from tests.scenarios.court import COVER
from tests.scenarios.quarter import EMMA, GREET, Quarter
from tests.unit.application.test_precedence import (
    formal,
    handled,
    supported,
    where_residents_go_first,
    where_support_goes_first,
    without_support,
)
from tests.unit.domain.given import refused
from tests.unit.projections.entries import entries_of

SIXTY = 60_000_00


def a_town() -> tuple[Quarter, str, str]:
    """A town where a foundation got a grant after residents were decided on; who they are."""
    town = where_residents_go_first()
    first = handled(town, EMMA, 50_000_00)
    hall = formal(town)
    town.refuse(first)
    town.prepare(hall, SIXTY)
    town.take(hall)
    return town, first, hall


def faults(entries: list[Entry]) -> list[PrecedenceFaultFound]:
    """What is wrong in a log."""
    return list(PrecedenceCheck().faults_in(entries))


class TestALogAsItWasWritten:
    """Bears every formal grant out."""

    def test_is_in_order(self) -> None:
        town, _, _ = a_town()
        check = PrecedenceCheck()
        assert list(check.faults_in(entries_of(town))) == []
        assert check.grants == 1

    def test_grants_to_residents_are_not_looked_at(self) -> None:
        town = where_residents_go_first()
        handled(town, EMMA, 90_000_00)
        mine = handled(town, GREET, SIXTY)
        town.reserve(mine, SIXTY)
        town.prepare(mine, SIXTY)
        town.take(mine)
        check = PrecedenceCheck()
        assert (list(check.faults_in(entries_of(town))), check.grants) == ([], 0)

    def test_a_formal_applicant_who_won_a_round_is_not_either(self) -> None:
        town = where_residents_go_first()
        handled(town, EMMA, 90_000_00)
        hall = handled(town, GREET, SIXTY, "foundation")
        town.open_round((hall,), budget=SIXTY, closes_at=None)
        town.cast(1, hall)
        town.close_round()
        town.tally()
        town.reserve(hall, SIXTY)
        town.prepare(hall, SIXTY)
        town.take(hall)
        check = PrecedenceCheck()
        assert (list(check.faults_in(entries_of(town))), check.grants) == ([], 0)


class TestALogInWhichResidentsWerePassedOver:
    """Says where, and who."""

    def test_names_the_grant_and_the_initiative(self) -> None:
        town, first, hall = a_town()
        undecided = [each for each in entries_of(town) if each.stream != f"decision:{first}"]
        (found,) = faults(undecided)
        assert found.fault is PrecedenceFault.RESIDENTS_PASSED_OVER
        assert (found.proposal_id, found.waiting) == (hall, (first,))
        assert as_line(found) == {
            "position": found.position,
            "proposal": hall,
            "fault": "residents_passed_over",
            "waiting": [first],
        }

    def test_not_when_the_initiative_was_incomplete_or_withdrawn(self) -> None:
        town, first, _ = a_town()
        undecided = [each for each in entries_of(town) if each.stream != f"decision:{first}"]
        handling = next(
            each
            for each in undecided
            if isinstance(each.event, ProposalTakenInHandling) and each.event.proposal_id == first
        )
        assert faults([each for each in undecided if each is not handling]) == []
        event = handling.event
        assert isinstance(event, ProposalTakenInHandling)
        gone = ProposalWithdrawn(proposal_id=first, at=event.at, by=event.by)
        place = undecided.index(handling) + 1
        withdrawn = [*undecided[:place], replace(handling, event=gone), *undecided[place:]]
        assert faults(withdrawn) == []


def a_town_with_support() -> tuple[Quarter, str, str]:
    """A town where one without support got a grant after one with it was decided on."""
    town = where_support_goes_first()
    handled(town, GREET, 1_00)
    first = supported(town, 50_000_00)
    other = without_support(town)
    town.refuse(first)
    town.prepare(other, SIXTY)
    town.take(other)
    return town, first, other


class TestALogInWhichSupportWasPassedOver:
    """Says where, and who; but not of before the rule was held."""

    def test_it_is_in_order_as_it_was_written(self) -> None:
        town, _, _ = a_town_with_support()
        check = PrecedenceCheck()
        assert list(check.faults_in(entries_of(town))) == []
        assert check.grants == 1

    def test_names_the_grant_and_what_showed_support(self) -> None:
        town, first, other = a_town_with_support()
        undecided = [each for each in entries_of(town) if each.stream != f"decision:{first}"]
        (found,) = faults(undecided)
        assert found.fault is PrecedenceFault.SUPPORT_PASSED_OVER
        assert (found.proposal_id, found.waiting) == (other, (first,))

    def test_nothing_where_nobody_supported_it(self) -> None:
        town, first, _ = a_town_with_support()
        plain = [
            each
            for each in entries_of(town)
            if each.stream != f"decision:{first}" and not isinstance(each.event, SupportGiven)
        ]
        assert faults(plain) == []

    def test_nothing_for_what_came_in_handling_before_the_rule_was_held(self) -> None:
        town, first, _ = a_town_with_support()
        before = [
            each
            for each in entries_of(town)
            if each.stream != f"decision:{first}" and not isinstance(each.event, PrecedenceGiven)
        ]
        assert faults(before) == []

    def test_from_the_first_precedence_on_it_is_held_without_looking_at_the_list(self) -> None:
        town, first, _ = a_town_with_support()
        unlisted = [
            each
            for each in entries_of(town)
            if each.stream != f"decision:{first}"
            and not (isinstance(each.event, PrecedenceGiven) and each.event.proposal_id == first)
        ]
        (found,) = faults(unlisted)
        assert found.waiting == (first,)


def a_town_that_looked_again() -> tuple[Quarter, str, str]:
    """A foundation got more after its objection, once residents were decided on; who they are."""
    town = where_residents_go_first()
    hall = handled(town, GREET, SIXTY, "foundation")
    town.refuse(hall)
    first = handled(town, EMMA, 50_000_00)
    town.lodge(hall, by=GREET)
    town.register_objection(hall)
    town.hear(hall)
    town.refuse(first)
    town.decide_objection(hall, SIXTY)
    return town, first, hall


class TestALogInWhichAnObjectionGaveMore:
    """Is held to the same, as far as that came from what was left."""

    def test_it_is_in_order_as_it_was_written(self) -> None:
        town, _, _ = a_town_that_looked_again()
        check = PrecedenceCheck()
        assert list(check.faults_in(entries_of(town))) == []
        assert check.grants == 1

    def test_names_who_was_passed_over(self) -> None:
        town, first, hall = a_town_that_looked_again()
        undecided = [each for each in entries_of(town) if each.stream != f"decision:{first}"]
        (found,) = faults(undecided)
        assert found.fault is PrecedenceFault.RESIDENTS_PASSED_OVER
        assert (found.proposal_id, found.waiting) == (hall, (first,))

    def test_not_where_it_came_above_what_was_left(self) -> None:
        town = where_residents_go_first()
        town.admit("hall", SIXTY, applicant_kind="foundation")
        town.refuse("hall")
        other = handled(town, EMMA, 100_000_00)
        town.reserve(other, 100_000_00)
        handled(town, EMMA, 50_000_00)
        town.objects_and_wins("hall", SIXTY, cover=COVER)
        check = PrecedenceCheck()
        assert (list(check.faults_in(entries_of(town))), check.grants) == ([], 0)

    def test_not_once_the_grant_was_determined(self) -> None:
        town = where_residents_go_first()
        town.admit("hall", SIXTY, applicant_kind="foundation")
        town.reserve("hall", 20_000_00)
        town.prepare("hall", 20_000_00)
        town.take("hall")
        town.render_account("hall", 20_000_00)
        town.determine("hall", 20_000_00)
        handled(town, EMMA, 80_000_00)
        town.objects_and_wins("hall", SIXTY)
        assert faults(entries_of(town)) == []

    def test_also_where_the_grant_was_determined_with_its_decision(self) -> None:
        town = where_residents_go_first(accounts={"bands": [{"form": 0}]})
        town.admit("hall", SIXTY, applicant_kind="foundation")
        town.reserve("hall", 20_000_00)
        town.prepare("hall", 20_000_00)
        town.take("hall")
        first = handled(town, EMMA, 50_000_00)
        town.lodge("hall")
        town.register_objection("hall")
        town.hear("hall")
        with refused(ResidentsGoFirst):
            town.decide_objection("hall", SIXTY)
        town.refuse(first)
        town.decide_objection("hall", SIXTY)
        assert faults(entries_of(town)) == []
        undecided = [each for each in entries_of(town) if each.stream != f"decision:{first}"]
        (found,) = faults(undecided)
        assert found.waiting == (first,)
