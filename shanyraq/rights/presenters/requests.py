"""What people asked about their files, in words: the register, one request, and what comes next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shanyraq.access.permissions import decide
from shanyraq.access.rules import Actor
from shanyraq.cases.permissions import CONSENT_RECORD, PERSON_CORRECT, SHEET_GIVE
from shanyraq.rights import rules
from shanyraq.rights.models import DataRequest, Erasure
from shanyraq.rights.presenters import words
from shanyraq.rights.queries.people import Subject
from shanyraq.rights.rules.codes import ERASURE_ASK
from shanyraq.ui.parts import Action, Cell, Column, Fact, Table


def table(requests: Sequence[DataRequest], subjects: Mapping[UUID, Subject], today: date) -> Table:
    """The register: whose, what, since when, and where it stands."""
    columns = (
        Column(_("Whom it is about")),
        Column(_("What is asked")),
        Column(_("Asked on")),
        Column(_("Where it stands")),
    )
    rows = [
        (
            Cell(words.called(subjects.get(one.person_id)), url=reverse("rights:request", args=[one.pk])),
            Cell(_(rules.KINDS[one.kind]), line=words.asker(one.asked_by)),
            words.day(one.received_on),
            Cell(state_words(one, today), state="LATE" if is_late(one, today) else None),
        )
        for one in requests
    ]
    return Table(_("What people asked about their files"), columns, rows, stacks=True)


def own_table(requests: Sequence[DataRequest], today: date) -> Table:
    """What one person asked, on her own page."""
    columns = (
        Column(_("What is asked")),
        Column(_("Who asks")),
        Column(_("Asked on")),
        Column(_("Where it stands")),
    )
    rows = [
        (
            Cell(_(rules.KINDS[one.kind]), url=reverse("rights:request", args=[one.pk])),
            words.asker(one.asked_by),
            words.day(one.received_on),
            Cell(state_words(one, today), state="LATE" if is_late(one, today) else None),
        )
        for one in requests
    ]
    return Table(_("Newest first"), columns, rows, is_tight=True, stacks=True)


def is_late(request: DataRequest, today: date) -> bool:
    """Whether what comes next should have happened."""
    due = due_of(request)
    return due is not None and due < today


def due_of(request: DataRequest) -> date | None:
    """Until when what comes next has to happen; None where nothing does."""
    clock = rules.Clock(request.acknowledge_by, request.answer_by)
    return clock.due(request.state)


def state_words(request: DataRequest, today: date) -> str:
    """Where it stands, with the day that counts."""
    if request.state == rules.ANSWERED:
        told = {"outcome": _(rules.OUTCOMES[request.outcome]), "day": words.day(request.answered_at)}
        return _("%(outcome)s, %(day)s") % told
    due = due_of(request)
    assert due is not None
    days = (due - today).days
    if days < 0:
        return ngettext("Late by %(count)s day", "Late by %(count)s days", -days) % {"count": -days}
    if request.state == rules.RECEIVED:
        return _("To be confirmed by %(day)s") % {"day": words.day(due)}
    return _("Day %(passed)s of %(all)s; the answer is due on %(day)s") % {
        "passed": (today - request.received_on).days,
        "all": (request.answer_by - request.received_on).days,
        "day": words.day(due),
    }


def facts(request: DataRequest, subject: Subject | None, today: date) -> list[Fact]:
    """Everything that was entered, and what came of it."""
    purposes = dict(words.purposes())
    told = [
        (_("Whom it is about"), words.called(subject)),
        (_("What is asked"), _(rules.KINDS[request.kind])),
        (_("The use that is objected to"), purposes.get(request.purpose, request.purpose)),
        (_("What was said, in her or his words"), str(request.wish)),
        (_("Who asks"), words.asker(request.asked_by)),
        (_("How it is known who asks"), _(rules.IDENTIFIED[request.identified])),
        (_("Asked on"), words.day(request.received_on)),
        (_("To be confirmed until"), words.day(request.acknowledge_by)),
        (_("To be answered until"), words.day(request.answer_by)),
        (_("Language of the answer"), dict(words.languages()).get(request.language, request.language)),
        (_("Read aloud"), _("Yes") if request.is_read_aloud else ""),
        (_("Entered by"), request.entered_by.full_name),
        (_("Where it stands"), state_words(request, today)),
        (_("Ground"), _(rules.GROUNDS[request.ground]) if request.ground else ""),
        (_("Reasons, as the person is told them"), str(request.reasons)),
        (_("Answered by"), request.answered_by.full_name if request.answered_by else ""),
    ]
    return [Fact(term, value) for term, value in told if value]


def next_step(request: DataRequest, subject: Subject | None, actor: Actor) -> Action | None:
    """The one click that does what is asked, for who may do it; None where it is another's to do."""
    if request.state == rules.ANSWERED or subject is None:
        return None
    person = {"person_id": request.person_id}
    if request.kind == rules.ERASE and decide(actor, ERASURE_ASK):
        url = reverse("rights:ask_erasure", kwargs=person)
        return Action(_("Ask two others to decide"), f"{url}?{urlencode({'request': request.pk})}", "shield")
    if not subject.sees_file:
        return None
    if request.kind in (rules.SEE, rules.READERS) and decide(actor, SHEET_GIVE):
        is_copy = request.kind == rules.SEE
        url = reverse("cases:give_copy" if is_copy else "cases:give_sheet", kwargs=person)
        label = _("Print the copy and give it") if is_copy else _("Print the sheet and give it")
        return Action(label, f"{url}?{urlencode({'language': request.language})}", "print")
    if request.kind == rules.CORRECT and decide(actor, PERSON_CORRECT):
        return Action(_("Put the fact right"), reverse("cases:correct_person", kwargs=person), "edit")
    if request.kind == rules.OBJECT and decide(actor, CONSENT_RECORD):
        return Action(_("Take the yes back"), reverse("cases:consents", kwargs=person), "undo")
    return None


def next_words(request: DataRequest, declined: Erasure | None = None) -> str:
    """What has to be done before it can be answered. `declined`: the erasure that others said no to."""
    if declined is not None:
        return _(
            "The erasure was declined. Tell the person the reasons, which stand in the answer already, and write"
            " the answer down."
        )
    return {
        rules.SEE: _(
            "The copy tells her or his own data, and nothing of other people. Print it in the language of the answer,"
            " read it aloud where that is wished, and write down that it was given."
        ),
        rules.READERS: _(
            "The sheet tells who can read the file and why, and who did in the last 90 days: by role and day. Print it,"
            " and write down that it was given."
        ),
        rules.CORRECT: _("Put right what is wrong. What stood there before stays visible as corrected."),
        rules.OBJECT: _(
            "Record that the yes to this use is taken back. It ends from that day; food, shelter, health care, school"
            " and documents never depend on it."
        ),
        rules.ERASE: _(
            "One asks, two others agree, a data-protection officer among the three. It is declined only under a legal"
            " hold or for another person’s vital interest, with reasons."
        ),
    }[request.kind]
