"""The address of an entry that was corrected or taken back since leads to what stands there now."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from shanyraq.access.queries import system
from shanyraq.cases.actions.records import Recorded, correct_record, retract_record
from shanyraq.cases.models import Record
from shanyraq.cases.tests.cast import Worker
from shanyraq.cases.tests.test_correct_record import WRONG, ids, visited
from shanyraq.people.tests.factories import AT

pytestmark = pytest.mark.django_db
MEANWHILE = "This entry was corrected meanwhile"


def corrected(worker: Worker, first: Recorded, text: str) -> Recorded:
    told = {"text": text}
    return correct_record(
        record_ids=ids(first),
        happened_at=AT - timedelta(days=1),
        details=told,
        by=worker.actor,
        at=AT,
    )


def address(name: str, done: Recorded) -> str:
    """Of what was told about the same one of them."""
    entry = min(done.records, key=lambda record: str(record.case_id))
    return reverse(f"cases:{name}", args=[entry.pk])


@pytest.mark.parametrize("name", ["correct_record", "retract_record"])
def test_an_old_address_leads_to_the_entry_as_it_stands(aigul: Worker, name: str) -> None:
    _cases, first = visited(aigul)
    third = corrected(aigul, corrected(aigul, first, "second words"), "third words")

    answer = aigul.client.get(address(name, first), follow=True)

    assert answer.redirect_chain[0][0] == address("correct_record", third)
    page = answer.content.decode()
    assert MEANWHILE in page and "third words" in page


def test_an_entry_taken_back_leads_to_the_history(aigul: Worker) -> None:
    cases, first = visited(aigul)
    retract_record(record_ids=ids(first), reason=WRONG, by=aigul.actor, at=AT)

    answer = aigul.client.get(address("correct_record", first), follow=True)

    history = reverse("cases:history", kwargs={"family_id": cases[0].family_id})
    assert answer.redirect_chain[0][0] == history
    assert "This entry was taken back." in answer.content.decode()


def test_a_form_opened_before_a_correction_keeps_its_words_and_goes_to_the_present_entry(
    aigul: Worker,
) -> None:
    _cases, first = visited(aigul)
    form = aigul.client.get(address("correct_record", first)).context["form"]
    typed = {bound.html_name: bound.value() for bound in form if bound.value() is not None}
    typed |= {"on": str(typed["on"]), "at": f"{typed['at']:%H:%M}", "text": "typed words"}
    second = corrected(aigul, first, "second words")

    page = aigul.client.post(address("correct_record", first), typed).content.decode()

    assert MEANWHILE in page and "second words" in page and "typed words" in page
    with system("test"):
        assert Record.objects.filter(corrects__in=ids(second)).count() == 0
    assert f'action="{address("correct_record", second)}"' in page
    assert aigul.client.post(address("correct_record", second), typed).status_code == 302


def test_words_of_taking_back_are_given_back_where_the_entry_was_corrected(aigul: Worker) -> None:
    _cases, first = visited(aigul)
    corrected(aigul, first, "second words")

    answer = aigul.client.post(address("retract_record", first), {"reason": WRONG})

    assert answer.status_code == 404 and WRONG in answer.content.decode()


def test_nobody_is_led_to_an_entry_that_she_does_not_see(aigul: Worker, erlan: Worker) -> None:
    _cases, first = visited(aigul)
    corrected(aigul, first, "second words")

    assert erlan.client.get(address("correct_record", first)).status_code == 404
