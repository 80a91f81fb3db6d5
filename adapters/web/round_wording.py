"""The rules of a round in plain words: one Dutch source text each, translated where it is shown."""

from __future__ import annotations

from adapters.web.filled_ballot import Wrong
from adapters.web.language import translatable as say
from domain.round_procedure import QuorumMissed
from domain.tally.equal_shares import Utility
from domain.tally.parameters import Completion, VotingRule
from domain.voting_rules import BallotForm, TieBreak

RULES: dict[VotingRule, str] = {
    VotingRule.GREEDY: say(
        "Het voorstel met de meeste stemmen wordt het eerst gekozen. Daarna steeds het volgende "
        "voorstel dat nog past in het geld dat over is."
    ),
    VotingRule.EQUAL_SHARES: say(
        "Elke stemmer krijgt een even groot deel van het geld. Een voorstel wordt gekozen als de "
        "mensen die erop stemden het samen kunnen betalen. Zo telt elke stem even zwaar, ook die "
        "van een kleine groep."
    ),
    VotingRule.GREEDY_COST: say(
        "Het voorstel met de meeste stemmen voor zijn prijs wordt het eerst gekozen: een half zo "
        "duur voorstel heeft genoeg aan half zoveel stemmen. Daarna steeds het volgende voorstel "
        "dat nog past in het geld dat over is."
    ),
    VotingRule.GREEDY_COST_WEIGHTED: say(
        "Stemmen tellen zwaarder naarmate een voorstel duurder is: een twee keer zo duur voorstel "
        "heeft genoeg aan half zoveel stemmen. Daarna steeds het volgende voorstel dat nog past in "
        "het geld dat over is."
    ),
    VotingRule.BOUNDED_OVERSPENDING: say(
        "Elke stemmer krijgt een even groot deel van het geld. Een voorstel kan ook gekozen worden "
        "als de mensen die erop stemden niet de hele prijs samen hebben; hoe meer er ontbreekt, "
        "hoe later het aan de beurt komt. Wat ontbreekt, komt uit het geld dat over is."
    ),
    VotingRule.PHRAGMEN: say(
        "Elke stemmer krijgt geleidelijk geld, iedereen evenveel. Een voorstel wordt gekozen "
        "zodra de mensen die erop stemden samen de prijs hebben. Het tellen stopt als een "
        "voorstel aan de beurt is dat niet meer past in het geld."
    ),
    VotingRule.MAXIMIN_SUPPORT: say(
        "De gekozen voorstellen worden zo gelijk mogelijk betaald door de mensen die erop stemden. "
        "Steeds wordt het voorstel gekozen waarbij degene die het meeste betaalt, het minste "
        "betaalt."
    ),
}
"""Each voting rule, explained to a voter."""

RULE_NAMES: dict[VotingRule, str] = {
    VotingRule.GREEDY: say("Meeste stemmen eerst"),
    VotingRule.EQUAL_SHARES: say("Gelijke delen"),
    VotingRule.GREEDY_COST: say("Meeste stemmen voor de prijs eerst"),
    VotingRule.GREEDY_COST_WEIGHTED: say("Meeste stemmen keer de prijs eerst"),
    VotingRule.BOUNDED_OVERSPENDING: say("Gelijke delen met wat speling"),
    VotingRule.PHRAGMEN: say("Wie het eerst genoeg bijeen heeft (Phragmén)"),
    VotingRule.MAXIMIN_SUPPORT: say("Zo gelijk mogelijk gedragen"),
}

FORM_NAMES: dict[BallotForm, str] = {
    BallotForm.APPROVAL: say("Voorstellen aankruisen"),
    BallotForm.CHOOSE_ONE: say("Eén voorstel kiezen"),
    BallotForm.KNAPSACK: say("Kiezen binnen het budget"),
    BallotForm.CUMULATIVE: say("Punten verdelen"),
    BallotForm.SCORING: say("Punten geven"),
    BallotForm.ORDINAL: say("Op volgorde zetten"),
}
FORM_MEANINGS: dict[BallotForm, str] = {
    BallotForm.APPROVAL: say("Iedereen kruist de voorstellen aan die hij het geld waard vindt."),
    BallotForm.CHOOSE_ONE: say("Iedereen kiest het ene voorstel dat hij het liefst ziet."),
    BallotForm.KNAPSACK: say("Iedereen kiest voorstellen die samen in het budget passen."),
    BallotForm.CUMULATIVE: say("Iedereen verdeelt een vast aantal punten over voorstellen."),
    BallotForm.SCORING: say("Iedereen geeft elk voorstel dat hij kiest een cijfer in punten."),
    BallotForm.ORDINAL: say("Iedereen zet voorstellen op volgorde, het liefste voorop."),
}
"""Each ballot form, for the clerk who chooses one."""

INSTRUCTIONS: dict[BallotForm, str] = {
    BallotForm.APPROVAL: say("Kies de voorstellen die u het geld waard vindt."),
    BallotForm.CHOOSE_ONE: say("Kies het voorstel dat u het liefst uitgevoerd ziet."),
    BallotForm.KNAPSACK: say("Kies voorstellen die samen in het budget passen."),
    BallotForm.CUMULATIVE: say("Verdeel uw punten. Wat u belangrijker vindt, geeft u meer."),
    BallotForm.SCORING: say("Geef punten aan voorstellen die u goed vindt: hoe beter, hoe meer."),
    BallotForm.ORDINAL: say("Geef uw liefste voorstel plaats 1, het volgende plaats 2, enzovoort."),
}
"""What a voter does with a ballot of each form."""

