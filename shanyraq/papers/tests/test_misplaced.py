"""A paper of the wrong person: moved to the right one, or taken away for some days; nobody else is named."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

import pytest
from django.urls import reverse

from shanyraq.audit.models import Entry
from shanyraq.cases.models import Case
from shanyraq.cases.tests.cast import Worker, make_worker
from shanyraq.cases.tests.factories import make_assignment
from shanyraq.cases.tests.families import the_omarova_family
from shanyraq.foundation import clock, keyring
from shanyraq.foundation.clock import real_now
from shanyraq.foundation.errors import CannotOpen, NotAllowed
from shanyraq.papers import queries, shelf
from shanyraq.papers.actions.misplaced import CannotPutRight, bring_back, move_paper, take_away
from shanyraq.papers.actions.tidying import tidy
from shanyraq.papers.models import Paper
from shanyraq.papers.rules import HERS_FOR, may_put_right
from shanyraq.papers.tests.factories import make_paper
from shanyraq.people.tests.factories import AT

pytestmark = pytest.mark.django_db
LATER = AT + HERS_FOR + timedelta(minutes=1)


def page(worker: Worker, name: str, *args: object) -> str:
    return worker.client.get(reverse(f"papers:{name}", args=args)).content.decode()


def stands(paper: Paper) -> Paper:
    return Paper._base_manager.get(pk=paper.pk)


# --- moved ------------------------------------------------------------------------------------------------------------


def test_a_moved_paper_is_sealed_with_the_key_of_the_right_person(
    zhanna: Worker, cases: list[Case], paper: Paper
) -> None:
    moved = move_paper(paper_id=paper.pk, person_id=cases[1].person_id, by=zhanna.actor, at=clock.now())

    (hers,) = queries.papers_of(zhanna.actor, cases[1].person_id)
    assert hers.pk == moved.pk != paper.pk and hers.is_moved_in
    assert (hers.title, hers.kind, hers.compartment) == ("Certificate", paper.kind, "C8")
    assert queries.content_of(hers) == b"her brother's"
    old, new = shelf.get(paper.file), shelf.get(hers.file)
    assert keyring.key_id_of(old, context=paper.place) != keyring.key_id_of(new, context=hers.place)
    assert b"brother" not in new
    with pytest.raises(CannotOpen):
        keyring.unseal(new, context=paper.place)
    assert queries.papers_of(zhanna.actor, cases[0].person_id) == []


def test_both_files_tell_of_it_and_the_wrong_one_names_nobody(
    zhanna: Worker, aigul: Worker, cases: list[Case], paper: Paper
) -> None:
    wrong, right = cases[0].person, cases[1].person
    url = reverse("papers:move_paper", args=[paper.pk, right.pk])

    asked = zhanna.client.get(url).content.decode()
    assert right.code in asked and stands(paper).taken_at is None
    assert zhanna.client.post(url)["Location"] == reverse("papers:papers", args=[right.pk])

    for worker in (zhanna, aigul):
        there = page(worker, "papers", wrong.pk)
        assert "Taken away: it did not belong here" in there and "It is about somebody else" in there
        assert "Certificate" not in there and right.code not in there
        assert "Moved here from a file" in page(worker, "papers", right.pk)
        assert wrong.code not in page(worker, "papers", right.pk)
    row = Entry.objects.get(action="paper.move", decision=Entry.ALLOWED)
    assert {f"person:{wrong.pk}", f"person:{right.pk}", f"paper:{paper.pk}"} <= set(
        json.loads(row.objects_json)
    )


def test_a_paper_is_moved_only_to_whom_the_mover_may_add_it(
    zhanna: Worker, aigul: Worker, daniyar: Worker, cases: list[Case], paper: Paper
) -> None:
    told = {"paper_id": paper.pk, "at": clock.now()}

    for worker in (aigul, daniyar):  # they read civil documents and add none
        with pytest.raises(NotAllowed):
            move_paper(person_id=cases[1].person_id, by=worker.actor, **told)  # type: ignore[arg-type]
        assert "With whom it belongs" not in page(worker, "misplaced", paper.pk)
        url = reverse("papers:move_paper", args=[paper.pk, cases[1].person_id])
        assert worker.client.post(url).status_code == 403
    with pytest.raises(NotAllowed):  # not given to her
        move_paper(person_id=cases[2].person_id, by=zhanna.actor, **told)  # type: ignore[arg-type]
    with pytest.raises(CannotPutRight):
        move_paper(person_id=cases[0].person_id, by=zhanna.actor, **told)  # type: ignore[arg-type]
    assert stands(paper).taken_at is None and Paper._base_manager.count() == 1
    assert {name for name, _written in shelf.names()} == {paper.stored}


def test_the_page_offers_the_rest_of_the_family_and_finds_others_by_code(
    zhanna: Worker, cases: list[Case], paper: Paper
) -> None:
    stranger = the_omarova_family(make_worker("Asel", "case_manager", region="ALR").staff)[0]
    make_assignment(stranger, zhanna.staff)
    move = [reverse("papers:move_paper", args=[paper.pk, one.person_id]) for one in (*cases[:3], stranger)]

    offered = page(zhanna, "misplaced", paper.pk)

    assert [url in offered for url in move] == [False, True, False, False]
    found = zhanna.client.get(reverse("papers:misplaced", args=[paper.pk]), {"q": stranger.person.code})
    assert move[3] in found.content.decode()


def test_a_paper_is_moved_once_and_what_is_held_back_not_at_all(
    zhanna: Worker, cases: list[Case], paper: Paper
) -> None:
    told = {"person_id": cases[1].person_id, "by": zhanna.actor, "at": clock.now()}
    held = make_paper(cases[0], added_by=zhanna.staff, added_at=clock.now(), harmful_since=AT)

    move_paper(paper_id=paper.pk, **told)  # type: ignore[arg-type]

    for one in (paper, held):
        with pytest.raises(CannotPutRight):
            move_paper(paper_id=one.pk, **told)  # type: ignore[arg-type]
    with pytest.raises(CannotPutRight):
        bring_back(paper_id=paper.pk, by=zhanna.actor, at=clock.now())
    assert zhanna.client.get(reverse("papers:bring_back", args=[paper.pk])).status_code == 404


# --- taken away, brought back -----------------------------------------------------------------------------------------


def test_what_was_taken_away_opens_for_nobody_and_is_brought_back(
    zhanna: Worker, aigul: Worker, cases: list[Case], paper: Paper
) -> None:
    person, url = cases[0].person_id, reverse("papers:take_away", args=[paper.pk])
    assert "Say why" in zhanna.client.post(url).content.decode() and stands(paper).taken_at is None

    zhanna.client.post(url, {"because": "WRONG_FILE"})

    for worker in (zhanna, aigul):
        assert worker.client.get(reverse("papers:open_paper", args=[paper.pk])).status_code == 404
        there = page(worker, "papers", person)
        assert "Another file was chosen by mistake" in there and "Certificate" not in there
        assert "is destroyed after" in there
        assert queries.counted(worker.actor, [cases[0].pk]) == []
    assert aigul.client.post(reverse("papers:bring_back", args=[paper.pk])).status_code == 302
    (back,) = queries.papers_of(zhanna.actor, person)
    assert queries.content_of(back) == b"her brother's" and back.title == "Certificate"
    acts = Entry.objects.filter(decision=Entry.ALLOWED).values_list("action", flat=True)
    assert {"paper.take_away", "paper.bring_back"} <= set(acts)


def test_who_added_it_may_for_some_days_and_who_leads_the_file_at_any_time(
    zhanna: Worker, aigul: Worker, daniyar: Worker, erlan: Worker, cases: list[Case]
) -> None:
    other = make_worker("Dana", "lawyer", discipline="legal", region="ALR")
    make_assignment(cases[0], other.staff)

    def may(worker: Worker, at: datetime) -> bool:
        paper = make_paper(cases[0], added_by=zhanna.staff, added_at=AT)
        try:
            take_away(paper_id=paper.pk, why="TWICE", by=worker.actor, at=at)
        except NotAllowed:
            return False
        return True

    in_time, too_late = AT + timedelta(days=1), LATER
    assert [may(one, in_time) for one in (zhanna, aigul, daniyar, other, erlan)] == [
        True,
        True,
        True,
        False,
        False,
    ]
    assert [may(one, too_late) for one in (zhanna, aigul, daniyar)] == [False, True, True]


def test_a_colleague_who_may_not_is_shown_no_way_and_opens_no_page(cases: list[Case], paper: Paper) -> None:
    other = make_worker("Dana", "lawyer", discipline="legal", region="ALR")
    make_assignment(cases[0], other.staff)

    assert reverse("papers:misplaced", args=[paper.pk]) not in page(other, "papers", cases[0].person_id)
    for name in ("misplaced", "take_away"):
        assert other.client.get(reverse(f"papers:{name}", args=[paper.pk])).status_code == 403


@pytest.mark.parametrize(
    ("is_own", "leads", "days", "may"),
    [(True, False, 7, True), (True, False, 8, False), (False, True, 900, True), (False, False, 0, False)],
)
def test_who_may_put_right(is_own: bool, leads: bool, days: int, may: bool) -> None:
    at = AT + timedelta(days=days)

    assert may_put_right(is_own=is_own, leads=leads, added_at=AT, at=at) is may


def test_a_power_failure_in_a_move_leaves_the_paper_where_it_was(
    zhanna: Worker, cases: list[Case], paper: Paper, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dies(*args: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("shanyraq.papers.actions.misplaced._mark", dies)
    with pytest.raises(KeyboardInterrupt):
        move_paper(paper_id=paper.pk, person_id=cases[1].person_id, by=zhanna.actor, at=clock.now())

    (still,) = Paper._base_manager.all()
    assert still.pk == paper.pk and queries.content_of(still) == b"her brother's"
    tidy(at=real_now(), waits=False)
    assert {name for name, _written in shelf.names()} == {paper.stored}
