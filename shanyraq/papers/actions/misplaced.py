"""A paper that was added to the wrong person: moved to the right one, or taken away, and brought back after a slip."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.utils.translation import gettext as _

from shanyraq.access.permissions import require
from shanyraq.access.rules import Actor
from shanyraq.audit.actions import recorded
from shanyraq.cases.models import Case
from shanyraq.foundation import keyring
from shanyraq.foundation.errors import NotAllowed, Refusal
from shanyraq.foundation.text import N_
from shanyraq.papers import permissions, shelf
from shanyraq.papers.actions.adding import keep
from shanyraq.papers.models import Paper
from shanyraq.papers.queries import kinds
from shanyraq.papers.rules import MOVED, TAKEN_WHY

LATE = N_("Who added it may do this for seven days; later ask who leads the file, or a supervisor.")


class CannotPutRight(Refusal):
    """A paper that is not moved, taken away or brought back like this."""


def move_paper(*, paper_id: uuid.UUID, person_id: uuid.UUID, by: Actor, at: datetime) -> Paper:
    """Keep a paper with the person whom it is about, sealed with her key. Its content is in memory alone.

    Where it was stays a line that names nobody else; its old file goes with the next round of destroying. Raises
    CannotPutRight, NotAllowed, CannotOpen, FileNotFoundError.
    """
    with recorded("paper.move", by=by) as act:
        wrong = _kept(paper_id, by, at)
        act.about(wrong.person_id, person_id)
        right = _open_file(person_id, wrong, by)
        known = kinds().get(wrong.kind)
        if known is None or known.compartment != wrong.compartment or not permissions.may_move(by, known):
            raise NotAllowed(_("Your role does not write in this part of the file."), code="compartment")
        if wrong.harmful_since is not None:
            raise CannotPutRight(_("This paper is held back and is not moved."), code="harmful")
        keyring.ensure_keys([(right.person_id, wrong.compartment)])
        content = keyring.unseal(shelf.get(wrong.file), context=wrong.place)
        moved = _same_with(right, wrong, by, at)
        act.about(wrong.pk, moved.pk, kind="paper")
        keep(paper=moved, content=content)
        _mark(wrong, MOVED, by, at)
        return moved


def take_away(*, paper_id: uuid.UUID, why: str, by: Actor, at: datetime) -> Paper:
    """Take a paper away that does not belong here. For some days it can be brought back, then its file is destroyed.

    `why`: a code of `TAKEN_WHY`. Raises CannotPutRight, NotAllowed.
    """
    with recorded("paper.take_away", by=by) as act:
        paper = _kept(paper_id, by, at)
        act.about(paper.person_id)
        act.about(paper.pk, kind="paper")
        if why not in TAKEN_WHY:
            raise CannotPutRight(_("Say why it does not belong here."), code="why")
        _mark(paper, why, by, at)
        return paper


def bring_back(*, paper_id: uuid.UUID, by: Actor, at: datetime) -> Paper:
    """Put back what was taken away, as long as its file is there. Raises CannotPutRight, NotAllowed."""
    with recorded("paper.bring_back", by=by) as act:
        paper = _found(paper_id, by, at)
        act.about(paper.person_id)
        act.about(paper.pk, kind="paper")
        if paper.taken_at is None or paper.taken_why == MOVED or paper.stored is None:
            raise CannotPutRight(_("This paper cannot be brought back any more."), code="gone")
        paper.taken_at, paper.taken_by_id, paper.taken_why = None, None, ""
        paper.save(update_fields=["taken_at", "taken_by", "taken_why"])
        return paper


def _found(paper_id: uuid.UUID, by: Actor, at: datetime) -> Paper:
    """The paper, locked, where she may put it right."""
    require(by, permissions.PAPER_PUT_RIGHT)
    rows = Paper.objects.visible_to(by).filter(pk=paper_id).select_related("case")
    paper = rows.select_for_update(of=("self",)).first()
    if paper is None:
        raise NotAllowed(_("One of these support files is closed or not among yours."), code="scope")
    if not permissions.may_put_right(by, paper, at):
        raise NotAllowed(_(LATE), code="late")
    return paper


def _kept(paper_id: uuid.UUID, by: Actor, at: datetime) -> Paper:
    """The same, as long as it is among her papers."""
    paper = _found(paper_id, by, at)
    if paper.taken_at is not None:
        raise CannotPutRight(_("This paper was moved or taken away already."), code="gone")
    return paper


def _open_file(person_id: uuid.UUID, wrong: Paper, by: Actor) -> Case:
    """The open file of the person whom it is about, locked."""
    cases = Case.objects.visible_to(by).filter(person=person_id, closed_at=None)
    case = cases.select_for_update(of=("self",)).first()
    if case is None:
        raise NotAllowed(_("One of these support files is closed or not among yours."), code="scope")
    if case.person_id == wrong.person_id:
        raise CannotPutRight(_("It is with this person already."), code="same")
    return case


def _same_with(case: Case, wrong: Paper, by: Actor, at: datetime) -> Paper:
    return Paper(
        person_id=case.person_id,
        case=case,
        kind=wrong.kind,
        compartment=wrong.compartment,
        title=wrong.title,
        form=wrong.form,
        size=wrong.size,
        stored=shelf.new_name(),
        added_by_id=by.staff_id,
        added_at=at,
        is_moved_in=True,
    )


def _mark(paper: Paper, why: str, by: Actor, at: datetime) -> None:
    paper.taken_at, paper.taken_by_id, paper.taken_why = at, by.staff_id, why
    paper.save(update_fields=["taken_at", "taken_by", "taken_why"])
