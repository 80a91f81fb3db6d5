"""Figures on applicants and recipients: right, and silent about too few people."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest

from domain.money import Money
from domain.proposal import ProposalStatus
from projections.dossier import ProposalDossier
from projections.participation import (
    FEWEST,
    LargestRecipients,
    first_time_told,
    largest_told,
    participation,
    told,
)


def dossier(applicant: str, granted: int = 0, *joint: str, **changed: Any) -> ProposalDossier:
    """What the fold looks at of a dossier."""
    fields: dict[str, Any] = {
        "status": ProposalStatus.SUBMITTED,
        "applicant_id": applicant,
        "applicants": (applicant, *joint),
        "granted_cents": Money(granted),
    }
    return cast(ProposalDossier, SimpleNamespace(**fields | changed))


def people(number: int, first: int = 0) -> list[str]:
    """So many people."""
    return [f"person-{place}" for place in range(first, first + number)]


def test_who_applied_for_an_earlier_year_is_not_new() -> None:
    before, known = participation(2026, map(dossier, people(12)), frozenset())
    assert (before.applicants, before.first_time) == (12, 12)
    later, known = participation(2027, map(dossier, people(30, first=0)), known)
    assert (later.applicants, later.first_time) == (30, 18)
    assert known == set(people(30))


def test_whoever_applies_together_counts_and_what_nobody_confirmed_does_not() -> None:
    listed = [dossier(each, 0, f"with-{each}") for each in people(10)]
    stray = dossier("stray", status=ProposalStatus.UNCONFIRMED)
    found, known = participation(2027, [*listed, stray], frozenset())
    assert found.applicants == 20
    assert "stray" not in known


def test_several_proposals_of_one_applicant_are_one_applicant_and_one_recipient() -> None:
    listed = [dossier(each, 100) for each in people(12)] + [dossier("person-0", 400)]
    found, _ = participation(2027, listed, frozenset())
    assert (found.applicants, found.recipients, found.granted) == (12, 12, Money(1_600))


@pytest.mark.parametrize(("number", "said"), [(0, 0), (1, None), (9, None), (10, 10)])
def test_fewer_than_ten_people_are_not_told(number: int, said: int | None) -> None:
    assert told(number) == said


@pytest.mark.parametrize(
    ("first", "all_of_them", "said"),
    [(10, 20, 10), (11, 20, None), (20, 20, 20), (0, 20, 0), (9, 20, None), (0, 9, None)],
)
def test_nor_are_those_whose_remainder_is_fewer_than_ten(
    first: int, all_of_them: int, said: int | None
) -> None:
    assert first_time_told(first, all_of_them) == said


def test_the_largest_are_told_together_and_only_beside_ten_others() -> None:
    assert largest_told([500, 300, 200, *[100] * 16]) == ()
    told_of = largest_told([500, 300, 200, *[100] * 17])
    assert told_of == (LargestRecipients(10, Money(1_700)),)
    assert all(each.number >= FEWEST for each in told_of)


def test_a_year_of_few_says_nothing_at_all() -> None:
    found, _ = participation(2027, [dossier("person-0", 900)], frozenset())
    assert (found.applicants, found.first_time, found.recipients) == (None, None, None)
    assert (found.granted, found.largest) == (None, ())
