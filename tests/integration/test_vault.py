"""The vault, real and fake by the same tests; then what only the real one can show."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import LiteralString
from uuid import uuid4

import psycopg
import pytest
from psycopg import sql

from adapters.postgres.vault import PostgresVault
from application.vault import (
    MAX_TEXT_CHARACTERS,
    TextTooLong,
    TextUnreadable,
    Vault,
    commitment_of,
)
from tests.fakes.vault import FakeVault
from tests.integration.conftest import Partition


@pytest.fixture(params=["fake", "postgres"])
def vault(request: pytest.FixtureRequest) -> Vault:
    """Each of the two vaults in turn."""
    if request.param == "fake":
        return FakeVault()
    partition: Partition = request.getfixturevalue("database")
    return PostgresVault(partition.pool, partition.schema)


class TestATextThatIsNew:
    def test_can_be_checked_against_its_commitment_by_who_has_text_and_salt(
        self, vault: Vault
    ) -> None:
        commitment = vault.keep(uuid4(), "title", "Een moestuin in de Vogelbuurt 🌱")
        opening = vault.opening(commitment)
        assert opening is not None
        text, salt = opening
        assert text == "Een moestuin in de Vogelbuurt 🌱"
        assert len(bytes.fromhex(salt)) == 32
        assert commitment_of(text, bytes.fromhex(salt)) == commitment

    def test_gets_a_salt_of_its_own_so_that_equal_texts_cannot_be_recognised(
        self, vault: Vault
    ) -> None:
        assert vault.keep(uuid4(), "title", "Ja") != vault.keep(uuid4(), "title", "Ja")

    def test_may_be_empty_or_as_long_as_the_bound(self, vault: Vault) -> None:
        for text in ("", "€" * MAX_TEXT_CHARACTERS):
            commitment = vault.keep(uuid4(), "description", text)
            assert vault.texts([commitment]) == {commitment: text}

    def test_is_refused_when_longer_than_the_bound(self, vault: Vault) -> None:
        with pytest.raises(TextTooLong) as refused:
            vault.keep(uuid4(), "description", "€" * (MAX_TEXT_CHARACTERS + 1))
        assert refused.value.code == "text.too_long"

    @pytest.mark.parametrize("character", ["\0", "\ud800"])
    def test_is_refused_with_a_character_that_cannot_be_stored(
        self, vault: Vault, character: str
    ) -> None:
        with pytest.raises(TextUnreadable):
            vault.keep(uuid4(), "description", f"een{character}twee")

    @pytest.mark.parametrize("field", ["", "f" * 101])
    def test_needs_a_field_with_a_name_within_bounds(self, vault: Vault, field: str) -> None:
        with pytest.raises(ValueError, match="1 to 100"):
            vault.keep(uuid4(), field, "tekst")


class TestATextThatIsKept:
    def test_has_the_same_commitment_when_its_command_is_sent_again(self, vault: Vault) -> None:
        command_id = uuid4()
        first = vault.keep(command_id, "title", "Een moestuin")
        assert vault.keep(command_id, "title", "Een moestuin") == first

    def test_has_one_commitment_when_sent_by_many_at_once(self, vault: Vault) -> None:
        command_id = uuid4()
        with ThreadPoolExecutor(8) as senders:
            kept = senders.map(lambda _: vault.keep(command_id, "title", "Een tuin"), range(40))
            assert len(set(kept)) == 1

    def test_is_not_replaced_by_another_text_of_the_same_field(self, vault: Vault) -> None:
        command_id = uuid4()
        commitment = vault.keep(command_id, "title", "Een moestuin")
        with pytest.raises(ValueError, match="another text"):
            vault.keep(command_id, "title", "Een parkeerplaats")
        assert vault.texts([commitment]) == {commitment: "Een moestuin"}

    def test_is_found_among_thousands_by_its_commitment(self, vault: Vault) -> None:
        commitment = vault.keep(uuid4(), "title", "Een moestuin")
        unknown = [f"{number:064x}" for number in range(2_500)]
        assert vault.texts([*unknown, commitment, commitment]) == {commitment: "Een moestuin"}

    def test_is_gone_when_its_command_is_forgotten_and_others_stay(self, vault: Vault) -> None:
        refused, accepted = uuid4(), uuid4()
        gone = [vault.keep(refused, field, "weg") for field in ("title", "description")]
        stays = vault.keep(accepted, "title", "blijft")
        vault.forget(refused)
        vault.forget(refused)
        assert vault.texts([*gone, stays]) == {stays: "blijft"}
        assert vault.opening(gone[0]) is None


class TestTheVaultsTable:
    @pytest.mark.parametrize(
        "statement", ["UPDATE {} SET kept_text = 'anders'", "TRUNCATE {}", "DROP TABLE {}"]
    )
    def test_cannot_be_changed_by_the_application(
        self, database: Partition, statement: LiteralString
    ) -> None:
        PostgresVault(database.pool, database.schema).keep(uuid4(), "title", "Een moestuin")
        table = sql.Identifier(f"{database.schema}_vault", "kept_texts")
        with (
            database.pool.connection() as connection,
            pytest.raises(psycopg.errors.InsufficientPrivilege),
        ):
            connection.execute(sql.SQL(statement).format(table))
