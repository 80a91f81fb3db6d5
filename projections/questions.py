"""The questions that can be asked of the projections, beside the types of their answers.

Each answer holds at one position of its projection. Lists are bounded by `limit` and paged by the
last one seen.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from domain.errors import NOT_FOUND, Refusal
from domain.payout import PayoutStatus
from projections.audit_trail import AuditLine
from projections.boards import BoardDocument
from projections.budget_lines import LinesDocument
from projections.budget_state import BudgetState
from projections.coordinators import CoordinatorDocument
from projections.dossier import ProposalDossier
from projections.integrity_cases import CasesAbout, IntegrityCaseDocument
from projections.ledger import LedgerLine
from projections.mandates import MandateDocument
from projections.networks import NetworkDocument
from projections.payouts import PayoutDocument
from projections.proposal_parts import RegroupingDocument
from projections.quickscans import QuickscanDocument
from projections.regulations import RegulationDocument
from projections.rounds import RoundDocument
from projections.subsidies import SubsidyDocument
from projections.wijkplans import WijkplanDocument
from projections.years import DivisionDocument, YearDocument

PAGE = 200
PAGE_MAX = 10_000


class FigureUnknown(Refusal):
    code = "figure.unknown"
    status = NOT_FOUND
    dutch = "Het cijfer '{figure}' bestaat niet. Kies uit: {figures}."
    english = "The figure '{figure}' does not exist. Choose from: {figures}."


class PositionNotReached(Refusal):
    code = "position.not_reached"
    status = NOT_FOUND
    dutch = "Positie {position} is er nog niet; de laatste is {last}."
    english = "Position {position} is not there yet; the last one is {last}."


@dataclass(frozen=True, slots=True)
class ExplainedLine:
    """A ledger line and by how many cents it changed the figure: its `effect_cents`, signed."""

    line: LedgerLine
    effect_cents: int


@dataclass(frozen=True, slots=True)
class Explained:
    """Why a figure is what it is: the effects of all its lines add up to `cents`.

    `lines` is one page of them; `left` is how many stand after it.
    """

    figure: str
    cents: int
    position: int
    lines: tuple[ExplainedLine, ...]
    left: int


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """What to leave in; None leaves everything in. `event` is a name, or a subject such as `grant`.

    With `after` the oldest of what follows that position come first; otherwise the newest come
    first, of what went before `before` where it is given.
    """

    year: int | None = None
    wijk: str | None = None
    proposal_id: str | None = None
    round_id: str | None = None
    actor_id: str | None = None
    event: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    after: int | None = None
    before: int | None = None


class BudgetQuestions(Protocol):
    """Where the money of a wijk and year stands, stood, and why.

    `at` is a position of the main log, `as_of` a time of appending; with neither the answer is of
    now. The `position` of a state is the one it holds at. Raises `BudgetYearUnknown`,
    `WijkUnknown`, `PositionNotReached`; `ValueError` for both `at` and `as_of`.
    """

    def state(
        self, year: int, wijk: str, *, at: int | None = None, as_of: datetime | None = None
    ) -> BudgetState:
        """The budget state; all zero where nothing was allocated yet."""

    def states(
        self, year: int, *, at: int | None = None, as_of: datetime | None = None
    ) -> list[BudgetState]:
        """The states of all wijken of a year that have money, by code."""

    def history(
        self, year: int, wijk: str, *, after: int = -1, limit: int = PAGE
    ) -> list[BudgetState]:
        """The state after each movement of money above position `after`, oldest first."""

    def why(
        self,
        year: int,
        wijk: str,
        figure: str,
        *,
        at: int | None = None,
        as_of: datetime | None = None,
        after: int = -1,
        limit: int = PAGE,
    ) -> Explained:
        """The ledger lines behind a figure, named with or without `_cents`, oldest first.

        Raises `FigureUnknown` as well.
        """


class DocumentQuestions(Protocol):
    """What is known of each thing. None for what does not exist."""

    def years(self) -> list[YearDocument]:
        """All years, oldest first."""

    def year(self, year: int) -> YearDocument | None:
        """A year."""

    def division(self, division_id: str) -> DivisionDocument | None:
        """A division."""

    def budget_lines(self, year: int, wijk: str) -> LinesDocument | None:
        """What was put on the lines of a wijk's budget, and what moved between them."""

    def budget_lines_of(self, year: int) -> list[LinesDocument]:
        """The same of every wijk of a year that got money, by code."""

    def subsidies(self, wijk: str | None = None) -> list[SubsidyDocument]:
        """The fixed subsidies of institutions, of one wijk or of all, by wijk and id."""

    def wijkplan(self, year: int, wijk: str) -> WijkplanDocument | None:
        """The plan of a wijk for a year."""

    def wijkplans(self, year: int) -> list[WijkplanDocument]:
        """The plans of a year, by wijk."""

    def quickscan(self, year: int) -> QuickscanDocument | None:
        """The quickscan of a year."""

    def network(self, wijk: str) -> NetworkDocument | None:
        """The network of a wijk, with the meetings of all years."""

    def board(self, wijk: str) -> BoardDocument | None:
        """The neighbourhood board of a wijk, with the seats and meetings of all years."""

    def coordinators(self, *, after: str = "", limit: int = PAGE) -> list[CoordinatorDocument]:
        """The appointments, by id; the next page is `after` the last one's path."""

    def proposal(self, proposal_id: str) -> ProposalDossier | None:
        """The dossier of a proposal."""

    def proposals(
        self, year: int, wijk: str | None = None, *, after: str = "", limit: int = PAGE
    ) -> list[ProposalDossier]:
        """Dossiers of a year, by wijk and id; the next page is `after` the last one's path."""

    def regrouping(self, regrouping_id: str) -> RegroupingDocument | None:
        """A merger or split."""

    def round(self, round_id: str) -> RoundDocument | None:
        """A voting round."""

    def rounds(self, year: int, wijk: str | None = None) -> list[RoundDocument]:
        """The rounds of a year, by wijk and id."""

    def mandate(self, mandate_id: str) -> MandateDocument | None:
        """A line of the mandate register."""

    def mandates(self, *, after: str = "", limit: int = PAGE) -> list[MandateDocument]:
        """The mandate register, by id; the next page is `after` the last one's path."""

    def regulation(self, regulation_id: str) -> RegulationDocument | None:
        """A regulation."""

    def regulations(self, *, after: str = "", limit: int = PAGE) -> list[RegulationDocument]:
        """The regulations, by id; the next page is `after` the last one's path."""

    def payouts(
        self, status: PayoutStatus, *, after: str = "", limit: int = PAGE
    ) -> list[PayoutDocument]:
        """Payouts of one status, by year, wijk and proposal; paged by path."""

    def integrity_case(self, case_id: str) -> IntegrityCaseDocument | None:
        """A case that was opened after a suspicion."""

    def integrity_cases(self, *, after: str = "", limit: int = PAGE) -> list[IntegrityCaseDocument]:
        """The cases, by year and id; the next page is `after` the last one's path."""

    def cases_about_proposal(self, proposal_id: str) -> CasesAbout | None:
        """Which cases are about a proposal or its grant."""

    def cases_about_round(self, round_id: str) -> CasesAbout | None:
        """Which cases are about a round."""


class AuditQuestions(Protocol):
    """Who did what, when."""

    def audit_trail(self, wanted: AuditFilter, limit: int = PAGE) -> list[AuditLine]:
        """The lines that a filter leaves in."""
