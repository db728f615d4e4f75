"""Loading for a page: what the reader may not know of is not there."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest

from shanyraq.access.rules import Actor
from shanyraq.rights.presenters.words import language
from shanyraq.rights.queries.people import Subject, subject_of


def actor_of(request: HttpRequest) -> Actor:
    """Whoever asks; the gate has put her there."""
    found: Actor = request.actor  # type: ignore[attr-defined]
    return found


def subject_or_404(request: HttpRequest, person_id: UUID) -> Subject:
    """Whom a page is about. Raises Http404."""
    found = subject_of(actor_of(request), person_id, language())
    if found is None:
        raise Http404
    return found
