"""Declining to erase: on one of two grounds, with reasons that are kept sealed and reach whoever asked."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse

from shanyraq.access.queries import computing
from shanyraq.cases.models import Case
from shanyraq.cases.tests.cast import Worker
from shanyraq.foundation import clock
from shanyraq.foundation.clock import real_now
from shanyraq.rights.actions.erasures import CannotErase, decline_to_erase
from shanyraq.rights.models import Erasure
from shanyraq.rights.tests.erasing import agree, asked, erased
from shanyraq.rights.tests.factories import make_data_request, make_legal_hold

WHY_NOT = "Her sister is hidden at the address that stands there."


def decline(erasure: Erasure, by: Worker, **told: str) -> None:
    known = {"ground": "VITAL", "reasons": WHY_NOT}
    decline_to_erase(erasure_id=erasure.pk, **(known | told), by=by.actor, at=real_now())


def test_one_no_ends_it_and_it_can_be_asked_again(mother: Case, aigul: Worker, auditor: Worker) -> None:
    erasure = asked(mother, aigul)
    with pytest.raises(CannotErase):
        asked(mother, auditor)

    decline(erasure, auditor)
    assert asked(mother, auditor).state == "ASKED"


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"ground": ""}, "ground"),
        ({"ground": "WISH"}, "ground"),
        ({"ground": "HOLD"}, "no_hold"),
        ({"reasons": "no"}, "reasons"),
    ],
)
def test_it_is_declined_only_on_one_of_two_grounds_and_with_reasons(
    mother: Case, aigul: Worker, auditor: Worker, told: dict[str, str], code: str
) -> None:
    erasure = asked(mother, aigul)
    make_legal_hold(
        mother,
        auditor.staff,
        ends_on=clock.today() - timedelta(days=1),
        starts_on=clock.today() - timedelta(days=90),
    )

    with pytest.raises(CannotErase) as refused:
        decline(erasure, auditor, **told)

    assert refused.value.code == code
    assert agree(erasure, auditor).state == "ASKED"  # nothing has ended


def test_who_declines_gives_reasons_that_stand_sealed_and_reach_who_asked(
    mother: Case, aigul: Worker, auditor: Worker
) -> None:
    request = make_data_request(mother, aigul.staff, kind="ERASE")
    erasure = asked(mother, aigul, parts=("C3",), request_id=request.pk)
    make_legal_hold(mother, auditor.staff)
    address = reverse("rights:decline_erasure", args=[erasure.pk])

    assert auditor.client.post(address).status_code == 200
    assert auditor.client.post(address, {"ground": "HOLD", "reasons": "no"}).status_code == 200
    assert auditor.client.post(address, {"ground": "HOLD", "reasons": WHY_NOT}).status_code == 302

    for name, key in (("erasure", erasure.pk), ("requests_of", mother.person_id), ("request", request.pk)):
        page = aigul.client.get(reverse(f"rights:{name}", args=[key])).content.decode()
        assert WHY_NOT in page and "A legal hold is in force" in page, name
    assert WHY_NOT in auditor.client.get(reverse("rights:erasures")).content.decode()
    hers = aigul.client.get(reverse("rights:request", args=[request.pk])).content.decode()
    assert "Tell the person the reasons" in hers and "/erase/" not in hers.partition('id="next"')[2]
    with connection.cursor() as cursor:
        cursor.execute("SELECT declined_reasons FROM rights_erasure")
        assert WHY_NOT.encode() not in bytes(cursor.fetchone()[0])
    told = {"outcome": "DECLINED", "ground": "HOLD", "reasons": WHY_NOT}
    assert aigul.client.post(reverse("rights:answer_request", args=[request.pk]), told).status_code == 302


def test_reasons_go_with_the_person(mother: Case, aigul: Worker, daniyar: Worker, auditor: Worker) -> None:
    decline(asked(mother, aigul), auditor)

    erased(mother, aigul, daniyar, auditor)

    with computing("test"):
        first = Erasure.objects.get(proposal__outcome="DECLINED")
    assert (first.declined_ground, first.declined_reasons) == ("VITAL", "")
