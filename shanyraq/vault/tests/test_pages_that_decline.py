"""The pages of the seal where something is refused, came too late or is not there; and the chore that forgets."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse

from shanyraq.access.models import Proposal
from shanyraq.access.queries import computing
from shanyraq.foundation.clock import real_now
from shanyraq.vault import presenters, queries
from shanyraq.vault.jobs import forget_what_is_over
from shanyraq.vault.models import Custodian, Opening, Part
from shanyraq.vault.tests.factories import (
    REASON,
    SOMEBODY,
    agrees,
    asks,
    keeps,
    make_item,
    passphrase,
    proposal_of,
)

pytestmark = pytest.mark.django_db


def sends(worker: Any, name: str, told: dict[str, Any], *args: Any) -> Any:
    return worker.client.post(reverse(f"vault:{name}", args=args), told, follow=True)


def test_what_cannot_be_asked_for_is_said_on_the_form_and_about_nobody_there_is_no_form(
    zhanna: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = sends(zhanna, "ask", {"ground": "birth_papers", "reason": REASON}, SOMEBODY)
    assert "Nothing is sealed about this person." in answer.content.decode()
    assert sends(zhanna, "ask", {"ground": ""}, SOMEBODY).context["form"].errors
    monkeypatch.setattr(queries, "_subjects", [])
    assert zhanna.client.get(reverse("vault:ask", args=[SOMEBODY])).status_code == 404


def test_a_request_that_is_not_there_is_not_found_and_an_empty_form_comes_back(
    zhanna: Any, aida: Any, berik: Any
) -> None:
    keeps(aida, berik)
    make_item()
    asked = asks(zhanna, at=real_now())

    assert sends(aida, "agree", {}, UUID(int=9)).status_code == 404
    assert sends(aida, "agree", {}, asked.opening.pk).context["agree_form"].errors
    assert sends(zhanna, "read", {}, asked.opening.pk).context["read_form"].errors


def test_who_declines_what_was_declined_already_is_told_so(zhanna: Any, aida: Any, berik: Any) -> None:
    keeps(aida, berik)
    make_item()
    asked = asks(zhanna, at=real_now())
    sends(aida, "decline", {}, asked.opening.pk)

    assert "This was decided already." in sends(berik, "decline", {}, asked.opening.pk).content.decode()


def test_a_second_key_of_hers_and_the_last_two_custodians_are_refused_on_their_pages(
    aida: Any, berik: Any
) -> None:
    told = {"passphrase": passphrase(aida), "again": passphrase(aida)}
    assert "Your key is made. What is sealed" in sends(aida, "become_custodian", told).content.decode()
    keeps(berik)
    own = Custodian.objects.get(staff=aida.staff)

    answer = sends(aida, "become_custodian", told)
    assert "already" in answer.content.decode() and Custodian.objects.count() == 2
    assert "Two custodians must stay" in sends(aida, "end_custodian", {}, own.pk).content.decode()


def test_wrong_words_of_the_two_come_back_as_what_is_wrong(aida: Any, berik: Any) -> None:
    _, second = keeps(aida, berik)
    told = {"own_words": "not my words at all", "other": second.pk, "other_words": passphrase(berik)}

    answer = sends(aida, "lock_anew", told)

    assert "These words do not open the custodian&#x27;s key." in answer.content.decode()


def test_where_a_request_stands_is_said_in_words(zhanna: Any, aida: Any, berik: Any) -> None:
    keeps(aida, berik)
    make_item()
    now = real_now()
    asked = asks(zhanna, at=now)
    opening = Opening.objects.visible_to(zhanna.actor).select_related("proposal").get()

    def said(at: Any) -> str:
        with computing("test"):
            found = Opening.objects.select_related("proposal").get(pk=opening.pk)
            return presenters.state_words(found, at)

    assert said(now + timedelta(hours=24)) == "Nobody agreed in time"
    agrees(aida, asked, at=now)
    agrees(berik, asked, at=now)
    assert said(now) == "Open for the one who asked"
    assert said(now + timedelta(hours=1)) == "Was opened for an hour"
    Proposal.objects.update(outcome=Proposal.EXPIRED)
    assert said(now) == "Nobody agreed in time"
    assert presenters.waiting_words(0) == "Nothing waits for you."
    assert presenters.waiting_words(1) == "1 request waits for you."


def test_the_chore_ends_what_nobody_agreed_to_and_forgets_what_was_given(
    zhanna: Any, aida: Any, berik: Any
) -> None:
    keeps(aida, berik)
    make_item()
    now = real_now()
    asked = asks(zhanna, at=now)
    agrees(aida, asked, at=now)

    forget_what_is_over(now + timedelta(hours=1))
    assert Part.objects.count() == 1
    forget_what_is_over(now + timedelta(hours=24))

    assert proposal_of(asked).outcome == Proposal.EXPIRED and not Part.objects.exists()
