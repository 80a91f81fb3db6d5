"""Every event that was ever written can be read for ever."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from domain.allocation_key import AllocationPublished, KeyPartKind
from domain.ballot import BallotCast
from domain.ballot_list import ballots_root, counting_ballots
from domain.canonical import canonical_json
from domain.event_catalogue import EVENTS, UPCASTS, EventUnreadable, event_from, payload_of
from domain.money import ZERO, Money
from domain.proposal import ProposalSubmitted
from domain.regulation import RegulationAdopted
from domain.round_opening import frozen_hash
from domain.round_procedure import PLAIN
from domain.voting_round import VotingRoundClosed, VotingRoundOpened, VotingRoundTallied
from domain.wijk_division import DivisionAdopted
from tests.golden import kept
from tests.golden.kept import add_golden_events, golden_events, missing_golden_events

GOLDEN = golden_events()
CURRENT = [name for name in GOLDEN if name in EVENTS]


class TestGoldenEvents:
    """One entry of each name, as it was written."""

    @pytest.mark.parametrize("name", GOLDEN)
    def test_it_still_loads(self, name: str) -> None:
        current = name
        while current in UPCASTS:
            current, _ = UPCASTS[current]
        assert EVENTS[current] is type(event_from(name, GOLDEN[name]))

    @pytest.mark.parametrize("name", GOLDEN)
    def test_its_bytes_are_canonical(self, name: str) -> None:
        assert canonical_json(json.loads(GOLDEN[name])) == GOLDEN[name]

    @pytest.mark.parametrize("name", CURRENT)
    def test_a_current_one_is_written_as_the_very_same_bytes(self, name: str) -> None:
        assert payload_of(event_from(name, GOLDEN[name])) == GOLDEN[name]

    def test_every_name_of_the_catalogue_has_one(self) -> None:
        assert missing_golden_events() == set()

    def test_no_name_was_ever_dropped_from_the_catalogue(self) -> None:
        assert GOLDEN.keys() - EVENTS.keys() - UPCASTS.keys() == set()

    def test_each_name_has_one_line(self) -> None:
        assert len(kept.GOLDEN.read_bytes().splitlines()) == len(GOLDEN)


class TestUpcasting:
    """What was written under a name of the past is read as what followed it."""

    def test_a_division_without_a_municipality_gets_the_one_in_its_id(self) -> None:
        event = event_from("division.adopted.v1", GOLDEN["division.adopted.v1"])
        assert isinstance(event, DivisionAdopted)
        assert event.municipality == "GM0307"

    def test_nothing_else_about_it_changes(self) -> None:
        before = json.loads(GOLDEN["division.adopted.v1"])
        after = json.loads(payload_of(event_from("division.adopted.v1", canonical_json(before))))
        assert after == before | {"municipality": "GM0307"}

    def test_who_helped_with_a_proposal_is_the_one_helper_that_was_kept(self) -> None:
        before = json.loads(GOLDEN["proposal.submitted.v3"])
        for helper_id, helper_ids in ((None, ()), ("person-emma", ("person-emma",))):
            payload = canonical_json(before | {"helper_id": helper_id})
            event = event_from("proposal.submitted.v3", payload)
            assert isinstance(event, ProposalSubmitted)
            assert event.helper_ids == helper_ids

    @pytest.mark.parametrize("name", ["proposal.submitted.v4", "proposal.amended.v1"])
    def test_no_proposal_of_the_past_said_how_many_addresses_take_part(self, name: str) -> None:
        before = json.loads(GOLDEN[name])
        now = json.loads(payload_of(event_from(name, GOLDEN[name])))
        assert now == before | {"addresses": None, "category": None}

    @pytest.mark.parametrize(
        "name", ["proposal.submitted.v5", "proposal.amended.v2", "proposal.activity_set.v1"]
    )
    def test_nothing_that_was_asked_in_the_past_was_of_a_category(self, name: str) -> None:
        before = json.loads(GOLDEN[name])
        now = json.loads(payload_of(event_from(name, GOLDEN[name])))
        assert now == before | {"category": None}

    def test_in_the_past_only_residents_went_before_others(self) -> None:
        before = json.loads(GOLDEN["precedence.given.v1"])
        event = event_from("precedence.given.v1", GOLDEN["precedence.given.v1"])
        assert json.loads(payload_of(event)) == before | {"grounds": ["residents"]}

    def test_no_account_of_the_past_said_when_costs_were_made(self) -> None:
        before = json.loads(GOLDEN["account.rendered.v1"])
        event = event_from("account.rendered.v1", GOLDEN["account.rendered.v1"])
        assert json.loads(payload_of(event)) == before | {"costs": [], "audit": None}

    def test_an_allocation_of_the_past_had_one_part_that_its_key_names(self) -> None:
        event = event_from("allocation.published.v1", GOLDEN["allocation.published.v1"])
        before = json.loads(GOLDEN["allocation.published.v1"])
        assert isinstance(event, AllocationPublished)
        (part,) = event.parts
        assert (part.kind, part.source) == (KeyPartKind.OTHER, before["source"])
        assert [line.model_dump(mode="json") for line in part.lines] == before["shares"]
        assert [(share.wijk, share.amount_cents.cents) for share in event.shares] == [
            (line["wijk"], line["amount_cents"]) for line in before["shares"]
        ]
        assert (event.city_wide_cents, event.corrects) == (ZERO, None)

    def test_a_ballot_of_the_past_has_no_points(self) -> None:
        event = event_from("ballot.cast.v1", GOLDEN["ballot.cast.v1"])
        assert isinstance(event, BallotCast)
        assert (event.choices, event.points) == (("garden", "oven"), None)

    def test_a_list_of_the_past_keeps_its_root(self) -> None:
        first = event_from("ballot.cast.v1", GOLDEN["ballot.cast.v1"])
        closed = event_from("voting_round.closed.v1", GOLDEN["voting_round.closed.v1"])
        assert isinstance(first, BallotCast)
        assert isinstance(closed, VotingRoundClosed)
        second = first.model_copy(update={"pass_id": f"{2:032x}"})
        assert ballots_root(counting_ballots([first, second])) == closed.ballots_root
        assert (closed.draw_seed, closed.reason) == (None, None)

    def test_a_round_of_the_past_was_on_approvals_and_on_nothing_else(self) -> None:
        opened = event_from("voting_round.opened.v1", GOLDEN["voting_round.opened.v1"])
        assert isinstance(opened, VotingRoundOpened)
        before = json.loads(GOLDEN["voting_round.opened.v1"])["rules"]
        now = opened.rules.model_dump(mode="json")
        assert before.items() <= now.items()
        assert now["ballot_form"] == "approval"
        assert opened.draw_commitment is None

    @pytest.mark.parametrize("version", [1, 2, 3, 4, 5])
    def test_the_hash_of_what_was_frozen_is_worked_out_from_what_was_written(
        self, version: int
    ) -> None:
        written = json.loads(GOLDEN[f"voting_round.opened.v{version}"])
        assert frozen_hash(written) == written["rules_hash"]
        read = event_from(f"voting_round.opened.v{version}", canonical_json(written))
        assert isinstance(read, VotingRoundOpened)
        assert read.rules_hash == written["rules_hash"]

    def test_a_round_of_the_past_had_no_quorum_and_could_not_be_extended(self) -> None:
        opened = event_from("voting_round.opened.v3", GOLDEN["voting_round.opened.v3"])
        assert isinstance(opened, VotingRoundOpened)
        assert (opened.procedure, opened.theme_round_id) == (PLAIN, None)

    def test_a_regulation_of_the_past_said_nothing_of_how_a_round_is_run(self) -> None:
        adopted = event_from("regulation.adopted.v1", GOLDEN["regulation.adopted.v1"])
        before = json.loads(GOLDEN["regulation.adopted.v1"])
        assert isinstance(adopted, RegulationAdopted)
        assert adopted.rules.model_dump(mode="json") == before["rules"] | {
            "rounds": None,
            "integrity": None,
        }
        assert adopted.rules_hash == before["rules_hash"]

    def test_a_winner_of_the_past_was_funded_in_full(self) -> None:
        tallied = event_from("voting_round.tallied.v1", GOLDEN["voting_round.tallied.v1"])
        assert isinstance(tallied, VotingRoundTallied)
        assert [each.funded_cents for each in tallied.winners] == [Money(5_000_00)]

    @pytest.mark.parametrize("version", [1, 2, 3, 4])
    def test_a_list_of_the_past_held_whole_proposals(self, version: int) -> None:
        name = f"voting_round.opened.v{version}"
        opened = event_from(name, GOLDEN[name])
        assert isinstance(opened, VotingRoundOpened)
        before = [each["proposal_id"] for each in json.loads(GOLDEN[name])["candidates"]]
        assert [each.line_id for each in opened.candidates] == before
        assert not any(each.activity_id for each in opened.candidates)

    def test_who_won_and_who_tied_in_the_past_were_whole_proposals(self) -> None:
        written = json.loads(GOLDEN["voting_round.tallied.v2"])
        written["ties"] = [{"proposal_ids": ["garden", "oven"], "chosen": "garden"}]
        tallied = event_from("voting_round.tallied.v2", canonical_json(written))
        assert isinstance(tallied, VotingRoundTallied)
        before = [(each["proposal_id"], each["funded_cents"]) for each in written["winners"]]
        assert [(each.line_id, each.funded_cents.cents) for each in tallied.winners] == before
        assert [(each.line_ids, each.chosen) for each in tallied.ties] == [
            (("garden", "oven"), "garden")
        ]

    def test_a_name_of_the_past_leads_to_a_current_one_and_is_none_itself(self) -> None:
        for name, (following, _) in UPCASTS.items():
            assert following in EVENTS.keys() | UPCASTS.keys()
            assert name not in EVENTS

    def test_a_name_is_followed_by_the_next_version_of_the_same_event(self) -> None:
        for name, (following, _) in UPCASTS.items():
            subject, version = name.rsplit(".v", 1)
            assert following == f"{subject}.v{int(version) + 1}"


class TestWhatCannotBeRead:
    """It is said, with the name of the entry, and never skipped."""

    @pytest.mark.parametrize(
        ("name", "payload"),
        [
            ("division.danced.v1", b"{}"),
            ("mandate.withdrawn.v1", b"{}"),
            ("mandate.withdrawn.v1", b"not json"),
            ("mandate.withdrawn.v1", b"\xff"),
            ("division.adopted.v1", b"{}"),
            ("division.adopted.v1", b"[]"),
            ("division.adopted.v1", b'{"division_id":7}'),
            ("division.adopted.v1", b"\xff"),
        ],
    )
    def test_an_entry_that_does_not_fit_is_unreadable(self, name: str, payload: bytes) -> None:
        with pytest.raises(EventUnreadable, match=name):
            event_from(name, payload)

    def test_a_field_that_nobody_knows_is_not_overlooked(self) -> None:
        payload = json.loads(GOLDEN["mandate.withdrawn.v1"]) | {"mood": "good"}
        with pytest.raises(EventUnreadable, match="mood"):
            event_from("mandate.withdrawn.v1", canonical_json(payload))


class TestKeepingNewOnes:
    """The file only grows."""

    @pytest.fixture
    def file(self, tmp_path: Path) -> Path:
        path = tmp_path / "events.jsonl"
        path.write_bytes(b'{"name":"a.happened.v1","payload":{"x":1}}\n')
        return path

    def test_the_first_event_of_a_new_name_is_added(self, file: Path) -> None:
        happened = [("b.happened.v1", b'{"y":2}'), ("b.happened.v1", b'{"y":3}')]
        assert add_golden_events(happened, file) == ["b.happened.v1"]
        assert golden_events(file) == {"a.happened.v1": b'{"x":1}', "b.happened.v1": b'{"y":2}'}

    def test_a_line_that_is_there_is_never_changed(self, file: Path) -> None:
        before = file.read_bytes()
        assert add_golden_events([("a.happened.v1", b'{"x":2}')], file) == []
        assert file.read_bytes() == before
