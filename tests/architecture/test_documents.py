"""The documents tell the truth: what they name exists, and what exists is named."""

from __future__ import annotations

import ast
import re
from importlib import import_module
from pathlib import Path

import pytest
import typer.main
from pydantic import AliasChoices

from adapters.partition_directory import DirectoryFile
from adapters.settings import Settings
from application.authorisation import MAY_COMMAND
from domain.board_state import AdviceStatus
from domain.event_catalogue import EVENTS, UPCASTS
from domain.grant import GrantStatus
from domain.integrity_events import CaseStatus
from domain.moderation import ModerationStatus
from domain.network import MeetingStatus
from domain.objection_state import ObjectionStatus
from domain.payout import PayoutStatus
from domain.proposal import ProposalStatus
from domain.regrouping import RegroupingStatus
from domain.subsidy_events import SubsidyStatus
from domain.voting_round import RoundStatus
from tests.architecture.documents import (
    CLASS_NAME,
    EVENT_NAME,
    TRANSITION,
    broken_links,
    documents,
    load_yaml,
    make_targets,
    mentioned_commands,
    mentioned_make_targets,
    unlisted_records,
    unsafe_services,
)
from tests.architecture.sources import ROOT, sources
from tests.unit.lives import board, coordinator

ARCHITECTURE = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
README = (ROOT / "README.md").read_text("utf-8")


def commands() -> set[str]:
    """The names of the commands of the command line."""
    main = import_module("adapters.command_line.main")  # slow: only where commands are asked for
    return set(typer.main.get_group(main.app).commands)


def environment_names() -> set[str]:
    """The environment variables that settings are read from."""
    return {
        str(choice)
        for name, field in Settings.model_fields.items()
        for choice in (
            field.validation_alias.choices
            if isinstance(field.validation_alias, AliasChoices)
            else [f"WIJKKAS_{name.upper()}"]
        )
    }


class TestEveryDocument:
    """Links and commands in any Markdown file."""

    @pytest.mark.parametrize("path", documents(), ids=lambda path: path.name)
    def test_links_lead_somewhere(self, path: Path) -> None:
        assert list(broken_links(path, path.read_text("utf-8"))) == []

    @pytest.mark.parametrize("path", documents(), ids=lambda path: path.name)
    def test_every_make_target_it_names_exists(self, path: Path) -> None:
        targets = make_targets((ROOT / "Makefile").read_text("utf-8"))
        assert mentioned_make_targets(path.read_text("utf-8")) - targets == set()

    def test_a_broken_link_is_caught(self) -> None:
        assert list(broken_links(ROOT / "README.md", "[here](docs/nowhere.md)"))

    def test_an_unknown_make_target_is_caught(self) -> None:
        assert mentioned_make_targets("Run `make tea`, or make something else.") == {"tea"}


class TestReadme:
    """What a newcomer types first works."""

    def test_the_two_commands_stand_first(self) -> None:
        block = README.split("```")[1].splitlines()
        assert [line.split("#")[0].strip() for line in block[1:]] == ["make demo", "make test"]

    def test_every_command_it_names_exists(self) -> None:
        assert mentioned_commands(README) - commands() == set()

    def test_every_command_that_exists_is_named(self) -> None:
        assert commands() - mentioned_commands(README) == set()

    def test_every_variable_it_names_is_read(self) -> None:
        named = set(re.findall(r"`((?:WIJKKAS|DATABASE)_[A-Z_]+)`", README))
        assert named - environment_names() == set()

    def test_the_build_machine_runs_the_test_command_it_names(self) -> None:
        testing = README.split("## Testing")[1].split("```")[1]
        assert testing.split() == ["sh", "make", "test"]

    def test_a_command_in_code_is_found(self) -> None:
        assert mentioned_commands("First `wijkkas brew --json`; then .venv/bin/wijkkas") == {"brew"}


