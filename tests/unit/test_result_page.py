"""The page of a result under every rule, in both languages: nothing is missing."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from adapters.web.rendering import environment_of
from adapters.web.result_account import account_of
from domain.money import Money
from domain.round_procedure import RoundProcedure
from domain.tally.ballot_groups import Ballot
from domain.tally.constraints import CategoryLimit
from domain.tally.election import Election
from domain.tally.parameters import TallyParameters, VotingRule
from domain.tally.rules import count
from domain.voting_rules import BallotForm, Candidate, RoundRules, TieBreak

PRICES = {"park": 6_000, "bench": 4_000, "tree": 4_000, "wall": 9_000}
CHOICES: list[Ballot] = [["park", "bench"], ["park"], ["bench"], ["bench", "tree"], ["tree"]]
POINTS: list[Ballot] = [{"park": 3, "bench": 1}, {"park": 2}, {"bench": 4}, {"tree": 1}]


PLAINLY_RUN = {
    "theme_round_id": None,
    "procedure": RoundProcedure(),
    "minimum_ballots": 0,
    "extensions": (),
}
LISTED = [Candidate(proposal_id=each, price_cents=Money(price)) for each, price in PRICES.items()]


def page(
    rule: VotingRule,
    ballots: list[Ballot],
    language: str = "nl",
    parameters: TallyParameters | None = None,
    *,
    drawn: bool = False,
    per_activity: bool = False,
) -> str:
    """The page as the template gives it."""
    parameters = parameters or TallyParameters(step=100)
    counted = Election.of(10_000, PRICES, ballots)
    outcome = count(counted, rule, parameters)
    rules = RoundRules(
        rule=rule,
        ballot_form=BallotForm.APPROVAL,
        tie_break=TieBreak.DRAW if drawn else TieBreak.PROPOSAL_ID_ASCENDING,
    )
    found = SimpleNamespace(
        round_id="round-1",
        rules=rules,
        rules_hash="0" * 64,
        **PLAINLY_RUN,
        ballots=len(ballots),
        ballots_root="1" * 64,
        budget_cents=Money(10_000),
        winners=outcome.winners,
        is_per_activity=per_activity,
        proposal_of=lambda line_id: f"of-{line_id}",
        ties=[SimpleNamespace(line_ids=each.tied, chosen=each.chosen) for each in outcome.ties],
        candidates=LISTED,
        draw_commitment="2" * 64 if drawn else None,
        draw_seed="3" * 64 if drawn else None,
        opens_at=datetime(2027, 1, 1, tzinfo=UTC),
        ended_at=datetime(2027, 1, 15, tzinfo=UTC),
    )
    template = environment_of(language).get_template("voting/result.html")
    return template.render(
        round=found,
        result=account_of(counted, parameters, outcome),
        titles={each: f"Titel van {each}" for each in PRICES},
        language=language,
        recount=None,
    )


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("rule", VotingRule)
def test_every_rule_has_its_page(rule: VotingRule, language: str) -> None:
    shown = page(rule, CHOICES, language)
    for project_id in PRICES:
        assert f"Titel van {project_id}" in shown
    assert ("Gekozen in stap 1" if language == "nl" else "Chosen in step 1") in shown


def test_where_activities_stand_on_the_list_it_says_so_and_each_leads_to_its_proposal() -> None:
    assert 'id="per-activiteit"' not in page(VotingRule.EQUAL_SHARES, CHOICES)
    told = page(VotingRule.EQUAL_SHARES, CHOICES, per_activity=True)
    assert "Elke activiteit telt hier als een voorstel op zichzelf" in told
    assert 'href="/voorstellen/of-bench"' in told
    told = page(VotingRule.EQUAL_SHARES, CHOICES, "en", per_activity=True)
    assert "Each activity counts here as a proposal by itself" in told


@pytest.mark.parametrize("rule", ["greedy", "mes"])
def test_points_are_shown_and_asked_for(rule: str) -> None:
    shown = page(VotingRule(rule), POINTS)
    assert "5 punten" in shown
    assert ('type="number"' in shown) == (rule == "mes")


def test_a_tie_is_told_with_what_settled_it() -> None:
    equal: list[Ballot] = [["bench"], ["tree"]]
    assert "Volgens de vooraf bekende regel ging Titel van bench voor." in page(
        VotingRule.GREEDY, equal
    )
    assert "Volgens de loting ging Titel van bench voor." in page(
        VotingRule.GREEDY, equal, drawn=True
    )


@pytest.mark.parametrize(
    "parameters",
    [
        TallyParameters(exclusions=(("park", "bench"),)),
        TallyParameters(category_limits=(CategoryLimit("groen", ("park", "tree"), maximum=4_000),)),
        TallyParameters(smallest_parts=(("park", 1_000),)),
        TallyParameters(skip_unaffordable=False),
        TallyParameters(minimum_votes=3),
    ],
)
def test_what_else_stood_in_the_way_is_told(parameters: TallyParameters) -> None:
    assert "Niet gekozen" in page(VotingRule.GREEDY, CHOICES, parameters=parameters)
