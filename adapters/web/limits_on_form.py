"""What the form of a proposal tells of the limits of its regulation, and asks because of them."""

from __future__ import annotations

from typing import Any

from domain.chosen_category import categories_of, limits_costs
from domain.regulation_contents import Regulation


def limits_on_form(rules: Regulation) -> dict[str, Any]:
    """Ceilings, the categories to choose from, and whether costs are asked before handling."""
    return {
        "ceilings": rules.ceilings,
        "categories": categories_of(rules),
        "limits_costs": limits_costs(rules),
    }
