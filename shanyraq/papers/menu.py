"""What this room adds to the page of a person, and to her sheet."""

from __future__ import annotations

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext

from shanyraq.access.permissions import decide
from shanyraq.access.rules import Actor
from shanyraq.cases.queries.links import register_kept_papers, register_person_links
from shanyraq.papers.permissions import PAPER_SEE
from shanyraq.papers.queries import counted, kinds
from shanyraq.ui.parts import Action


def register() -> None:
    """A line on the page of a person, a number on her sheet. Called from ready()."""
    register_person_links(links)
    register_kept_papers(counted)


def links(actor: Actor, person: UUID) -> list[Action]:
    """The way to her papers, for who reads a part of files that keeps any; it stands there without one, too."""
    if not decide(actor, PAPER_SEE) or not any(actor.reads(kind.compartment) for kind in kinds().values()):
        return []
    return [Action(gettext("Her or his papers"), reverse("papers:papers", args=[person]), "papers")]
