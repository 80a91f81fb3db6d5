"""The audit trail has a line for every entry, and says of which wijk and year it is."""

from __future__ import annotations

from projections.audit_trail import AuditLine, trail
from tests.scenarios.test_one_euro import a_round_with_a_winner
from tests.scenarios.town import DIVISION, LIENDERT, YEAR, Town
from tests.unit.projections.entries import entries_of


def lines_of(town: Town) -> list[AuditLine]:
    lines, _ = trail(entries_of(town), {})
    return lines


def line(name: str) -> AuditLine:
    return next(each for each in lines_of(a_round_with_a_winner()) if each.event == name)


def test_every_entry_has_one_line() -> None:
    town = a_round_with_a_winner()
    assert [each.position for each in lines_of(town)] == list(range(town.log.next_position()))


def test_a_line_says_who_did_it_in_which_role() -> None:
    found = line("proposal.taken_in_handling.v1")
    assert (found.actor_id, found.role) == ("person-case_officer", "case_officer")


def test_an_event_about_a_proposal_is_of_the_wijk_and_year_of_the_proposal() -> None:
    found = line("proposal.taken_in_handling.v1")
    assert (found.year, found.wijk, found.proposal_id) == (YEAR, LIENDERT, "garden")


def test_an_event_about_a_round_is_of_the_wijk_and_year_of_the_round() -> None:
    found = line("voting_round.tallied.v3")
    assert (found.year, found.wijk, found.round_id) == (YEAR, LIENDERT, "round-1")


def test_an_act_of_the_council_is_of_a_year_and_no_wijk() -> None:
    found = line("framework.act_recorded.v1")
    assert (found.year, found.wijk) == (YEAR, None)


def test_a_division_is_of_no_year() -> None:
    found = line("division.adopted.v2")
    assert (found.division_id, found.year) == (DIVISION, None)


def test_the_trail_goes_on_where_it_was_with_the_places_kept_so_far() -> None:
    entries = entries_of(a_round_with_a_winner())
    for cut in range(len(entries)):
        before, kept = trail(entries[:cut], {})
        after, _ = trail(entries[cut:], kept)
        assert before + after == trail(entries, {})[0]
