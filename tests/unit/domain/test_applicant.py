"""Who applies: alone, with others, with a helper; and how many proposals one may have open."""

from __future__ import annotations

from typing import Any

import pytest

from domain.applicant import (
    OPEN_MAX,
    SUBMITTED_MAX,
    ApplicantNamedTwice,
    JointApplicant,
    ProposalCounted,
    Submissions,
    TooManyOpenProposals,
    TooManyProposalsInYear,
    count,
    evolve,
)
from domain.event import Event
from domain.proposal import (
    ConfirmProposal,
    NothingToConfirm,
    ProposalInWrongState,
    ProposalStatus,
    SubmitProposal,
    TakeInHandling,
    confirm,
    submit,
    take_in_handling,
)
from domain.proposal import evolve as evolve_proposal
from domain.regulation_parts import ApplicantKind
from tests.unit.domain.given import ANNA, YEAR, after, command, happened, refused
from tests.unit.domain.proposals import (
    CONTENT,
    EMMA,
    FRITS,
    GREET,
    TAKEN,
    WITH_FRITS,
    submitted,
)

CONFIRMING: dict[str, Any] = {"proposal_id": "garden"}


def asking(**named: Any) -> Event:
    """Emma submits, naming others."""
    (event,) = submit(command(SubmitProposal, EMMA, **CONTENT, **named), "garden", None)
    return event


class TestTogether:
    """Joint applications, across kinds."""

    def test_a_proposal_counts_when_everyone_named_has_said_so(self) -> None:
        event = asking(joint_applicants=(WITH_FRITS,))
        waiting = after(evolve_proposal, event)
        assert waiting.status is ProposalStatus.UNCONFIRMED
        assert waiting.applicants == {EMMA.id, FRITS.id}
        with refused(ProposalInWrongState):
            take_in_handling(command(TakeInHandling, **CONFIRMING), waiting)
        said = confirm(command(ConfirmProposal, FRITS, **CONFIRMING), waiting)
        assert after(evolve_proposal, event, *said).status is ProposalStatus.SUBMITTED

    def test_nobody_confirms_for_another_or_twice(self) -> None:
        greet = JointApplicant(applicant_id=GREET.id, kind=ApplicantKind.PROFESSIONAL)
        event = asking(joint_applicants=(WITH_FRITS, greet))
        with refused(NothingToConfirm):
            confirm(command(ConfirmProposal, EMMA, **CONFIRMING), after(evolve_proposal, event))
        said = confirm(command(ConfirmProposal, FRITS, **CONFIRMING), after(evolve_proposal, event))
        waiting = after(evolve_proposal, event, *said)
        assert waiting.status is ProposalStatus.UNCONFIRMED
        with refused(NothingToConfirm):
            confirm(command(ConfirmProposal, FRITS, **CONFIRMING), waiting)

    @pytest.mark.parametrize("twice", [(WITH_FRITS, WITH_FRITS), (EMMA.id,)])
    def test_each_stands_with_it_once(self, twice: tuple[object, ...]) -> None:
        joint = tuple(
            JointApplicant(applicant_id=each, kind=ApplicantKind.RESIDENT)
            if isinstance(each, str)
            else each
            for each in twice
        )
        with refused(ApplicantNamedTwice):
            asking(joint_applicants=joint)

    def test_each_of_them_has_an_interest(self) -> None:
        found = after(
            evolve_proposal,
            submitted(joint_applicants=(JointApplicant(applicant_id=ANNA.id, kind="resident"),)),
            happened_confirmed(),
        )
        assert ANNA.id in found.interested


def happened_confirmed() -> Event:
    """Anna confirmed that it is hers too."""
    waiting = after(
        evolve_proposal,
        submitted(joint_applicants=(JointApplicant(applicant_id=ANNA.id, kind="resident"),)),
    )
    (event,) = confirm(command(ConfirmProposal, ANNA, **CONFIRMING), waiting)
    return event


class TestHelped:
    """Somebody submits with a resident, who confirms."""

    def test_the_helper_is_recorded_and_the_resident_confirms(self) -> None:
        event = asking(on_behalf_of=FRITS.id)
        waiting = after(evolve_proposal, event)
        assert (waiting.applicant_id, waiting.helper_ids) == (FRITS.id, (EMMA.id,))
        assert waiting.status is ProposalStatus.UNCONFIRMED
        with refused(NothingToConfirm):
            confirm(command(ConfirmProposal, EMMA, **CONFIRMING), waiting)
        said = confirm(command(ConfirmProposal, FRITS, **CONFIRMING), waiting)
        assert after(evolve_proposal, event, *said).status is ProposalStatus.SUBMITTED

    def test_who_helped_has_an_interest(self) -> None:
        found = after(evolve_proposal, submitted(helper_ids=(ANNA.id,)), *())
        assert ANNA.id in found.interested


class TestHowMany:
    """One person does not fill a list."""

    def counted(self, known: int, still_open: int) -> list[Event]:
        """One more, after so many of which so many are open."""
        ids = tuple(f"p-{number}" for number in range(known))
        return count(
            command(SubmitProposal, EMMA, **CONTENT),
            Submissions(ids) if known else None,
            [True] * still_open,
            applicant_id=EMMA.id,
            year=YEAR,
            proposal_id="garden",
        )

    def test_the_first_is_counted(self) -> None:
        event = happened(
            ProposalCounted, EMMA, applicant_id=EMMA.id, year=YEAR, proposal_id="garden"
        )
        assert self.counted(0, 0) == [event]
        assert evolve(None, event) == Submissions(("garden",))
        assert evolve(None, TAKEN) is None

    def test_so_many_may_be_open_and_not_one_more(self) -> None:
        assert self.counted(OPEN_MAX, OPEN_MAX - 1)
        with refused(TooManyOpenProposals):
            self.counted(OPEN_MAX, OPEN_MAX)

    def test_what_ended_makes_room_up_to_the_most_in_a_year(self) -> None:
        assert self.counted(SUBMITTED_MAX - 1, 0)
        with refused(TooManyProposalsInYear):
            self.counted(SUBMITTED_MAX, 0)
