"""What a regulation refuses. Every refusal names the article; a rule that is absent asks nothing.

Rooms call the guard of their subject with the regulation under which the proposal or round began.
Amounts per address have a room of their own, `address_ceiling`, and so have categories of what is
proposed, `category_ceiling`, terms for claims, `cost_claim`, and the order of points, `ranking`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from domain.budget_year import CouncilAct
from domain.errors import Refusal
from domain.money import Money
from domain.regulation_contents import Regulation
from domain.regulation_parts import (
    ApplicantKind,
    RoundMeaning,
    SupportLayer,
    band_of,
)
from domain.round_procedure import RoundProcedure
from domain.voting_rules import RoundRules


class ApplicantMayNot(Refusal):
    code = "regulation.applicant_may_not"
    dutch = "Artikel {article} van de regeling geeft deze soort aanvrager geen subsidie: {kind}."
    english = (
        "Article {article} of the regulation has no grants for this kind of applicant: {kind}."
    )


class LayerNotFunded(Refusal):
    code = "regulation.layer_not_funded"
    dutch = "Artikel {article} van de regeling geeft voor deze vorm van steun geen geld: {layer}."
    english = "Article {article} of the regulation does not fund this layer of support: {layer}."


class AboveProposalCeiling(Refusal):
    code = "regulation.above_proposal_ceiling"
    dutch = "Artikel {article} van de regeling geeft ten hoogste {ceiling}; gevraagd is {asked}."
    english = "Article {article} of the regulation gives {ceiling} at most; {asked} was asked."


class AboveCategoryCeiling(Refusal):
    code = "regulation.above_category_ceiling"
    dutch = "Voor {category} geeft artikel {article} ten hoogste {ceiling}; gevraagd is {asked}."
    english = "For {category}, article {article} gives {ceiling} at most; {asked} was asked."


class TooLittleCoFunding(Refusal):
    code = "regulation.too_little_co_funding"
    dutch = "Artikel {article} vraagt {percent}% eigen bijdrage aan de kosten."
    english = "Article {article} asks applicants to bring {percent}% of the costs."


class TooFewSupporters(Refusal):
    code = "regulation.too_few_supporters"
    dutch = (
        "Artikel {article} vraagt {least} bewoners die het voorstel steunen; er zijn er {found}."
    )
    english = "Article {article} asks for {least} residents in support; there are {found}."


class AdvanceTooHigh(Refusal):
    code = "regulation.advance_too_high"
    dutch = "Artikel {article} laat tot de vaststelling {most} aan voorschotten toe."
    english = "Article {article} allows {most} in advances until the grant is determined."


class PartNotAllowed(Refusal):
    code = "regulation.part_not_allowed"
    dutch = "Volgens artikel {article} wordt een voorstel helemaal betaald, of niet."
    english = "By article {article} a proposal is funded in full, or not at all."


class RoundAgainstRegulation(Refusal):
    code = "regulation.round_differs"
    dutch = "De regels van deze stemronde wijken af van artikel {article}: {limit}."
    english = "The rules of this round differ from article {article}: {limit}."


class CarryOverNotAllowed(Refusal):
    code = "regulation.carry_over_not_allowed"
    dutch = "In wijk {wijk} gaat volgens artikel {article} geen geld mee naar het volgende jaar."
    english = "By article {article} wijk {wijk} carries no money over to the next year."


class NotADecisionMoment(Refusal):
    code = "regulation.not_a_decision_moment"
    dutch = "Volgens artikel {article} wordt op vaste dagen besloten; de volgende is {day}."
    english = "By article {article} decisions are taken on fixed days; the next is {day}."


class CouncilDecides(Refusal):
    code = "regulation.council_decides"
    dutch = "Boven {ceiling} besluit volgens artikel {article} de raad: noem diens besluit."
    english = "By article {article} the council decides above {ceiling}: name its decision."


class CouncilActInFuture(Refusal):
    code = "regulation.council_act_in_future"
    dutch = "Het raadsbesluit is van {day}; eerder kan dit niet."
    english = "The council decides on {day}; this cannot come before."


def guard_applicant_may_apply(rules: Regulation, kind: ApplicantKind) -> None:
    """The regulation says who may apply."""
    if rules.applicants and kind not in rules.applicants.kinds:
        raise ApplicantMayNot(article=rules.applicants.article, kind=kind.value)


def guard_layer_is_funded(rules: Regulation, layer: SupportLayer) -> None:
    """Only the layers of support that the regulation names can be funded."""
    if rules.layers and layer not in rules.layers.layers:
        raise LayerNotFunded(article=rules.layers.article, layer=layer.value)


def guard_within_proposal_ceiling(rules: Regulation, asked: Money) -> None:
    """No proposal gets more than the most for one proposal."""
    ceiling = rules.ceilings.per_proposal_cents if rules.ceilings else None
    if rules.ceilings and ceiling and asked > ceiling:
        raise AboveProposalCeiling(article=rules.ceilings.article, ceiling=ceiling, asked=asked)


def guard_within_category_ceilings(rules: Regulation, asked: Mapping[str, Money]) -> None:
    """No category, of costs or of what is proposed, gets more than its most; zero excludes it."""
    for each in rules.ceilings.categories if rules.ceilings else ():
        amount = asked.get(each.category)
        if rules.ceilings and amount is not None and amount > each.most_cents:
            raise AboveCategoryCeiling(
                article=rules.ceilings.article,
                category=each.category,
                ceiling=each.most_cents,
                asked=amount,
            )


def guard_co_funding(rules: Regulation, asked: Money, brought: Money, own_work: Money) -> None:
    """Applicants bring their part of all costs; own work counts where the regulation says so."""
    if rules.co_funding is None:
        return
    band = band_of(rules.co_funding.bands, asked)
    counted = brought + own_work if rules.co_funding.own_work_counts else brought
    costs = asked + brought + own_work if rules.co_funding.own_work_counts else asked + brought
    if band and counted.cents * 100 < costs.cents * band.least_percent:
        raise TooLittleCoFunding(article=rules.co_funding.article, percent=band.least_percent)


def guard_support(rules: Regulation, asked: Money, supporters: int) -> None:
    """Enough residents say that they support it; for larger amounts, more of them."""
    band = band_of(rules.support.bands, asked) if rules.support else None
    if rules.support and band and supporters < band.least_supporters:
        raise TooFewSupporters(
            article=rules.support.article, least=band.least_supporters, found=supporters
        )


def most_in_advances(rules: Regulation, granted: Money) -> Money:
    """What can be paid before the determination, rounded down; all where no rule says less."""
    band = band_of(rules.advances.bands, granted) if rules.advances else None
    return Money(granted.cents * band.most_percent // 100) if band else granted


def guard_advance(rules: Regulation, granted: Money, advances: Money) -> None:
    """Advances stay within their part of the grant."""
    most = most_in_advances(rules, granted)
    if rules.advances and advances > most:
        raise AdvanceTooHigh(article=rules.advances.article, most=most)


def guard_part(rules: Regulation, asked: Money, given: Money) -> None:
    """A remainder that does not cover the whole is not given in part, where that is the rule."""
    if rules.parts and not rules.parts.allowed and given < asked:
        raise PartNotAllowed(article=rules.parts.article)


def guard_round(rules: Regulation, chosen: RoundRules) -> None:
    """A round keeps to the way of voting that the regulation has; it may ask more votes."""
    vote = rules.voting
    if vote is None:
        return
    differing = {
        "rule": bool(vote.rules) and chosen.rule not in vote.rules,
        "ballot_form": bool(vote.forms) and chosen.ballot_form not in vote.forms,
        "minimum_votes": chosen.minimum_votes < vote.minimum_votes,
        "max_choices": vote.max_choices is not None and chosen.max_choices > vote.max_choices,
    }
    for limit, differs in differing.items():
        if differs:
            raise RoundAgainstRegulation(article=vote.article, limit=limit)


def minimum_ballots(rules: Regulation) -> int:
    """With fewer ballots an outcome would tell who chose what; 0 where no rule says how few."""
    return rules.voting.minimum_ballots if rules.voting else 0


def guard_procedure(rules: Regulation, chosen: RoundProcedure) -> None:
    """A round is run as the regulation has it; it may keep quiet longer and ask more ballots.

    Where the regulation has a quorum, its consequence is that of the regulation.
    """
    run, quorum = rules.rounds, chosen.quorum
    if run is None:
        return
    asks = run.quorum_ballots > 0 or run.quorum_percent > 0
    differing = {
        "quiet_days": chosen.quiet_days < run.quiet_days,
        "quorum": asks
        and (
            quorum is None
            or quorum.least_ballots < run.quorum_ballots
            or quorum.least_percent < run.quorum_percent
            or quorum.when_missed is not run.quorum_missed
            or quorum.extended_days != run.quorum_extended_days
        ),
        "extension_days_max": chosen.extension_days_max > run.extension_days_max,
    }
    for limit, differs in differing.items():
        if differs:
            raise RoundAgainstRegulation(article=run.article, limit=limit)


def outcome_is_advice(rules: Regulation) -> bool:
    """Whether a decision may depart from a round's outcome, with its reason."""
    return rules.voting is not None and rules.voting.meaning is RoundMeaning.ADVICE


