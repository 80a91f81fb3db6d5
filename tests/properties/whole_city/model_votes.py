"""The model's rules for rounds and ballots."""

from __future__ import annotations

from datetime import datetime

from tests.properties.whole_city.books import Books, Fields, No, RoundBook, refuse_if


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
    refuse_if(rules["rule"] == "greedy" and completes, "tally.option_not_available")
    refuse_if(asked["budget_cents"] > purse.available, "budget.not_enough_available")
    prices = {
        proposal_id: _price(books, asked, proposal_id) for proposal_id in asked["proposal_ids"]
    }
    _ballot_exists(rules, sorted(prices.values()))
    refuse_if(any(books.dossiers[name].taken for name in prices), "decision.already_taken")
    for proposal_id in prices:
        books.dossiers[proposal_id].round = asked["round_id"]
    books.rounds[asked["round_id"]] = RoundBook(prices, asked["budget_cents"], rules, opens, closes)


def _ballot_exists(rules: Fields, prices: list[int]) -> None:
    least, most = rules["min_choices"], rules["max_total_cents"]
    refuse_if(least > rules["max_choices"], "voting_round.limits_contradict")
    affordable = most is None or sum(prices[:least]) <= most
    refuse_if(least > len(prices) or not affordable, "voting_round.no_ballot_possible")


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
    found.status = "closed"


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
        _within_limits(found, asked["choices"])
    else:
        _not_open_or_beyond_limits(found, asked["choices"])
    now = datetime.fromisoformat(asked["at"])
    in_time = found.opens <= now and (found.closes is None or now < found.closes)
    refuse_if(not in_time, "voting_round.not_open")
    earlier = found.ballots.get(voting_pass["pass_id"], [])
    version = 0 if asked["replaces"] is None else asked["replaces"] + 1
    refuse_if(version != len(earlier), "ballot.already_cast")
    found.ballots[voting_pass["pass_id"]] = [*earlier, sorted(asked["choices"])]


def _not_open_or_beyond_limits(found: RoundBook, choices: list[str]) -> None:
    """Of two reasons, which is said depends on what was remembered of the round."""
    not_open = "voting_round.not_open"
    try:
        _within_limits(found, choices)
    except No as beyond:
        raise No(not_open, *beyond.codes) from None
    raise No(not_open)


def _within_limits(found: RoundBook, choices: list[str]) -> None:
    for place, choice in enumerate(choices):
        refuse_if(choice not in found.prices, "ballot.choice_unknown")
        refuse_if(choice in choices[:place], "ballot.choice_twice")
    refuse_if(len(choices) < found.rules["min_choices"], "ballot.too_few_choices")
    refuse_if(len(choices) > found.rules["max_choices"], "ballot.too_many_choices")
    most = found.rules["max_total_cents"]
    cost = sum(found.prices[choice] for choice in choices)
    refuse_if(most is not None and cost > most, "ballot.too_expensive")
