"""Partitions on two clusters: each is found where it lives; totals add up, or are not given."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg.sql import SQL, Identifier
from typer.testing import CliRunner

from adapters.bootstrap import open_house
from adapters.command_line.main import app
from adapters.postgres.embedded import Database
from adapters.postgres.migrate import MIGRATIONS, migrations_in
from adapters.postgres.national_totals import PartitionTooSlow, ask_totals, ask_totals_at
from adapters.settings import settings
from application.log import NewEvent, Recorded
from projections.budget_state import states_after
from projections.ledger import booked
from projections.national_totals import NationalTotals, totals_at
from tests.integration.country import Country
from tests.integration.projecting import a_year_in_town, append, copied, entries_as_stored
from tests.scenarios.town import YEAR, Town

NORTH, NORTH_TOO, SOUTH, LOST, GROWS = "gm7001", "gm7002", "gm7003", "gm7004", "gm7006"
LIVES = {NORTH: "noord", NORTH_TOO: "noord", SOUTH: "zuid"}


def wijkkas(country: Country, *arguments: str) -> tuple[int, dict[str, Any]]:
    """Exit code and JSON answer of a command that finds its partition through the directory."""
    environment = {"WIJKKAS_DIRECTORY": str(country.file), "WIJKKAS_PARTITION": NORTH}
    settings.cache_clear()
    done = CliRunner().invoke(app, [*arguments, "--json"], env=environment)
    settings.cache_clear()
    return done.exit_code, json.loads(done.stdout)


@pytest.fixture(scope="module")
def towns() -> dict[str, Town]:
    """What happened in each municipality."""
    return {
        NORTH: a_year_in_town(),
        NORTH_TOO: Town().with_money(1_234_56),
        SOUTH: a_year_in_town(),
    }


@pytest.fixture(scope="module")
def country(
    postgres: Database,
    other_postgres: Database,
    tmp_path_factory: pytest.TempPathFactory,
    towns: dict[str, Town],
) -> Country:
    """Two municipalities in the north, one in the south, each with its year."""
    file = tmp_path_factory.mktemp("country") / "directory.toml"
    made = Country(file, {"noord": postgres, "zuid": other_postgres}, LIVES).write()
    code, answer = wijkkas(made, "migrate", "--all")
    assert (code, [each["partition"] for each in answer["partitions"]]) == (0, sorted(LIVES))
    for partition, town in towns.items():
        with open_house(made.settings(partition)) as house:
            copied(town, house.log)
            house.projector.catch_up()
    return made


@pytest.fixture
def with_one_lost(country: Country, tmp_path: Path) -> Country:
    """The same, and one more municipality in a cluster that cannot be reached."""
    partitions = {**country.partitions, LOST: "oost"}
    return Country(tmp_path / "directory.toml", country.clusters, partitions).write()


def allocated(found: NationalTotals) -> list[int]:
    """What was allocated in the year, per municipality that answered."""
    return [year.cents["allocated"] for each in found.partitions for year in each.years]


class TestTheDirectory:
    def test_leads_every_partition_to_the_cluster_where_it_lives(self, country: Country) -> None:
        for name, database in country.clusters.items():
            with psycopg.connect(database.owner_url) as owner:
                found = owner.execute(
                    "SELECT nspname::text FROM pg_namespace WHERE nspname = ANY (%s)",
                    (list(LIVES),),
                ).fetchall()
            assert {each for (each,) in found} == {
                partition for partition, cluster in LIVES.items() if cluster == name
            }

    def test_lets_a_command_answer_from_there(self, country: Country) -> None:
        code, answer = wijkkas(country, "project", "--check")
        assert (code, answer["up_to_date"]) == (0, True)

    def test_a_cluster_that_is_away_does_not_keep_the_others_from_being_migrated(
        self, with_one_lost: Country
    ) -> None:
        code, answer = wijkkas(with_one_lost, "migrate", "--all")
        assert code == 1
        applied = {each["partition"]: each["applied"] for each in answer["partitions"]}
        assert applied == {NORTH: [], NORTH_TOO: [], SOUTH: [], LOST: []}
        codes = {each["partition"]: each.get("code") for each in answer["partitions"]}
        assert codes == {NORTH: None, NORTH_TOO: None, SOUTH: None, LOST: "cluster.unreachable"}

    def test_finds_a_database_for_each_municipality_by_its_code(
        self, country: Country, tmp_path: Path
    ) -> None:
        apart = ("gm7008", "gm7009")
        bare = country.clusters["zuid"].app_url.replace("&user=wijkkas_app", "")
        owner = country.clusters["zuid"].owner_url
        own = [url.replace("/wijkkas?", "/own_{partition}?") for url in (bare, owner)]
        lines = ["[clusters.c]", f'database_url = "{own[0]}"', f'owner_url = "{own[1]}"']
        lines += ["[partitions]", *(f'{each} = "c"' for each in apart)]
        file = tmp_path / "directory.toml"
        file.write_text("\n".join(lines))
        each_apart = Country(file, {}, {})
        code, answer = wijkkas(each_apart, "migrate", "--all")
        assert code == 1
        assert {each["code"] for each in answer["partitions"]} == {"cluster.database_missing"}
        with superuser(country, "zuid") as session:
            for name in apart:
                made = SQL("CREATE DATABASE {} OWNER wijkkas_owner")
                session.execute(made.format(Identifier(f"own_{name}")))
        assert wijkkas(each_apart, "migrate", "--all")[0] == 0
        for name in apart:
            with open_house(each_apart.settings(name)) as house:
                with house.pool.connection() as connection:
                    row = connection.execute("SELECT current_database()::text").fetchone()
                assert row == (f"own_{name}",)
        assert ask_totals(each_apart.directory, apart).total == ()

    def test_a_new_municipality_is_a_line_and_a_migration(
        self, country: Country, tmp_path: Path
    ) -> None:
        partitions = {**country.partitions, "gm7005": "zuid"}
        larger = Country(tmp_path / "larger.toml", country.clusters, partitions).write()
        code, answer = wijkkas(larger, "migrate", "--all")
        applied = {each["partition"]: each["applied"] for each in answer["partitions"]}
        assert code == 0
        assert applied["gm7005"] == [each.name for each in migrations_in(MIGRATIONS)]
        assert applied[SOUTH] == []


class TestTotals:
    def test_add_up_over_clusters_each_at_its_own_position(
        self, country: Country, towns: dict[str, Town]
    ) -> None:
        found = ask_totals(country.directory, country.directory.partitions())
        assert found.vector == {name: town.log.next_position() - 1 for name, town in towns.items()}
        assert found.total is not None
        (year,) = found.total
        assert year.year == YEAR
        assert allocated(found) == [10_000_00, 1_234_56, 10_000_00]
        assert year.cents["allocated"] == 21_234_56
        assert year.cents["granted"] == 11_000_00
        assert year.cents["paid"] == 4_000_00
        assert year.adds_up

    def test_are_what_the_fold_makes_of_the_log_itself(
        self, country: Country, towns: dict[str, Town]
    ) -> None:
        found = ask_totals(country.directory, [NORTH])
        with open_house(country.settings(NORTH)) as house:
            entries = entries_as_stored(towns[NORTH], house.log)
        lines = [line for entry in entries if (line := booked(entry)) is not None]
        audited = totals_at(NORTH, entries[-1].position, states_after(lines).values())
        assert found.partitions == (audited,)

    def test_of_another_year_are_empty_and_complete(self, country: Country) -> None:
        found = ask_totals(country.directory, country.directory.partitions(), year=YEAR - 1)
        assert (found.total, found.missing) == ((), ())
        found = ask_totals(country.directory, country.directory.partitions(), year=YEAR)
        assert allocated(found) == [10_000_00, 1_234_56, 10_000_00]

    def test_at_a_vector_stay_the_same_whatever_follows(
        self, country: Country, tmp_path: Path, towns: dict[str, Town]
    ) -> None:
        growing = Country(tmp_path / "g.toml", country.clusters, {**LIVES, GROWS: "zuid"}).write()
        wijkkas(growing, "migrate", "--all")
        vector = {GROWS: 12, NORTH: 20}
        with open_house(growing.settings(GROWS)) as house:
            for entry in towns[SOUTH].log.read(0, 20):
                append(house.log, as_new(entry))
            house.projector.catch_up()
            before = ask_totals_at(growing.directory, vector)
            copied(towns[SOUTH], house.log, from_position=20)
            house.projector.catch_up()
        assert (before.vector, bool(before.total)) == (vector, True)
        assert ask_totals_at(growing.directory, vector) == before
        assert ask_totals(growing.directory, [GROWS, NORTH]).total != before.total
        assert ask_totals_at(growing.directory, {GROWS: -1}).total == ()

    def test_as_of_a_time_are_of_what_was_appended_by_then(self, country: Country) -> None:
        with open_house(country.settings(SOUTH)) as house:
            (entry,) = house.log.read(15, 1)
        found = ask_totals(country.directory, [SOUTH], as_of=entry.appended_at)
        assert found == ask_totals_at(country.directory, {SOUTH: 15})
        long_ago = datetime(2001, 1, 1, tzinfo=UTC)
        found = ask_totals(country.directory, country.directory.partitions(), as_of=long_ago)
        assert (set(found.vector.values()), found.total) == ({-1}, ())

    def test_are_read_from_a_cluster_that_can_only_be_read(self, country: Country) -> None:
        with superuser(country, "zuid") as session:
            role = Identifier(f"{SOUTH}_app")
            session.execute(
                SQL("ALTER ROLE {} SET default_transaction_read_only = on").format(role)
            )
            try:
                assert ask_totals(country.directory, [SOUTH]).total
            finally:
                session.execute(
                    SQL("ALTER ROLE {} RESET default_transaction_read_only").format(role)
                )


class TestTotalsWithoutOne:
    def test_are_not_given_and_say_who_is_missing_and_why(self, with_one_lost: Country) -> None:
        directory = with_one_lost.directory
        found = ask_totals(directory, directory.partitions(), year=YEAR)
        assert found.total is None
        assert [(each.partition, each.refusal.code) for each in found.missing] == [
            (LOST, "cluster.unreachable")
        ]
        assert allocated(found) == [10_000_00, 1_234_56, 10_000_00]

    def test_that_nobody_knows_or_that_was_never_made(
        self, country: Country, tmp_path: Path
    ) -> None:
        partitions = {**country.partitions, LOST: "zuid"}
        never_made = Country(tmp_path / "never.toml", country.clusters, partitions).write()
        found = ask_totals(never_made.directory, [SOUTH, LOST, "gm7999"])
        codes = {each.partition: each.refusal.code for each in found.missing}
        assert codes == {LOST: "cluster.sign_in_refused", "gm7999": "partition.unknown"}

    def test_that_has_not_come_so_far(self, country: Country) -> None:
        found = ask_totals_at(country.directory, {NORTH: 10**9, SOUTH: 3})
        codes = {each.partition: each.refusal.code for each in found.missing}
        assert (codes, found.vector) == ({NORTH: "position.not_reached"}, {SOUTH: 3})

    def test_that_is_kept_waiting(self, country: Country) -> None:
        table = SQL("LOCK TABLE {}").format(Identifier(NORTH, "budget_states"))
        with (
            psycopg.connect(country.clusters["noord"].owner_url) as holder,
            holder.transaction(),
        ):
            holder.execute(table)
            found = ask_totals(
                country.directory, country.directory.partitions(), answer_seconds_max=0.3
            )
        assert [type(each.refusal) for each in found.missing] == [PartitionTooSlow]
        assert [each.partition for each in found.partitions] == [NORTH_TOO, SOUTH]


class TestTheCommand:
    def test_gives_a_vector_that_gives_the_same_answer_again(self, country: Country) -> None:
        code, answer = wijkkas(country, "totals", "--year", str(YEAR))
        assert (code, answer["complete"]) == (0, True)
        vector = ",".join(f"{name}={position}" for name, position in answer["vector"].items())
        assert wijkkas(country, "totals", "--year", str(YEAR), "--at", vector) == (0, answer)
        assert answer["total"][0]["allocated_cents"] == 21_234_56

    def test_of_some_partitions(self, country: Country) -> None:
        _, answer = wijkkas(country, "totals", "--partition", SOUTH, "--partition", NORTH_TOO)
        assert list(answer["vector"]) == [NORTH_TOO, SOUTH]

    def test_leaves_with_1_and_no_total_when_one_is_missing(self, with_one_lost: Country) -> None:
        code, answer = wijkkas(with_one_lost, "totals")
        assert (code, answer["complete"], answer["total"]) == (1, False, None)
        assert [each["code"] for each in answer["missing"]] == ["cluster.unreachable"]

    @pytest.mark.parametrize("wrong", ["gm7001", "gm7001=x", "gm7001=1,gm7001=2", "=3"])
    def test_refuses_a_vector_that_makes_no_sense(self, country: Country, wrong: str) -> None:
        settings.cache_clear()
        done = CliRunner().invoke(app, ["totals", "--at", wrong])
        assert done.exit_code == 2

    @pytest.mark.parametrize("language", ["nl", "en"])
    def test_says_it_in_words(self, with_one_lost: Country, language: str) -> None:
        settings.cache_clear()
        environment = {"WIJKKAS_DIRECTORY": str(with_one_lost.file)}
        done = CliRunner().invoke(app, ["totals", "--language", language], env=environment)
        settings.cache_clear()
        assert {"nl": "Geen totaal: 1 van 4", "en": "No total: 1 of 4"}[language] in done.stdout
        assert "cluster.unreachable" in done.stderr


def superuser(country: Country, cluster: str) -> psycopg.Connection:
    """A session that may change roles in a cluster."""
    url = country.clusters[cluster].owner_url.replace("wijkkas_owner", "postgres")
    return psycopg.connect(url, autocommit=True)


def as_new(entry: Recorded) -> NewEvent:
    """An event as it was recorded elsewhere, to be appended here."""
    return NewEvent(entry.stream, entry.version, entry.name, entry.payload)
