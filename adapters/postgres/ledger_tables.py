"""The ledger and the budget states in their tables, written together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from adapters.postgres.projection_tables import BulkInsert, Session, StoredTable, qualified
from projections.budget_state import FIGURES, BudgetState, evolve
from projections.entry import Entry
from projections.ledger import LedgerLine, booked
from projections.registry import LEDGER

LINE_COLUMNS = (
    ("year", "integer"),
    ("wijk", "text"),
    ("position", "bigint"),
    ("event", "text"),
    ("division_id", "text"),
    ("debit", "text"),
    ("credit", "text"),
    ("cents", "bigint"),
    ("proposal_id", "text"),
    ("payout_id", "text"),
    ("council_act", "text"),
    ("appended_at", "timestamptz"),
)
FIGURE_COLUMNS = tuple(f"{name}_cents" for name in FIGURES)
STATE_COLUMNS = (
    ("division_id", "text"),
    ("year", "integer"),
    ("wijk", "text"),
    ("position", "bigint"),
    *((column, "bigint") for column in FIGURE_COLUMNS),
)

_LAST_STATES = """
    SELECT state.division_id, state.year, state.wijk, state.position,
        allocated_cents, carried_over_cents, reserved_cents, granted_cents, advanced_cents,
        determined_cents, paid_cents, recovered_cents, released_cents, available_cents
    FROM unnest(%s::integer[], %s::text[]) AS asked (year, wijk)
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
            StoredTable(self.schema, "ledger_lines", key),
            StoredTable(self.schema, "budget_states", key),
        )

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
        fixed: dict[str, object] = {"generation": generation}
        _insert(self.schema, "ledger_lines", LINE_COLUMNS).run(session, fixed, _rows(lines))
        states_rows = [state_row(state) for state in history]
        _insert(self.schema, "budget_states", STATE_COLUMNS).run(session, fixed, states_rows)

    def _last_states(
        self, session: Session, generation: int, lines: Iterable[LedgerLine]
    ) -> dict[tuple[int, str], BudgetState]:
        asked = sorted({(line.year, line.wijk) for line in lines})
        years, wijken = [year for year, _ in asked], [wijk for _, wijk in asked]
        rows = session.execute(
            qualified(_LAST_STATES, self.schema), [years, wijken, generation], prepare=True
        )
        return {(row[1], row[2]): BudgetState(*row) for row in rows}


def _insert(schema: str, table: str, columns: tuple[tuple[str, str], ...]) -> BulkInsert:
    return BulkInsert(schema, table, columns)


def _rows(lines: Iterable[LedgerLine]) -> list[tuple[object, ...]]:
    return [
        (
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
        )
        for line in lines
    ]


def state_row(state: BudgetState) -> tuple[object, ...]:
    """A state in the order of its columns."""
    return (
        state.division_id,
        state.year,
        state.wijk,
        state.position,
        *(getattr(state, column) for column in FIGURE_COLUMNS),
    )
