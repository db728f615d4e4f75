"""Who sees papers, and who adds one."""

from __future__ import annotations

from shanyraq import pathway
from shanyraq.access import permissions as access
from shanyraq.access.queries import register_scope
from shanyraq.access.rules import Actor
from shanyraq.cases.actions.merging import ROWS
from shanyraq.cases.queries import scopes
from shanyraq.papers.models import Paper
from shanyraq.papers.rules import NO_PAPER_IN

PAPER_SEE = access.register("paper.see")  # which of them, the part of the file that each belongs to says
PAPER_ADD = access.register("paper.add")  # the kind's own part of the file is asked for in the action


def register_with_access() -> None:
    """Give the policy the scope of this room's table, and joined records their papers. Called once, from ready()."""
    register_scope(Paper._meta.label, scopes.row_scope("added_by"))
    ROWS["papers"] = Paper


def may_add(actor: Actor, kind: pathway.PaperKind) -> bool:
    """May she add a paper of this kind? Who writes its part of the file."""
    return PAPER_ADD in actor.may and kind.compartment not in NO_PAPER_IN and actor.writes(kind.compartment)
