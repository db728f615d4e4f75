"""Files on the shelf as a place of sealed bytes: read once before old keys go, and sealed anew with other keys."""

from __future__ import annotations

from contextlib import suppress

from django.db.models import QuerySet

from shanyraq.foundation.sealed_places import Sealed
from shanyraq.foundation.sealed_places import register as register_place
from shanyraq.papers import shelf
from shanyraq.papers.models import Paper

AT_ONCE = 4  # files in memory


class Files:
    """The files of papers. One that is missing is not read here: `shanyraq fsck` names it."""

    name = f"{Paper._meta.label}.file"

    def after(self, row: str, most: int) -> list[Sealed]:
        """The next files, in the order of their rows' keys."""
        papers = _rows().order_by("pk")
        if row:
            papers = papers.filter(pk__gt=row)
        found: list[Sealed] = []
        for paper in papers.iterator(chunk_size=AT_ONCE):
            with suppress(FileNotFoundError):
                found.append(Sealed(str(paper.pk), paper.place, paper.person_id, shelf.get(paper.file)))
            if len(found) >= min(most, AT_ONCE):
                break
        return found

    def replace(self, changed: list[tuple[Sealed, bytes]]) -> int:
        """Put other files where these stand. The old ones stay until they are tidied away."""
        put = 0
        for one, new in changed:
            paper = _rows().filter(pk=one.row).first()
            if paper is None or shelf.get(paper.file) != one.content:
                continue
            name = shelf.new_name()
            shelf.put(name, new)
            put += _rows().filter(pk=paper.pk, stored=paper.stored).update(stored=name)
        return put


def _rows() -> QuerySet[Paper]:
    """All that have a file, whoever asks: other keys are given by whoever runs the site."""
    return Paper._base_manager.exclude(stored=None)


def register() -> None:
    """Name the shelf among the places of sealed bytes. Called once, from ready()."""
    register_place(Files())
