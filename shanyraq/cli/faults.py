"""How a command says that it cannot go on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


class CommandFault(Exception):
    """One line that says what is wrong and what to do. `code` is what the command ends with.

    `found` says in a word that goes into the record what is wrong with the thing that was looked at; empty where it was
    not looked at, because something else was missing.
    """

    def __init__(self, message: str, code: int = 1) -> None:
        super().__init__(message)
        self.code = code
        self.found = ""


@contextmanager
def finding(what: str) -> Iterator[None]:
    """A fault in here is one of the thing that is looked at: `what` goes into the record."""
    try:
        yield
    except CommandFault as fault:
        fault.found = fault.found or what
        raise
