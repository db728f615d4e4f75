"""What becomes of papers that are kept: erased, joined, sealed anew, looked through, compared with their files."""

from __future__ import annotations

import os
from datetime import timedelta

import pytest
from django.db import transaction

from shanyraq.access.queries import computing
from shanyraq.audit.models import Entry
from shanyraq.cases.actions.merging import merge_people, undo_merge
from shanyraq.cases.models import Case
from shanyraq.cases.queries.own_sheet import kept
from shanyraq.cases.tests.cast import Worker
from shanyraq.cases.tests.factories import make_case
from shanyraq.foundation import checking, keyring, rotation, scanning
from shanyraq.foundation.clock import real_now
from shanyraq.foundation.erasing import Erasing
from shanyraq.foundation.errors import KeysOutOfReach
from shanyraq.foundation.models import DataKey
from shanyraq.papers import queries, shelf
from shanyraq.papers.actions.looking import look_at_all
from shanyraq.papers.actions.sealing import Files
from shanyraq.papers.actions.tidying import AT_WORK, compare, tidy
from shanyraq.papers.models import Paper
from shanyraq.papers.tests.factories import make_paper
from shanyraq.people.tests.factories import AT, make_person
from shanyraq.rights.actions.erasing import empty_tables
from shanyraq.rights.queries.retention import _above

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(aigul: Worker) -> Case:
    return make_case(make_person("Aliya Omarova"), case_manager=aigul.staff, region="ALR")


def erase(case: Case, parts: frozenset[str] | None) -> None:
    with computing("test"), transaction.atomic():
        empty_tables(what=Erasing((case.person_id,), parts, real_now(), None))


def names() -> set[str]:
    return {name for name, _written in shelf.names()}


@pytest.mark.parametrize("parts", [None, frozenset({"C8"})])
def test_erasing_takes_the_row_the_key_and_then_the_file(
    case: Case, parts: frozenset[str] | None, django_capture_on_commit_callbacks: object
) -> None:
    gone, other = make_paper(case), make_paper(case, compartment="C7", kind="family-paper")
    sealed = shelf.get(gone.file)

    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        erase(case, parts)

    left = {other.stored} if parts else set()
    assert names() == left
    assert set(Paper._base_manager.values_list("stored", flat=True)) == left
    key = keyring.key_id_of(sealed, context=gone.place)
    assert not DataKey.objects.filter(pk=key).exists()


def test_files_stay_where_the_erasure_did_not_come_to_its_end(case: Case) -> None:
    paper = make_paper(case)

    erase(case, None)  # within the test's own transaction, which never commits

    assert names() == {paper.stored}


def test_what_is_kept_for_how_long_knows_of_papers() -> None:
    assert Paper in _above()


def test_joined_records_share_their_papers_and_part_with_them(
    aigul: Worker, daniyar: Worker, case: Case
) -> None:
    double = make_case(make_person("Aliya Omarowa"), case_manager=aigul.staff, region="ALR")
    paper = make_paper(double, content=b"her papers")
    told = {"reason": "She told so herself, with her passport.", "by": daniyar.actor, "at": real_now()}

    merge = merge_people(kept_id=case.person_id, absorbed_id=double.person_id, **told)  # type: ignore[arg-type]

    (hers,) = queries.papers_of(aigul.actor, case.person_id)
    assert hers.pk == paper.pk and queries.content_of(hers) == b"her papers"
    undo_merge(merge_id=merge.pk, by=daniyar.actor, at=real_now())
    assert queries.papers_of(aigul.actor, case.person_id) == []
    assert len(queries.papers_of(aigul.actor, double.person_id)) == 1


def test_her_sheet_counts_papers_of_the_parts_that_its_giver_reads(aigul: Worker, case: Case) -> None:
    make_paper(case)
    make_paper(case)
    make_paper(case, compartment="C3", kind="medical-letter")

    found = kept(aigul.actor, [case.pk])

    assert {part: one.papers for part, one in found.items()} == {"C8": 2}
    assert found["C8"].since == AT


# --- sealed anew, and read once ---------------------------------------------------------------------------------------


