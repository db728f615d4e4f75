"""How an action says no: in a sentence that tells the user what to do, with a code that tests and logs can hold."""

from __future__ import annotations


class Refusal(Exception):
    """Something the rules do not allow now. `message` is for the user, translated and complete."""

    code = "refused"
    is_recorded = False  # whether the act that was refused has left its row in the record

    def __init__(self, message: object, *, code: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        if code is not None:
            self.code = code

    def __str__(self) -> str:
        return str(self.message)


class NotAllowed(Refusal):
    """The actor may see the thing but not do this with it. Becomes 403."""

    code = "not_allowed"


class NoActor(RuntimeError):
    """Personal records were read without saying for whom. A fault of the program, never of the user."""


class CannotOpen(Exception):
    """Sealed bytes that were moved, altered, or whose key is gone. `place` is where they stand (table|row|field)."""

    MOVED, GONE, NOT_SEALED, KEY_ALTERED = "moved", "key_gone", "not_sealed", "key_altered"

    def __init__(self, message: str, *, code: str, place: str = "") -> None:
        super().__init__(message)
        self.code, self.place = code, place


class OverBudget(Exception):
    """One key more than the reader of a request may open within an hour. No Refusal: no form takes it for its own."""

    def __init__(self, opened: int, most: int) -> None:
        super().__init__(f"{opened} keys were opened within an hour, and {most} are allowed")
        self.opened, self.most = opened, most


class KeysOutOfReach(Exception):
    """The key agent does not answer, is sealed, or lets no more keys go. Nothing sealed is read or written until then.

    The message is for whoever runs the site.
    """

    SILENT, SEALED, STOPPED = "agent_silent", "agent_sealed", "agent_stopped"
    _WORDS = {
        SILENT: "the key agent does not answer: start it, `shanyraq keys agent`",
        SEALED: "the key agent is sealed: `shanyraq keys unseal` opens it, with three papers of the root key",
        STOPPED: "the key agent lets no more keys go in this hour: see docs/how-to/hold-the-keys-apart.md",
    }

    def __init__(self, code: str) -> None:
        super().__init__(self._WORDS[code])
        self.code = code
