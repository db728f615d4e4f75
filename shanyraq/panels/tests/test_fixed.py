"""Who decides is named before the first vote and stays the same: only who drops out before voting is replaced."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.urls import reverse

from shanyraq.cases.models import Case
from shanyraq.cases.tests.cast import Worker
from shanyraq.cases.tests.factories import make_colleague_kin, make_record
from shanyraq.foundation import clock
from shanyraq.foundation.errors import NotAllowed
from shanyraq.panels.actions.asking import CannotName, name_member, take_out_member
from shanyraq.panels.actions.voting import CannotVote, decide
from shanyraq.panels.models import Panel
from shanyraq.panels.rules.seats import Seated, is_complete, may_be_added, may_go
from shanyraq.panels.tests.cast import Bench, asked, heard, named, sitter, voted

WHY = "The aunt is ready, and the child asks for her."
VIEWS = ("protection", "health", "learning_law")
CHAIR, HEALTH, LAW = uuid4(), uuid4(), uuid4()


def seated(**changed: dict[str, bool]) -> list[Seated]:
    return [
        Seated(member, seat, is_chair=seat == "protection", **changed.get(seat, {}))
        for member, seat in zip((CHAIR, HEALTH, LAW), VIEWS, strict=True)
    ]


def open_views(sitting: list[Seated], *, is_urgent: bool = False) -> list[str]:
    needed = () if is_urgent else VIEWS
    return [
        view
        for view in VIEWS
        if may_be_added(sitting, view, is_chair=view == "protection", quorum=3, seats=needed)
    ]


VOTED = {"has_voted": True}
LOST = {"is_barred": True}


@pytest.mark.parametrize(
    ("sitting", "views", "may_be_taken_out"),
    [
        (seated(), list(VIEWS), [CHAIR, HEALTH, LAW]),  # nobody has voted
        (seated(health=VOTED), [], []),
        (seated(health=VOTED, learning_law=LOST), ["learning_law"], [LAW]),
        (seated(health=VOTED, learning_law={"is_gone": True}), ["learning_law"], [LAW]),
        (seated(health=VOTED | {"is_gone": True}), [], []),  # what she voted counts
        (seated(health=VOTED | LOST), ["health"], []),  # she stays, and counts no more
        (seated(protection=VOTED | {"is_gone": True}), ["protection"], []),  # somebody has to close it
    ],
)
def test_after_a_vote_only_who_drops_out_is_replaced(
    sitting: list[Seated], views: list[str], may_be_taken_out: list[object]
) -> None:
    assert open_views(sitting) == views
    assert may_go(sitting) == may_be_taken_out


def test_in_haste_no_view_is_added_once_three_sit() -> None:
    three = [Seated(uuid4(), "health", has_voted=True), *seated()[:2]]

    assert open_views(three) == ["learning_law"]
    assert open_views(three, is_urgent=True) == []
    assert is_complete(three, quorum=3, seats=())
    assert not is_complete(three, quorum=3, seats=VIEWS)


def named_for(panel: Panel, worker: Worker, seat: str, by: Worker) -> str:
    """The code of why somebody is not named; empty where she is."""
    try:
        name_member(panel_id=panel.pk, staff_id=worker.staff.pk, seat=seat, by=by.actor, at=clock.now())
    except CannotName as refusal:
        return str(refusal.code)
    return ""


def taken_out(panel: Panel, worker: Worker, by: Worker) -> str:
    """The code of why somebody is not taken out; empty where she is."""
    try:
        take_out_member(panel_id=panel.pk, staff_id=worker.staff.pk, by=by.actor, at=clock.now())
    except CannotName as refusal:
        return str(refusal.code)
    return ""


@pytest.mark.django_db
def test_nobody_votes_before_everybody_is_named(
    child: Case, bench: Bench, aigul: Worker, daniyar: Worker
) -> None:
    panel = asked(child, aigul)
    assert named_for(panel, bench.chair, "protection", daniyar) == ""
    assert named_for(panel, bench.health, "health", daniyar) == ""
    heard(panel, aigul)

    with pytest.raises(CannotVote) as refused:
        voted(panel.pk, bench.health)

    assert refused.value.code == "incomplete"
    address = reverse("panels:panel", args=[panel.pk])
    page = bench.health.client.get(address).content.decode()
    assert "Voting begins once everybody is named" in page and 'id="vote"' not in page
    assert named_for(panel, bench.law, "learning_law", daniyar) == ""
    assert 'id="vote"' in bench.health.client.get(address).content.decode()
    voted(panel.pk, bench.health)


@pytest.mark.django_db
def test_nobody_is_named_beside_those_who_vote(
    child: Case, bench: Bench, aigul: Worker, daniyar: Worker
) -> None:
    panel = heard(named(asked(child, aigul), bench, daniyar), aigul)
    other = sitter("Togzhan", "health")
    voted(panel.pk, bench.law)

    assert named_for(panel, other, "health", daniyar) == "fixed"
    page = daniyar.client.get(reverse("panels:panel", args=[panel.pk])).content.decode()
    assert "Name this colleague" not in page and "Take out of the panel" not in page


@pytest.mark.django_db
def test_who_turns_out_to_be_kin_before_she_voted_is_replaced_and_who_voted_never(
    child: Case, bench: Bench, aigul: Worker, daniyar: Worker
) -> None:
    panel = heard(named(asked(child, aigul), bench, daniyar), aigul)
    voted(panel.pk, bench.law)
    make_colleague_kin(child.person, bench.health.staff)

    page = daniyar.client.get(reverse("panels:panel", args=[panel.pk])).content.decode()
    taking = page.split("members/out/")[1].split("</form>")[0]
    assert str(bench.health.staff.pk) in taking
    assert str(bench.law.staff.pk) not in taking and str(bench.chair.staff.pk) not in taking
    assert taken_out(panel, bench.law, daniyar) == "voted"
    assert taken_out(panel, bench.health, daniyar) == ""
    assert named_for(panel, sitter("Togzhan", "health"), "health", daniyar) == ""
    assert named_for(panel, sitter("Aliya", "health"), "health", daniyar) == "fixed"


@pytest.mark.django_db
def test_a_chair_who_may_not_decide_closes_nothing_and_another_is_named(
    child: Case, bench: Bench, aigul: Worker, daniyar: Worker
) -> None:
    panel = heard(named(asked(child, aigul), bench, daniyar), aigul)
    for worker, _seat in bench.all:
        voted(panel.pk, worker)
    new = sitter("Togzhan", "panel")
    assert named_for(panel, new, "protection", daniyar) == "chair"
    make_record(child, kind="case.outcome.recorded", compartment="C4", recorded_by=bench.chair.staff)
    assert named_for(panel, new, "protection", daniyar) == ""
    voted(panel.pk, new)

    with pytest.raises(NotAllowed):
        decide(panel_id=panel.pk, reasons=WHY, by=bench.chair.actor, at=clock.now())

    address = reverse("panels:panel", args=[panel.pk])
    assert 'id="decide"' not in bench.chair.client.get(address).content.decode()
    assert decide(panel_id=panel.pk, reasons=WHY, by=new.actor, at=clock.now()).outcome == "AGREED"