class TestArchitecture:
    """The walk of one euro names what is there, and nothing that is not."""

    def test_every_event_it_names_exists(self) -> None:
        assert set(EVENT_NAME.findall(ARCHITECTURE)) - EVENTS.keys() - UPCASTS.keys() == set()

    def test_every_event_that_exists_is_on_the_walk(self) -> None:
        assert EVENTS.keys() - set(EVENT_NAME.findall(ARCHITECTURE)) == set()

    def test_every_command_that_exists_is_on_the_walk(self) -> None:
        named = set(CLASS_NAME.findall(ARCHITECTURE))
        assert {command.__name__ for command in MAY_COMMAND} - named == set()

    def test_every_class_it_names_exists(self) -> None:
        classes = {
            node.name
            for source in sources()
            for node in ast.walk(source.tree)
            if isinstance(node, ast.ClassDef)
        }
        assert set(CLASS_NAME.findall(ARCHITECTURE)) - classes == set()

    def test_every_file_it_names_exists(self) -> None:
        named = re.findall(r"`((?:\w+/)*\w+\.py)`", ARCHITECTURE)
        there = [source.path for source in sources()]
        assert [name for name in named if not any(path.endswith(name) for path in there)] == []

    def test_the_state_diagrams_have_exactly_the_states_of_the_code(self) -> None:
        drawn = {state for _, state, _ in TRANSITION.findall(ARCHITECTURE)}
        coded = {
            *ProposalStatus,
            *RegroupingStatus,
            *ModerationStatus,
            *RoundStatus,
            *GrantStatus,
            *PayoutStatus,
            *AdviceStatus,
            *SubsidyStatus,
            *ObjectionStatus,
            *CaseStatus,
            *MeetingStatus,
        }
        told = {"seated", "ended", "appointed"}
        """A seat or an appointment runs or is over by its days; only its life names that."""
        assert told <= board.LIFE.states.keys() | coordinator.LIFE.states.keys()
        years, mandates = {"framed", "open", "closed"}, {"given", "in_force", "withdrawn"}
        seen = years | mandates | {"draft", "changed", "intended", "decided"}
        """Of what has no status of its own: `tests/unit/lives/arrows.py`."""
        assert drawn == {str(state) for state in coded} | told | seen

    def test_every_arrow_of_a_state_diagram_is_a_command(self) -> None:
        arrows = {command for _, _, command in TRANSITION.findall(ARCHITECTURE)}
        assert arrows - {command.__name__ for command in MAY_COMMAND} == {"CastBallot"}


class TestDecisionRecords:
    """Each is listed, numbered once, and names its check."""

    def test_every_record_is_listed(self) -> None:
        assert unlisted_records() == []

    def test_no_number_is_used_twice(self) -> None:
        numbers = [path.name[:4] for path in (ROOT / "docs/decisions").glob("[0-9]*.md")]
        assert len(numbers) == len(set(numbers))

    def test_every_record_says_its_status_and_what_enforces_it(self) -> None:
        for path in (ROOT / "docs/decisions").glob("[0-9]*.md"):
            head = path.read_text("utf-8")[:400]
            assert "Status:" in head, path.name
            assert "Enforced by" in head, path.name


