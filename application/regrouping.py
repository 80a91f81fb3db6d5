"""Merging and splitting proposals: prepared, consented to, done with the last consent."""

from __future__ import annotations

from collections.abc import Iterable

from application.coordinator import guard_assessor
from application.interest import guard_has_none, guard_no_interest
from application.precedence import waits_no_longer
from application.proposal import counted, guard_still_fits, next_id
from application.proposal_standing import existing_proposal, is_bound
from application.regulation import regulation_in_force
from application.streams import Reading, StreamEvents
from domain import proposal_duplicate, proposal_lineage, regrouping
from domain.calendar import dutch_day
from domain.command import ActorCommand, Role
from domain.proposal import Proposal, ProposalStatus, evolve, guard_proposal_exists
from domain.proposal_amendment import guard_applies
from domain.proposal_duplicate import MarkDuplicate
from domain.proposal_lineage import (
    guard_can_merge,
    guard_can_split,
    guard_fits_together,
)
from domain.regrouping import (
    GiveConsent,
    MergerPrepared,
    PrepareMerger,
    PrepareSplit,
    RejectRegrouping,
    SplitPrepared,
)
from domain.regulation_contents import NO_RULES


def prepare_merger(command: PrepareMerger, read: Reading) -> list[StreamEvents]:
    """An applicant, or a case officer without an interest, proposes that proposals become one."""
    found = read.regrouping(command.regrouping_id)
    merging = {each: read.proposal(each).state for each in command.proposal_ids}
    bound = frozenset(each for each in command.proposal_ids if is_bound(read, each))
    proposals = guard_can_merge(command.proposal_ids, merging, command.amount_cents, bound)
    asked_of = frozenset(who for each in proposals for who in each.applicants)
    _guard_may_prepare(command, proposals, read)
    versions = [each.version for each in proposals]
    prepared = regrouping.prepare_merger(command, found.state, asked_of, versions)
    return [found.gets([prepared]), *_when_all_agree(command, prepared, found.state, read)]


def prepare_split(command: PrepareSplit, read: Reading) -> list[StreamEvents]:
    """An applicant proposes that a part goes on by itself; alone, one agrees with oneself."""
    found = read.regrouping(command.regrouping_id)
    whole = existing_proposal(read, command.proposal_id)
    prepared = regrouping.prepare_split(command, found.state, whole.applicants, whole.version)
    bound = is_bound(read, command.proposal_id)
    guard_applies(command, guard_can_split(prepared, whole, is_bound=bound))
    return [found.gets([prepared]), *_when_all_agree(command, prepared, found.state, read)]


def give_consent(command: GiveConsent, read: Reading) -> list[StreamEvents]:
    """An applicant agrees; the last of them makes it happen."""
    found = read.regrouping(command.regrouping_id)
    given = regrouping.give_consent(command, found.state)
    about = found.state.proposal_ids if found.state else ()
    versions = {each: existing_proposal(read, each).version for each in about}
    regrouping.guard_unchanged(found.state, versions)
    return [found.gets([given]), *_when_all_agree(command, given, found.state, read)]


def reject_regrouping(command: RejectRegrouping, read: Reading) -> list[StreamEvents]:
    """An applicant disagrees, and nothing changes."""
    found = read.regrouping(command.regrouping_id)
    return [found.gets(regrouping.reject(command, found.state))]


def mark_duplicate(command: MarkDuplicate, read: Reading) -> list[StreamEvents]:
    """A case officer links a proposal to another that asks the same."""
    guard_no_interest(command, read)
    guard_assessor(command, read, command.proposal_id, command.by.id)
    found = read.proposal(command.proposal_id)
    other = read.proposal(command.duplicate_of).state
    return [found.gets(proposal_duplicate.mark_duplicate(command, found.state, other))]


def _when_all_agree(
    command: ActorCommand,
    said: regrouping.MergerPrepared | regrouping.SplitPrepared | regrouping.ConsentGiven,
    before: regrouping.Regrouping | None,
    read: Reading,
) -> list[StreamEvents]:
    after = regrouping.evolve(before, said)
    if after is None or after.status is not regrouping.RegroupingStatus.DONE:
        return []
    if isinstance(after.plan, MergerPrepared):
        return _merged(command, after.plan, read)
    return _split(command, after.plan, read)


def _merged(command: ActorCommand, plan: MergerPrepared, read: Reading) -> list[StreamEvents]:
    """Looked at again: what was alike and free when it was prepared may have moved since."""
    streams = {each: read.proposal(each) for each in plan.proposal_ids}
    bound = frozenset(each for each in streams if is_bound(read, each))
    states = {name: stream.state for name, stream in streams.items()}
    proposals = guard_can_merge(plan.proposal_ids, states, plan.amount_cents, bound)
    year, wijk = proposals[0].year, proposals[0].wijk
    regulation = regulation_in_force(read, wijk, dutch_day(command.at))
    guard_fits_together(proposals, plan.amount_cents, regulation.rules if regulation else NO_RULES)
    merged_id = next_id(year, wijk, read)
    version = regulation.version if regulation else None
    new, gone = proposal_lineage.merged(command, plan, proposals, merged_id, version)
    leader = proposal_lineage.leader_of(plan, proposals)
    return [
        *(streams[name].gets([event]) for name, event in gone.items()),
        *waits_no_longer(command, read, *proposals),
        counted(command, read, leader, (year, merged_id), ending=tuple(gone)),
        read.proposal(merged_id).gets(new),
    ]


def _split(command: ActorCommand, plan: SplitPrepared, read: Reading) -> list[StreamEvents]:
    stream = read.proposal(plan.proposal_id)
    bound = is_bound(read, plan.proposal_id)
    whole = guard_can_split(plan, stream.state, is_bound=bound)
    part_id = next_id(whole.year, whole.wijk, read)
    new, left = proposal_lineage.split(command, plan, whole, part_id)
    if whole.status is ProposalStatus.IN_HANDLING:
        guard_still_fits(read, guard_proposal_exists(evolve(whole, left), plan.proposal_id))
    return [
        stream.gets([left]),
        counted(command, read, whole.applicant_id, (whole.year, part_id)),
        read.proposal(part_id).gets(new),
    ]


def _guard_may_prepare(command: PrepareMerger, merging: Iterable[Proposal], read: Reading) -> None:
    """Residents merge what is theirs; a case officer may suggest it for what is not."""
    if command.by.role is not Role.RESIDENT:
        for each in merging:
            guard_has_none(command.by, each, read)
    elif not any(command.by.id in each.applicants for each in merging):
        raise regrouping.ConsentNotAsked()
