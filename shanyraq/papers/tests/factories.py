"""The least that a row needs."""

from __future__ import annotations

import uuid
from typing import Any

from shanyraq.cases.models import Case
from shanyraq.foundation import keyring
from shanyraq.papers import shelf
from shanyraq.papers.models import Paper
from shanyraq.people.tests.factories import AT


def make_paper(case: Case, *, content: bytes = b"%PDF-1.7 a page", **fields: Any) -> Paper:
    """A paper with its file on the shelf."""
    told = {"kind": "civil-document", "compartment": "C8", "form": "PDF", "added_at": AT} | fields
    paper = Paper(
        pk=fields.get("pk", uuid.uuid4()),
        case=case,
        person=case.person,
        size=len(content),
        stored=shelf.new_name(),
    )
    for name, value in told.items():
        setattr(paper, name, value)
    keyring.ensure_keys([(paper.person_id, paper.compartment)])
    sealed = keyring.seal(
        content, subject=paper.person_id, compartment=paper.compartment, context=paper.place
    )
    shelf.put(paper.file, sealed)
    paper.save(force_insert=True)
    return paper
