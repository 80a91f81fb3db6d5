"""What an installation sets by its environment, and what it gets without."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from adapters.settings import Settings

NAMES = (
    "WIJKKAS_HOST",
    "WIJKKAS_PORT",
    "DATABASE_URL",
    "WIJKKAS_OWNER_URL",
    "WIJKKAS_DATA_DIRECTORY",
    "WIJKKAS_PARTITION",
    "WIJKKAS_DIRECTORY",
    "WIJKKAS_CONNECTIONS",
    "WIJKKAS_WEB_SERVER",
)


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)


class TestWithNothingSet:
    def test_an_embedded_database_is_served_to_this_machine_alone(self) -> None:
        settings = Settings()
        assert settings.host == "127.0.0.1"
        assert settings.port == 8033
        assert settings.web_server == "127.0.0.1"
        assert settings.connections == 16
        assert settings.directory is None
        assert settings.database_url is None
        assert settings.owner_url is None
        assert settings.data_directory == Path(".data")
        assert settings.partition == "gm0307"


class TestWithAServerSet:
    @pytest.fixture(autouse=True)
    def _set(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("DATABASE_URL", "postgresql://app:geheim@db/wijkkas")
        monkeypatch.setenv("WIJKKAS_OWNER_URL", "postgresql://owner:geheimer@db/wijkkas")

    def test_both_roles_have_their_own_connection(self) -> None:
        settings = Settings()
        assert settings.database_url is not None
        assert settings.database_url.get_secret_value() == "postgresql://app:geheim@db/wijkkas"
        assert settings.owner_url is not None
        assert settings.owner_url.get_secret_value() == "postgresql://owner:geheimer@db/wijkkas"

    def test_passwords_are_not_shown(self) -> None:
        assert "geheim" not in repr(Settings())
        assert "geheim" not in str(Settings().model_dump())


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("WIJKKAS_PORT", "0"),
        ("WIJKKAS_PORT", "65536"),
        ("WIJKKAS_PORT", "web"),
        ("WIJKKAS_PARTITION", "GM0307"),
        ("WIJKKAS_CONNECTIONS", "0"),
        ("WIJKKAS_WEB_SERVER", "*"),
        ("WIJKKAS_PARTITION", "gm0307; DROP"),
    ],
)
def test_what_cannot_be_is_refused(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ValidationError):
        Settings()
