"""What a made demonstration shows could have been so: nobody looks into the future or is in two places."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

import pytest
from django.db import transaction
from django.utils.timezone import localdate
from pytest_django import DjangoDbBlocker

from shanyraq.access.models import Account, RoleGrant, StaffMember
from shanyraq.access.queries import computing
from shanyraq.audit.models import Entry
from shanyraq.audit.queries.verifying import verify
from shanyraq.cases import rules
from shanyraq.cases.models import Appointment, AppointmentMember, Case, Evidence, Note, PlanStep
from shanyraq.cases.queries import pack, plans_of
from shanyraq.cases.queries.meetings import title_of
from shanyraq.demo import actions
from shanyraq.demo.actions.around import lately
from shanyraq.demo.making.stages import DEMO_DAY
from shanyraq.demo.tests.written import MORNING, dated_after
from shanyraq.foundation import installation
from shanyraq.foundation.clock import real_now
from shanyraq.foundation.models import Installation
from shanyraq.foundation.spellings import in_script_of, spellings_of
from shanyraq.people.models import CareSituation, Family, Person, PersonLanguage

pytestmark = pytest.mark.django_db


PEOPLE = 120


@pytest.fixture(scope="module")
def demonstration(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[int]:
    """How many people were made. Made once: what a test changes is undone at its end, the whole at the end of all."""
    with django_db_blocker.unblock(), transaction.atomic():
        Installation.objects.create(mode="demo", fixed_day=DEMO_DAY, made_at=real_now())
        installation.forget()
        yield actions.make_programme(people=PEOPLE)
        transaction.set_rollback(True)


def test_every_person_has_a_row_of_her_own_in_the_record_and_the_record_holds(demonstration: int) -> None:
    assert demonstration == PEOPLE

    with computing("test"):
        people = {f"person:{key}" for key in Person.objects.values_list("pk", flat=True)}
    rows = [json.loads(objects) for objects in Entry.objects.values_list("objects_json", flat=True)]
    named = [[one for one in row if one.startswith("person:")] for row in rows]
    assert len(people) == PEOPLE
    assert {row[0] for row in named if len(row) == 1} == people
    assert verify() is None


def test_the_stored_plans_equal_fresh_ones(demonstration: int) -> None:
    with computing("test"):
        cases = list(Case.objects.filter(closed_at=None).select_related("person"))
        stored = {(s.case_id, s.key, s.state) for s in PlanStep.objects.all()}
        at = cases[0].plan_made_at
    assert at is not None
    fresh = {
        (case_id, step.key, str(step.state))
        for case_id, plan in plans_of(cases, at).items()
        for step in plan.steps
        if step.state in ("LATE", "DUE", "WAITING")
    }
    assert stored == fresh


def test_no_case_manager_begins_above_her_ceiling_and_every_role_has_a_face(demonstration: int) -> None:
    with computing("test"):
        load = Counter(Case.objects.filter(closed_at=None).values_list("case_manager", flat=True))
    assert all(count <= 25 for manager, count in load.items() if manager)
    assert Account.objects.filter(login="demo-case_manager").exists()
    assert RoleGrant.objects.filter(role="supervisor").exists()


def test_nothing_was_written_down_after_the_day_of_the_demonstration(demonstration: int) -> None:
    assert dated_after(MORNING) == []

    with computing("test"):
        case = Case.objects.first()
        assert case is not None
        Evidence.objects.filter(case=case, seq=1).update(at=MORNING.replace(day=21))
    assert dated_after(MORNING) == ["Evidence.at: 1"]


def test_nothing_was_written_down_before_there_was_a_file(demonstration: int) -> None:
    with computing("test"):
        opened = dict(Case.objects.values_list("person", "opened_at"))
        notes, meetings = list(Note.objects.all()), list(Appointment.objects.all())
    assert all(note.written_at > opened[note.person_id] for note in notes)
    assert all(meeting.made_at > opened[meeting.person_id] for meeting in meetings)

    new = Case(opened_at=MORNING - timedelta(days=4))
    assert lately(new, MORNING, 3) == MORNING - timedelta(days=3)
    assert new.opened_at < lately(new, MORNING, 6) < MORNING


def test_nobody_is_in_two_meetings_at_once(demonstration: int) -> None:
    of_colleague = defaultdict(list)
    with computing("test"):
        meetings = list(Appointment.objects.order_by("starts_at"))
    for meeting in meetings:
        for colleague in {meeting.staff_id, meeting.interpreter_id} - {None}:
            of_colleague[colleague].append(meeting)

    assert len(meetings) > 15
    assert len({meeting.interpreter_id for meeting in meetings}) > 1
    for agenda in of_colleague.values():
        for one, other in pairwise(agenda):
            assert not rules.overlaps(one.starts_at, one.minutes, other.starts_at, other.minutes)


def test_children_are_alone_since_they_came_and_owe_no_visits_of_the_first_months_years_later(
    demonstration: int,
) -> None:
    with computing("test"):
        alone = list(CareSituation.objects.select_related("person"))
        cases = list(
            Case.objects.filter(person__in=[one.person_id for one in alone]).select_related("person")
        )
        came = {one.person_id: one.arrived_at or one.opened_at for one in cases}
        long_home = [one for one in cases if (MORNING - came[one.person_id]).days > 150]
        plans = plans_of(long_home, MORNING)
    assert not [
        step for plan in plans.values() for step in plan.steps if step.action_id == "P6-04" and step.is_open
    ]

    assert long_home
    for one in alone:
        assert one.starts_on <= localdate(came[one.person_id])
        assert one.person.birth_date and one.person.birth_date <= one.starts_on


def test_an_interpreter_comes_only_where_somebody_does_not_follow_her_colleague(demonstration: int) -> None:
    with computing("test"):
        meetings = list(Appointment.objects.select_related("staff").order_by("starts_at"))
        for meeting in meetings:
            people = AppointmentMember.objects.filter(appointment=meeting).values_list("person", flat=True)
            spoken: dict[object, set[str]] = {person: set() for person in people}
            for tongue in PersonLanguage.objects.filter(person__in=people).exclude(level="FEW_WORDS"):
                spoken[tongue.person_id].add(tongue.language)
            needed = any(
                "ar" in codes and codes.isdisjoint(meeting.staff.languages) for codes in spoken.values()
            )
            assert (meeting.interpreter_id is not None) == needed
            assert needed or meeting.language in meeting.staff.languages

    assert 0 < sum(one.interpreter_id is not None for one in meetings) < len(meetings)


def test_notes_and_meetings_are_written_mostly_in_the_languages_of_the_country(demonstration: int) -> None:
    with computing("test"):
        notes = [note.text for note in Note.objects.all()]
        titles = [meeting.title for meeting in Appointment.objects.all()]

    texts = [*notes, *titles]
    cyrillic = [text for text in texts if re.search("[а-яё]", text)]
    assert len(texts) * 0.6 < len(cyrillic) < len(texts)
    assert any(re.search("[а-яё]", note) for note in notes)
    assert any(re.search("[әғқңөұүһі]", text) for text in titles)
    assert any(re.fullmatch("[а-яё № ]+", text.lower()) for text in titles)


def test_every_reader_finds_names_of_colleagues_and_families_in_her_script(demonstration: int) -> None:
    with computing("test"):
        families = list(Family.objects.values_list("label", flat=True))
    colleagues = list(StaffMember.objects.all())
    names = [text for one in colleagues for text in (one.given_name, one.family_name)]

    for name in (*names, *families):
        assert len(spellings_of(name)) == 3
        assert re.fullmatch(r"[A-Za-z-]+", in_script_of("en", name))
        assert re.fullmatch(r"[Ѐ-ӿ-]+", in_script_of("kk", name))
        assert re.fullmatch(r"[\u0600-\u06ff ]+", in_script_of("ar", name))


def test_each_meeting_is_read_in_the_language_of_its_reader(demonstration: int) -> None:
    with computing("test"):
        meetings = list(Appointment.objects.all())

    for language in ("kk", "ru", "en", "ar"):
        names = {pack().text(action.name, language) for action in pack().actions.values()}
        assert meetings and {title_of(one, language) for one in meetings} <= names