def test_files_are_sealed_anew_with_other_keys_and_the_old_ones_are_tidied_away(case: Case) -> None:
    paper = make_paper(case, content=b"her papers", title="Birth certificate")
    before, at = paper.stored, real_now() + timedelta(seconds=1)
    rotation.next_generation("C8", at=at)
    rotation.wrap_anew("C8", lambda *told: None)
    begun = rotation.begin("C8", at=at)
    rotation.make_keys(begun, lambda *told: None)
    keyring.forget()

    rotation.seal_anew(begun, lambda *told: None)

    paper.refresh_from_db()
    assert paper.stored != before and queries.content_of(paper) == b"her papers"
    found = checking.read_all(lambda read: None)
    assert found.faults == [] and not found.retired
    assert names() == {before, paper.stored}
    assert tidy(at=real_now(), waits=False).left_over == [before]
    assert names() == {paper.stored}


def test_an_altered_file_is_named_when_everything_is_read(case: Case) -> None:
    paper = make_paper(case)
    sealed = bytearray(shelf.get(paper.file))
    sealed[-1] ^= 1
    shelf.remove(paper.file)
    shelf.put(paper.file, bytes(sealed))

    assert [fault.place for fault in checking.read_all(lambda read: None).faults] == [paper.place]


def test_files_are_read_a_few_at_a_time(case: Case) -> None:
    for _ in range(9):
        make_paper(case)
    place, seen, after = Files(), 0, ""
    while some := place.after(after, 500):
        assert len(some) <= 4
        seen, after = seen + len(some), some[-1].row

    assert seen == 9


# --- compared with their files ----------------------------------------------------------------------------------------


def test_each_thing_that_does_not_belong_together_is_named_as_what_it_is(case: Case) -> None:
    lost, cut, _whole = make_paper(case), make_paper(case), make_paper(case)
    shelf.remove(lost.file)
    sealed = shelf.get(cut.file)
    shelf.remove(cut.file)
    shelf.put(cut.file, sealed[:-3])
    shelf.put(nobodys := shelf.new_name(), b"x")

    found = compare(at=real_now(), waits=False)

    assert (found.papers, found.is_well) == (3, False)
    assert (found.missing, found.cut, found.left_over) == ([lost.stored], [cut.stored], [nobodys])


def test_a_file_of_the_last_hour_may_still_get_its_row(case: Case) -> None:
    shelf.put(name := shelf.new_name(), b"x")

    assert tidy(at=real_now()).left_over == []
    assert tidy(at=real_now() + AT_WORK + timedelta(minutes=1)).left_over == [name]
    assert names() == set()
    row = Entry.objects.filter(action="papers.tidy").get()
    assert name in row.objects_json


def test_what_a_power_failure_left_unfinished_goes_too(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    def dies(*args: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "rename", dies)
    with pytest.raises(KeyboardInterrupt):
        shelf.put(name := shelf.new_name(), b"x")
    monkeypatch.undo()

    with pytest.raises(FileNotFoundError):
        shelf.get(name)


# --- the nightly look -------------------------------------------------------------------------------------------------


def test_what_the_scanner_learns_later_is_held_back_and_given_back(
    aigul: Worker, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad, good = make_paper(case, content=b"EICAR"), make_paper(case, content=b"a letter")
    monkeypatch.setattr(scanning, "_found_in", lambda data: "Test" if data == b"EICAR" else "")

    assert look_at_all(at=AT) == 1

    held = {paper.pk: paper.harmful_since for paper in queries.papers_of(aigul.actor, case.person_id)}
    assert held == {bad.pk: AT, good.pk: None}
    assert shelf.get(bad.file)  # held back, not deleted
    assert Entry.objects.filter(action="paper.hold").count() == 1
    assert look_at_all(at=AT) == 0
    monkeypatch.setattr(scanning, "_found_in", lambda data: "")
    look_at_all(at=AT)
    assert not Paper._base_manager.exclude(harmful_since=None).exists()
    assert Entry.objects.filter(action="paper.give_back").count() == 1


def test_without_a_scanner_nothing_is_held_back_or_given_back(
    case: Case, monkeypatch: pytest.MonkeyPatch, settings: object
) -> None:
    def silent(data: bytes) -> str:
        raise scanning.ScannerSilent

    settings.UNSCANNED = "refuse"  # type: ignore[attr-defined]
    make_paper(case, harmful_since=AT)
    monkeypatch.setattr(scanning, "_found_in", silent)

    assert look_at_all(at=AT) == 0
    assert Paper._base_manager.exclude(harmful_since=None).count() == 1


def test_a_look_without_keys_comes_again(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    def sealed(*args: object, **more: object) -> bytes:
        raise KeysOutOfReach(KeysOutOfReach.SEALED)

    make_paper(case)
    monkeypatch.setattr(keyring, "unseal", sealed)

    assert look_at_all(at=AT) == 0
