"""Joining two people's files, and taking that back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from shanyraq.access.queries import computing
from shanyraq.cases.actions.forgetting import forget_names_to_undo
from shanyraq.cases.actions.merging import merge_people, undo_merge
from shanyraq.cases.models import (
    Appointment,
    AppointmentMember,
    Assignment,
    Case,
    Consent,
    Evidence,
    Note,
    PlanStep,
    Record,
)
from shanyraq.cases.tests.cast import Worker
from shanyraq.cases.tests.factories import (
    make_appointment,
    make_assignment,
    make_case,
    make_consent,
    make_evidence,
    make_note,
    make_record,
)
from shanyraq.foundation.errors import NotAllowed
from shanyraq.people.actions import CannotMerge
from shanyraq.people.models import Merge, Person
from shanyraq.people.queries import search_people
from shanyraq.people.tests.factories import AT, make_membership, make_person

REASON = "The same woman and child on both lists; she said so herself."
TABLES = (Record, Evidence, Note, Consent, Appointment, AppointmentMember, Assignment)


@pytest.fixture
def twins(aigul: Worker, saule: Worker) -> tuple[Case, Case]:
    """Two files of one woman before her return."""
    kept = make_case(make_person("Maryam Omarova"), phase="P0", episode=1)
    absorbed = make_case(make_person("مريم عمر", script="Arab"), phase="P0")
    for case in (kept, absorbed):
        make_evidence(case)
        make_evidence(case, kind="operations.request.logged", payload={"with_whom": "her aunt"})
        make_record(case)
        make_note(case, text=f"about {case.person.sort_name}")
        make_consent(case)
        make_appointment(case, saule.staff)
        make_assignment(case, aigul.staff)
    return kept, absorbed


def merge(kept: Case, absorbed: Case, worker: Worker, **fields: Any) -> Any:
    values: dict[str, Any] = {"reason": REASON, "by": worker.actor, "at": AT}
    return merge_people(kept_id=kept.person_id, absorbed_id=absorbed.person_id, **values | fields)


def snapshot() -> dict[str, Any]:
    with computing("test"):
        rows: dict[str, Any] = {m.__name__: sorted(map(str, m._base_manager.values_list())) for m in TABLES}
        rows["Case"] = sorted(
            map(
                str,
                Case.objects.values_list("pk", "person", "family", "episode", "closed_at", "closed_reason"),
            )
        )
        rows["words"] = sorted((str(note.pk), note.text) for note in Note.objects.all())
        rows["payload"] = sorted((str(one.pk), str(one.payload)) for one in Evidence.objects.all())
    return rows


def test_one_file_continues_with_everything(twins: tuple[Case, Case], saule: Worker) -> None:
    kept, absorbed = twins

    merge(kept, absorbed, saule)

    with computing("test"):
        for model in (Record, Note, Consent, Evidence, AppointmentMember):
            assert set(model._base_manager.values_list("case", "person")) == {(kept.pk, kept.person_id)}
        assert sorted(Evidence.objects.values_list("seq", flat=True)) == [1, 2, 3, 4]
        second = Case.objects.get(pk=absorbed.pk)
        assert (second.closed_reason, second.family) == ("DUPLICATE", None)
        assert not PlanStep.objects.filter(case=absorbed).exists()
        assert PlanStep.objects.filter(case=kept).exists()
        assert {note.text for note in Note.objects.all()} == {"about Maryam Omarova", "about مريم عمر"}


def test_undoing_restores_both_files(twins: tuple[Case, Case], saule: Worker) -> None:
    kept, absorbed = twins
    before = snapshot()

    merged = merge(kept, absorbed, saule)
    assert snapshot() != before
    undo_merge(merge_id=merged.pk, by=saule.actor, at=AT)

    assert snapshot() == before
    assert len(search_people(saule.actor, "Maryam Omar")) == 2


def test_a_week_later_only_the_vault_knows_the_second_records_names(saule: Worker) -> None:
    """Until then the server's own keys open what undoing puts back; after it nothing on the machine does."""
    kept, absorbed = (make_case(make_person(name), phase="P0") for name in ("Maryam Omarova", "Mariam Omar"))
    late = merge(kept, absorbed, saule)
    with computing("test"):
        assert Merge.objects.get().put_away["names"]

    assert forget_names_to_undo(at=AT + timedelta(days=7, seconds=-1)) == 0
    with pytest.raises(CannotMerge, match="word of two custodians"):
        undo_merge(merge_id=late.pk, by=saule.actor, at=AT + timedelta(days=7))
    assert forget_names_to_undo(at=AT + timedelta(days=7)) == 1
    with computing("test"):
        assert Merge.objects.get().put_away == {}
    assert forget_names_to_undo(at=AT + timedelta(days=8)) == 0


