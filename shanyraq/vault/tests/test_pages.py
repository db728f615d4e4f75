"""The pages of the seal: who is shown which, and that what was opened is on one page once."""

from __future__ import annotations

import html
from typing import Any
from uuid import UUID

import pytest
from django.core import signing
from django.urls import reverse

from shanyraq.access.models import RoleGrant
from shanyraq.foundation.clock import real_now
from shanyraq.ui.faults import _LOST as LOST
from shanyraq.vault.models import Custodian, Opening
from shanyraq.vault.tests.factories import AT, REASON, SOMEBODY, agrees, asks, keeps, make_item, passphrase

pytestmark = pytest.mark.django_db


def asked_on_page(worker: Any, person: UUID = SOMEBODY) -> str:
    """Ask through the page; returns the words of the pick-up that it shows."""
    answer = worker.client.post(
        reverse("vault:ask", args=[person]), {"ground": "birth_papers", "reason": REASON}
    )
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    found: str = answer.context["pickup"]
    return found


def test_from_asking_to_reading_through_the_pages(zhanna: Any, aida: Any, berik: Any) -> None:
    keeps(aida, berik)
    make_item(text="Maryam Omarova")
    pickup = asked_on_page(zhanna)
    opening = Opening.objects.visible_to(zhanna.actor).get()
    for custodian in (aida, berik):
        page = custodian.client.get(reverse("vault:request", args=[opening.pk]))
        assert "K-7F4Q-2M" in page.content.decode()
        assert "Maryam" not in page.content.decode()
        fingerprint = page.context["agree_form"].initial["fingerprint"]
        answer = custodian.client.post(
            reverse("vault:agree", args=[opening.pk]),
            {"passphrase": passphrase(custodian), "fingerprint": fingerprint},
        )
        assert answer.status_code == 302

    shown = zhanna.client.post(reverse("vault:read", args=[opening.pk]), {"pickup": pickup})
    assert "Maryam Omarova" in shown.content.decode()
    assert "no-store" in shown["Cache-Control"]
    seconds, _, address = shown["Refresh"].partition("; url=")
    assert 3500 < int(seconds) <= 3600  # when the hour ends it leaves the screen
    assert address == reverse("vault:request", args=[opening.pk])


def test_wrong_words_give_the_form_back_with_what_is_wrong(zhanna: Any, aida: Any, berik: Any) -> None:
    keeps(aida, berik)
    make_item()
    asked = asks(zhanna, at=real_now())
    page = aida.client.get(reverse("vault:request", args=[asked.opening.pk]))
    answer = aida.client.post(
        reverse("vault:agree", args=[asked.opening.pk]),
        {
            "passphrase": "not my words at all",
            "fingerprint": page.context["agree_form"].initial["fingerprint"],
        },
    )
    assert "These words do not open the custodian&#x27;s key." in answer.content.decode()
    for custodian in (aida, berik):
        agrees(custodian, asked, at=real_now())
    answer = zhanna.client.post(reverse("vault:read", args=[asked.opening.pk]), {"pickup": "aaaa-bbbb"})
    assert "These are not the words of this request." in answer.content.decode()


def test_a_declined_request_says_so_and_asks_nobody_any_more(zhanna: Any, aida: Any, berik: Any) -> None:
    keeps(aida, berik)
    make_item()
    asked = asks(zhanna, at=real_now())
    aida.client.post(reverse("vault:decline", args=[asked.opening.pk]))

    page = berik.client.get(reverse("vault:request", args=[asked.opening.pk]))
    assert page.context["agree_form"] is None
    assert "Declined" in zhanna.client.get(reverse("vault:requests")).content.decode()


def test_a_request_is_seen_by_who_asked_and_by_custodians_only(
    zhanna: Any, aida: Any, berik: Any, aigul: Any, admin: Any
) -> None:
    keeps(aida, berik)
    make_item()
    url = reverse("vault:request", args=[asks(zhanna, at=real_now()).opening.pk])

    assert [one.client.get(url).status_code for one in (zhanna, aida, berik)] == [200, 200, 200]
    assert [one.client.get(url).status_code for one in (aigul, admin)] == [403, 403]


def test_the_list_of_requests_asks_the_same_few_questions_however_long_it_is(
    zhanna: Any, aida: Any, berik: Any, django_assert_max_num_queries: Any
) -> None:
    keeps(aida, berik)
    make_item()
    for _ in range(8):
        asks(zhanna, at=real_now())
    aida.client.get(reverse("vault:requests"))
    with django_assert_max_num_queries(12):
        assert aida.client.get(reverse("vault:requests")).status_code == 200