COMPLETION_NAMES: dict[Completion, str] = {
    Completion.NONE: say("Niet aanvullen"),
    Completion.ADD1: say("Ieders deel stap voor stap verhogen"),
    Completion.ADD1U: say("Ieders deel verhogen, dan de meeste stemmen"),
    Completion.EXHAUSTIVE: say("Ieders deel verhogen tot er niets meer bij past"),
    Completion.GREEDY: say("Met de meeste stemmen aanvullen"),
}
UTILITY_NAMES: dict[Utility, str] = {
    Utility.COST: say("De prijs: een duurder voorstel betekent meer"),
    Utility.CARDINALITY: say("Elk voorstel even zwaar"),
    Utility.POINTS: say("De punten die het kreeg"),
}
TIE_NAMES: dict[TieBreak, str] = {
    TieBreak.PROPOSAL_ID_ASCENDING: say("De volgorde van nummer"),
    TieBreak.DRAW: say("Een loting"),
}
TIE_MEANINGS: dict[TieBreak, str] = {
    TieBreak.PROPOSAL_ID_ASCENDING: say(
        "Het voorstel met het laagste nummer gaat voor: wie eerder indiende, gaat dus voor."
    ),
    TieBreak.DRAW: say(
        "Bij het openen wordt een geheim getal (het zaad) gekozen en verzegeld. Na het sluiten "
        "wordt het bekendgemaakt, en kan iedereen de loting nadoen."
    ),
}
"""Who of equals goes first, for clerks and voters."""

WITH_POINTS: dict[VotingRule, str] = {
    VotingRule.GREEDY: say(
        "Het voorstel met de meeste punten wordt het eerst gekozen. Daarna steeds het volgende "
        "voorstel dat nog past in het geld dat over is."
    ),
    VotingRule.GREEDY_COST: say(
        "Het voorstel met de meeste punten voor zijn prijs wordt het eerst gekozen: een half zo "
        "duur voorstel heeft genoeg aan half zoveel punten. Daarna steeds het volgende voorstel "
        "dat nog past in het geld dat over is."
    ),
    VotingRule.GREEDY_COST_WEIGHTED: say(
        "Punten tellen zwaarder naarmate een voorstel duurder is: een twee keer zo duur voorstel "
        "heeft genoeg aan half zoveel punten. Daarna steeds het volgende voorstel dat nog past in "
        "het geld dat over is."
    ),
    VotingRule.EQUAL_SHARES: say(
        "Elke stemmer krijgt een even groot deel van het geld. Een voorstel wordt gekozen als de "
        "mensen die er punten aan gaven het samen kunnen betalen. Zo telt ieders stem even zwaar, "
        "ook die van een kleine groep."
    ),
}
"""What a rule does where ballots give points or an order, where that is said differently."""

LINES: dict[Wrong, str] = {
    Wrong.POINTS_UNREADABLE: say("Vul hier een heel getal in, of laat het vak leeg."),
    Wrong.TOO_MANY_POINTS: say("Dit zijn te veel punten voor één voorstel. Geef er minder."),
    Wrong.PLACE_UNREADABLE: say("Kies hier een plaats die er is, of laat het vak leeg."),
    Wrong.PLACE_GIVEN_TWICE: say("Deze plaats heeft nog een voorstel. Kies een andere plaats."),
}
"""What to do about a line of a ballot."""


QUORUM_MISSED: dict[QuorumMissed, str] = {
    QuorumMissed.ADVICE: say(
        "Stemmen er aan het eind te weinig mensen, dan is de uitslag een advies. Het college "
        "besluit dan over de voorstellen."
    ),
    QuorumMissed.NO_OUTCOME: say(
        "Stemmen er aan het eind te weinig mensen, dan is er geen uitslag. Het college besluit "
        "dan over de voorstellen."
    ),
}
"""What follows when too few vote, for voters beforehand."""


def quorum_missed(value: QuorumMissed) -> str:
    """What follows when too few vote."""
    return QUORUM_MISSED[value]


def rule(value: VotingRule, form: BallotForm) -> str:
    """What a voting rule does with ballots of this form, for a voter."""
    if form.is_approval:
        return RULES[value]
    return WITH_POINTS.get(value, RULES[value])


def rule_name(value: VotingRule) -> str:
    """What a voting rule is called."""
    return RULE_NAMES[value]


def form_name(value: BallotForm) -> str:
    """What a ballot form is called."""
    return FORM_NAMES[value]


def form_meaning(value: BallotForm) -> str:
    """What people do with a ballot of this form."""
    return FORM_MEANINGS[value]


def instruction(value: BallotForm) -> str:
    """What stands above a ballot of this form."""
    return INSTRUCTIONS[value]


def completion_name(value: Completion) -> str:
    """How what a rule leaves unspent is used."""
    return COMPLETION_NAMES[value]


def utility_name(value: Utility) -> str:
    """What a winner is worth to its voters."""
    return UTILITY_NAMES[value]


def tie_name(value: TieBreak) -> str:
    """What decides between equals."""
    return TIE_NAMES[value]


def tie_meaning(value: TieBreak) -> str:
    """How it decides between equals."""
    return TIE_MEANINGS[value]


def to_do(value: Wrong) -> str:
    """What to do about a line of a ballot."""
    return LINES[value]
