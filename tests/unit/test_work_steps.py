"""The list of work: each step that somebody works on says what it asks of them."""

from __future__ import annotations

import pytest

from adapters.web.pages.casework import STEPS
from adapters.web.wording import task
from projections.next_step import NextStep


@pytest.mark.parametrize("steps", STEPS.values(), ids=map(str, STEPS))
def test_each_step_of_the_list_of_work_says_what_is_to_be_done(steps: tuple[NextStep, ...]) -> None:
    for step in steps:
        assert task(step)
