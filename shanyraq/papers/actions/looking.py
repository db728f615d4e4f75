"""The nightly look: what a scanner has learned since about files that were taken in."""

from __future__ import annotations

import logging
import uuid
from datetime import datetime

from shanyraq.access.queries import computing, system_actor
from shanyraq.audit.actions import recorded
from shanyraq.foundation import keyring
from shanyraq.foundation.errors import CannotOpen, KeysOutOfReach
from shanyraq.foundation.scanning import NotScanned, look_through
from shanyraq.papers import shelf
from shanyraq.papers.models import Paper

log = logging.getLogger(__name__)
SYSTEM = system_actor("papers.look")


def look_at_all(*, at: datetime) -> int:
    """Have every paper looked through once more, a file in memory at a time. Returns how many are newly held back.

    `at`: the real time. What the scanner holds nothing against any more is given back. Without a scanner, or without
    keys, it ends and comes again the next night.
    """
    with computing("papers.look"):
        ids = list(Paper.objects.exclude(stored=None).order_by("pk").values_list("pk", flat=True))
    held = 0
    for paper_id in ids:
        try:
            held += _look_at(paper_id, at)
        except KeysOutOfReach:
            return held
        except NotScanned:
            return held
        except (CannotOpen, FileNotFoundError):  # erased meanwhile; else `shanyraq fsck` tells it
            log.warning("a paper could not be looked through")
    return held


def _look_at(paper_id: uuid.UUID, at: datetime) -> bool:
    """Whether this one is newly held back."""
    with computing("papers.look"):
        paper = Paper.objects.filter(pk=paper_id).first()
    if paper is None:
        return False
    is_harmful = _is_harmful(keyring.unseal(shelf.get(paper.file), context=paper.place))
    if is_harmful == (paper.harmful_since is not None):
        return False
    hold_back(paper=paper, at=at if is_harmful else None)
    return is_harmful


def hold_back(*, paper: Paper, at: datetime | None) -> None:
    """Open a paper for nobody from `at` on; with None give it back."""
    with recorded("paper.hold" if at else "paper.give_back", by=SYSTEM) as act, computing("papers.look"):
        act.about(paper.person_id)
        act.about(paper.pk, kind="paper")
        Paper.objects.filter(pk=paper.pk).update(harmful_since=at)


def _is_harmful(content: bytes) -> bool:
    """What the scanner says. Raises NotScanned where it does not answer."""
    try:
        look_through(content)
    except NotScanned as harm:
        if harm.code == "harmful":
            return True
        raise
    return False
