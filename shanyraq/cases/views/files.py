"""Loading a file for a page: what the reader does not see is not there."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import Http404, HttpRequest

from shanyraq.access.rules import Actor
from shanyraq.cases.queries.files import SupportFile, family_file, person_file
from shanyraq.foundation import clock


def actor_of(request: HttpRequest) -> Actor:
    """Whoever asks; the gate has put her there."""
    found: Actor = request.actor  # type: ignore[attr-defined]
    return found


def load(request: HttpRequest, family_id: uuid.UUID | None, person_id: uuid.UUID | None) -> SupportFile:
    """The file of a family or of one person, as the reader sees it now. Raises Http404."""
    at, actor = clock.now(), actor_of(request)
    if family_id is not None:
        file = family_file(actor, family_id, at, at.date())
    else:
        assert person_id is not None
        file = person_file(actor, person_id, at, at.date())
    if file is None or (family_id is not None and not file.everyone):
        raise Http404
    return file


def with_members(file: SupportFile) -> SupportFile:
    """The file, if somebody in it has an open case. Raises Http404."""
    if not file.members:
        raise Http404
    return file


def uuid_in(values: Any, key: str) -> uuid.UUID | None:
    """An id from an address; None where there is none or it is not one."""
    try:
        return uuid.UUID(values.get(key, ""))
    except ValueError:
        return None
