"""What tests of properties have in common."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis.internal.conjecture.providers import HypothesisProvider


@pytest.fixture(scope="module")
def the_same_walks_everywhere() -> Iterator[None]:
    """Hypothesis also tries values that stand in whatever modules are loaded: with those of other
    tests loaded these would be other walks, of which some never come to the last commands.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(HypothesisProvider, "_maybe_draw_constant", lambda *_, **__: None)
        yield
