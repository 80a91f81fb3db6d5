"""The pyramid of support: every layer has its line, the base is drawn below, sums add up."""

from __future__ import annotations

from adapters.web.layer_pictures import LayerLine, pyramid
from adapters.web.pictures import WIDTH
from domain.money import Money
from domain.regulation_parts import SupportLayer
from tests.scenarios.quarter import EMMA, FRITS, GREET, Quarter
from tests.unit.projections.entries import dossier_of


def drawn(*asked: tuple[int, str | None]) -> list[LayerLine]:
    """The pyramid of proposals that ask so much on these layers."""
    town = Quarter()
    town.with_money()
    people = (EMMA, FRITS, GREET)
    names = [
        town.proposes(people[number % 3], amount, layer=layer)
        for number, (amount, layer) in enumerate(asked)
    ]
    return pyramid([dossier_of(town, name) for name in names])


def test_every_layer_has_a_line_and_the_base_is_below() -> None:
    lines = drawn((100, "own_strength"))
    assert [each.layer for each in lines] == list(reversed(SupportLayer))
    assert [each.y for each in lines] == sorted(each.y for each in lines)
    assert lines[-1].layer is SupportLayer.OWN_STRENGTH


def test_a_layer_is_as_wide_as_what_is_asked_on_it() -> None:
    lines = {each.layer: each for each in drawn((300, "own_strength"), (150, "informal"))}
    base, above = lines[SupportLayer.OWN_STRENGTH], lines[SupportLayer.INFORMAL]
    assert (base.x, base.width) == (0, WIDTH)
    assert (above.x, above.width) == (WIDTH // 4, WIDTH // 2)
    assert (base.asked, above.asked) == (Money(300), Money(150))


def test_what_names_no_layer_is_counted_and_not_drawn() -> None:
    last = drawn((100, None), (100, "informal"), (50, None))[-1]
    assert (last.layer, last.proposals, last.asked, last.width) == (None, 2, Money(150), 0)


def test_without_proposals_there_is_nothing_to_draw() -> None:
    assert {each.width for each in drawn()} == {0}
