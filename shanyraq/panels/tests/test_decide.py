"""From the question to the decision: at least three decide, the child is heard first, nobody who may not."""

from __future__ import annotations

import pytest
from django.urls import reverse

from shanyraq.audit.models import Entry
from shanyraq.cases.models import Case
from shanyraq.cases.queries.deciding import is_decided
from shanyraq.cases.tests.cast import Worker
from shanyraq.foundation import clock
from shanyraq.foundation.errors import NotAllowed
from shanyraq.panels.actions.asking import CannotAskPanel, CannotName, name_member
from shanyraq.panels.actions.voting import CannotClosePanel, CannotVote, decide, note_dissent
from shanyraq.panels.models import PanelSeat
from shanyraq.panels.tests.cast import Bench, asked, decided, heard, named, sitter, voted

pytestmark = pytest.mark.django_db
REASONS = "Her aunt knows her, and her school is near."


def test_a_panel_decides_from_the_question_to_the_decision_and_each_act_is_a_row(
    child: Case, bench: Bench, aigul: Worker, daniyar: Worker
) -> None:
    panel = decided(child, "placement", bench, aigul, daniyar)

    assert (panel.state, panel.outcome) == ("DECIDED", "AGREED")
    rows = set(Entry.objects.values_list("action", flat=True))
    assert {"panel.ask", "panel.name", "panel.view", "panel.vote", "panel.decide"} <= rows
    assert is_decided("placement", child.person_id, clock.now())


def test_two_votes_decide_nothing(child: Case, bench: Bench, aigul: Worker, daniyar: Worker) -> None:
    panel = heard(named(asked(child, aigul), bench, daniyar), aigul)
    voted(panel.pk, bench.chair)
    voted(panel.pk, bench.law)

    with pytest.raises(CannotClosePanel) as refused:
        decide(panel_id=panel.pk, reasons=REASONS, by=bench.chair.actor, at=clock.now())

    assert refused.value.code == "quorum"
    assert not is_decided("placement", child.person_id, clock.now())


def test_nobody_votes_about_a_child_who_was_not_heard(
    child: Case, bench: Bench, aigul: Worker, daniyar: Worker
) -> None:
    panel = named(asked(child, aigul), bench, daniyar)

    with pytest.raises(CannotVote) as refused:
        voted(panel.pk, bench.health)

    assert refused.value.code == "unheard"


def test_the_majority_decides_and_whoever_saw_it_otherwise_notes_it_beside(
    child: Case, bench: Bench, aigul: Worker, daniyar: Worker
) -> None:
    panel = decided(child, "placement", bench, aigul, daniyar, True, False, True)

    note_dissent(
        panel_id=panel.pk, words="She should see a doctor first.", by=bench.health.actor, at=clock.now()
    )

    assert panel.outcome == "AGREED"
    seat = PanelSeat._base_manager.get(panel=panel, staff=bench.health.staff)
    assert seat.dissent == "She should see a doctor first."
    with pytest.raises(CannotVote):
        note_dissent(panel_id=panel.pk, words=REASONS, by=bench.law.actor, at=clock.now())


def test_a_no_of_the_panel_is_a_decision_and_no_yes(
    child: Case, bench: Bench, aigul: Worker, daniyar: Worker
) -> None:
    decided(child, "placement", bench, aigul, daniyar, False, False, True)

    assert not is_decided("placement", child.person_id, clock.now())
    assert is_decided("placement", child.person_id, clock.now(), needs_yes=False)


def test_only_the_chair_closes_the_panel(child: Case, bench: Bench, aigul: Worker, daniyar: Worker) -> None:
    panel = heard(named(asked(child, aigul), bench, daniyar), aigul)
    for worker, _seat in bench.all:
        voted(panel.pk, worker)

    with pytest.raises(NotAllowed):
        decide(panel_id=panel.pk, reasons=REASONS, by=bench.law.actor, at=clock.now())


def test_a_vote_is_given_once(child: Case, bench: Bench, aigul: Worker, daniyar: Worker) -> None:
    panel = heard(named(asked(child, aigul), bench, daniyar), aigul)
    voted(panel.pk, bench.law)

    with pytest.raises(CannotVote) as refused:
        voted(panel.pk, bench.law, False)

    assert refused.value.code == "voted"


def test_one_panel_of_a_kind_waits_at_a_time(child: Case, aigul: Worker) -> None:
    asked(child, aigul)

    with pytest.raises(CannotAskPanel) as refused:
        asked(child, aigul)

    assert refused.value.code == "waits"


def test_a_colleague_brings_no_view_of_another_profession_and_nobody_sits_twice(
    child: Case, bench: Bench, aigul: Worker, daniyar: Worker
) -> None:
    panel = asked(child, aigul)

    def reason(worker: Worker, seat: str) -> str:
        with pytest.raises(CannotName) as refused:
            name_member(
                panel_id=panel.pk, staff_id=worker.staff.pk, seat=seat, by=daniyar.actor, at=clock.now()
            )
        return str(refused.value.code)

    assert reason(bench.law, "health") == "seat"
    assert reason(aigul, "protection") == "role"
    named(panel, bench, daniyar)
    assert reason(bench.chair, "health") == "twice"


def test_whoever_asked_does_not_name_the_members(child: Case, bench: Bench, aigul: Worker) -> None:
    with pytest.raises(NotAllowed):
        named(asked(child, aigul), bench, aigul)


def test_the_chair_waits_for_every_member_until_the_day_of_the_panel(
    child: Case, bench: Bench, aigul: Worker, daniyar: Worker
) -> None:
    panel, fourth = (
        heard(named(asked(child, aigul), bench, daniyar), aigul),
        sitter("Botagoz", "psychologist"),
    )
    now = clock.now()
    name_member(panel_id=panel.pk, staff_id=fourth.staff.pk, seat="health", by=daniyar.actor, at=now)
    for worker, _seat in bench.all:
        voted(panel.pk, worker)

    with pytest.raises(CannotClosePanel) as refused:
        decide(panel_id=panel.pk, reasons=REASONS, by=bench.chair.actor, at=now)
    closed = decide(panel_id=panel.pk, reasons=REASONS, by=bench.chair.actor, at=panel.due_at)

    assert refused.value.code == "votes"
    assert closed.outcome == "AGREED"


def test_nobody_reads_how_others_voted_before_she_has_or_it_is_decided(
    child: Case, bench: Bench, aigul: Worker, daniyar: Worker
) -> None:
    panel = heard(named(asked(child, aigul), bench, daniyar), aigul)
    voted(panel.pk, bench.chair)
    page = reverse("panels:panel", args=[panel.pk])

    def reads_vote(worker: Worker) -> bool:
        answer = worker.client.get(page)
        assert answer.status_code == 200
        return "I have read the file and agree with it." in answer.content.decode()

    assert reads_vote(bench.chair)
    assert not any(reads_vote(worker) for worker in (bench.health, bench.law, aigul, daniyar))
    voted(panel.pk, bench.health)
    assert reads_vote(bench.health) and not reads_vote(bench.law)