def test_a_custodian_makes_her_key_on_a_page_and_two_lock_the_vault_for_her(
    aida: Any, berik: Any, dina: Any
) -> None:
    keeps(aida, berik)
    make_item()
    told = {"passphrase": passphrase(dina), "again": passphrase(dina)}
    assert dina.client.post(reverse("vault:become_custodian"), told).status_code == 302

    second, waiting = Custodian.objects.order_by("number")[1:]
    page = aida.client.get(reverse("vault:custodians")).content.decode()
    assert "Waiting to be let in" in page and "Dina T." in page
    typed: dict[str, Any] = {
        "own_words": passphrase(aida),
        "other": second.pk,
        "other_words": passphrase(berik),
    }
    answer = aida.client.post(reverse("vault:lock_anew"), typed | {"let_in": [waiting.pk]}, follow=True)
    assert "One thing is locked" in answer.content.decode()
    assert "Waiting to be let in" not in answer.content.decode()


def test_who_waits_to_be_let_in_locks_nothing_and_is_asked_for_no_agreement(
    zhanna: Any, aida: Any, berik: Any, dina: Any
) -> None:
    keeps(aida, berik)
    keeps(dina)
    make_item()
    asked = asks(zhanna, at=real_now())

    assert dina.client.get(reverse("vault:lock_anew")).status_code == 404
    page = dina.client.get(reverse("vault:request", args=[asked.opening.pk]))
    assert page.context["agree_form"] is None


def test_a_custodian_ends_her_own_key_on_a_page_and_nobody_elses(aida: Any, berik: Any, dina: Any) -> None:
    first, second, _ = keeps(aida, berik, dina)
    own, other = (reverse("vault:end_custodian", args=[one.pk]) for one in (first, second))

    assert aida.client.get(other).status_code == 404
    assert aida.client.post(other).status_code == 404
    assert "End your key?" in aida.client.get(own).content.decode()
    assert Custodian.objects.filter(until=None).count() == 3
    assert aida.client.post(own).status_code == 302
    assert set(Custodian.objects.filter(until=None).values_list("number", flat=True)) == {2, 3}


def test_who_lost_her_role_is_taken_out_on_a_page(aida: Any, berik: Any, dina: Any) -> None:
    first, *_ = keeps(aida, berik, dina)
    RoleGrant.objects.filter(staff=aida.staff).update(ends_at=AT)

    page = berik.client.get(reverse("vault:custodians")).content.decode()
    assert "Her role or her access has ended" in page and "Take her out" in page
    assert berik.client.post(reverse("vault:end_custodian", args=[first.pk])).status_code == 302
    assert Custodian.objects.get(pk=first.pk).until


def test_she_herself_is_not_the_custodian_beside_her(aida: Any, berik: Any) -> None:
    first, _ = keeps(aida, berik)
    told = {"own_words": passphrase(aida), "other": first.pk, "other_words": passphrase(aida)}
    answer = aida.client.post(reverse("vault:lock_anew"), told)
    assert "other" in answer.context["form"].errors


def test_words_typed_differently_make_no_key(aida: Any) -> None:
    told = {"passphrase": passphrase(aida), "again": "something else, also long"}
    assert aida.client.post(reverse("vault:become_custodian"), told).status_code == 200
    assert not Custodian.objects.exists()


@pytest.mark.parametrize(("role", "status"), [("custodian", 403), ("lawyer", 404)])
def test_a_custodian_who_may_ask_too_reads_nothing_that_another_asked_for_in_either_role(
    zhanna: Any, aida: Any, berik: Any, role: str, status: int
) -> None:
    RoleGrant.objects.create(staff=aida.staff, role="lawyer", starts_at=AT)
    aida.works_as("custodian")
    keeps(aida, berik)
    make_item()
    asked = asks(zhanna, at=real_now())
    aida.works_as(role)

    told = {"pickup": asked.words}
    assert aida.client.post(reverse("vault:read", args=[asked.opening.pk]), told).status_code == status


LOCK = {"own_words": "a Lantern above the old mill", "other_words": "nine Geese crossing the river"}


@pytest.mark.parametrize(
    ("page", "sent"),
    [
        ("vault:lock_anew", LOCK),
        ("vault:become_custodian", {"passphrase": LOCK["own_words"], "again": LOCK["other_words"]}),
        ("vault:agree", {"passphrase": LOCK["own_words"]}),
        ("vault:read", {"pickup": LOCK["own_words"]}),
        ("access:prove", {"new_password": LOCK["own_words"], "code": LOCK["other_words"]}),
    ],
)
def test_words_that_open_something_never_come_back_on_a_page_that_says_no(
    client: Any, aigul: Any, page: str, sent: dict[str, str]
) -> None:
    address = reverse(page, args=[UUID(int=7)] if page in ("vault:agree", "vault:read") else [])

    for browser, why in ((client, "ended"), (aigul.client, "without the right")):
        answer = browser.post(address, sent | {"reason": "What she wrote by hand."})
        shown = answer.content.decode()

        assert not any(words in shown for words in sent.values()), why
        if answer.status_code == 403:
            assert "What she wrote by hand." in shown
            assert signing.loads(_lost(shown), salt=LOST)["typed"] == ["What she wrote by hand."]


def _lost(page: str) -> str:
    return html.unescape(page.partition('name="lost" value="')[2].partition('"')[0])
