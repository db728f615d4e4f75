"""The pages on which two records are looked at, joined and parted."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from shanyraq.access.queries import computing
from shanyraq.cases.tests.cast import Worker
from shanyraq.cases.tests.factories import make_case
from shanyraq.people.models import Merge
from shanyraq.people.tests.factories import make_merge, make_person

pytestmark = pytest.mark.django_db


def url(name: str, **kwargs: Any) -> str:
    return reverse(f"cases:{name}", kwargs=kwargs)


def test_two_records_are_looked_at_joined_and_parted(saule: Worker) -> None:
    kept = make_case(make_person("Maryam Omarova", sex="F"), phase="P0")
    other = make_case(make_person("Mariam Umarova", sex="F", nationality="KZ"), phase="P0")
    address = url("merge_people", person_id=kept.person_id)

    assert "Mariam Umarova" in saule.client.get(address, {"q": "mariam"}).content.decode()
    both = f"{address}?other={other.person_id}"
    assert "differs" in saule.client.get(both).content.decode()
    assert "Say in a sentence" in saule.client.post(both, {"reason": "same"}).content.decode()
    answer = saule.client.post(both, {"reason": "The same woman, she said so herself."})
    assert answer.status_code == 302

    with computing("test"):
        merge = Merge.objects.get()
    assert (
        other.person.code
        in saule.client.get(url("correct_person", person_id=kept.person_id)).content.decode()
    )
    undo = url("undo_merge", merge_id=merge.pk)
    assert saule.client.get(undo).status_code == 200
    assert saule.client.post(undo).status_code == 302
    assert saule.client.get(undo).status_code == 404


def test_the_history_leads_to_undoing_whoever_may_and_while_there_is_something_to_undo(
    aigul: Worker, daniyar: Worker
) -> None:
    kept, other = (make_case(make_person(name), case_manager=aigul.staff) for name in ("Maryam", "Mariam"))
    reason = "The same woman, she said so herself."
    both = f"{url('merge_people', person_id=kept.person_id)}?other={other.person_id}"
    assert daniyar.client.post(both, {"reason": reason}).status_code == 302
    with computing("test"):
        undo = url("undo_merge", merge_id=Merge.objects.get().pk)

    history = url("history", family_id=kept.family_id)
    assert f'href="{undo}"' in daniyar.client.get(history).content.decode()
    assert f'href="{undo}"' not in aigul.client.get(history).content.decode()
    assert daniyar.client.post(undo).status_code == 302
    assert f'href="{undo}"' not in daniyar.client.get(history).content.decode()


def test_a_record_out_of_sight_is_not_there_to_join(saule: Worker, aigul: Worker) -> None:
    kept = make_case(make_person("Maryam Omarova"), phase="P0")
    far = make_case(make_person("Mariam Umarova"), phase="P6", case_manager=aigul.staff)
    merge = make_merge(far.person, make_person("Meryem"))

    for address in (
        f"{url('merge_people', person_id=kept.person_id)}?other={far.person_id}",
        url("merge_people", person_id=far.person_id),
        url("undo_merge", merge_id=merge.pk),
    ):
        assert saule.client.get(address).status_code == saule.client.post(address).status_code == 404


def test_after_arrival_a_supervisor_joins_two_records_of_her_team_and_parts_them(
    aigul: Worker, daniyar: Worker
) -> None:
    kept = make_case(make_person("Maryam Omarova", sex="F"), case_manager=aigul.staff)
    other = make_case(make_person("Mariam Umarova", sex="F"), case_manager=aigul.staff)
    address = url("merge_people", person_id=kept.person_id)
    own_page = daniyar.client.get(url("person", person_id=kept.person_id)).content.decode()
    people = daniyar.client.get(url("people", family_id=kept.family_id)).content.decode()
    assert f'href="{address}"' in own_page and f'href="{address}"' in people

    both = f"{address}?other={other.person_id}"
    answer = daniyar.client.post(both, {"reason": "The same woman, she said so herself."})

    assert answer.status_code == 302
    with computing("test"):
        undo = url("undo_merge", merge_id=Merge.objects.get().pk)
    assert f'href="{undo}"' in daniyar.client.get(address).content.decode()
    assert daniyar.client.post(undo).status_code == 302


def test_nobody_joins_records_of_which_she_sees_one_only(
    aigul: Worker, daniyar: Worker, erlan: Worker
) -> None:
    kept = make_case(make_person("Maryam Omarova"), case_manager=aigul.staff)
    far = make_case(make_person("Mariam Umarova"), case_manager=erlan.staff)

    both = f"{url('merge_people', person_id=kept.person_id)}?other={far.person_id}"

    assert daniyar.client.get(both).status_code == 404
    assert aigul.client.get(both).status_code == 403
