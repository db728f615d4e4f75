"""A disk of which the power fails, and rows that are then not written: what B31 breaks work off with."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ClassVar
from unittest.mock import patch

from django.db.models import Model

from shanyraq.papers.models import Paper


class PowerFailure(BaseException):
    """Nobody catches it but the machine."""


class Disk:
    """What `os` does for the shelf, until the power fails: before step `left` of those that change something."""

    moved: ClassVar[
        list[tuple[str, str]]
    ] = []  # renamed, and the disk not told to keep that, today or before

    def __init__(self, left: int, loses: bool) -> None:
        self.left, self.loses = left, loses

    def __getattr__(self, name: str) -> Any:
        real = getattr(os, name)
        return self._watched(name, real) if name in ("open", "fdopen", "fsync", "rename", "unlink") else real

    def _watched(self, name: str, real: Any) -> Any:
        def does(*args: Any, **more: Any) -> Any:
            self.step()
            done = real(*args, **more)
            if name == "rename":
                self.moved.append((str(args[0]), str(args[1])))
            elif name == "fsync":
                self.moved.clear()
            return done

        return does

    def step(self) -> None:
        """Here the power may fail."""
        self.left -= 1
        if self.left < 0:
            for before, after in self.moved if self.loses else ():
                if Path(after).exists():
                    os.rename(after, before)
            self.moved.clear()
            raise PowerFailure


@contextmanager
def rows_may_fail(disk: Disk) -> Iterator[None]:
    """The power may fail before a paper's row is written, and before it is committed."""

    def save(paper: Paper, **more: Any) -> None:
        disk.step()
        Model.save(paper, **more)
        disk.step()

    with patch.object(Paper, "save", save):
        yield
