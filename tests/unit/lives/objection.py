"""The life of an objection: lodged, registered, decided, before a court; and ways to end before."""

from __future__ import annotations

from datetime import date, timedelta

from domain.command import Actor, Role
from domain.objection_events import DecisionKind, RulingOutcome
from tests.scenarios.people import PEOPLE
from tests.scenarios.town import YEAR, Town
from tests.unit.lives.beginnings import submit, with_plan
from tests.unit.lives.life import LifeCycle, Step

OFFICER = PEOPLE[Role.CASE_OFFICER].id


def grant(town: Town) -> object:
    """A decision to object to: 400 of 600 euros."""
    town.admit("garden", 600_00)
    town.reserve("garden", 400_00)
    town.prepare("garden", 400_00)
    return town.take("garden")


def lodge(town: Town) -> object:
    """The applicant objects."""
    return town.lodge("garden")


def register(town: Town) -> object:
    """An officer confirms, and a committee will advise."""
    return town.register_objection("garden", with_committee=True)


def take_back(town: Town) -> object:
    """The applicant thinks better of it."""
    return town.take_objection_back("garden")


def hear(town: Town) -> object:
    """The applicant is heard."""
    return town.hear("garden")


def advise(town: Town) -> object:
    """The committee advises."""
    return town.advise_on_objection("garden")


def postpone(town: Town) -> object:
    """Three weeks beyond the twelve that it may take with a committee."""
    return town.postpone_objection("garden", date(YEAR, 5, 31))


def wait_too_long(town: Town) -> None:
    """The term for deciding is over."""
    town.now += timedelta(weeks=20)


def decide(town: Town) -> object:
    """The college decides: founded."""
    return town.decide_objection("garden", 600_00)


def settle_and_close(town: Town) -> object:
    """All of it is determined and paid, and weeks later a case officer closes the dossier."""
    town.render_account("garden", 600_00)
    town.determine("garden", 600_00)
    town.request_payout("garden", 600_00)
    town.approve_payout("garden")
    town.pay("garden")
    town.now += timedelta(weeks=8)
    return town.close_dossier("garden")


def appeal(town: Town) -> object:
    """Somebody goes to court."""
    return town.appeal("garden")


def rule(outcome: RulingOutcome) -> Step:
    """The court rules."""
    return lambda town: town.rule("garden", outcome)


def refuse(town: Town) -> None:
    """Nothing of what was asked, prepared by the officer."""
    town.refused("garden", 600_00)


def withdraw(town: Town) -> None:
    """A grant is withdrawn in part, announced by the officer."""
    town.granted("garden", 600_00)
    town.withdrawn("garden", 300_00)


def determine(town: Town) -> None:
    """A grant is determined by the mandate holder alone."""
    town.granted("garden", 600_00)
    town.render_account("garden", 600_00)
    town.determine("garden", 600_00)


def object_to(kind: DecisionKind) -> Step:
    """The applicant objects to it, and is heard."""

    def step(town: Town) -> None:
        town.lodge("garden", against=kind)
        town.register_objection("garden")
        town.hear("garden")
        town.give_mandate(mandate_id="mandate-2", holder_id=OFFICER)

    return step


def decide_as(role: Role) -> Step:
    """The officer decides on the objection, in a role beside that of officer."""
    by = Actor(id=OFFICER, role=role)
    under = "mandate-2" if role is Role.MANDATE_HOLDER else None
    return lambda town: town.decide_objection("garden", by=by, mandate_id=under)


