"""A city with a neighbourhood board, in which everything is done by forms."""

from __future__ import annotations

from typing import Any

from domain.calendar import dutch_day
from tests.integration.web.planned_city import ALLOCATION, LIENDERT, YEAR, PlannedCity
from tests.scenarios.boardroom import RULES

WORK = f"/werk/besturen/{YEAR}/{LIENDERT}"
PLAN_WORK = f"/werk/wijkplannen/{YEAR}/{LIENDERT}"
BOARD = f"/wijken/{LIENDERT}/bestuur?jaar={YEAR}"
RACHID, HANNA, IRIS, JAN = MEMBERS = (
    "example:rachid",
    "person-hanna",
    "person-iris",
    "person-jan",
)
UNRANKED = {name: rule for name, rule in RULES.items() if name != "ranking"}
"""For what is about another order, or none."""
POINTS = {"points_goals-of-the-wijk": "8", "points_reach": "5"}
ALL_HERE = ALLOCATION | {"weights_inhabitants": f"{LIENDERT} 1"}


class BoardCity:
    """A city with a board, by forms alone."""

    def __init__(self, city: PlannedCity, rules: dict[str, Any] = RULES) -> None:
        self.city = city
        self.rules = rules
        self.today = dutch_day(city.house.now()).isoformat()

    def frame(self) -> None:
        """Year, money, regulation, plan, mandate."""
        does = self.city.does
        self.city.open_year()
        does("griffier", "/werk/kader/verdeling", **ALL_HERE)
        self.city.regulate(self.rules)
        does("sanne", f"{PLAN_WORK}/behoefte", description="Samen eten", source="letter")
        chosen = {"title": "Een gedekte tafel", "theme": "living_together"}
        does("sanne", f"{PLAN_WORK}/prioriteit", **chosen, need_ids=[self.need])
        does("sanne", f"{PLAN_WORK}/vaststellen", adopted_on=self.today)
        mandate = {"mandate_id": "mandate-1", "holder_id": "example:hendrik", "ceiling": "1.000"}
        mandate |= {"matter": "grants"}
        period = {"valid_from": self.today, "valid_until": "2099-12-31", "article": "4"}
        does("wethouder", "/werk/mandaten", **mandate, **period)

    def seat(self) -> None:
        """Three residents and a professional, of whom one is not named on pages."""
        kinds = ("resident", "resident", "resident", "professional")
        names = ("Rachid B.", "Hanna de Wit", "Iris", "")
        for member_id, kind, name in zip(MEMBERS, kinds, names, strict=True):
            term = {"valid_from": self.today, "valid_until": "2099-12-31"}
            about = {"member_id": member_id, "kind": kind, "name": name, **term}
            self.city.does("joost", f"{WORK}/lid", **about)
        self.city.does("joost", f"{WORK}/vergadering", met_on=self.today, present_ids=MEMBERS)

    def propose(self, title: str) -> str:
        """A proposal in handling; its id."""
        return self.city.handled("100", title)

    @property
    def need(self) -> str:
        """The need on record."""
        plan = self.city.house.views.wijkplan(YEAR, LIENDERT)
        assert plan is not None
        return plan.needs[0].need_id

    @property
    def priority(self) -> str:
        """The priority of the plan in force."""
        plan = self.city.house.views.wijkplan(YEAR, LIENDERT)
        assert plan is not None
        return plan.priorities[0].priority_id

    @property
    def meeting(self) -> str:
        """The meeting on record."""
        board = self.city.house.views.board(LIENDERT)
        assert board is not None
        return board.meetings[0].meeting_id

    def advises(self, proposal_id: str, favourable: str = "yes", **changed: Any) -> Any:
        """What Rachid records as advice."""
        about = {
            "proposal_id": proposal_id,
            "activity_id": "",
            "meeting_id": self.meeting,
            "priority_id": self.priority,
            "favourable": favourable,
            "reason": "Het brengt buren bij elkaar.",
        }
        return self.city.sends("rachid", f"{WORK}/advies", **(about | POINTS | changed))

    def drafts(self, proposal_id: str, amount: str, **changed: Any) -> Any:
        """What Joost prepares."""
        about = {
            "outcome": "grant",
            "amount": amount,
            "ground": "plan_priority",
            "reason": "Het past bij het plan.",
            "mandate_id": "mandate-1",
            "priority": f"{self.priority}@1",
        }
        path = f"/werk/voorstellen/{proposal_id}/besluit-voorbereiden"
        return self.city.sends("joost", path, **(about | changed))

    def takes(self, proposal_id: str) -> None:
        """Hendrik decides."""
        dossier = self.city.house.views.proposal(proposal_id)
        assert dossier is not None
        assert dossier.draft is not None
        path = f"/werk/voorstellen/{proposal_id}/besluit-nemen"
        self.city.does("hendrik", path, draft_reason=dossier.draft.reason)
