"""What colleagues see of an erasure afterwards: who asked or agreed that it is done, and nobody who it was about."""

from __future__ import annotations

from django.urls import reverse

from shanyraq.cases.models import Assignment, Case
from shanyraq.cases.tests.cast import Worker, make_worker
from shanyraq.foundation.clock import real_now
from shanyraq.rights.tests.erasing import REASON, erased
from shanyraq.rights.tests.factories import make_data_request


def test_who_has_to_tell_the_family_still_sees_that_it_is_done_and_nobody_besides(
    mother: Case, aigul: Worker, daniyar: Worker, auditor: Worker
) -> None:
    made = make_data_request(mother, aigul.staff, kind="ERASE", wish="canary")
    other = make_worker("Serik", "case_manager", region="ALR")
    done = erased(mother, aigul, daniyar, auditor, request_id=made.pk)
    pages = [reverse("rights:erasure", args=[done.pk]), reverse("rights:request", args=[made.pk])]

    for worker in (aigul, daniyar):
        for page in (*pages, reverse("rights:erasures"), f"{reverse('rights:requests')}?state=answered"):
            shown = worker.client.get(page)
            text = shown.content.decode()
            assert shown.status_code == 200 and "A file that was erased" in text
            assert not any(word in text for word in (mother.person.code, "Canaryova", "canary", REASON))
        assert worker.client.get(reverse("rights:requests_of", args=[mother.person_id])).status_code == 404
    assert "Erased on" in aigul.client.get(pages[0]).content.decode()
    assert [other.client.get(page).status_code for page in pages] == [404, 404]


def test_what_was_asked_about_a_part_is_out_of_sight_with_the_file(
    mother: Case, aigul: Worker, daniyar: Worker, auditor: Worker
) -> None:
    made = make_data_request(mother, aigul.staff, kind="ERASE")
    done = erased(mother, aigul, daniyar, auditor, parts=("C5",), request_id=made.pk)
    Case._base_manager.filter(pk=mother.pk).update(case_manager=None)
    Assignment._base_manager.filter(case=mother).update(ends_at=real_now())

    assert aigul.client.get(reverse("rights:erasure", args=[done.pk])).status_code == 404
    assert aigul.client.get(reverse("rights:request", args=[made.pk])).status_code == 404
