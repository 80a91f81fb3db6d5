"""A file system that can be full."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path


class SmallDisk:
    """A file system of its own, so that it can be full; only root can mount one."""

    def __init__(self, folder: Path, megabytes: int) -> None:
        self.folder = folder
        folder.mkdir()
        size = f"size={megabytes}m,mode=711"
        subprocess.run(["mount", "-t", "tmpfs", "-o", size, "wijkkas-test", folder], check=True)

    @property
    def ballast(self) -> Path:
        """The file that takes all the room there is."""
        return self.folder / "ballast"

    def fill(self) -> None:
        """Leave not a byte."""
        descriptor = os.open(self.ballast, os.O_CREAT | os.O_WRONLY)
        try:
            step = 1 << 24
            while step >= 1 << 12:
                size = os.fstat(descriptor).st_size
                try:
                    os.posix_fallocate(descriptor, size, step)
                except OSError:
                    step >>= 1
        finally:
            os.close(descriptor)

    def free(self) -> None:
        """Give the room back."""
        self.ballast.unlink(missing_ok=True)

    def remove(self) -> None:
        """Take it away, with all that is on it, if it is there."""
        if self.folder.is_mount():
            subprocess.run(["umount", "--lazy", self.folder], check=True)
