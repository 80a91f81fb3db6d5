"""Of a joint application, who leads it says whether it goes first as residents' own."""

from __future__ import annotations

from domain.applicant import JointApplicant
from domain.precedence import ResidentsGoFirst
from domain.proposal import ConfirmProposal
from domain.regulation_parts import ApplicantKind
from tests.scenarios.quarter import EMMA, FRITS, GREET, Quarter
from tests.unit.application.regulated_quarter import takes
from tests.unit.application.test_precedence import handled, where_residents_go_first
from tests.unit.domain.given import refused


def together(town: Quarter, amount: int, leader: ApplicantKind, other: ApplicantKind) -> str:
    """Emma's proposal in handling, which Frits confirmed that he asks for too; its id."""
    joint = (JointApplicant(applicant_id=FRITS.id, kind=other),)
    proposal_id = town.proposes(EMMA, amount, applicant_kind=leader, joint_applicants=joint)
    town.do(ConfirmProposal, FRITS, proposal_id=proposal_id)
    takes(town, proposal_id)
    return proposal_id


class TestAJointApplication:
    """Goes by who leads it, while another resident waits for more than would be left."""

    def test_that_residents_lead_passes_as_their_own(self) -> None:
        town = where_residents_go_first()
        handled(town, GREET, 40_000_01)
        hall = together(town, 60_000_00, ApplicantKind.RESIDENT, ApplicantKind.FOUNDATION)
        town.reserve(hall, 60_000_00)
        town.prepare(hall, 60_000_00)

    def test_that_an_organisation_leads_waits(self) -> None:
        town = where_residents_go_first()
        handled(town, GREET, 40_000_01)
        hall = together(town, 60_000_00, ApplicantKind.FOUNDATION, ApplicantKind.RESIDENT)
        town.reserve(hall, 60_000_00)
        with refused(ResidentsGoFirst):
            town.prepare(hall, 60_000_00)
