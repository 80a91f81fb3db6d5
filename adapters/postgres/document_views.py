"""What is known of each thing: documents by key, and lists by path."""

from __future__ import annotations

from typing import TypeVar

from adapters.postgres.view_reading import ViewReading, page_size
from domain.payout import PayoutStatus
from projections.boards import BoardDocument
from projections.budget_lines import LinesDocument
from projections.coordinators import CoordinatorDocument
from projections.document import Document
from projections.dossier import ProposalDossier
from projections.integrity_cases import CasesAbout, IntegrityCaseDocument
from projections.mandates import MandateDocument
from projections.networks import NetworkDocument
from projections.payouts import PayoutDocument
from projections.proposal_parts import RegroupingDocument
from projections.questions import PAGE, PAGE_MAX
from projections.quickscans import QuickscanDocument
from projections.regulations import RegulationDocument
from projections.rounds import RoundDocument
from projections.subsidies import SubsidyDocument
from projections.wijkplans import WijkplanDocument
from projections.years import DivisionDocument, YearDocument

D = TypeVar("D", bound=Document)

_LAST_CHARACTER = "\U0010ffff"

_BY_KEY = """
    SELECT document FROM {schema}.documents kept
    JOIN {schema}.projections tracked ON tracked.name = kept.projection
        AND tracked.generation = kept.generation
    WHERE tracked.name = %s AND key = %s"""
_BY_PATH = """
    SELECT document FROM {schema}.documents kept
    WHERE kept.projection = %s
        AND kept.generation = (SELECT generation FROM {schema}.projections WHERE name = %s)
        AND path > %s AND path < %s
    ORDER BY path LIMIT %s"""


