"""The directory file: where each partition lives, and what is wrong with one that says it badly."""

from __future__ import annotations

from pathlib import Path

import pytest
from psycopg.conninfo import conninfo_to_dict

from adapters.partition_directory import (
    DirectoryFile,
    DirectoryUnreadable,
    OneDatabase,
    as_role,
    directory_of,
)
from adapters.settings import Settings
from application.partition_directory import PartitionUnknown

GOOD = """
[clusters.noord]
database_url = "postgresql://noord.example/wijkkas"
owner_url = "postgresql://wijkkas_owner@noord.example/wijkkas"

[clusters.zuid]
database_url = "postgresql://zuid.example:6543/wijkkas?sslmode=verify-full"

[partitions]
gm0344 = "zuid"
gm0307 = "noord"

[hosts]
"wijkgeld.amersfoort.example" = "gm0307"
"""


def written(folder: Path, text: str) -> Path:
    """A directory file with this text."""
    file = folder / "directory.toml"
    file.write_text(text)
    return file


class TestAFile:
    def test_names_every_partition_and_the_cluster_where_it_lives(self, tmp_path: Path) -> None:
        directory = DirectoryFile(written(tmp_path, GOOD))
        assert directory.partitions() == ("gm0307", "gm0344")
        assert [directory.place(each).cluster for each in directory.partitions()] == [
            "noord",
            "zuid",
        ]
        assert directory.hosts == {"wijkgeld.amersfoort.example": "gm0307"}

    def test_lets_each_partition_sign_in_as_its_own_role(self, tmp_path: Path) -> None:
        place = DirectoryFile(written(tmp_path, GOOD)).place("gm0344")
        assert conninfo_to_dict(place.address) == {
            "user": "gm0344_app",
            "host": "zuid.example",
            "port": "6543",
            "dbname": "wijkkas",
            "sslmode": "verify-full",
        }

    def test_can_give_each_partition_a_database_of_its_own(self, tmp_path: Path) -> None:
        text = GOOD.replace("noord.example/wijkkas", "noord.example/wijkkas_{partition}")
        place = DirectoryFile(written(tmp_path, text)).place("gm0307")
        assert conninfo_to_dict(place.address)["dbname"] == "wijkkas_gm0307"
        assert place.owner_address is not None
        assert conninfo_to_dict(place.owner_address)["dbname"] == "wijkkas_gm0307"

    def test_gives_the_owner_only_where_it_names_one(self, tmp_path: Path) -> None:
        directory = DirectoryFile(written(tmp_path, GOOD))
        owner = directory.place("gm0307").owner_address
        assert owner is not None
        assert conninfo_to_dict(owner)["user"] == "wijkkas_owner"
        assert directory.place("gm0344").owner_address is None

    def test_takes_passwords_from_a_folder_with_a_file_per_role(self, tmp_path: Path) -> None:
        (tmp_path / "gm0307_app").write_text("kort en geheim\n")
        (tmp_path / "wijkkas_owner").write_text("geheimer\n")
        text = f'passwords = "{tmp_path}"\n{GOOD}'
        directory = DirectoryFile(written(tmp_path, text))
        place = directory.place("gm0307")
        assert conninfo_to_dict(place.address)["password"] == "kort en geheim"
        assert place.owner_address is not None
        assert conninfo_to_dict(place.owner_address)["password"] == "geheimer"
        assert "password" not in conninfo_to_dict(directory.place("gm0344").address)
        assert "geheim" not in repr(place)

    def test_refuses_a_partition_that_it_does_not_have_and_says_which_it_has(
        self, tmp_path: Path
    ) -> None:
        with pytest.raises(PartitionUnknown) as refused:
            DirectoryFile(written(tmp_path, GOOD)).place("gm0363")
        assert "gm0307, gm0344" in refused.value.text("nl")

    def test_names_only_some_of_very_many(self, tmp_path: Path) -> None:
        many = "\n".join(f'gm{number:04d} = "zuid"' for number in range(400))
        text = GOOD.replace('gm0344 = "zuid"\ngm0307 = "noord"', many)
        with pytest.raises(PartitionUnknown) as refused:
            DirectoryFile(written(tmp_path, text)).place("gm9999")
        assert refused.value.text("en").count("gm0") == 10

    @pytest.mark.parametrize(
        ("good", "bad", "said"),
        [
            ('gm0344 = "zuid"', 'gm0344 = "oost"', "clusters.oost"),
            ('gm0344 = "zuid"', 'GM0344 = "zuid"', "GM0344"),
            ('"gm0307"', '"gm0363"', "gm0363"),
            ("//noord.example", "//gm0307_app@noord.example", "role or password"),
            ("//noord.example", "//:geheim@noord.example", "role or password"),
            ("postgresql://zuid.example:6543/wijkkas?sslmode", "zuid? sslmode", "no address"),
            ("owner_url", "ownr_url", "ownr_url"),
            ("[clusters.noord]", "[clusters.noord", "line 2"),
            ("[partitions]", "[municipalities]", "partitions"),
        ],
    )
    def test_that_is_wrong_is_refused_with_the_place_and_no_secret(
        self, tmp_path: Path, good: str, bad: str, said: str
    ) -> None:
        assert good in GOOD
        with pytest.raises(DirectoryUnreadable) as refused:
            DirectoryFile(written(tmp_path, GOOD.replace(good, bad, 1)))
        assert said in refused.value.text("nl")
        assert "geheim" not in refused.value.text("en")

    def test_that_is_not_there_or_is_no_text_is_refused(self, tmp_path: Path) -> None:
        (tmp_path / "bytes").write_bytes(b"\xff\xfe")
        (tmp_path / "large").write_bytes(b"#" * 1_000_001)
        for name in ("absent", "bytes", "large"):
            with pytest.raises(DirectoryUnreadable):
                DirectoryFile(tmp_path / name)

    def test_with_too_many_partitions_is_refused(self, tmp_path: Path) -> None:
        many = "\n".join(f'gm{number} = "zuid"' for number in range(1_001))
        text = GOOD.replace('gm0344 = "zuid"\ngm0307 = "noord"', many)
        with pytest.raises(DirectoryUnreadable):
            DirectoryFile(written(tmp_path, text))


class TestWithoutAFile:
    def test_there_is_one_partition_in_one_database(self) -> None:
        configured = Settings.model_validate(
            {"DATABASE_URL": "postgresql://own@db/wijkkas", "partition": "gm0307"}
        )
        directory = directory_of(configured)
        assert directory.partitions() == ("gm0307",)
        assert directory.place("gm0307").address == "postgresql://own@db/wijkkas"

    def test_another_partition_is_unknown(self) -> None:
        with pytest.raises(PartitionUnknown):
            OneDatabase("gm0307", "postgresql://own@db/wijkkas").place("gm0344")

    def test_a_file_goes_before_the_one_database(self, tmp_path: Path) -> None:
        file = written(tmp_path, GOOD)
        configured = Settings.model_validate(
            {"DATABASE_URL": "postgresql://own@db/wijkkas", "directory": file}
        )
        assert directory_of(configured).partitions() == ("gm0307", "gm0344")


def test_another_role_does_not_get_the_password_of_the_former() -> None:
    changed = conninfo_to_dict(as_role("postgresql://one:geheim@db/wijkkas", "other"))
    assert changed == {"user": "other", "host": "db", "dbname": "wijkkas"}
