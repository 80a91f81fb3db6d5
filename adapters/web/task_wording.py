"""What each step of a proposal asks of the one who works on it."""

from __future__ import annotations

from adapters.web.language import translatable as say
from projections.next_step import NextStep

TASKS: dict[NextStep, str] = {
    NextStep.AWAITS_HANDLING: say("Nieuw: bekijk of het compleet is"),
    NextStep.AWAITS_COMPLETION: say("Wacht op aanvulling; neem het daarna in behandeling, of niet"),
    NextStep.AWAITS_ROUND: say("In behandeling: klaar voor een stemronde of een besluit"),
    NextStep.ON_BALLOT: say("De stemming loopt"),
    NextStep.AWAITS_TALLY: say("Stemming gesloten: tel de stemmen"),
    NextStep.AWAITS_RESERVATION: say("Gewonnen: zet het geld apart"),
    NextStep.AWAITS_DRAFT: say("Geld staat apart: bereid het besluit voor"),
    NextStep.AWAITS_REFUSAL: say("Niet gewonnen: bereid het besluit voor"),
    NextStep.AWAITS_COLLEGE: say("Geen uitslag: reserveer geld, of bereid een afwijzing voor"),
    NextStep.AWAITS_DECISION: say("Besluiten die klaarliggen"),
    NextStep.AWAITS_DETERMINATION: say("Verantwoording binnen: stel de subsidie vast"),
    NextStep.AWAITS_FINAL_PAYOUT: say("Vastgesteld: vraag de laatste betaling aan"),
    NextStep.AWAITS_PAYOUT: say("Verleend: vraag de betaling aan"),
}
"""What a step asks of the one who works on it."""
