"""Any number of proposals, changed, merged, split and supported in any order by anyone.

The walk keeps books of its own and goes by the table of `tests/unit/domain/proposals.py`: what the
desk answers is what stands there, and what the projection shows is what the books have.
"""

from __future__ import annotations

from random import Random

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import rule, run_state_machine_as_test

from tests.properties.proposal_life.steps_lineage import LineageSteps
from tests.properties.proposal_life.walk import LUCK
from tests.properties.whole_city.model import WALKED_ELSEWHERE

JUDGED_ELSEWHERE = {"AssignValuator", "RecordFeasibility", "RecordAgreement"}
"""What looks at a proposal and changes nothing that this walk keeps books of."""

STEPS = sorted(name for name in dir(LineageSteps) if name.startswith(("a_", "an_", "someone_")))
"""Every step there is."""


class ProposalLife(LineageSteps):
    """The walk, on days on which much happens."""

    @rule(luck=LUCK, commands=st.integers(10, 60))
    def busy_day(self, luck: Random, commands: int) -> None:
        """Many steps of all kinds, each as likely as another."""
        for _ in range(commands):
            getattr(self, luck.choice(STEPS))(luck)


WALKS = settings(
    derandomize=True,
    database=None,
    deadline=None,
    max_examples=40,
    stateful_step_count=20,
    phases=(Phase.generate,),
    suppress_health_check=list(HealthCheck),
)


FURTHER_WALKS_MAX = 200


def not_seen_yet() -> set[tuple[str, bool]]:
    """Commands that no walk saw accepted (True), or none saw refused (False)."""
    walked = WALKED_ELSEWHERE - JUDGED_ELSEWHERE
    return {(name, answer) for name in walked for answer in (True, False)} - set(
        ProposalLife.answers
    )


def test_whatever_people_do_the_table_and_the_books_are_right() -> None:
    ProposalLife.answers.clear()
    run_state_machine_as_test(ProposalLife, settings=WALKS)
    for number in range(FURTHER_WALKS_MAX):  # chance may have left a rare answer out
        if not not_seen_yet():
            break
        luck, walk = Random(number), ProposalLife()  # noqa: S311 - a walk that can be repeated
        walk.begin(luck)
        walk.busy_day(luck, 60)
    assert not_seen_yet() == set()
