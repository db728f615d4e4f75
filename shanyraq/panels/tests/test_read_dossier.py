"""Whoever sits reads the file of whom it decides about, for 21 days, as that and as nothing else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from shanyraq.access.models import RoleGrant
from shanyraq.audit.models import Entry
from shanyraq.cases.actions.dossiers import end_dossiers
from shanyraq.cases.models import Assignment, Case
from shanyraq.cases.tests.cast import SINCE, Worker
from shanyraq.foundation import clock
from shanyraq.panels.jobs import end_what_was_lent
from shanyraq.panels.tests.cast import Bench, asked, named, sitter

pytestmark = pytest.mark.django_db


def seen(worker: Worker, case: Case) -> bool:
    return Case.objects.visible_to(worker.actor).filter(pk=case.pk).exists()


def lent(days: int) -> None:
    """The file was lent so many days ago."""
    for part in Assignment._base_manager.exclude(until=None):
        Assignment._base_manager.filter(pk=part.pk).update(
            until=clock.now() + timedelta(days=21 - days), starts_at=part.starts_at - timedelta(days=days)
        )


def test_whoever_is_named_reads_the_file_and_nobody_before(
    child: Case, bench: Bench, aigul: Worker, daniyar: Worker
) -> None:
    panel = asked(child, aigul)
    assert not seen(bench.health, child)

    named(panel, bench, daniyar)

    page = reverse("cases:person", args=[child.person_id])
    assert seen(bench.health, child) and bench.health.client.get(page).status_code == 200
    assert reverse("panels:panel", args=[panel.pk]) in bench.health.client.get("/panels/").content.decode()


def test_after_its_days_the_file_is_closed_at_the_next_page_also_where_no_worker_runs(
    child: Case, bench: Bench, aigul: Worker, daniyar: Worker
) -> None:
    panel = named(asked(child, aigul), bench, daniyar)
    lent(20)
    page = reverse("panels:panel", args=[panel.pk])
    assert bench.law.client.get(page).status_code == 200

    lent(21)

    assert bench.law.client.get(page).status_code == 404
    assert bench.law.client.get(reverse("cases:person", args=[child.person_id])).status_code == 404
    assert Entry.objects.filter(action="dossier.end").count() == 1
    assert seen(bench.health, child)  # nobody has asked as her yet: the worker closes it

    end_what_was_lent(clock.real_now())

    assert not seen(bench.health, child)
    assert end_dossiers(by=aigul.actor, at=clock.now()) == 0
    assert Entry.objects.filter(action="dossier.end").count() == 2


def test_what_was_lent_is_not_seen_in_another_role_of_hers(
    child: Case, bench: Bench, aigul: Worker, daniyar: Worker
) -> None:
    RoleGrant.objects.create(staff=bench.health.staff, role="health_worker", region="ALR", starts_at=SINCE)
    named(asked(child, aigul), bench, daniyar)

    bench.health.works_as("panel_member")
    assert seen(bench.health, child)
    bench.health.works_as("health_worker")

    assert not seen(bench.health, child)


def test_a_centre_lead_sees_that_a_panel_waits_and_no_word_of_why(
    child: Case, bench: Bench, aigul: Worker, daniyar: Worker, bota: Worker
) -> None:
    Case._base_manager.filter(pk=child.pk).update(centre="MAN-A", phase="P4")
    panel = named(asked(child, aigul), bench, daniyar)

    shown = bota.client.get(reverse("panels:panel", args=[panel.pk])).content.decode()

    assert "Raushan" in shown and "aunt" not in shown


def test_whoever_sees_no_file_sees_no_panel(child: Case, aigul: Worker, erlan: Worker, damir: Worker) -> None:
    panel = asked(child, aigul)

    assert erlan.client.get(reverse("panels:panel", args=[panel.pk])).status_code == 404
    assert erlan.client.get(reverse("panels:panels_of", args=[child.person_id])).status_code == 404
    assert damir.client.get("/panels/").status_code == 403


def test_who_sits_and_who_names_members_is_reminded_on_the_day_until_it_is_decided(
    child: Case, bench: Bench, aigul: Worker, daniyar: Worker
) -> None:
    named(asked(child, aigul), bench, daniyar)

    def reminded(worker: Worker, page: str) -> bool:
        return "One decision waits for a panel" in worker.client.get(reverse(page)).content.decode()

    assert reminded(bench.law, "desk:today") and reminded(daniyar, "desk:team")
    assert not reminded(sitter("Elsewhere", "health"), "desk:today")
    assert not reminded(aigul, "desk:today")  # her list says it; it is not hers to do
