"""What the fields of a name make of what was typed, and a child who is said to be without the mother beside her."""

from __future__ import annotations

import pytest

from shanyraq.access.queries import computing
from shanyraq.cases.models import Case
from shanyraq.cases.tests.cast import Worker
from shanyraq.cases.tests.test_register_family import URL, typed
from shanyraq.people.models import CareSituation, PersonName
from shanyraq.vault.models import Item

pytestmark = pytest.mark.django_db


def test_a_name_in_the_field_of_another_script_is_put_where_it_belongs_and_shown(aigul: Worker) -> None:
    data = typed(**{"m0-name_Latn": "Марьям Омарова"})

    page = aigul.client.post(URL, data).content.decode()

    assert "It was typed into another field and stands here now." in page
    assert 'name="m0-name_Cyrl" value="Марьям Омарова"' in page and 'name="m0-name_Latn" value' not in page
    with computing("test"):
        assert not Case.objects.exists()


def test_the_short_form_of_a_compound_given_name_is_the_whole_of_it(aigul: Worker) -> None:
    aigul.client.post(URL, typed(**{"m0-name_Latn": "Umm Kulthum Omarova", "m0-name_Arab": "أم كلثوم عمر"}))

    with computing("test"):
        assert set(PersonName.objects.exclude(script="Cyrl").values_list("given", flat=True)) == {
            "Umm Kulthum",
            "أم كلثوم",
        }
        assert not Item.objects.exists()


def test_a_child_registered_beside_her_mother_is_without_her_family_only_if_that_is_said(
    aigul: Worker,
) -> None:
    data = typed(**{"m1-care": "UNACCOMPANIED"})

    asked = aigul.client.post(URL, data).content.decode()

    assert "Maryam lives in the same family." in asked and 'name="sure" value="with:0"' in asked
    with computing("test"):
        assert not Case.objects.exists()
    assert aigul.client.post(URL, data | {"sure": "with:0"}).status_code == 302
    with computing("test"):
        assert CareSituation.objects.count() == 1
