"""Signs that turn a name around or hide in it come in by no door: not by hand, not by a correction."""

from __future__ import annotations

import pytest
from django.urls import reverse

from shanyraq.access.queries import computing
from shanyraq.cases.actions.facts import correct_person
from shanyraq.cases.tests.cast import Worker
from shanyraq.cases.tests.factories import make_case
from shanyraq.cases.tests.test_correct_person import BOY
from shanyraq.cases.tests.test_register_family import typed
from shanyraq.people.actions import NameText, SealedName
from shanyraq.people.models import Family, Person, PersonName
from shanyraq.people.queries import search_people
from shanyraq.people.tests.factories import AT, make_person

pytestmark = pytest.mark.django_db
TURNED = "\u202eMar\u200byam\u202c \u2066Oma\u00adrova\u2069"
JOINED = "علی\u200cرضا"


def test_a_family_registered_by_hand_has_names_that_read_as_they_are_written(saule: Worker) -> None:
    fields = typed(
        **{"m0-name_Latn": TURNED, "m0-name_Arab": f"\u202b{JOINED}\u202c", "label": "\u202eOmarova"}
    )

    answer = saule.client.post(reverse("cases:register_family"), fields)

    assert answer.status_code == 302
    with computing("test"):
        texts = set(PersonName.objects.values_list("text", flat=True))
        assert {"Maryam Omarova", JOINED} <= texts
        assert Family.objects.get().label == "Omarova"
        assert Person.objects.filter(sort_name="Maryam Omarova").exists()


def test_a_name_of_nothing_but_such_signs_is_no_name(saule: Worker) -> None:
    fields = typed(**{"m0-name_Latn": "\u200b\u202e", "m0-name_Arab": ""})

    answer = saule.client.post(reverse("cases:register_family"), fields)

    assert answer.status_code == 200
    assert "Write the name in at least one kind of letters." in answer.content.decode()


def test_a_kunya_does_not_hide_behind_such_signs(saule: Worker) -> None:
    fields = typed(**{"m0-name_Latn": "Maryam Omarova (U\u200bmm \u202eYusuf)"})

    saule.client.post(reverse("cases:register_family"), fields)

    with computing("test"):
        texts = set(PersonName.objects.values_list("text", flat=True))
        assert "Maryam Omarova" in texts
        assert not [text for text in texts if "mm" in text]


def test_a_correction_takes_them_out_too(aigul: Worker) -> None:
    case = make_case(make_person("Yusuf Omarov"), case_manager=aigul.staff)

    correct_person(
        person_id=case.person_id,
        names=[NameText("Latn", "\u202eYusuf\u202c Kar\u200bimov", "Yu\u200bsuf")],
        facts=BOY,
        tongues=[],
        by=aigul.actor,
        at=AT,
    )

    with computing("test"):
        name = PersonName.objects.get(person=case.person_id)
        assert (name.text, name.given) == ("Yusuf Karimov", "Yusuf")
    assert [person.pk for person in search_people(aigul.actor, "Karimov")] == [case.person_id]


def test_a_non_joiner_stays_inside_arabic_letters_and_nowhere_else() -> None:
    assert NameText("Arab", f"\u200c{JOINED}\u200c").text == JOINED
    assert NameText("Latn", "Ali\u200cReza").text == "AliReza"
    assert SealedName("Umm\u202e Ali", "Latn").text == "Umm Ali"
