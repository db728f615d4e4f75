"""What was sent when its session had ended is sent again in the role that it was written in."""

from __future__ import annotations

import pytest
from django.test import Client

from shanyraq.access.models import RoleGrant
from shanyraq.cases.tests.cast import SINCE, Worker
from shanyraq.cases.tests.filled_forms import Form
from shanyraq.cases.tests.test_unsaved import come_in, form, sent_again, sent_too_late
from shanyraq.foundation.clock import real_now

pytestmark = pytest.mark.django_db
__all__ = ["form"]
MANAGER, OTHER = "Work as: Case manager", "Work as: Regional coordinator"


def wanted_in_another_role(
    client: Client, worker: Worker, form: Form, monkeypatch: pytest.MonkeyPatch
) -> str:
    """She wrote it as case manager, and comes in again as regional coordinator. Returns what waits for her."""
    RoleGrant.objects.create(staff=worker.staff, role="regional_coordinator", region="ALR", starts_at=SINCE)
    wanted = sent_too_late(client, worker, form, monkeypatch)
    type(worker.account).objects.filter(pk=worker.account.pk).update(last_role="regional_coordinator")
    return come_in(client, worker, wanted)


def test_what_she_wrote_in_another_role_is_sent_in_that_role(
    client: Client, aigul: Worker, form: Form, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = form.count()
    waiting = wanted_in_another_role(client, aigul, form, monkeypatch)
    main = client.get(waiting).content.decode().partition("<h1>")[2]
    assert MANAGER in main and OTHER not in main and "Send it now" not in main

    back = sent_again(client, "<h1>" + main)

    page = back.content.decode()
    assert back.redirect_chain[-1][0] == waiting and form.count() == before
    assert "Send it now" in page and "Working as: Case manager" in page.partition("<h1>")[2]
    assert sent_again(client, page).status_code == 200 and form.count() == before + 1


def test_a_role_that_ended_meanwhile_is_not_offered(
    client: Client, aigul: Worker, form: Form, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting = wanted_in_another_role(client, aigul, form, monkeypatch)
    RoleGrant.objects.filter(staff=aigul.staff, role="case_manager").update(ends_at=real_now())

    page = client.get(waiting).content.decode()

    assert "Send it now" in page and MANAGER not in page and "Working as" not in page
