"""Every test of this room has a shelf of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from shanyraq.cases.models import Case
from shanyraq.cases.tests.cast import Worker
from shanyraq.cases.tests.factories import make_assignment
from shanyraq.cases.tests.families import the_omarova_family
from shanyraq.foundation import clock
from shanyraq.papers import shelf
from shanyraq.papers.models import Paper
from shanyraq.papers.tests.factories import make_paper


@pytest.fixture(autouse=True)
def _own_shelf(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(shelf, "FOLDER", str(tmp_path / "papers"))


@pytest.fixture
def cases(aigul: Worker, zhanna: Worker) -> list[Case]:
    """Aigul leads the files of a family, Zhanna is the lawyer of the first two."""
    found = the_omarova_family(aigul.staff)
    for case in found[:2]:
        make_assignment(case, zhanna.staff)
    return found


@pytest.fixture
def paper(cases: list[Case], zhanna: Worker) -> Paper:
    """Of the second, put with the first by a slip."""
    at = clock.now()
    return make_paper(
        cases[0], content=b"her brother's", title="Certificate", added_by=zhanna.staff, added_at=at
    )
