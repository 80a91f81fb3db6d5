"""Every way there is, by name; the three years go each of them at least once."""

from __future__ import annotations

from tests.scenarios.three_years.history import Path
from tests.scenarios.three_years.paths_of_law import GRANTS, MANDATES, OBJECTIONS
from tests.scenarios.three_years.paths_of_plans import FRAME, PLAN, RULES, SUBSIDIES
from tests.scenarios.three_years.paths_of_proposals import INTEGRITY, PROPOSALS, RANKED, VOTES

PATHS: dict[str, Path] = {
    f"{room}: {name}": path
    for room, paths in {
        "frame": FRAME,
        "rules": RULES,
        "subsidies": SUBSIDIES,
        "plan": PLAN,
        "proposals": PROPOSALS,
        "votes": VOTES,
        "ranked": RANKED,
        "mandates": MANDATES,
        "grants": GRANTS,
        "objections": OBJECTIONS,
        "integrity": INTEGRITY,
    }.items()
    for name, path in paths.items()
}
