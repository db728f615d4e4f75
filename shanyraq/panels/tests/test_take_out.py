"""Whoever was named wrongly is taken out again, as long as nobody has voted: no panel is stuck."""

from __future__ import annotations

import pytest
from django.urls import reverse

from shanyraq.audit.models import Entry
from shanyraq.cases.models import Case
from shanyraq.cases.tests.cast import Worker
from shanyraq.foundation import clock
from shanyraq.foundation.errors import NotAllowed
from shanyraq.panels.actions.asking import CannotName, name_member, take_out_member
from shanyraq.panels.models import Panel, PanelSeat
from shanyraq.panels.tests.cast import Bench, asked, heard, named, voted

pytestmark = pytest.mark.django_db


def named_for(panel: Panel, worker: Worker, seat: str, by: Worker) -> None:
    name_member(panel_id=panel.pk, staff_id=worker.staff.pk, seat=seat, by=by.actor, at=clock.now())


def taken_out(panel: Panel, worker: Worker, by: Worker) -> None:
    take_out_member(panel_id=panel.pk, staff_id=worker.staff.pk, by=by.actor, at=clock.now())


def sees(worker: Worker, case: Case) -> bool:
    return Case.objects.visible_to(worker.actor).filter(pk=case.pk).exists()


def test_who_was_named_for_the_wrong_view_is_taken_out_on_the_page_and_named_for_another(
    child: Case, bench: Bench, aigul: Worker, daniyar: Worker
) -> None:
    panel = asked(child, aigul)
    named_for(panel, bench.chair, "health", daniyar)
    assert sees(bench.chair, child)
    out = reverse("panels:take_out_member", args=[panel.pk])
    assert out in daniyar.client.get(reverse("panels:panel", args=[panel.pk])).content.decode()

    answer = daniyar.client.post(out, {"member": str(bench.chair.staff.pk)})

    assert answer.status_code == 302
    assert not sees(bench.chair, child)
    assert Entry.objects.filter(action="panel.take_out", decision=Entry.ALLOWED).count() == 1
    named_for(panel, bench.chair, "protection", daniyar)
    assert PanelSeat._base_manager.get(panel=panel).seat == "protection"
    assert sees(bench.chair, child)


def test_what_was_lent_for_another_panel_about_her_stays_lent(
    child: Case, bench: Bench, aigul: Worker, daniyar: Worker
) -> None:
    one, other = asked(child, aigul), asked(child, aigul, "separation")
    for panel in (one, other):
        named_for(panel, bench.health, "health", daniyar)

    taken_out(one, bench.health, daniyar)
    assert sees(bench.health, child)
    taken_out(other, bench.health, daniyar)

    assert not sees(bench.health, child)


def test_nobody_is_taken_out_once_somebody_has_voted(
    child: Case, bench: Bench, aigul: Worker, daniyar: Worker
) -> None:
    panel = heard(named(asked(child, aigul), bench, daniyar), aigul)
    voted(panel.pk, bench.law)

    with pytest.raises(CannotName) as refused:
        taken_out(panel, bench.health, daniyar)

    assert refused.value.code == "voted"
    page = daniyar.client.get(reverse("panels:panel", args=[panel.pk])).content.decode()
    assert "Take out of the panel" not in page


def test_only_who_names_takes_out_and_only_who_sits_is_taken_out(
    child: Case, bench: Bench, aigul: Worker, daniyar: Worker
) -> None:
    panel = asked(child, aigul)
    named_for(panel, bench.health, "health", daniyar)

    with pytest.raises(NotAllowed):
        taken_out(panel, bench.health, aigul)
    with pytest.raises(CannotName) as refused:
        taken_out(panel, bench.law, daniyar)

    assert refused.value.code == "member"
    assert PanelSeat._base_manager.filter(panel=panel).count() == 1