class TestDeployment:
    """The composition and the image are hardened, and hold no secrets."""

    def test_every_service_is_checked_and_closed(self) -> None:
        assert list(unsafe_services(load_yaml("docker-compose.yml"))) == []

    def test_only_one_port_is_published(self) -> None:
        services = load_yaml("docker-compose.yml")["services"]
        ports = [port for service in services.values() for port in service.get("ports", [])]
        assert ports == ["127.0.0.1:8033:8033"]

    def test_every_variable_it_asks_for_is_in_the_example(self) -> None:
        asked = set(re.findall(r"\$\{(\w+)", (ROOT / "docker-compose.yml").read_text("utf-8")))
        example = set(re.findall(r"^(\w+)=$", (ROOT / ".env.example").read_text("utf-8"), re.M))
        assert asked == example

    def test_every_variable_it_sets_is_one_that_wijkkas_reads(self) -> None:
        services = load_yaml("docker-compose.yml")["services"]
        ours = [service for name, service in services.items() if name != "postgres"]
        given = {variable for service in ours for variable in service["environment"]}
        assert given - environment_names() == set()

    def test_every_command_it_runs_exists(self) -> None:
        services = load_yaml("docker-compose.yml")["services"].values()
        run = {service["command"][0] for service in services if "command" in service}
        assert run - commands() == set()

    def test_that_of_several_municipalities_changes_no_more_than_commands_and_settings(
        self,
    ) -> None:
        one = load_yaml("docker-compose.yml")["services"]
        more = load_yaml("deployment/several-municipalities.yml")["services"]
        assert more.keys() <= one.keys()
        for service in more.values():
            assert service.keys() <= {"command", "environment", "volumes", "profiles"}
            assert set(service.get("environment", {})) <= environment_names()
            assert {service.get("command", ["serve"])[0]} <= commands()
            assert all(volume.endswith(":ro") for volume in service.get("volumes", []))

    def test_the_example_of_a_directory_is_one(self, tmp_path: Path) -> None:
        text = (ROOT / "deployment/directory.example.toml").read_text("utf-8")
        (tmp_path / "directory.toml").write_text(text)
        directory = DirectoryFile(tmp_path / "directory.toml")
        assert directory.partitions() == ("gm0307", "gm0344")
        assert all(directory.place(each).owner_address for each in directory.partitions())

    def test_the_image_runs_unprivileged_and_installs_by_hash(self) -> None:
        dockerfile = (ROOT / "Dockerfile").read_text("utf-8")
        assert re.search(r"^USER \d+$", dockerfile, re.M)
        assert "HEALTHCHECK" in dockerfile
        for install in re.findall(r"pip install (.*)", dockerfile):
            assert "--require-hashes" in install or "--no-index" in install

    @pytest.mark.parametrize(
        "fault",
        [
            {"healthcheck": {"disable": True}, "restart": "unless-stopped"},
            {"read_only": False},
            {"cap_drop": []},
            {"ports": ["8033:8033"]},
            {"environment": {"WIJKKAS_VAULT_KEY": "0123"}},
        ],
    )
    def test_an_open_service_is_caught(self, fault: dict[str, object]) -> None:
        closed = {"healthcheck": {}, "read_only": True, "cap_drop": ["ALL"], "restart": "no"}
        assert list(unsafe_services({"services": {"application": closed}})) == []
        assert list(unsafe_services({"services": {"application": closed | fault}}))


class TestPubliccode:
    """`publiccode.yml` has what its standard makes mandatory."""

    def test_the_mandatory_keys_are_there(self) -> None:
        mandatory = {
            "publiccodeYmlVersion",
            "name",
            "url",
            "platforms",
            "developmentStatus",
            "softwareType",
            "description",
            "legal",
            "maintenance",
            "localisation",
        }
        written = load_yaml("publiccode.yml")
        assert mandatory - written.keys() == set()
        assert written["legal"]["license"] == "EUPL-1.2"
        assert written["maintenance"]["contacts"]
        assert {"localisationReady", "availableLanguages"} <= written["localisation"].keys()

    def test_descriptions_have_the_length_the_standard_allows(self) -> None:
        for described in load_yaml("publiccode.yml")["description"].values():
            assert len(described["shortDescription"]) <= 150
            assert 150 <= len(described["longDescription"]) <= 10_000
            assert described["features"]


class TestLicence:
    """The whole text of the licence is there."""

    def test_it_has_all_fifteen_articles_and_the_appendix(self) -> None:
        text = (ROOT / "LICENSE").read_text("utf-8")
        assert text.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2")
        for article in range(1, 16):
            assert f"\n{article}. " in text
        assert "\nAppendix\n" in text
        assert text.rstrip().endswith("require the production of a new\nEUPL version.")
