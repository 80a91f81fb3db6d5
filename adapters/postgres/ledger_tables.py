"""The ledger and the budget states in their tables, written together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from operator import attrgetter

from adapters.postgres.projection_tables import Session, StoredTable, copy_in, qualified
from projections.budget_state import FIGURES, BudgetState, evolve
from projections.entry import Entry
from projections.ledger import LedgerLine, booked
from projections.registry import LEDGER

LINE_COLUMNS = (
    "year",
    "wijk",
    "position",
    "event",
    "division_id",
    "debit",
    "credit",
    "cents",
    "proposal_id",
    "payout_id",
    "council_act",
    "appended_at",
    "subsidy_id",
    "round_id",
)
FIGURE_COLUMNS = tuple(f"{name}_cents" for name in FIGURES)
STATE_COLUMNS = ("division_id", "year", "wijk", "position", *FIGURE_COLUMNS)

_figures = attrgetter(*FIGURE_COLUMNS)
_LAST_STATES = """
    SELECT state.division_id, state.year, state.wijk, state.position,
        allocated_cents, carried_over_cents, excess_cents, reserved_cents,
        granted_cents, advanced_cents,
        determined_cents, paid_cents, recovered_cents, released_cents, available_cents,
        voted_on_cents, institution_cents, coordination_cents, subsidised_cents, pooled_cents
    FROM unnest(%b::integer[], %b::text[]) AS asked (year, wijk)
    CROSS JOIN LATERAL (SELECT * FROM {schema}.budget_states kept
        WHERE kept.generation = %s AND kept.year = asked.year AND kept.wijk = asked.wijk
        ORDER BY kept.position DESC LIMIT 1) state"""


@dataclass(frozen=True)
class LedgerStore:
    """One line and one new state per movement of money."""

    schema: str
    name: str = LEDGER.name
    version: int = LEDGER.version
    subjects: frozenset[str] | None = field(default=LEDGER.subjects)

    @property
    def tables(self) -> Sequence[StoredTable]:
        """Both, by wijk and year."""
        key = ("year", "wijk", "position")
        return (
            StoredTable(self.schema, "ledger_lines", key, LINE_COLUMNS),
            StoredTable(self.schema, "budget_states", key, STATE_COLUMNS),
        )

    def remembering(self) -> LedgerStore:
        """Itself: it looks up little."""
        return self

    def apply(self, session: Session, generation: int, entries: Sequence[Entry]) -> None:
        """Book the entries, and add the state after each to the history."""
        lines = [line for entry in entries if (line := booked(entry)) is not None]
        if not lines:
            return
        states = self._last_states(session, generation, lines)
        history: list[BudgetState] = []
        for line in lines:
            key = (line.year, line.wijk)
            states[key] = evolve(states.get(key), line)
            history.append(states[key])
        lines_in = [_line_row(generation, line) for line in lines]
        states_in = [_state_row(generation, state) for state in history]
        copy_in(session, self.schema, "ledger_lines", ("generation", *LINE_COLUMNS), lines_in)
        copy_in(session, self.schema, "budget_states", ("generation", *STATE_COLUMNS), states_in)

    def _last_states(
        self, session: Session, generation: int, lines: Iterable[LedgerLine]
    ) -> dict[tuple[int, str], BudgetState]:
        asked = sorted({(line.year, line.wijk) for line in lines})
        years, wijken = [year for year, _ in asked], [wijk for _, wijk in asked]
        rows = session.execute(
            qualified(_LAST_STATES, self.schema), [years, wijken, generation], prepare=True
        )
        return {(row[1], row[2]): BudgetState(*row) for row in rows}


def _line_row(generation: int, line: LedgerLine) -> tuple[object, ...]:
    return (
        generation,
        line.year,
        line.wijk,
        line.position,
        line.event,
        line.division_id,
        line.debit.value,
        line.credit.value,
        line.cents,
        line.proposal_id,
        line.payout_id,
        line.council_act,
        line.appended_at,
        line.subsidy_id,
        line.round_id,
    )


def _state_row(generation: int, state: BudgetState) -> tuple[object, ...]:
    return (
        generation,
        state.division_id,
        state.year,
        state.wijk,
        state.position,
        *_figures(state),
    )
