"""A field of a part that somebody does not read cannot reach a page: the row that she is given does not hold it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db.models import F, Max
from django.template import Context, Template

from shanyraq.access.queries import Guarded, computing, readable_fields, role_catalogue
from shanyraq.access.queries.fields import reader_of
from shanyraq.access.rules import Actor
from shanyraq.cases.models import Case, Note, Review
from shanyraq.cases.tests.cast import Worker, make_worker
from shanyraq.cases.tests.factories import make_assignment, make_note, make_review
from shanyraq.cases.tests.families import the_omarova_family
from shanyraq.foundation import keyring
from shanyraq.foundation.closed import NOTHING_STANDS_IN, NotReadable, is_closed
from shanyraq.foundation.declared import declaration_of
from shanyraq.people.models import Family, Person, PersonName

TABLES = [
    model
    for model in apps.get_models()
    if issubclass(getattr(model._default_manager, "_queryset_class", object), Guarded)
]
SECRET = "canary"
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("model", TABLES, ids=lambda model: model._meta.label)
def test_of_every_table_every_role_is_given_what_it_reads_and_nothing_else(model: Any) -> None:
    for role in role_catalogue().values():
        actor = Actor(None, None, rights=role.compartments)
        row = model(**{one.attname: None for one in model._meta.concrete_fields})
        row.__dict__.update({one.attname: SECRET for one in model._meta.concrete_fields})
        reads = readable_fields(actor, model)

        reader_of(actor).close(row)

        for field in model._meta.concrete_fields:
            told = declaration_of(field)
            assert told is not None
            if field.name in reads:
                assert row.__dict__[field.attname] == SECRET
                assert (
                    field.is_relation
                    or field.primary_key
                    or getattr(model, "scope_tells", False)  # of a row that she takes part in she is told all
                    or told.compartment in ("ROW", "STAFF", "SYSTEM", "C0")
                    or actor.right(told.compartment) in ("W", "R", "O")
                    or (told.compartment == "C1" and told.mask == "first")
                ), f"{role.code} is given {field}"
            elif field.stands_in is NOTHING_STANDS_IN or _stands_for(field) not in {"", *reads}:
                with pytest.raises(NotReadable):
                    getattr(row, field.attname)
            else:
                assert _stands_for(field) in reads or getattr(row, field.attname) != SECRET


def _stands_for(field: Any) -> str:
    """The other field that stands in for this one; empty where it is a value."""
    told = field.stands_in
    return told[1:] if isinstance(told, str) and told.startswith(".") else ""


@pytest.fixture
def night(aigul: Worker) -> Worker:
    return make_worker("Timur", "shift_worker", centre="MAN-A")


@pytest.fixture
def case(aigul: Worker) -> Case:
    case = the_omarova_family(aigul.staff)[0]
    with computing("test"):
        Case.objects.update(centre="MAN-A", phase="P3")
        Person.objects.update(nationality="SY")
    return case


def test_a_template_that_names_such_a_field_fails_and_shows_nothing(night: Worker, case: Case) -> None:
    person = Person.objects.visible_to(night.actor).get(pk=case.person_id)

    with pytest.raises(NotReadable):
        Template("{{ person.nationality }}").render(Context({"person": person}))


def test_a_row_that_was_joined_or_is_fetched_later_is_as_closed(night: Worker, case: Case) -> None:
    joined = Case.objects.visible_to(night.actor).select_related("person").get(pk=case.pk)
    later = Case.objects.visible_to(night.actor).get(pk=case.pk)

    for one in (joined, later):
        with pytest.raises(NotReadable):
            _ = one.person.nationality
    assert later.person.code == case.person.code


@pytest.mark.parametrize(
    "question",
    [
        lambda rows: rows.values("nationality"),
        lambda rows: rows.values_list("pk", "birth_date"),
        lambda rows: rows.order_by("sort_name"),
        lambda rows: rows.order_by(F("birth_date").desc()),
        lambda rows: rows.annotate(born=F("birth_date")),
        lambda rows: rows.annotate(last=Max("memberships__starts_on")).values("last"),
        lambda rows: rows.order_by("names__text"),
    ],
)
def test_no_question_is_put_for_her_about_such_a_field(night: Worker, case: Case, question: Any) -> None:
    with pytest.raises(NotReadable):
        list(question(Person.objects.visible_to(night.actor)))


def test_what_the_system_works_out_from_her_row_finds_the_value(night: Worker, case: Case) -> None:
    person = Person.objects.visible_to(night.actor).get(pk=case.person_id)

    with computing("test"):
        assert (person.nationality, person.sex) == ("SY", "F")
    assert person.sex == "" and is_closed(person, "sex")


def test_saving_a_row_leaves_what_she_does_not_read_as_it_was(night: Worker, case: Case) -> None:
    person = Person.objects.visible_to(night.actor).get(pk=case.person_id)

    person.made_at -= timedelta(days=1)
    person.save()

    with computing("test"):
        kept = Person.objects.get(pk=person.pk)
    assert (kept.nationality, kept.sex, kept.made_at) == ("SY", "F", person.made_at)


def test_a_sealed_text_is_as_closed_as_any_other(aigul: Worker, case: Case) -> None:
    keyring.ensure_keys([(case.person_id, "C0")])
    make_note(case)
    note = Note.objects.visible_to(aigul.actor).get()
    reader = reader_of(Actor(None, None, rights={}))
    reader._closed[Note] = frozenset({"text"})  # as if a part had its own field

    del note._state.closer  # type: ignore[attr-defined]
    reader.close(note)

    with pytest.raises(NotReadable):
        _ = note.text
    with computing("test"):
        assert note.text == "Call in the morning."


def test_of_the_shell_of_a_file_a_summary_is_what_may_be_shown(aigul: Worker, case: Case) -> None:
    liaison = make_worker("Rustem", "justice_liaison", region="ALR")
    make_assignment(case, liaison.staff)
    make_review(case, aigul.staff, request="Please look at it.")

    assert Case.objects.visible_to(liaison.actor).get().phase == "P3"
    with pytest.raises(NotReadable):
        _ = Review.objects.visible_to(liaison.actor).get().request


def test_whose_rights_open_everything_pays_with_no_query(
    aigul: Worker, case: Case, django_assert_num_queries: Any
) -> None:
    actor = aigul.actor

    with django_assert_num_queries(1):
        one = Case.objects.visible_to(actor).select_related("person", "family").get(pk=case.pk)
        assert (one.person.nationality, one.family.label if one.family else "") == ("SY", "Omarova")


def test_a_name_and_a_label_have_what_stands_in_for_them(night: Worker, case: Case) -> None:
    name = PersonName.objects.visible_to(night.actor).filter(person=case.person_id).get()
    family = Family.objects.visible_to(night.actor).get()

    assert name.text == "Saule" and family.label == family.code