def guard_carry_over(rules: Regulation, wijk: str) -> None:
    """What is left crosses the year only where the regulation lets it."""
    if rules.carry_over and not rules.carry_over.allowed:
        raise CarryOverNotAllowed(article=rules.carry_over.article, wijk=wijk)


def next_moment(rules: Regulation, today: date) -> date | None:
    """The next day on which is decided, today included; None where every day will do."""
    if rules.moments is None:
        return None
    days = [
        moment.in_year(year)
        for moment in rules.moments.moments
        for year in (today.year, today.year + 1)
    ]
    return min(day for day in days if day >= today)


def guard_moment(rules: Regulation, today: date) -> None:
    """Where there are days for it, a grant is decided on one of them."""
    coming = next_moment(rules, today)
    if rules.moments and coming and coming != today:
        raise NotADecisionMoment(article=rules.moments.article, day=coming.isoformat())


def guard_council_decided(
    rules: Regulation, amount: Money, act: CouncilAct | None, day: date
) -> None:
    """Above the amount in the regulation the council decides: its decision was taken, and is named.

    Who takes the decision in the form of the law is still the college, or a mandate holder.
    """
    council = rules.council
    if council and amount > council.without_council_up_to_cents:
        if act is None:
            ceiling = council.without_council_up_to_cents
            raise CouncilDecides(article=council.article, ceiling=ceiling)
        if act.decided_on > day:
            raise CouncilActInFuture(day=act.decided_on.isoformat())
