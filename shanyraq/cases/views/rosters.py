"""Pages around lists from camps: read one, look it through, confirm it, undo it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shanyraq.access.permissions import needs
from shanyraq.cases import queries
from shanyraq.cases.actions import rosters as actions
from shanyraq.cases.actions.rosters import CannotImport, DraftGone
from shanyraq.cases.actions.undo_roster import obstacle_to_undo, undo_import
from shanyraq.cases.forms.rosters import RowForm, UploadForm
from shanyraq.cases.models import RosterDraft
from shanyraq.cases.presenters.roster_imports import import_rows
from shanyraq.cases.presenters.roster_rows import unreadable
from shanyraq.cases.presenters.rosters import SHOWN, DraftPage, draft_rows
from shanyraq.cases.queries.rosters import (
    DISCARDED,
    end_of_own_draft,
    own_draft,
    own_import,
    own_imports_list,
    own_open_drafts,
)
from shanyraq.cases.rosters.drafts import DraftRow, content_from
from shanyraq.cases.rosters.impossible import with_kin_told
from shanyraq.cases.rosters.messages import KINDS, MESSAGES, UnreadableList
from shanyraq.cases.views.files import actor_of
from shanyraq.foundation import clock
from shanyraq.foundation.scanning import NotScanned
from shanyraq.foundation.sending import sent_once
from shanyraq.foundation.uploads import LIMIT


def of_draft(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For pages of a draft: whoever comes back to one of hers that is gone is shown what became of it."""

    @wraps(view)
    def answer(request: HttpRequest, draft_id: UUID, **rest: int) -> HttpResponse:
        try:
            return view(request, draft_id, **rest)
        except DraftGone:
            made = own_import(actor_of(request), draft_id)
            end = "" if made else end_of_own_draft(actor_of(request), draft_id)
            if made is None and not end:
                raise Http404 from None
            page = "cases/settled_roster.html" if made else "cases/gone_roster.html"
            may_undo = made is not None and obstacle_to_undo(made=made) is None
            context = {"made": made, "may_undo": may_undo, "is_discarded": end == DISCARDED}
            return render(request, page, context)

    return answer


@needs("roster.import")
def rosters(request: HttpRequest) -> HttpResponse:
    """The lists: reading a new one, drafts that wait, imports made. A file is read into a draft."""
    form = UploadForm(today=clock.today())
    if request.method == "POST":
        form = UploadForm(request.POST, request.FILES, today=clock.today())
        if name := getattr(request, "too_large", ""):
            form.errors.pop("list_file", None) if form.errors else None
            form.add_error(
                "list_file", _(MESSAGES["too_large"]) % {"file": name, "megabytes": LIMIT // 1024**2}
            )
        elif form.is_valid():
            draft = _read(request, form)
            if draft:
                return redirect("cases:roster_draft", draft.pk)
    at = clock.real_now()
    drafts = draft_rows(list(own_open_drafts(actor_of(request), at)), at)
    imports = import_rows(actor_of(request), own_imports_list(actor_of(request)))
    context = {"form": form, "drafts": drafts, "imports": imports}
    return render(request, "cases/rosters.html", context)


def _read(request: HttpRequest, form: UploadForm) -> RosterDraft | None:
    file = form.cleaned_data["list_file"]
    try:
        return actions.open_draft(
            data=file.read(),
            file_name=file.name,
            as_of=form.cleaned_data["as_of"],
            today=clock.today(),
            by=actor_of(request),
            at=clock.real_now(),
        )
    except UnreadableList as error:
        form.add_error("list_file", unreadable(error, KINDS))
    except (CannotImport, NotScanned) as refusal:
        form.add_error("list_file", str(refusal))
    return None


@needs("roster.import")
@sent_once(where="add")
@of_draft
def roster_draft(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """A draft: every row as it was understood, one of them open to be corrected, or an empty one to be added."""
    page = page_of(request, draft_id)
    row = page.row_in_hand
    page.form = RowForm.of(row, clock.today(), page.family_words) if row else None
    if request.method == "POST":
        if row is None:
            raise Http404
        page.form = RowForm.of(
            row, clock.today(), page.family_words, data=request.POST, is_new=page.is_adding
        )
        if page.form.is_valid():
            saved = _save(request, page, row, page.form.changes())
            return redirect(f"{page_of(request, draft_id).url(page.number)}#row-{saved.id}")
    return render(request, "cases/roster_draft.html", {"page": page})


def _save(request: HttpRequest, page: DraftPage, row: DraftRow, changes: dict[str, Any]) -> DraftRow:
    by, at, draft_id = actor_of(request), clock.real_now(), page.draft.pk
    if page.is_adding:
        return actions.add_row(draft_id=draft_id, values=changes, by=by, at=at)
    return actions.correct_row(draft_id=draft_id, row_id=row.id, changes=changes, by=by, at=at)


@needs("roster.import")
@of_draft
def confirm_roster(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Say what confirming will do, and do it."""
    page = page_of(request, draft_id)
    refusal = ""
    if request.method == "POST":
        try:
            made = actions.confirm_draft(
                draft_id=draft_id, by=actor_of(request), at=clock.now(), now=clock.real_now()
            )
        except CannotImport as error:
            refusal = str(error)
        else:
            messages.success(
                request,
                ngettext(
                    "%(n)s person now has a support file. You can undo this below.",
                    "%(n)s people now have a support file. You can undo this below.",
                    made.people,
                )
                % {"n": made.people},
            )
            return redirect("cases:rosters")
    return render(request, "cases/confirm_roster.html", {"page": page, "refusal": refusal})


@needs("roster.import")
@of_draft
def discard_roster(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Throw a draft away, after asking."""
    page = page_of(request, draft_id)
    if request.method == "POST":
        actions.discard_draft(draft_id=draft_id, by=actor_of(request), at=clock.real_now())
        messages.success(request, _("The draft is deleted. Nothing of it was kept."))
        return redirect("cases:rosters")
    return render(request, "cases/discard_roster.html", {"page": page})


@needs("roster.import")
def undo_roster(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """Take an import back as one piece, after asking."""
    made, refusal = own_import(actor_of(request), import_id), ""
    if made is None:
        raise Http404
    if request.method == "POST":
        try:
            undo_import(import_id=import_id, by=actor_of(request), at=clock.now())
        except CannotImport as error:
            refusal = str(error)
        else:
            messages.success(request, _("The import is undone. Its people and support files are gone."))
            return redirect("cases:rosters")
    refusal = refusal or str(obstacle_to_undo(made=made) or "")
    return render(request, "cases/undo_roster.html", {"made": made, "refusal": refusal})


def page_of(request: HttpRequest, draft_id: UUID) -> DraftPage:
    """A draft of the actor's with the part of it that the address asks for. Raises DraftGone."""
    draft = own_draft(actor_of(request), draft_id, clock.real_now())
    if draft is None:
        raise DraftGone(_("This draft is gone: drafts are deleted after a day."))
    show = request.GET.get("show", "all")
    page = DraftPage(
        draft,
        with_kin_told(
            content_from(draft.content),
            queries.pack().country,
            clock.today(),
            youngest_spouse=queries.pack().params.youngest_spouse_years,
        ),
        queries.pack().country,
        clock.today(),
        clock.real_now(),
        actor_of(request),
        show if show in SHOWN else "all",
    )
    number, editing = request.GET.get("page", "1"), request.GET.get("row", "")
    page.is_adding = "add" in request.GET
    page.number = min(max(int(number), 1), page.pages) if number.isdecimal() and len(number) < 7 else 1
    page.editing = int(editing) if editing.isdecimal() and len(editing) < 9 else None
    return page
