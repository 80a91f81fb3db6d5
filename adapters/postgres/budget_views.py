"""Where the money stands, stood, and why: answered from the ledger's tables.

An answer and the position it holds at are read in one statement, so that they belong together.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from psycopg.rows import TupleRow

from adapters.postgres.document_views import DocumentViews
from adapters.postgres.view_reading import page_size
from domain.budget_year import BudgetYearUnknown
from domain.wijk_division import WijkUnknown
from projections.budget_state import FIGURES, BudgetState, effect
from projections.ledger import Account, LedgerLine
from projections.questions import (
    PAGE,
    Explained,
    ExplainedLine,
    FigureUnknown,
    PositionNotReached,
)

_STATE = """
    SELECT least(ledger.position, %(at)s), ledger.position, state.division_id, state.year,
        state.wijk, state.position, allocated_cents, carried_over_cents, excess_cents,
        reserved_cents,
        granted_cents, advanced_cents, determined_cents, paid_cents, recovered_cents,
        released_cents, available_cents, voted_on_cents, institution_cents,
        coordination_cents, subsidised_cents, pooled_cents
    FROM {schema}.projections ledger
    LEFT JOIN LATERAL (SELECT * FROM {schema}.budget_states kept
        WHERE kept.generation = ledger.generation AND kept.year = %(year)s
            AND kept.wijk = %(wijk)s AND kept.position <= coalesce(%(at)s, ledger.position)
        ORDER BY kept.position DESC LIMIT 1) state ON true
    WHERE ledger.name = 'ledger'"""
# One look-up per wijk: from each code to the next one in the index.
_STATES = """
    WITH RECURSIVE ledger AS (
        SELECT generation, position FROM {schema}.projections WHERE name = 'ledger'
    ), codes (wijk) AS (
        SELECT ''::text COLLATE "C"
        UNION ALL
        SELECT (SELECT kept.wijk FROM {schema}.budget_states kept
            WHERE kept.generation = (SELECT generation FROM ledger)
                AND kept.year = %(year)s AND kept.wijk > codes.wijk
            ORDER BY kept.wijk LIMIT 1)
        FROM codes WHERE codes.wijk IS NOT NULL
    )
    SELECT least(ledger.position, %(at)s), ledger.position, state.division_id, state.year,
        state.wijk, state.position, allocated_cents, carried_over_cents, excess_cents,
        reserved_cents,
        granted_cents, advanced_cents, determined_cents, paid_cents, recovered_cents,
        released_cents, available_cents, voted_on_cents, institution_cents,
        coordination_cents, subsidised_cents, pooled_cents
    FROM ledger CROSS JOIN codes
    CROSS JOIN LATERAL (SELECT * FROM {schema}.budget_states kept
        WHERE kept.generation = ledger.generation AND kept.year = %(year)s
            AND kept.wijk = codes.wijk AND kept.position <= coalesce(%(at)s, ledger.position)
        ORDER BY kept.position DESC LIMIT 1) state
    ORDER BY state.wijk"""
_HISTORY = """
    SELECT kept.division_id, kept.year, kept.wijk, kept.position,
        allocated_cents, carried_over_cents, excess_cents, reserved_cents,
        granted_cents, advanced_cents,
        determined_cents, paid_cents, recovered_cents, released_cents, available_cents,
        voted_on_cents, institution_cents, coordination_cents, subsidised_cents, pooled_cents
    FROM {schema}.budget_states kept
    JOIN {schema}.projections ledger ON ledger.name = 'ledger'
        AND kept.generation = ledger.generation
    WHERE kept.year = %(year)s AND kept.wijk = %(wijk)s AND kept.position > %(after)s
    ORDER BY kept.position LIMIT %(limit)s"""
_LINES = """
    SELECT line.position, event, division_id, year, wijk, debit, credit, cents,
        proposal_id, payout_id, council_act, appended_at, subsidy_id, round_id
    FROM {schema}.ledger_lines line
    JOIN {schema}.projections ledger ON ledger.name = 'ledger'
        AND line.generation = ledger.generation
    WHERE year = %(year)s AND wijk = %(wijk)s
        AND line.position > %(after)s AND line.position <= %(at)s
        AND (debit = ANY (%(accounts)s) OR credit = ANY (%(accounts)s))
    ORDER BY line.position LIMIT %(limit)s"""
_LEFT = """
    SELECT count(*)
    FROM {schema}.ledger_lines line
    JOIN {schema}.projections ledger ON ledger.name = 'ledger'
        AND line.generation = ledger.generation
    WHERE year = %(year)s AND wijk = %(wijk)s
        AND line.position > %(after)s AND line.position <= %(at)s
        AND (debit = ANY (%(accounts)s) OR credit = ANY (%(accounts)s))"""


class BudgetViews(DocumentViews):
    """Answers `projections.questions.BudgetQuestions`."""

    def state(
        self, year: int, wijk: str, *, at: int | None = None, as_of: datetime | None = None
    ) -> BudgetState:
        """The budget state; all zero where nothing was allocated yet."""
        asked = self._asked(at, as_of)
        rows = self._rows(_STATE, {"year": year, "wijk": wijk, "at": asked})
        position, reached, *state = rows[0] if rows else (-1, -1, None)
        if at is not None and at > reached:
            raise PositionNotReached(position=at, last=reached)
        if state[0] is not None:
            return replace(BudgetState(*state), position=position)
        return BudgetState(self._division_with(year, wijk), year, wijk, position)

    def states(
        self, year: int, *, at: int | None = None, as_of: datetime | None = None
    ) -> list[BudgetState]:
        """The states of all wijken of a year that have money, by code."""
        rows = self._rows(_STATES, {"year": year, "at": self._asked(at, as_of)})
        for _, reached, *_ in rows[:1]:
            if at is not None and at > reached:
                raise PositionNotReached(position=at, last=reached)
        return [replace(BudgetState(*state), position=position) for position, _, *state in rows]

    def history(
        self, year: int, wijk: str, *, after: int = -1, limit: int = PAGE
    ) -> list[BudgetState]:
        """The state after each movement of money above position `after`, oldest first."""
        asked = {"year": year, "wijk": wijk, "after": after, "limit": page_size(limit)}
        return [BudgetState(*row) for row in self._rows(_HISTORY, asked)]

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
        """The figure, and the ledger lines that add up to it, oldest first."""
        name = figure.removesuffix("_cents")
        if name not in FIGURES:
            raise FigureUnknown(figure=figure, figures=", ".join(FIGURES))
        state = self.state(year, wijk, at=at, as_of=as_of)
        asked: dict[str, object] = {
            "year": year,
            "wijk": wijk,
            "accounts": [account.value for account in FIGURES[name].accounts],
            "at": state.position,
            "after": after,
            "limit": page_size(limit),
        }
        lines = tuple(
            ExplainedLine(line, effect(name, line))
            for line in map(_line, self._rows(_LINES, asked))
        )
        left = 0
        if len(lines) == limit:
            ((left,),) = self._rows(_LEFT, asked | {"after": lines[-1].line.position})
        return Explained(name, state.cents(name), state.position, lines, left)

    def _asked(self, at: int | None, as_of: datetime | None) -> int | None:
        if at is not None and as_of is not None:
            raise ValueError("a state is as of a position or as of a time, not both")
        return at if as_of is None else self._position_at(as_of)

    def _division_with(self, year: int, wijk: str) -> str:
        """The division of a year, which must have this wijk."""
        document = self.year(year)
        if document is None or document.division is None:
            raise BudgetYearUnknown(year=year)
        if document.name_of(wijk) is None:
            raise WijkUnknown(wijk=wijk, division=document.division.division_id)
        return document.division.division_id


def _line(row: TupleRow) -> LedgerLine:
    position, event, division_id, year, wijk, debit, credit, *rest = row
    cents, proposal_id, payout_id, council_act, appended_at, subsidy_id, round_id = rest
    return LedgerLine(
        position=position,
        event=event,
        division_id=division_id,
        year=year,
        wijk=wijk,
        debit=Account(debit),
        credit=Account(credit),
        cents=cents,
        proposal_id=proposal_id,
        payout_id=payout_id,
        council_act=council_act,
        appended_at=appended_at.astimezone(UTC),
        subsidy_id=subsidy_id,
        round_id=round_id,
    )