def test_what_was_recorded_since_stays_and_a_correction_follows_its_entry(
    twins: tuple[Case, Case], saule: Worker
) -> None:
    kept, absorbed = twins
    with computing("test"):
        old = Evidence.objects.filter(case=absorbed).order_by("seq").first()
    merged = merge(kept, absorbed, saule)
    with computing("test"):
        kept.person.refresh_from_db()
    added = make_evidence(kept)
    correction = make_evidence(kept, corrects=old)

    undo_merge(merge_id=merged.pk, by=saule.actor, at=AT)

    with computing("test"):
        assert Evidence.objects.get(pk=added.pk).person_id == kept.person_id
        assert Evidence.objects.get(pk=correction.pk).person_id == absorbed.person_id


def test_a_file_moves_whole_where_the_kept_person_has_none(saule: Worker) -> None:
    file = make_case(make_person("Mariam"), phase="P0")
    make_evidence(file)
    assert file.family
    relative = make_person("Maryam")
    make_membership(file.family, relative, relation="relative")
    before = snapshot()

    merged = merge_people(
        kept_id=relative.pk, absorbed_id=file.person_id, reason=REASON, by=saule.actor, at=AT
    )

    with computing("test"):
        assert Case.objects.get().person_id == Evidence.objects.get().person_id == relative.pk
    undo_merge(merge_id=merged.pk, by=saule.actor, at=AT)
    assert snapshot() == before


def test_only_who_may_and_sees_both_joins_two_records(
    twins: tuple[Case, Case], aigul: Worker, erlan: Worker, saule: Worker
) -> None:
    far = make_case(make_person("Mariam"), phase="P6")

    for worker in (aigul, erlan):
        with pytest.raises(NotAllowed):
            merge(*twins, worker)
    with pytest.raises(NotAllowed):
        merge(twins[0], far, saule)


def test_a_joining_needs_a_reason_and_two_records(twins: tuple[Case, Case], saule: Worker) -> None:
    with pytest.raises(CannotMerge):
        merge(*twins, saule, reason="same")
    with pytest.raises(CannotMerge):
        merge(twins[0], twins[0], saule)


def test_the_code_of_a_joined_record_leads_to_the_one_that_stays_also_when_that_was_joined_in_its_turn(
    twins: tuple[Case, Case], saule: Worker, erlan: Worker
) -> None:
    third = make_case(make_person("Mariam", code="K-AAAA-22"), phase="P0")
    for case, code in zip(twins, ("K-BBBB-33", "K-CCCC-44"), strict=True):
        case.person.code = code
        Person._base_manager.filter(pk=case.person_id).update(code=code)
    merge(*twins, saule)
    merge_people(
        kept_id=third.person_id, absorbed_id=twins[0].person_id, reason=REASON, by=saule.actor, at=AT
    )

    for joined in twins:
        found = search_people(saule.actor, joined.person.code)
        assert [one.pk for one in found] == [third.person_id]
        assert search_people(erlan.actor, joined.person.code) == []


def test_the_joined_record_is_out_of_everybodys_sight(twins: tuple[Case, Case], saule: Worker) -> None:
    merge(*twins, saule)

    assert [one.pk for one in Person.objects.visible_to(saule.actor)] == [twins[0].person_id]
    assert len(search_people(saule.actor, "مريم")) == 1
