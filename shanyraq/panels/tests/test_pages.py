"""A panel on its pages, from the question to the appeal."""

from __future__ import annotations

import pytest
from django.urls import reverse

from shanyraq.cases.models import Case
from shanyraq.cases.tests.cast import Worker
from shanyraq.panels.models import Panel
from shanyraq.panels.tests.cast import VIEW, WHY, Bench, asked, heard, named, voted

pytestmark = pytest.mark.django_db
ASKED = {"kind": "placement", "what": "She lives with her aunt from June on.", "reason": WHY}
REASONS = "Her aunt knows her, and her school is near."


def test_a_panel_goes_by_its_pages_from_the_question_to_the_appeal(
    child: Case, bench: Bench, aigul: Worker, daniyar: Worker
) -> None:
    of_her = reverse("panels:panels_of", args=[child.person_id])
    assert of_her in aigul.client.get(reverse("cases:person", args=[child.person_id])).content.decode()
    assert aigul.client.post(of_her, ASKED).status_code == 302
    panel = Panel._base_manager.get()

    def send(worker: Worker, name: str, told: dict[str, str]) -> None:
        answer = worker.client.post(reverse(f"panels:{name}", args=[panel.pk]), told)
        assert answer.status_code == 302, answer.content.decode()

    for worker, seat in bench.all:
        send(daniyar, "name_member", {"staff_id": str(worker.staff.pk), "seat": seat})
    send(aigul, "record_view", VIEW)
    for worker, vote in ((bench.chair, "FOR"), (bench.law, "FOR"), (bench.health, "AGAINST")):
        send(worker, "vote", {"vote": vote, "reasons": "I have read the file and thought about it."})
    send(bench.chair, "decide", {"reasons": REASONS})
    send(bench.health, "note_dissent", {"words": "She should see a doctor first."})

    page = reverse("panels:panel", args=[panel.pk])
    shown = aigul.client.get(page).content.decode()
    for words in ("Agreed to", REASONS, "She should see a doctor first.", VIEW["view"]):
        assert words in shown
    send(aigul, "appeal", {"appellant": "PARENT", "words": "Her mother wishes that she waits."})
    assert Panel._base_manager.filter(appeals=panel, state="WAITING").count() == 1
    assert "Enter the appeal" not in aigul.client.get(page).content.decode()


def test_a_page_says_what_is_missing_and_keeps_what_was_written(child: Case, aigul: Worker) -> None:
    told = ASKED | {"reason": "Short."}

    shown = aigul.client.post(reverse("panels:panels_of", args=[child.person_id]), told)

    assert shown.status_code == 200 and "Say why in a sentence or two." in shown.content.decode()
    assert "Short." in shown.content.decode()


def test_of_a_grown_up_no_decision_about_children_is_offered(aigul: Worker, child: Case) -> None:
    page = aigul.client.get(reverse("panels:panels_of", args=[child.person_id])).content.decode()
    assert 'value="placement"' in page

    Case._base_manager.get(pk=child.pk).person.__class__._base_manager.filter(pk=child.person_id).update(
        birth_date="1990-01-01"
    )

    page = aigul.client.get(reverse("panels:panels_of", args=[child.person_id])).content.decode()
    assert 'value="placement"' not in page and 'value="closing"' in page


def test_nobody_is_offered_a_vote_before_the_child_was_heard_nor_the_closing_before_enough_voted(
    child: Case, bench: Bench, aigul: Worker, daniyar: Worker
) -> None:
    panel = named(asked(child, aigul), bench, daniyar)
    page = reverse("panels:panel", args=[panel.pk])

    def offered(worker: Worker, name: str) -> bool:
        address = reverse(f"panels:{name}", args=[panel.pk])
        return f'action="{address}"' in worker.client.get(page).content.decode()

    assert not offered(bench.law, "vote")
    heard(panel, aigul)
    assert offered(bench.law, "vote") and not offered(bench.chair, "decide")
    for worker, _seat in bench.all:
        voted(panel.pk, worker)
    assert offered(bench.chair, "decide") and not offered(bench.law, "decide")


def test_the_page_of_a_panel_asks_as_many_questions_with_three_members_as_with_one(
    child: Case, bench: Bench, aigul: Worker, daniyar: Worker, django_assert_max_num_queries: object
) -> None:
    panel = named(asked(child, aigul), bench, daniyar)

    with django_assert_max_num_queries(40):  # type: ignore[operator]
        assert aigul.client.get(reverse("panels:panel", args=[panel.pk])).status_code == 200


def test_the_list_says_that_nothing_waits_only_where_it_is_empty(child: Case, aigul: Worker) -> None:
    def lede(query: str = "") -> bool:
        return "No decision waits for a panel." in aigul.client.get(f"/panels/{query}").content.decode()

    assert lede() and lede("?state=decided")

    asked(child, aigul)  # she neither sits nor names: nothing of it is hers to do

    assert not lede() and not lede("?state=decided")
