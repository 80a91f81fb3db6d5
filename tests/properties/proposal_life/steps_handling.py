"""Steps of the city: asked for more, taken, left out, listed, marked, moderated."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import Any

from hypothesis.stateful import (
    rule,
)

from domain.command import ActorCommand, Role
from domain.leaving_out import LeaveOutOfHandling
from domain.moderation import DecideReview, HideProposal, RequestReview
from domain.proposal import LeftOutGround, TakeInHandling, WithdrawProposal
from domain.proposal_completion import CompleteProposal, RequestCompletion
from domain.proposal_duplicate import MarkDuplicate
from domain.tally.parameters import VotingRule
from domain.voting_rules import RoundRules
from tests.properties.proposal_life.steps_content import ContentSteps
from tests.properties.proposal_life.walk import LUCK, RESIDENTS
from tests.scenarios.people import OTHER_OFFICER, sealed


class HandlingSteps(ContentSteps):
    """What a proposal meets at the city."""

    @rule(luck=LUCK)
    def an_officer_asks_for_more(self, luck: Random) -> None:
        name = self.one(luck)
        if self.gives(
            "RequestCompletion",
            self.by_table("RequestCompletion", name),
            lambda: self.town.do(
                RequestCompletion,
                Role.CASE_OFFICER,
                proposal_id=name,
                reason=sealed("costs"),
                answer_by=(self.town.now + timedelta(days=30)).date(),
            ),
        ):
            self.books[name].state, self.books[name].asked = "awaits_completion", True

    @rule(luck=LUCK)
    def someone_answers(self, luck: Random) -> None:
        name = self.one(luck)
        if self.gives(
            "CompleteProposal",
            self.by_table("CompleteProposal", name),
            lambda: self.town.do(
                CompleteProposal, self.theirs(luck, name), proposal_id=name, note=sealed("here")
            ),
        ):
            self.books[name].state = "submitted"

    @rule(luck=LUCK)
    def an_officer_takes_it(self, luck: Random) -> None:
        name = self.one(luck)
        expected = self.by_table("TakeInHandling", name)
        if self.books[name].state == "awaits_completion":
            expected = "proposal.term_not_over"
        if self.gives(
            "TakeInHandling",
            expected,
            lambda: self.town.do(TakeInHandling, Role.CASE_OFFICER, proposal_id=name),
        ):
            self.books[name].state = "in_handling"

    @rule(luck=LUCK)
    def an_officer_leaves_it_out(self, luck: Random) -> None:
        name = self.one(luck)
        if luck.randrange(4):
            return
        expected = self.by_table("LeaveOutOfHandling", name)
        if self.books[name].state == "awaits_completion":
            expected = "proposal.term_not_over"
        if self.books[name].state == "submitted" and self.books[name].asked:
            expected = ""
        if self.gives(
            "LeaveOutOfHandling",
            expected,
            lambda: self.town.do(
                LeaveOutOfHandling,
                Role.COLLEGE,
                proposal_id=name,
                ground=LeftOutGround.REQUIREMENTS_NOT_MET,
                reason=sealed("costs"),
            ),
        ):
            self.books[name].state = "left_out_of_handling"

    @rule(luck=LUCK)
    def someone_withdraws(self, luck: Random) -> None:
        name = self.one(luck)
        if luck.randrange(4):
            return
        by = RESIDENTS[self.books[name].owner]
        if self.gives(
            "WithdrawProposal",
            self.by_table("WithdrawProposal", name),
            lambda: self.town.do(WithdrawProposal, by, proposal_id=name),
        ):
            self.books[name].state = "withdrawn"

    @rule(luck=LUCK)
    def a_round_opens(self, luck: Random) -> None:
        name = self.one(luck)
        if luck.randrange(5):
            return
        self.rounds += 1
        if self.gives(
            "OpenVotingRound",
            self.by_table("OpenVotingRound", name),
            lambda: self.town.open_round(
                [name], 100, RoundRules(rule=VotingRule.GREEDY), round_id=f"round-{self.rounds}"
            ),
        ):
            self.books[name].state = "on_ballot"

    @rule(luck=LUCK)
    def an_officer_marks_a_duplicate(self, luck: Random) -> None:
        name, other = self.one(luck), self.one(luck)
        book = self.books[name]
        expected = self.by_table("MarkDuplicate", name)
        if not expected and name == other:
            expected = "lineage.duplicate_of_itself"
        elif not expected and book.duplicate_of:
            expected = "lineage.already_marked"
        if self.gives(
            "MarkDuplicate",
            expected,
            lambda: self.town.do(
                MarkDuplicate,
                Role.CASE_OFFICER,
                proposal_id=name,
                duplicate_of=other,
                reason=sealed("the same"),
            ),
        ):
            book.duplicate_of = other

    @rule(luck=LUCK)
    def a_text_is_moderated(self, luck: Random) -> None:
        name = self.one(luck)
        book = self.books[name]
        moves: list[tuple[type[ActorCommand], Any, str, str, str, dict[str, Any]]] = [
            (
                HideProposal,
                Role.CASE_OFFICER,
                "shown",
                "hidden",
                "moderation.already_hidden",
                {"ground": "advertising"},
            ),
            (RequestReview, None, "hidden", "under_review", "moderation.not_hidden", {}),
            (
                DecideReview,
                OTHER_OFFICER,
                "under_review",
                "shown",
                "moderation.review_not_requested",
                {"outcome": "shown_again"},
            ),
        ]
        intention, by, allowed, then, otherwise, fields = luck.choice(moves)
        if intention is RequestReview and book.hidden == "under_review":
            otherwise = "moderation.review_already_requested"
        if self.gives(
            intention.__name__,
            "" if book.hidden == allowed else otherwise,
            lambda: self.town.do(
                intention,
                by or self.theirs(luck, name),
                proposal_id=name,
                reason=sealed("why"),
                **fields,
            ),
        ):
            book.hidden = then
