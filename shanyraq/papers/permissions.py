"""Who sees papers, and who adds one."""

from __future__ import annotations

from datetime import datetime

from shanyraq import pathway
from shanyraq.access import permissions as access
from shanyraq.access.queries import register_scope
from shanyraq.access.rules import Actor
from shanyraq.cases.actions.merging import ROWS
from shanyraq.cases.permissions import CASE_REVIEW
from shanyraq.cases.queries import scopes
from shanyraq.papers.models import Paper
from shanyraq.papers.rules import NO_PAPER_IN
from shanyraq.papers.rules import may_put_right as _may_put_right

PAPER_SEE = access.register("paper.see")  # which of them, the part of the file that each belongs to says
PAPER_ADD = access.register("paper.add")  # the kind's own part of the file is asked for in the action

PAPER_PUT_RIGHT = access.register("paper.put_right")  # one that she added lately, or of a file that she leads


def register_with_access() -> None:
    """Give the policy the scope of this room's table, and joined records their papers. Called once, from ready()."""
    register_scope(Paper._meta.label, scopes.row_scope("added_by"))
    ROWS["papers"] = Paper


def may_add(actor: Actor, kind: pathway.PaperKind) -> bool:
    """May she add a paper of this kind? Who writes its part of the file."""
    return PAPER_ADD in actor.may and kind.compartment not in NO_PAPER_IN and actor.writes(kind.compartment)


def may_move(actor: Actor, kind: pathway.PaperKind | None) -> bool:
    """May she move a paper of this kind? Who adds such papers; what the pack knows no more is moved by nobody."""
    return kind is not None and PAPER_PUT_RIGHT in actor.may and may_add(actor, kind)


def may_put_right(actor: Actor, paper: Paper, at: datetime) -> bool:
    """May she move or take away this paper of the wrong person, or bring it back?

    Who added it, for some days; at any time who leads the file, and who supervises those who do.
    """
    if PAPER_PUT_RIGHT not in actor.may or actor.staff_id is None:
        return False
    leads = paper.case.case_manager_id == actor.staff_id or CASE_REVIEW in actor.may
    is_own = paper.added_by_id == actor.staff_id
    return _may_put_right(is_own=is_own, leads=leads, added_at=paper.added_at, at=at)
