"""How a command says that it cannot go on."""

from __future__ import annotations


class CommandFault(Exception):
    """One line that says what is wrong and what to do. `code` is what the command ends with."""

    def __init__(self, message: str, code: int = 1) -> None:
        super().__init__(message)
        self.code = code
