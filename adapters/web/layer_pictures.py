"""The pyramid of support as a picture: what is asked and granted on each layer, base below."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from adapters.web.pictures import WIDTH
from domain.money import ZERO, Money, total
from domain.regulation_parts import SupportLayer
from projections.dossier import ProposalDossier

HEIGHT = 60
GAP = 8


@dataclass(frozen=True, slots=True)
class LayerLine:
    """One layer: how many proposals, what they ask and got, and where it is drawn.

    `layer` is None for proposals that name none; those are in no picture.
    """

    layer: SupportLayer | None
    proposals: int
    asked: Money
    granted: Money
    x: int
    y: int
    width: int


def pyramid(dossiers: Iterable[ProposalDossier]) -> list[LayerLine]:
    """From the top of the pyramid to its base, and what names no layer last, if there is any."""
    by_layer: dict[SupportLayer | None, list[ProposalDossier]] = {}
    for dossier in dossiers:
        by_layer.setdefault(dossier.layer, []).append(dossier)
    asked = {layer: total(each.amount_cents for each in by_layer[layer]) for layer in by_layer}
    most = max((asked[layer] for layer in asked if layer is not None), default=ZERO)
    lines: list[LayerLine] = []
    for place, layer in enumerate(reversed(SupportLayer)):
        amount = asked.get(layer, ZERO)
        width = WIDTH * amount.cents // most.cents if most else 0
        y = place * (HEIGHT + GAP)
        lines.append(_line(layer, by_layer.get(layer, []), (WIDTH - width) // 2, y, width))
    if None in by_layer:
        lines.append(_line(None, by_layer[None], 0, 0, 0))
    return lines


def _line(
    layer: SupportLayer | None, dossiers: list[ProposalDossier], x: int, y: int, width: int
) -> LayerLine:
    return LayerLine(
        layer=layer,
        proposals=len(dossiers),
        asked=total(each.amount_cents for each in dossiers),
        granted=total(each.granted_cents for each in dossiers),
        x=x,
        y=y,
        width=width,
    )
