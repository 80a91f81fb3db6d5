"""A grant to people who applied together."""

from __future__ import annotations

from domain.applicant import JointApplicant
from domain.command import Actor, Role
from domain.proposal import ConfirmProposal, TakeInHandling
from domain.regulation_parts import ApplicantKind
from tests.scenarios.town import Town

NEIGHBOUR = Actor(id="person-neighbour", role=Role.RESIDENT)


def granted_together() -> Town:
    """A garden of 400 euros, for the resident and a neighbour."""
    town = Town().with_plan()
    joint = (JointApplicant(applicant_id=NEIGHBOUR.id, kind=ApplicantKind.RESIDENT),)
    town.submit("garden", 400_00, joint_applicants=joint)
    town.do(ConfirmProposal, NEIGHBOUR, proposal_id="garden")
    town.do(TakeInHandling, Role.CASE_OFFICER, proposal_id="garden")
    town.reserve("garden", 400_00)
    town.prepare("garden", 400_00)
    town.take("garden")
    return town
