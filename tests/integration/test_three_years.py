"""The three years of the scenarios on a real database: projected, asked as of then, rebuilt."""

from __future__ import annotations

from dataclasses import replace

from projections.budget_state import states_after
from projections.ledger import booked
from tests.integration.conftest import Partition
from tests.integration.projecting import copied, log_of, projector_of, views_of
from tests.scenarios.people import LIENDERT, YEAR
from tests.scenarios.test_three_years import told
from tests.unit.projections.entries import entries_of


def test_the_books_of_three_years_are_the_same_live_as_of_then_and_rebuilt(
    database: Partition,
) -> None:
    log, views = log_of(database), views_of(database)
    copied(told(), log)
    projector = projector_of(database, log)
    projector.catch_up()
    for (year, wijk), books in told().books.items():
        live = views.state(year, wijk)
        assert replace(live, position=books.position) == books
        assert live.adds_up
    lines = [line for entry in entries_of(told()) if (line := booked(entry))]
    for number, line in enumerate(lines, start=1):
        if (line.year, line.wijk) == (YEAR, LIENDERT):
            then = views.state(YEAR, LIENDERT, at=line.position)
            before = states_after(lines[:number])[YEAR, LIENDERT]
            assert then.adds_up
            assert replace(then, position=before.position) == before
    report = projector.rebuild()
    assert (report.identical, report.events) == (True, log.next_position())
    assert log.next_position() == len(told().happened)
