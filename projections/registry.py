"""Every projection there is, by the name it is stored, rebuilt and watched under."""

from __future__ import annotations

from projections.audit_trail import AuditTrailProjection
from projections.boards import BoardsProjection
from projections.budget_lines import BudgetLinesProjection
from projections.coordinators import CoordinatorsProjection
from projections.document import DocumentProjection
from projections.integrity_cases import IntegrityCasesProjection
from projections.ledger import LedgerProjection
from projections.mandates import MandatesProjection
from projections.networks import NetworksProjection
from projections.payouts import PayoutsProjection
from projections.proposals import ProposalsProjection
from projections.quickscans import QuickscansProjection
from projections.regulations import RegulationsProjection
from projections.rounds import RoundsProjection
from projections.subsidies import SubsidiesProjection
from projections.wijkplans import WijkplansProjection
from projections.years import YearsProjection

LEDGER = LedgerProjection()
AUDIT_TRAIL = AuditTrailProjection()
DOCUMENTS: tuple[DocumentProjection, ...] = (
    YearsProjection(),
    BudgetLinesProjection(),
    SubsidiesProjection(),
    MandatesProjection(),
    RegulationsProjection(),
    QuickscansProjection(),
    NetworksProjection(),
    BoardsProjection(),
    CoordinatorsProjection(),
    WijkplansProjection(),
    ProposalsProjection(),
    RoundsProjection(),
    PayoutsProjection(),
    IntegrityCasesProjection(),
)

PROJECTIONS: tuple[str, ...] = (
    LEDGER.name,
    *(projection.name for projection in DOCUMENTS),
    AUDIT_TRAIL.name,
)
