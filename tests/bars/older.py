"""Older states of the program, from whose history B30 takes a program that makes a database of then."""

from __future__ import annotations

import subprocess

from tests.bars.verdicts import ROOT

OLDER = ("e7cc9c9",)


def is_known(commit: str) -> bool:
    """Whether the history at hand has a state."""
    asked = ["git", "-C", str(ROOT), "cat-file", "-e", f"{commit}^{{tree}}"]
    return subprocess.run(asked, capture_output=True).returncode == 0
