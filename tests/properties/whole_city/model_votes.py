"""The model's rules for rounds and ballots."""

from __future__ import annotations

from datetime import datetime
from itertools import combinations

from tests.properties.whole_city.books import BallotBook, Books, Fields, No, RoundBook, refuse_if
from tests.properties.whole_city.model_rules import in_force, refuse_part, today

WITH_POINTS = ("cumulative", "scoring")
COST_LIMITS = ("min_total_cents", "max_total_cents")
POINT_LIMITS = ("min_points", "max_points", "max_points_per_proposal")
LIMITS = {
    "approval": COST_LIMITS,
    "choose-1": (),
    "knapsack": COST_LIMITS[:1],
    "cumulative": POINT_LIMITS,
    "scoring": POINT_LIMITS,
    "ordinal": ("place_points",),
}
NEEDED = {"cumulative": "max_points", "scoring": "max_points_per_proposal"}
BOUNDLESS = 10**15


def open_voting_round(books: Books, asked: Fields) -> None:
    """A round opens once, on proposals of its own wijk and year that stand on no other list."""
    books.open_year(asked["year"])
    purse = books.purse(asked["year"], asked["wijk"])
    refuse_if(asked["round_id"] in books.rounds, "voting_round.already_opened")
    opens = datetime.fromisoformat(asked["opens_at"])
    closes = datetime.fromisoformat(asked["closes_at"]) if asked["closes_at"] else None
    given = datetime.fromisoformat(asked["at"])
    refuse_if(closes is not None and closes <= max(opens, given), "voting_round.period_empty")
    rules: Fields = asked["rules"]
    completes = rules["completion"] not in (None, "none")
    refuse_if(rules["rule"] != "mes" and completes, "tally.option_not_available")
    counts_approvals = rules["rule"] == "phragmen"
    pointed = rules["ballot_form"] in (*WITH_POINTS, "ordinal")
    refuse_if(counts_approvals and pointed, "voting_round.rule_needs_approvals")
    in_parts = bool(asked["smallest_parts"])
    refuse_part(in_force(books, asked["wijk"], today(asked)), asks=in_parts, cents=0)
    purse.refuse_beyond(asked["budget_cents"])
    prices = _prices(books, asked)
    parts = asked["smallest_parts"]
    for part in parts:
        unfit = part["amount_cents"] >= prices.get(part["proposal_id"], 0)
        refuse_if(unfit, "voting_round.smallest_part_unfit")
    _ballot_exists(rules, list(prices.values()), asked["budget_cents"])
    refuse_if(bool(parts) and rules["rule"] != "greedy", "tally.option_not_available")
    own = (books.dossiers[name].applicant for name in prices)
    refuse_if(asked["by"]["id"] in own, "proposal.own_interest")
    refuse_if(any(books.dossiers[name].taken for name in prices), "decision.already_taken")
    for proposal_id in prices:
        books.dossiers[proposal_id].round = asked["round_id"]
    purse.available -= asked["budget_cents"]
    purse.voted_on += asked["budget_cents"]
    books.rounds[asked["round_id"]] = RoundBook(prices, asked["budget_cents"], rules, opens, closes)


def hold_what_won(books: Books, voted: RoundBook) -> None:
    """Once it is counted, what nobody won is free, and what won is held until it is reserved."""
    listed = books.dossiers[next(iter(voted.prices))]
    purse = books.purse_of(listed)
    free = voted.budget
    for name, cents in voted.winners.items():
        found = books.dossiers[name]
        if found.status == "in_handling" and not found.holds_money:
            found.won = cents
            free -= cents
    purse.voted_on -= free
    purse.available += free


def _ballot_exists(rules: Fields, prices: list[int], budget: int) -> None:
    form = rules["ballot_form"]
    for limit in (*COST_LIMITS, *POINT_LIMITS, "place_points"):
        elsewhere = rules[limit] is not None and limit not in LIMITS[form]
        refuse_if(elsewhere, "voting_round.limit_not_of_form")
    lacks = form in NEEDED and rules[NEEDED[form]] is None
    refuse_if(lacks, "voting_round.limit_missing")
    least, most = rules["min_choices"], rules["max_choices"]
    refuse_if(form == "choose-1" and most != 1, "voting_round.one_choice_only")
    refuse_if(least > most, "voting_round.limits_contradict")
    refuse_if(least > len(prices), "voting_round.no_ballot_possible")
    numbers = range(least, min(most, len(prices)) + 1)
    if form in WITH_POINTS:
        low, high = rules["min_points"] or 0, rules["max_points"] or BOUNDLESS
        refuse_if(low > high, "voting_round.point_limits_contradict")
        each = rules["max_points_per_proposal"] or BOUNDLESS
        possible = any(number <= high and number * each >= low for number in numbers)
        refuse_if(not possible, "voting_round.no_ballot_possible")
    low, high = _costs(rules, budget)
    refuse_if(low > high, "voting_round.cost_limits_contradict")
    costs = [sum(some) for number in numbers for some in combinations(prices, number)]
    if not any(low <= cost <= high for cost in costs):
        raise No("voting_round.no_ballot_possible", "voting_round.cost_limits_too_narrow")


def _costs(rules: Fields, budget: int) -> tuple[int, int]:
    """The least and most that the choices of a ballot cost."""
    most = budget if rules["ballot_form"] == "knapsack" else rules["max_total_cents"]
    return rules["min_total_cents"] or 0, most or BOUNDLESS


