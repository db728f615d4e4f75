"""What can be done in this room, and who oversees it. Pure."""

from __future__ import annotations

from shanyraq.access.rules import Actor

REQUEST_SEE, REQUEST_ENTER, REQUEST_ANSWER = "request.see", "request.enter", "request.answer"
RIGHTS_OVERSEE, HOLD_SET = "rights.oversee", "hold.set"
ERASURE_SEE, ERASURE_ASK, ERASURE_AGREE = "erasure.see", "erasure.ask", "erasure.agree"

CONTROLS = ("hold.lift", "case.unprotect")  # what keeps something from happening, and two lift together


def oversees(actor: Actor) -> bool:
    """Whether she looks after everybody's rights, whose files she does not open."""
    return RIGHTS_OVERSEE in actor.may
