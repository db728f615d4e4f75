"""Who may not decide about somebody, at the naming and also when it became so later; haste, and an appeal."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shanyraq.audit.models import Entry
from shanyraq.cases.models import Case
from shanyraq.cases.queries.deciding import is_decided
from shanyraq.cases.tests.cast import Worker, make_worker
from shanyraq.cases.tests.factories import make_assignment, make_colleague_kin, make_record
from shanyraq.foundation import clock
from shanyraq.foundation.errors import NotAllowed
from shanyraq.panels.actions.again import CannotRatify, appeal, ratify
from shanyraq.panels.actions.asking import CannotName, name_member
from shanyraq.panels.actions.voting import CannotClosePanel, decide
from shanyraq.panels.models import Panel
from shanyraq.panels.tests.cast import Bench, also, asked, decided, heard, named, sitter, voted

pytestmark = pytest.mark.django_db
WHY = "It was looked at once more, with her lawyer."


def not_named(panel: Panel, worker: Worker, seat: str, by: Worker) -> str:
    """The code of why somebody is not named; empty where she is."""
    try:
        name_member(panel_id=panel.pk, staff_id=worker.staff.pk, seat=seat, by=by.actor, at=clock.now())
    except CannotName as refusal:
        return str(refusal.code)
    return ""


def test_who_led_the_file_asked_is_kin_or_wrote_an_assessment_is_not_named(
    child: Case, bench: Bench, aigul: Worker, daniyar: Worker
) -> None:
    panel = asked(child, aigul)
    led, kin, author = (sitter(name, "panel") for name in ("Led", "Kin", "Author"))
    make_assignment(child, led.staff, discipline="case_manager", ends_at=clock.now())
    make_colleague_kin(child.person, kin.staff)
    make_record(child, kind="case.outcome.recorded", compartment="C4", recorded_by=author.staff)
    also(aigul, "panel_member")

    assert not_named(panel, led, "health", daniyar) == "owner"
    assert not_named(panel, kin, "health", daniyar) == "kin"
    assert not_named(panel, author, "health", daniyar) == "author"
    assert not_named(panel, aigul, "health", daniyar) == "seat"
    assert not_named(panel, bench.health, "health", daniyar) == ""


def test_the_line_manager_of_whoever_leads_sits_but_not_in_the_chair(
    child: Case, aigul: Worker, daniyar: Worker
) -> None:
    also(daniyar, "panel_member")
    daniyar.staff.discipline = "panel"
    daniyar.staff.save()
    daniyar.works_as("supervisor")
    panel = asked(child, aigul)

    assert not_named(panel, daniyar, "protection", daniyar) == "line"
    assert not_named(panel, daniyar, "health", daniyar) == ""


def test_two_colleagues_of_one_name_do_not_sit_together(
    child: Case, bench: Bench, aigul: Worker, daniyar: Worker
) -> None:
    panel = asked(child, aigul)
    assert not_named(panel, bench.law, "learning_law", daniyar) == ""

    again = make_worker("sholpan-2", "panel_member", discipline="panel")
    again.staff.given_name = bench.law.staff.given_name
    again.staff.save()

    assert not_named(panel, again, "health", daniyar) == "twice"


def test_a_vote_counts_no_more_once_its_member_may_not_decide(
    child: Case, bench: Bench, aigul: Worker, daniyar: Worker
) -> None:
    panel = heard(named(asked(child, aigul), bench, daniyar), aigul)
    for worker, _seat in bench.all:
        voted(panel.pk, worker)

    make_record(child, kind="case.outcome.recorded", compartment="C4", recorded_by=bench.law.staff)

    with pytest.raises(CannotClosePanel) as refused:
        decide(panel_id=panel.pk, reasons=WHY, by=bench.chair.actor, at=clock.now())
    assert refused.value.code == "quorum"


def in_haste(child: Case, bench: Bench, aigul: Worker, daniyar: Worker) -> Panel:
    panel = heard(named(asked(child, aigul, is_urgent=True), bench, daniyar), aigul)
    for worker, _seat in bench.all:
        voted(panel.pk, worker)
    return decide(panel_id=panel.pk, reasons=WHY, by=bench.chair.actor, at=clock.now())


def test_what_is_decided_in_haste_is_due_in_a_day_and_confirmed_by_somebody_who_took_no_part(
    child: Case, bench: Bench, aigul: Worker, daniyar: Worker
) -> None:
    panel = in_haste(child, bench, aigul, daniyar)
    assert panel.due_at - panel.asked_at == timedelta(hours=24)
    with pytest.raises(NotAllowed):
        ratify(panel_id=panel.pk, is_ratified=True, words=WHY, by=daniyar.actor, at=clock.now())

    other = make_worker("Assiya", "regional_coordinator", region="ALR")
    late = clock.now() + timedelta(hours=73)
    with pytest.raises(CannotRatify):
        ratify(panel_id=panel.pk, is_ratified=True, words=WHY, by=other.actor, at=late)
    assert is_decided("placement", child.person_id, clock.now())
    assert not is_decided("placement", child.person_id, late)

    ratify(panel_id=panel.pk, is_ratified=True, words=WHY, by=other.actor, at=clock.now())

    assert is_decided("placement", child.person_id, late)
    assert Entry.objects.filter(action="panel.ratify", decision=Entry.ALLOWED).count() == 1


def test_what_is_not_confirmed_does_not_stand(
    child: Case, bench: Bench, aigul: Worker, daniyar: Worker
) -> None:
    panel = in_haste(child, bench, aigul, daniyar)
    other = make_worker("Assiya", "regional_coordinator", region="ALR")

    ratify(panel_id=panel.pk, is_ratified=False, words=WHY, by=other.actor, at=clock.now())

    assert not is_decided("placement", child.person_id, clock.now())


def test_an_appeal_is_decided_by_others_and_stands_before_the_first_decision(
    child: Case, bench: Bench, aigul: Worker, daniyar: Worker
) -> None:
    first = decided(child, "placement", bench, aigul, daniyar)

    again = appeal(panel_id=first.pk, appellant="GUARDIAN", words=WHY, by=daniyar.actor, at=clock.now())

    assert not is_decided("placement", child.person_id, clock.now())
    assert not_named(again, bench.health, "health", daniyar) == "before"
    assert not_named(again, sitter("New", "health"), "health", daniyar) == ""
