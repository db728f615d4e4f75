"""What was moved or taken away: its file is destroyed in time, its line stays, a legal hold keeps it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.urls import reverse

from shanyraq.audit.models import Entry
from shanyraq.cases.models import Case
from shanyraq.cases.tests.cast import Worker
from shanyraq.foundation import clock
from shanyraq.foundation.clock import real_now
from shanyraq.papers import queries, shelf
from shanyraq.papers.actions.destroying import destroy_taken_away
from shanyraq.papers.actions.misplaced import CannotPutRight, bring_back, move_paper, take_away
from shanyraq.papers.actions.tidying import compare
from shanyraq.papers.models import Paper
from shanyraq.papers.rules import BROUGHT_BACK_WITHIN, destroyed_at
from shanyraq.rights.tests.factories import make_legal_hold

pytestmark = pytest.mark.django_db


def page(worker: Worker, name: str, *args: object) -> str:
    return worker.client.get(reverse(f"papers:{name}", args=args)).content.decode()


def stands(paper: Paper) -> Paper:
    return Paper._base_manager.get(pk=paper.pk)


def destroyed(at: datetime, capture: object) -> int:
    with capture(execute=True):  # type: ignore[operator]
        return destroy_taken_away(at=at)


def test_its_file_is_destroyed_when_the_days_are_over_and_the_line_stays(
    zhanna: Worker, cases: list[Case], paper: Paper, django_capture_on_commit_callbacks: object
) -> None:
    at = clock.now()
    take_away(paper_id=paper.pk, why="OTHER", by=zhanna.actor, at=at)

    assert destroyed(at + BROUGHT_BACK_WITHIN - timedelta(minutes=1), django_capture_on_commit_callbacks) == 0
    assert destroyed(at + BROUGHT_BACK_WITHIN, django_capture_on_commit_callbacks) == 1

    assert list(shelf.names()) == [] and not stands(paper).title and stands(paper).stored is None
    assert compare(at=real_now(), waits=False).is_well
    assert "It is about somebody else" in page(zhanna, "papers", cases[0].person_id)
    with pytest.raises(CannotPutRight):
        bring_back(paper_id=paper.pk, by=zhanna.actor, at=at)
    assert Entry.objects.filter(action="paper.destroy").count() == 1


def test_the_wrong_copy_of_a_moved_paper_goes_at_the_next_round_and_the_right_one_stays(
    zhanna: Worker, cases: list[Case], paper: Paper, django_capture_on_commit_callbacks: object
) -> None:
    at = clock.now()
    moved = move_paper(paper_id=paper.pk, person_id=cases[1].person_id, by=zhanna.actor, at=at)
    assert destroyed_at("MOVED", at) == at

    destroyed(at, django_capture_on_commit_callbacks)

    assert {name for name, _written in shelf.names()} == {moved.stored}
    assert queries.content_of(stands(moved)) == b"her brother's"


def test_a_legal_hold_keeps_the_file_until_it_ends(
    zhanna: Worker, cases: list[Case], paper: Paper, django_capture_on_commit_callbacks: object
) -> None:
    at = clock.now()
    hold = make_legal_hold(cases[0], zhanna.staff, parts=["C8"])
    take_away(paper_id=paper.pk, why="OTHER", by=zhanna.actor, at=at)
    later = at + BROUGHT_BACK_WITHIN

    assert destroyed(later, django_capture_on_commit_callbacks) == 0
    assert shelf.get(paper.file)
    hold.delete()
    assert destroyed(later, django_capture_on_commit_callbacks) == 1
