"""A regulation in plain words: one or more sentences per rule, in the language of the page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from adapters.web.accounting_wording import accounts_saying, claims_saying
from adapters.web.board_rule_wording import (
    board_saying,
    ranking_saying,
    residents_first,
    separation_saying,
    support_first,
)
from adapters.web.language import Phrases
from adapters.web.language import translatable as say
from adapters.web.regulation_words import (
    APPLICANTS,
    LAYERS,
    MEANINGS,
    category_ceiling,
    day_of_year,
    from_amount,
)
from adapters.web.round_wording import FORM_NAMES, QUORUM_MISSED, RULE_NAMES
from domain.money import Money
from domain.regulation_contents import Regulation
from domain.regulation_parts import Rule

Saying = Callable[[Any, Phrases], Iterator[str]]


@dataclass(frozen=True, slots=True)
class RuleInWords:
    """A rule as people read it: what it is about, in which article, what it says."""

    name: str
    article: str
    sentences: tuple[str, ...]


def in_words(rules: Regulation, phrases: Phrases) -> list[RuleInWords]:
    """Every rule that there is, in the order in which regulations have them."""
    return [_in_words(name, rule, phrases) for name, rule in rules.rules().items()]


def _in_words(name: str, rule: Rule, phrases: Phrases) -> RuleInWords:
    sentences = tuple(SAYINGS[name](rule, phrases))
    return RuleInWords(phrases.gettext(NAMES[name]), rule.article, sentences)


def _listed(words: dict[Any, str], values: tuple[Any, ...], phrases: Phrases) -> str:
    return ", ".join(phrases.gettext(words[value]) for value in values)


def _applicants(rule: Any, phrases: Phrases) -> Iterator[str]:
    kinds = _listed(APPLICANTS, rule.kinds, phrases)
    yield phrases.gettext(say("Aanvragen kunnen: %(kinds)s."), kinds=kinds)
    if rule.residents_first:
        yield from residents_first(phrases)


def _layers(rule: Any, phrases: Phrases) -> Iterator[str]:
    layers = _listed(LAYERS, rule.layers, phrases)
    yield phrases.gettext(say("Geld is er voor: %(layers)s."), layers=layers)


def _ceilings(rule: Any, phrases: Phrases) -> Iterator[str]:
    if rule.per_proposal_cents:
        amount = phrases.money(rule.per_proposal_cents)
        yield phrases.gettext(say("Ten hoogste %(amount)s per voorstel."), amount=amount)
    if rule.per_address_cents:
        amount = phrases.money(rule.per_address_cents)
        yield phrases.gettext(say("Ten hoogste %(amount)s per adres dat meedoet."), amount=amount)
    for each in rule.categories:
        yield category_ceiling(each, phrases)


def _co_funding(rule: Any, phrases: Phrases) -> Iterator[str]:
    for band in rule.bands:
        yield phrases.gettext(
            say("%(band)s: %(percent)s%% van de kosten brengt de aanvrager zelf in."),
            band=from_amount(band, phrases),
            percent=band.least_percent,
        )
    if rule.own_work_counts:
        yield phrases.gettext(say("Eigen werk telt mee."))


def _support(rule: Any, phrases: Phrases) -> Iterator[str]:
    for band in rule.bands:
        yield phrases.gettext(
            say("%(band)s: ten minste %(number)s steunbetuigingen."),
            band=from_amount(band, phrases),
            number=phrases.number(band.least_supporters),
        )
    if rule.ranks_first:
        yield support_first(phrases)


def _advances(rule: Any, phrases: Phrases) -> Iterator[str]:
    for band in rule.bands:
        yield phrases.gettext(
            say("%(band)s: ten hoogste %(percent)s%% als voorschot."),
            band=from_amount(band, phrases),
            percent=band.most_percent,
        )


def _terms(rule: Any, phrases: Phrases) -> Iterator[str]:
    yield phrases.gettext(
        say(
            "Besluiten binnen %(decide)s weken, betalen binnen %(pay)s. "
            "Wie moet aanvullen, heeft daarvoor ten minste %(complete)s weken."
        ),
        decide=rule.decision_weeks,
        complete=rule.completion_weeks,
        pay=rule.payment_weeks,
    )


def _moments(rule: Any, phrases: Phrases) -> Iterator[str]:
    days = ", ".join(day_of_year(each, phrases) for each in rule.moments)
    yield phrases.gettext(say("Besloten wordt op: %(days)s."), days=days)


def _parts(rule: Any, phrases: Phrases) -> Iterator[str]:
    yield phrases.gettext(
        say("Een voorstel kan ook voor een deel worden betaald.")
        if rule.allowed
        else say("Een voorstel wordt helemaal betaald, of niet.")
    )


def _feasibility(rule: Any, phrases: Phrases) -> Iterator[str]:
    grounds = ", ".join(rule.grounds)
    yield phrases.gettext(say("Niet haalbaar kan zijn om: %(grounds)s."), grounds=grounds)


def _carry_over(rule: Any, phrases: Phrases) -> Iterator[str]:
    yield phrases.gettext(
        say("Wat over is, kan mee naar het volgende jaar.")
        if rule.allowed
        else say("Wat over is, gaat niet mee naar het volgende jaar.")
    )
    if rule.saving_years:
        yield phrases.gettext(
            say("Sparen kan ten hoogste %(years)s jaar."), years=rule.saving_years
        )
    if rule.pooling_day:
        yield phrases.gettext(
            say("Vanaf %(day)s is wat over is voor de hele stad."),
            day=day_of_year(rule.pooling_day, phrases),
        )


def _voting(rule: Any, phrases: Phrases) -> Iterator[str]:
    if rule.rules:
        names = _listed(RULE_NAMES, rule.rules, phrases)
        yield phrases.gettext(say("Geteld wordt met: %(rules)s."), rules=names)
    if rule.forms:
        names = _listed(FORM_NAMES, rule.forms, phrases)
        yield phrases.gettext(say("Het stembiljet: %(forms)s."), forms=names)
    limits = {
        say("Stemmen kan vanaf %(number)s jaar."): rule.minimum_age,
        say("Een voorstel heeft ten minste %(number)s stemmen nodig."): rule.minimum_votes,
        say(
            "Onder %(number)s stembiljetten is er geen uitslag: die zou zeggen wie wat koos."
        ): rule.minimum_ballots,
        say("Ten hoogste %(number)s keuzes per stembiljet."): rule.max_choices,
    }
    for text, number in limits.items():
        if number:
            yield phrases.gettext(text, number=phrases.number(number))
    yield phrases.gettext(MEANINGS[rule.meaning])


def _themes(rule: Any, phrases: Phrases) -> Iterator[str]:
    yield phrases.gettext(
        say("Bewoners verdelen het geld eerst over thema's, in stappen van %(amount)s."),
        amount=phrases.money(rule.step_cents),
    )
    yield phrases.gettext(
        say("Op een stembiljet krijgen ten minste %(least)s van %(number)s thema's geld."),
        least=rule.least_themes,
        number=len(rule.themes),
    )


def _rounds(rule: Any, phrases: Phrases) -> Iterator[str]:
    limits = {
        say("De lijst ligt ten minste %(number)s dagen vast voor het stemmen."): rule.quiet_days,
        say("Een uitslag vraagt ten minste %(number)s stembiljetten."): rule.quorum_ballots,
        say("Een uitslag vraagt %(number)s%% van wie mag stemmen."): rule.quorum_percent,
        say("Zijn er te weinig, dan gaat de ronde een keer ten hoogste %(number)s dagen door."): (
            rule.quorum_extended_days
        ),
        say("Verlengen kan samen ten hoogste %(number)s dagen."): rule.extension_days_max,
    }
    for text, number in limits.items():
        if number:
            yield phrases.gettext(text, number=phrases.number(number))
    if rule.quorum_ballots or rule.quorum_percent:
        yield phrases.gettext(QUORUM_MISSED[rule.quorum_missed])


def _council(rule: Any, phrases: Phrases) -> Iterator[str]:
    ceiling: Money = rule.without_council_up_to_cents
    yield phrases.gettext(say("Boven %(amount)s besluit de raad."), amount=phrases.money(ceiling))


def _integrity(rule: Any, phrases: Phrases) -> Iterator[str]:
    yield phrases.gettext(
        say(
            "Worden vanaf één adres binnen %(minutes)s minuten %(number)s stempassen gehaald, "
            "dan is dat een reden om te kijken of er stemmen verzameld zijn."
        ),
        minutes=phrases.number(rule.within_minutes),
        number=phrases.number(rule.passes_from_one_address),
    )
    yield phrases.gettext(
        say("Wat van adressen bekend is, wordt ten hoogste %(days)s dagen bewaard."),
        days=phrases.number(rule.kept_days),
    )


NAMES: dict[str, str] = {
    "applicants": say("Wie kan aanvragen"),
    "layers": say("Waarvoor geld is"),
    "ceilings": say("Ten hoogste"),
    "co_funding": say("Eigen bijdrage"),
    "support": say("Steun van bewoners"),
    "advances": say("Voorschotten"),
    "accounts": say("Verantwoording"),
    "claims": say("Declareren"),
    "terms": say("Termijnen"),
    "moments": say("Beslismomenten"),
    "parts": say("Deel of geheel"),
    "ranking": say("Rangschikking"),
    "feasibility": say("Haalbaarheid"),
    "carry_over": say("Wat over is"),
    "themes": say("Thema's"),
    "voting": say("Stemmen"),
    "rounds": say("Verloop van een stemronde"),
    "integrity": say("Integriteit"),
    "separation": say("Coördinator"),
    "board": say("Wijkbestuur"),
    "council": say("De raad"),
}
SAYINGS: dict[str, Saying] = {
    "applicants": _applicants,
    "layers": _layers,
    "ceilings": _ceilings,
    "co_funding": _co_funding,
    "support": _support,
    "advances": _advances,
    "accounts": accounts_saying,
    "claims": claims_saying,
    "terms": _terms,
    "moments": _moments,
    "parts": _parts,
    "feasibility": _feasibility,
    "integrity": _integrity,
    "carry_over": _carry_over,
    "themes": _themes,
    "voting": _voting,
    "rounds": _rounds,
    "ranking": ranking_saying,
    "separation": separation_saying,
    "board": board_saying,
    "council": _council,
}
