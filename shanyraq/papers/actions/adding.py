"""Taking a paper in: looked through, cleaned, sealed, on the shelf, and then its row."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.utils.translation import gettext as _

from shanyraq.access.permissions import require
from shanyraq.access.rules import Actor
from shanyraq.audit.actions import recorded
from shanyraq.cases.actions.records import locked
from shanyraq.cases.models import Case
from shanyraq.foundation import keyring
from shanyraq.foundation.errors import NotAllowed, Refusal
from shanyraq.foundation.scanning import NotScanned, look_through
from shanyraq.papers import permissions, shelf
from shanyraq.papers.cleaning.looking import Cleaned, clean
from shanyraq.papers.cleaning.unfit import Unfit
from shanyraq.papers.models import Paper
from shanyraq.papers.queries import kinds
from shanyraq.papers.rules import LONGEST_TITLE, WHY_NOT


class CannotKeepPaper(Refusal):
    """A file that is not kept with a person."""


def add_paper(*, case_id: uuid.UUID, kind: str, title: str, data: bytes, by: Actor, at: datetime) -> Paper:
    """Keep a file with a person, as one of the pack's kinds. What it was called is not asked for.

    Raises CannotKeepPaper, NotScanned, NotAllowed; then nothing of the file is kept.
    """
    taken = _taken_in(data) if permissions.PAPER_ADD in by.may else None
    with recorded("paper.add", by=by) as act:
        case = locked([case_id], by)[0]
        act.about(case.person_id)
        require(by, permissions.PAPER_ADD)
        known = kinds().get(kind)
        if known is None or not permissions.may_add(by, known):
            raise NotAllowed(_("Your role does not write in this part of the file."), code="compartment")
        if isinstance(taken, Refusal):
            raise taken
        assert taken is not None
        paper = _paper(case, known.compartment, taken, by, at)
        paper.kind, paper.title = kind, " ".join(title.split())[:LONGEST_TITLE]
        act.about(paper.pk, kind="paper")
        keyring.ensure_keys([(paper.person_id, paper.compartment)])
        keep(paper=paper, content=taken.content)
        return paper


def _taken_in(data: bytes) -> Cleaned | Refusal:
    """What of a file may be kept, or why not. Before the act: others must not wait for it to be able to write."""
    try:
        look_through(data)
        return clean(data)
    except NotScanned as harm:
        return harm
    except Unfit as unfit:
        code = unfit.code if unfit.code in WHY_NOT else Unfit.BROKEN
        return CannotKeepPaper(_(WHY_NOT[code]), code=code)


def _paper(case: Case, compartment: str, taken: Cleaned, by: Actor, at: datetime) -> Paper:
    return Paper(
        person_id=case.person_id,
        case=case,
        compartment=compartment,
        form=taken.form,
        size=len(taken.content),
        stored=shelf.new_name(),
        added_by_id=by.staff_id,
        added_at=at,
    )


def keep(*, paper: Paper, content: bytes) -> None:
    """The file first, then the row that names it. Part of the caller's recorded act."""
    sealed = keyring.seal(
        content, subject=paper.person_id, compartment=paper.compartment, context=paper.place
    )
    try:
        shelf.put(paper.file, sealed)
        paper.save(force_insert=True)
    except BaseException:
        shelf.remove(paper.file)
        raise
