"""How much memory a server that we start ourselves may use."""

from __future__ import annotations

from pathlib import Path

import pytest

from adapters.bench.bench_server import SETTINGS
from adapters.postgres.server_settings import MEGABYTE, buffers_megabytes, server_settings

GIGABYTE = 1024 * MEGABYTE
DEPLOYED = Path(__file__).parents[2] / "deployment/postgresql/memory.conf"


class TestMemory:
    """A quarter, within bounds."""

    @pytest.mark.parametrize(
        ("memory_bytes", "megabytes"),
        [(GIGABYTE // 4, 128), (GIGABYTE, 256), (2 * GIGABYTE, 512), (64 * GIGABYTE, 1024)],
    )
    def test_a_server_keeps_a_quarter_of_the_memory_within_bounds(
        self, memory_bytes: int, megabytes: int
    ) -> None:
        assert buffers_megabytes(memory_bytes) == megabytes

    def test_this_machine_has_a_setting_in_megabytes(self) -> None:
        assert 128 <= int(server_settings()["shared_buffers"].removesuffix("MB")) <= 1024


class TestDeployedMemory:
    """What is measured is measured with what is deployed."""

    def test_a_bench_has_the_settings_of_the_deployed_file(self) -> None:
        lines = DEPLOYED.read_text(encoding="utf-8").splitlines()
        deployed = dict(line.split(" = ") for line in lines if " = " in line)
        assert deployed.keys() >= {"shared_buffers", "max_wal_size"}
        assert {name: SETTINGS[name] for name in deployed} == deployed