OF = {
    "refused": (refuse, object_to(DecisionKind.DECISION)),
    "withdrawn": (withdraw, object_to(DecisionKind.WITHDRAWAL)),
    "determined": (determine, object_to(DecisionKind.DETERMINATION)),
}
UNDER_A_MANDATE = LifeCycle(
    name="objection_by_who_prepared",
    begin=with_plan,
    states=OF,
    commands={"DecideObjection": decide_as(Role.MANDATE_HOLDER)},
    table="""
        DecideObjection
            objection.own_preparation: refused withdrawn
            objection.decided: determined
    """,
)
AS_THE_COLLEGE = LifeCycle(
    name="objection_by_the_college",
    begin=with_plan,
    states=OF,
    commands={"DecideObjection": decide_as(Role.COLLEGE)},
    table="""
        DecideObjection
            objection.decided: refused withdrawn determined
    """,
)
TO_REGISTERED = (grant, lodge, register)
TO_DECIDED = (*TO_REGISTERED, hear, advise, decide)
LIFE = LifeCycle(
    name="objection",
    begin=with_plan,
    states={
        "nothing": (),
        "undecided": (submit,),
        "none": (grant,),
        "lodged": (grant, lodge),
        "taken_back": (grant, lodge, take_back),
        "registered": TO_REGISTERED,
        "postponed": (*TO_REGISTERED, postpone),
        "overdue": (*TO_REGISTERED, wait_too_long),
        "heard": (*TO_REGISTERED, hear),
        "advised": (*TO_REGISTERED, hear, advise),
        "decided": TO_DECIDED,
        "dossier_closed": (*TO_DECIDED, settle_and_close),
        "appealed_late": (*TO_DECIDED, settle_and_close, appeal),
        "under_appeal": (*TO_DECIDED, appeal),
        "again": (*TO_DECIDED, appeal, rule(RulingOutcome.DECIDE_AGAIN)),
        "closed": (*TO_DECIDED, appeal, rule(RulingOutcome.DISMISSED)),
    },
    commands={
        "LodgeObjection": lodge,
        "RegisterObjection": register,
        "WithdrawObjection": take_back,
        "PostponeObjection": postpone,
        "RecordHearing": hear,
        "RecordCommitteeAdvice": advise,
        "DecideObjection": decide,
        "RecordAppeal": appeal,
        "RecordRuling": rule(RulingOutcome.DISMISSED),
    },
    table="""
        LodgeObjection
            proposal.unknown: nothing
            objection.nothing_to_object_to: undecided
            objection.lodged: none
            objection.already_lodged: lodged taken_back registered heard advised decided
            objection.already_lodged: postponed overdue under_appeal again closed
            objection.already_lodged: dossier_closed appealed_late
        RegisterObjection
            proposal.unknown: nothing
            objection.unknown: undecided none
            objection.registered: lodged
            objection.wrong_state: taken_back registered heard advised decided under_appeal
            objection.wrong_state: postponed overdue
            objection.wrong_state: again closed dossier_closed appealed_late
        WithdrawObjection
            objection.unknown: nothing undecided none
            objection.withdrawn: lodged registered postponed overdue heard advised again
            objection.wrong_state: taken_back decided under_appeal closed
            objection.wrong_state: dossier_closed appealed_late
        PostponeObjection
            proposal.unknown: nothing
            objection.unknown: undecided none
            objection.postponed: registered heard advised
            objection.not_postponed: postponed
            objection.postponed_too_late: overdue
            objection.term_of_the_court: again
            objection.wrong_state: lodged taken_back decided under_appeal closed
            objection.wrong_state: dossier_closed appealed_late
        RecordHearing
            proposal.unknown: nothing
            objection.unknown: undecided none
            objection.hearing_recorded: registered postponed overdue heard advised again
            objection.wrong_state: lodged taken_back decided under_appeal closed
            objection.wrong_state: dossier_closed appealed_late
        RecordCommitteeAdvice
            proposal.unknown: nothing
            objection.unknown: undecided none
            objection.committee_advice_recorded: registered postponed overdue heard advised again
            objection.wrong_state: lodged taken_back decided under_appeal closed
            objection.wrong_state: dossier_closed appealed_late
        DecideObjection
            proposal.unknown: nothing
            objection.unknown: undecided none
            objection.not_heard: registered postponed overdue
            objection.advice_missing: heard
            objection.decided: advised again
            objection.wrong_state: lodged taken_back decided under_appeal closed
            objection.wrong_state: dossier_closed appealed_late
        RecordAppeal
            proposal.unknown: nothing
            objection.unknown: undecided none
            appeal.recorded: decided dossier_closed
            objection.wrong_state: lodged taken_back registered heard advised under_appeal
            objection.wrong_state: postponed overdue
            objection.wrong_state: again closed appealed_late
        RecordRuling
            proposal.unknown: nothing
            objection.unknown: undecided none
            appeal.ruling_recorded: under_appeal appealed_late
            objection.wrong_state: lodged taken_back registered heard advised decided
            objection.wrong_state: postponed overdue
            objection.wrong_state: again closed dossier_closed
    """,
)