class DocumentViews(ViewReading):
    """Answers `projections.questions.DocumentQuestions`."""

    def years(self) -> list[YearDocument]:
        """All years, oldest first."""
        return self._listed("years", YearDocument, "year/")

    def year(self, year: int) -> YearDocument | None:
        """A year."""
        return self._found("years", YearDocument, str(year))

    def division(self, division_id: str) -> DivisionDocument | None:
        """A division."""
        return self._found("years", DivisionDocument, division_id, "division:")

    def budget_lines(self, year: int, wijk: str) -> LinesDocument | None:
        """What was put on the lines of a wijk's budget, and what moved between them."""
        return self._found("budget_lines", LinesDocument, f"{year}/{wijk}")

    def budget_lines_of(self, year: int) -> list[LinesDocument]:
        """The same of every wijk of a year that got money, by code."""
        return self._listed("budget_lines", LinesDocument, f"{year}/")

    def subsidies(self, wijk: str | None = None) -> list[SubsidyDocument]:
        """The fixed subsidies of institutions, of one wijk or of all, by wijk and id."""
        return self._listed("subsidies", SubsidyDocument, f"{wijk}/" if wijk else "WK")

    def wijkplan(self, year: int, wijk: str) -> WijkplanDocument | None:
        """The plan of a wijk for a year."""
        return self._found("wijkplans", WijkplanDocument, f"{year}/{wijk}")

    def wijkplans(self, year: int) -> list[WijkplanDocument]:
        """The plans of a year, by wijk."""
        return self._listed("wijkplans", WijkplanDocument, f"{year}/")

    def quickscan(self, year: int) -> QuickscanDocument | None:
        """The quickscan of a year."""
        return self._found("quickscans", QuickscanDocument, str(year))

    def network(self, wijk: str) -> NetworkDocument | None:
        """The network of a wijk, with the meetings of all years."""
        return self._found("networks", NetworkDocument, wijk)

    def board(self, wijk: str) -> BoardDocument | None:
        """The neighbourhood board of a wijk, with the seats and meetings of all years."""
        return self._found("boards", BoardDocument, wijk)

    def coordinators(self, *, after: str = "", limit: int = PAGE) -> list[CoordinatorDocument]:
        """The appointments, by id; the next page is `after` the last one's path."""
        return self._listed("coordinators", CoordinatorDocument, "", after, limit)

    def proposal(self, proposal_id: str) -> ProposalDossier | None:
        """The dossier of a proposal."""
        return self._found("proposals", ProposalDossier, proposal_id)

    def proposals(
        self, year: int, wijk: str | None = None, *, after: str = "", limit: int = PAGE
    ) -> list[ProposalDossier]:
        """Dossiers of a year, by wijk and id; the next page is `after` the last one's path."""
        return self._listed("proposals", ProposalDossier, _prefix(year, wijk), after, limit)

    def regrouping(self, regrouping_id: str) -> RegroupingDocument | None:
        """A merger or split."""
        return self._found("proposals", RegroupingDocument, regrouping_id, "regrouping:")

    def round(self, round_id: str) -> RoundDocument | None:
        """A voting round."""
        return self._found("rounds", RoundDocument, round_id)

    def rounds(self, year: int, wijk: str | None = None) -> list[RoundDocument]:
        """The rounds of a year, by wijk and id."""
        return self._listed("rounds", RoundDocument, _prefix(year, wijk))

    def mandate(self, mandate_id: str) -> MandateDocument | None:
        """A line of the mandate register."""
        return self._found("mandates", MandateDocument, mandate_id)

    def mandates(self, *, after: str = "", limit: int = PAGE) -> list[MandateDocument]:
        """The mandate register, by id; the next page is `after` the last one's path."""
        return self._listed("mandates", MandateDocument, "", after, limit)

    def regulation(self, regulation_id: str) -> RegulationDocument | None:
        """A regulation."""
        return self._found("regulations", RegulationDocument, regulation_id)

    def regulations(self, *, after: str = "", limit: int = PAGE) -> list[RegulationDocument]:
        """The regulations, by id; the next page is `after` the last one's path."""
        return self._listed("regulations", RegulationDocument, "", after, limit)

    def payouts(
        self, status: PayoutStatus, *, after: str = "", limit: int = PAGE
    ) -> list[PayoutDocument]:
        """Payouts of one status, by year, wijk and proposal; paged by path."""
        return self._listed("payouts", PayoutDocument, f"{status.value}/", after, limit)

    def integrity_case(self, case_id: str) -> IntegrityCaseDocument | None:
        """A case that was opened after a suspicion."""
        return self._found("integrity_cases", IntegrityCaseDocument, case_id)

    def integrity_cases(self, *, after: str = "", limit: int = PAGE) -> list[IntegrityCaseDocument]:
        """The cases, by year and id; the next page is `after` the last one's path."""
        return self._listed("integrity_cases", IntegrityCaseDocument, "", after, limit)

    def cases_about_proposal(self, proposal_id: str) -> CasesAbout | None:
        """Which cases are about a proposal or its grant."""
        return self._found("integrity_cases", CasesAbout, proposal_id, "proposal:")

    def cases_about_round(self, round_id: str) -> CasesAbout | None:
        """Which cases are about a round."""
        return self._found("integrity_cases", CasesAbout, round_id, "round:")

    def _found(
        self, projection: str, kind: type[D], identifier: str, key_kind: str = ""
    ) -> D | None:
        """A document by its id. No id holds a colon: that is how keys of other kinds are told."""
        if ":" in identifier:
            return None
        rows = self._rows(_BY_KEY, [projection, key_kind + identifier])
        return kind.model_validate_json(rows[0][0]) if rows else None

    def _listed(
        self, projection: str, kind: type[D], prefix: str, after: str = "", limit: int = PAGE_MAX
    ) -> list[D]:
        """Documents whose path begins with `prefix`, in order of path."""
        asked = [projection, projection, max(prefix, after), prefix + _LAST_CHARACTER]
        rows = self._rows(_BY_PATH, [*asked, page_size(limit)])
        return [kind.model_validate_json(text) for (text,) in rows]


def _prefix(year: int, wijk: str | None) -> str:
    return f"{year}/" if wijk is None else f"{year}/{wijk}/"