def _prices(books: Books, asked: Fields) -> dict[str, int]:
    """What each costs. Where several cannot be on the list, either is said."""
    found: dict[str, int] = {}
    codes: set[str] = set()
    for proposal_id in asked["proposal_ids"]:
        try:
            found[proposal_id] = _price(books, asked, proposal_id)
        except No as refused:
            codes |= refused.codes
    if codes:
        raise No(*codes)
    return found


def _price(books: Books, asked: Fields, proposal_id: str) -> int:
    found = books.dossiers.get(proposal_id)
    if found is None:
        raise No("proposal.unknown")
    belongs = (found.wijk, found.year) == (asked["wijk"], asked["year"])
    refuse_if(not belongs, "voting_round.candidate_elsewhere")
    refuse_if(found.status != "in_handling", "proposal.wrong_state")
    refuse_if(found.round is not None, "proposal.already_on_ballot")
    return found.asks


def _round(books: Books, asked: Fields) -> RoundBook:
    found = books.rounds.get(asked["round_id"])
    if found is None:
        raise No("voting_round.unknown")
    return found


def close_voting_round(books: Books, asked: Fields) -> None:
    """An open round is closed, and not before the announced time."""
    found = _round(books, asked)
    given = datetime.fromisoformat(asked["at"])
    refuse_if(found.status != "open" or given < found.opens, "voting_round.not_open")
    early = found.closes is not None and given < found.closes
    refuse_if(early, "voting_round.closing_too_early")
    _seed_or_reason(found, asked["reason"] is not None)
    found.status = "closed"


def _seed_or_reason(found: RoundBook, has_reason: bool) -> None:
    """A draw has its seed, or a reason why it is lost; without a draw there is neither."""
    if found.rules["tie_break"] != "draw":
        refuse_if(has_reason, "draw_seed.no_draw")
    elif found.seed_lost:
        refuse_if(not has_reason, "draw_seed.missing")
    else:
        refuse_if(has_reason, "draw_seed.not_lost")


def tally_voting_round(books: Books, asked: Fields) -> None:
    """A closed round is counted once. Who won is told by the event, and checked afterwards."""
    found = _round(books, asked)
    refuse_if(found.status == "tallied", "voting_round.already_tallied")
    refuse_if(found.status == "open", "voting_round.not_closed")
    found.status = "tallied"


def cast_ballot(books: Books, asked: Fields) -> None:
    """A ballot within the frozen rules, in time, and the first of its pass unless it replaces."""
    found = _round(books, asked)
    voting_pass: Fields = asked["voting_pass"]
    refuse_if(voting_pass["signature"].startswith("f"), "voting_pass.invalid")
    if found.status == "open":
        _within_limits(found, asked)
    else:
        _not_open_or_beyond_limits(found, asked)
    now = datetime.fromisoformat(asked["at"])
    in_time = found.opens <= now and (found.closes is None or now < found.closes)
    refuse_if(not in_time, "voting_round.not_open")
    earlier = found.ballots.get(voting_pass["pass_id"], [])
    version = 0 if asked["replaces"] is None else asked["replaces"] + 1
    refuse_if(version != len(earlier), "ballot.already_cast")
    found.ballots[voting_pass["pass_id"]] = [*earlier, _kept(found, asked)]


def _kept(found: RoundBook, asked: Fields) -> BallotBook:
    """By id, unless the order is the vote."""
    form = found.rules["ballot_form"]
    if form == "ordinal":
        return tuple(asked["choices"]), None
    if form not in WITH_POINTS:
        return tuple(sorted(asked["choices"])), None
    given = dict(zip(asked["choices"], asked["points"] or [], strict=True))
    return tuple(sorted(given)), tuple(given[choice] for choice in sorted(given))


def _not_open_or_beyond_limits(found: RoundBook, asked: Fields) -> None:
    """Of two reasons, which is said depends on what was remembered of the round."""
    not_open = "voting_round.not_open"
    try:
        _within_limits(found, asked)
    except No as beyond:
        raise No(not_open, *beyond.codes) from None
    raise No(not_open)


def _within_limits(found: RoundBook, asked: Fields) -> None:
    choices: list[str] = asked["choices"]
    for place, choice in enumerate(choices):
        refuse_if(choice not in found.prices, "ballot.choice_unknown")
        refuse_if(choice in choices[:place], "ballot.choice_twice")
    refuse_if(len(choices) < found.rules["min_choices"], "ballot.too_few_choices")
    refuse_if(len(choices) > found.rules["max_choices"], "ballot.too_many_choices")
    low, high = _costs(found.rules, found.budget)
    cost = sum(found.prices[choice] for choice in choices)
    refuse_if(cost > high, "ballot.too_expensive")
    refuse_if(cost < low, "ballot.too_cheap")
    _points_within_limits(found.rules, asked["points"], len(choices))


def _points_within_limits(rules: Fields, points: list[int] | None, choices: int) -> None:
    if rules["ballot_form"] not in WITH_POINTS:
        refuse_if(points is not None, "ballot.points_not_asked")
        return
    given = points or []
    refuse_if(len(given) != choices, "ballot.points_missing")
    refuse_if(sum(given) < (rules["min_points"] or 0), "ballot.too_few_points")
    refuse_if(sum(given) > (rules["max_points"] or BOUNDLESS), "ballot.too_many_points")
    most = rules["max_points_per_proposal"] or BOUNDLESS
    refuse_if(max(given, default=0) > most, "ballot.too_many_points_for_one")
