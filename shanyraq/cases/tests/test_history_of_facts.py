"""What is put right about a person stands in the history: who changed which fact when, from what to what."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from shanyraq.access.queries import computing
from shanyraq.cases.actions import families
from shanyraq.cases.actions.facts import CannotCorrect, correct_person
from shanyraq.cases.actions.merging import merge_people, undo_merge
from shanyraq.cases.models import Case, FactChange
from shanyraq.cases.tests.cast import Worker, make_worker
from shanyraq.cases.tests.factories import make_assignment, make_case
from shanyraq.cases.tests.families import happened, the_omarova_family
from shanyraq.foundation.installation import install
from shanyraq.people.actions import Facts, NameText, Tongue
from shanyraq.people.models import Person
from shanyraq.people.tests.factories import AT, make_person

pytestmark = pytest.mark.django_db
YUSUF = Facts("M", date(2015, 1, 1), "day", "")
HOW_WE_KNOW = "The same birth certificate."


def corrected(case: Case, worker: Worker, **fields: Any) -> None:
    values: dict[str, Any] = {
        "names": [NameText("Latn", "Yusuf Omarova", "Yusuf")],
        "facts": YUSUF,
        "tongues": [Tongue("ar", "MOTHER")],
    }
    correct_person(person_id=case.person_id, by=worker.actor, at=AT, **values | fields)


def history_of(case: Case, client: Client, query: str = "") -> str:
    url = reverse("cases:history", kwargs={"family_id": case.family_id})
    return client.get(url + query).content.decode()


def test_the_history_tells_which_fact_was_put_right_by_whom_from_what_to_what(
    aigul: Worker, daniyar: Worker
) -> None:
    yusuf = the_omarova_family(aigul.staff)[3]

    corrected(
        yusuf,
        aigul,
        facts=Facts("M", date(2014, 6, 3), "day", "KZ"),
        tongues=[Tongue("ar", "MOTHER"), Tongue("kk", "SOME")],
    )

    shown = history_of(yusuf, daniyar.client)
    assert "Facts corrected" in shown and "Yusuf" in shown
    assert "before: 1 January 2015; now: 3 June 2014" in shown
    assert "before: not recorded; now: Kazakhstan" in shown
    assert "before: Arabic; now: Arabic and some Kazakh" in shown
    assert "Written by" in shown and aigul.staff.short_name in shown
    assert "sealed" not in shown


def test_of_a_name_the_history_tells_that_it_changed_and_never_the_former_one(aigul: Worker) -> None:
    yusuf = the_omarova_family(aigul.staff)[3]

    corrected(yusuf, aigul, names=[NameText("Latn", "Timur Omarova", "Timur")])

    shown = history_of(yusuf, aigul.client)
    assert "A name was changed; the former one is sealed." in shown
    assert "Yusuf" not in shown and "before:" not in shown
    with computing("test"):
        assert "Yusuf" not in str(FactChange.objects.get().told)


def test_a_correction_that_changes_nothing_leaves_nothing_in_the_history(aigul: Worker) -> None:
    yusuf = the_omarova_family(aigul.staff)[3]

    with pytest.raises(CannotCorrect) as refused:
        corrected(yusuf, aigul)

    assert refused.value.code == "unchanged"
    with computing("test"):
        assert not FactChange.objects.exists()


def test_a_move_is_told_with_both_families_and_the_day(aigul: Worker) -> None:
    amina = the_omarova_family(aigul.staff)[5]

    families.move_person(
        person_id=amina.person_id,
        family_id=None,
        label="Karimova",
        relation="head",
        starts_on=AT.date() - timedelta(days=3),
        by=aigul.actor,
        at=AT,
    )

    amina.refresh_from_db()
    shown = history_of(amina, aigul.client)
    assert "Family changed" in shown
    assert "before: Omarova family; now: Karimova family" in shown
    assert "before: relative; now: head of the family" in shown
    assert "17 May" in shown


def test_a_care_situation_is_told_to_those_who_read_family_and_care_alone(aigul: Worker) -> None:
    install(fixed_day=AT.date(), at=AT)
    child = make_person("Maryam", birth_date=date(2018, 1, 1), birth_precision="day")
    maryam = make_case(child, case_manager=aigul.staff)
    teacher = make_worker("Gulnara", "teacher", region="ALR")
    make_assignment(maryam, teacher.staff)
    now: dict[str, Any] = {"by": aigul.actor, "at": AT}
    situation = families.set_care(
        person_id=maryam.person_id, kind="SEPARATED", starts_on=AT.date() - timedelta(days=5), **now
    )
    families.end_care(situation_id=situation.pk, ends_on=AT.date(), **now)

    shown, to_teacher = history_of(maryam, aigul.client), history_of(maryam, teacher.client)

    assert "before: with her or his family; now: separated: with kin" in shown
    assert "before: separated: with kin" in shown
    assert "Care situation" not in to_teacher and "separated" not in to_teacher


def test_a_kinship_is_told_with_the_relative(aigul: Worker) -> None:
    cases = the_omarova_family(aigul.staff)

    families.add_kin(
        person_id=cases[2].person_id,
        relative_id=cases[3].person_id,
        kind="SIBLING",
        proof="DECLARED",
        by=aigul.actor,
        at=AT,
    )

    assert "Aisha: sister of Yusuf" in history_of(cases[2], aigul.client)


def test_what_was_put_right_in_a_second_record_is_told_of_the_one_that_stays(
    aigul: Worker, saule: Worker
) -> None:
    install(fixed_day=AT.date(), at=AT)
    born: dict[str, Any] = {"sex": "M", "birth_date": date(2013, 5, 5), "birth_precision": "day"}
    first, second = (
        make_case(make_person(name, **born), case_manager=aigul.staff, phase="P1")
        for name in ("Yusuf Omarov", "Yusuf O.")
    )
    corrected(second, aigul, names=[NameText("Latn", "Yusuf O.")], facts=Facts("M", None, "unknown", "SY"))
    now: dict[str, Any] = {"by": saule.actor, "at": AT}

    merge = merge_people(
        kept_id=first.person_id, absorbed_id=second.person_id, reason=HOW_WE_KNOW, take=["nationality"], **now
    )
    joined = history_of(first, aigul.client)
    undo_merge(merge_id=merge.pk, **now)
    parted = history_of(first, aigul.client)

    assert "Two records joined" in joined and joined.count("before: not recorded; now: Syria") == 2
    assert "before: 5 May 2013; now: not recorded" in joined
    assert "Two records parted again" in parted and "5 May 2013" not in parted


def test_every_change_stands_on_one_page_of_the_history_among_what_happened_then(aigul: Worker) -> None:
    cases = the_omarova_family(aigul.staff)
    for days in range(70):
        happened(cases[:1], "case.contact.made", AT - timedelta(days=days + 1))
    with computing("test"):
        for days in (0, 30, 60, 69, 90):
            row = FactChange(
                person_id=cases[0].person_id,
                kind="CORRECTED",
                compartment="C1",
                told={"sex": ["M", "F"]},
                changed_at=AT - timedelta(days=days, hours=5),
            )
            row.save(force_insert=True)

    first = aigul.client.get(reverse("cases:history", kwargs={"family_id": cases[0].family_id}))
    second = history_of(cases[0], aigul.client, first.context["page"].next_query)

    assert first.content.decode().count("Facts corrected") == 2
    assert second.count("Facts corrected") == 3


def test_the_history_takes_as_many_queries_for_many_changes_as_for_one(
    aigul: Worker, django_assert_max_num_queries: Any
) -> None:
    cases = the_omarova_family(aigul.staff)
    url = reverse("cases:history", kwargs={"family_id": cases[0].family_id})

    def queries() -> int:
        with django_assert_max_num_queries(60) as counted:
            aigul.client.get(url)
        return len(counted)

    def change(year: int, kin: int) -> None:
        corrected(cases[3], aigul, facts=Facts("M", date(year, 1, 1), "day", "KZ"))
        families.add_kin(
            person_id=cases[kin].person_id,
            relative_id=cases[0].person_id,
            kind="OTHER",
            proof="DECLARED",
            by=aigul.actor,
            at=AT,
        )

    change(2014, 3)
    queries()  # what is read once for all pages
    once = queries()
    change(2013, 4)
    change(2012, 5)

    assert queries() == once


def test_a_relative_without_a_file_is_told_of_in_the_file_of_her_family(aigul: Worker) -> None:
    case = the_omarova_family(aigul.staff)[0]
    with computing("test"):
        kulyash = Person.objects.get(names__given="Kulyash")
        name = kulyash.names.get()
    correct_person(
        person_id=kulyash.pk,
        names=[NameText("Latn", name.text, name.given)],
        facts=Facts("F", date(1958, 1, 1), "year", ""),
        tongues=[],
        by=aigul.actor,
        at=AT,
    )

    shown = history_of(case, aigul.client)

    assert "Kulyash" in shown and "now: 1958" in shown
