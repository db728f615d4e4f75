"""Inventing a person together, and what she never distorts. Who is told of her readers is bar B49."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse

from shanyraq.access.actions.proposals import CannotAgree, CannotPropose, agree_to, fingerprint_of
from shanyraq.access.models import Proposal
from shanyraq.access.queries import computing
from shanyraq.cases.models import Case, PlanStep
from shanyraq.cases.tests.cast import Worker
from shanyraq.cases.tests.families import the_omarova_family
from shanyraq.foundation.clock import real_now
from shanyraq.foundation.errors import NotAllowed
from shanyraq.oversight.actions.invented import CannotInvent, ask_to_invent, end_invented
from shanyraq.oversight.models import InventedPerson
from shanyraq.oversight.queries.watched import invented_people
from shanyraq.oversight.tests.factories import invent
from shanyraq.people.tests.factories import make_person

pytestmark = pytest.mark.django_db
FORM = {
    "latn": "Zarina Almasova",
    "cyrl": "Зарина Алмасова",
    "sex": "F",
    "born": "1990",
    "region": "ALR",
    "reason": "A name from the newspapers that curious people would look for.",
}


def test_two_colleagues_invent_somebody_by_the_pages(auditor: Worker, damir: Worker) -> None:
    asked = auditor.client.post(reverse("oversight:invent"), FORM)
    proposal = Proposal.objects.get()
    url = reverse("oversight:proposed_person", args=[proposal.pk])
    listed = damir.client.get(reverse("oversight:invented_people")).content.decode()
    own = auditor.client.get(url).content.decode()

    answer = damir.client.post(url, {"fingerprint": fingerprint_of(proposal)}, follow=True)

    assert asked.status_code == 302 and "Zarina Almasova" in listed
    assert "others decide" in own and 'name="fingerprint"' not in own
    assert "Whoever reads about her is told of at once" in answer.content.decode()
    assert len(invented_people()) == 1


def test_nobody_invents_alone(auditor: Worker) -> None:
    proposal = ask(auditor)

    with pytest.raises(CannotAgree):
        agree_to(
            proposal_id=proposal.pk, fingerprint=fingerprint_of(proposal), by=auditor.actor, at=real_now()
        )
    assert not InventedPerson.objects.visible_to(auditor.actor).exists()


def ask(who: Worker, **more: Any) -> Proposal:
    told: dict[str, Any] = {"names": {"Latn": "Zarina Almasova"}, "sex": "F", "born": 1990, "region": "ALR"}
    return ask_to_invent(**told | {"reason": FORM["reason"]} | more, by=who.actor, at=real_now())


@pytest.mark.parametrize("who", ["aigul", "daniyar", "admin", "bota"])
def test_nobody_else_asks_agrees_or_knows(
    request: pytest.FixtureRequest, auditor: Worker, damir: Worker, who: str
) -> None:
    worker, row = request.getfixturevalue(who), invent(auditor, damir)
    proposal = ask(auditor)

    with pytest.raises(NotAllowed):
        ask(worker)
    with pytest.raises(NotAllowed):
        agree_to(
            proposal_id=proposal.pk, fingerprint=fingerprint_of(proposal), by=worker.actor, at=real_now()
        )
    with pytest.raises(NotAllowed):
        end_invented(invented_id=row.pk, by=worker.actor, at=real_now())
    for name, args in (("invented_people", []), ("invent", []), ("proposed_person", [proposal.pk])):
        assert worker.client.get(reverse(f"oversight:{name}", args=args)).status_code == 403


@pytest.mark.parametrize("more", [{"names": {}}, {"region": ""}, {"reason": "too short"}])
def test_without_a_name_a_region_and_a_reason_nobody_is_invented(
    auditor: Worker, more: dict[str, Any]
) -> None:
    with pytest.raises((CannotInvent, CannotPropose)):
        ask(auditor, **more)


def test_she_counts_in_no_figure_list_plan_or_table(
    auditor: Worker, damir: Worker, daniyar: Worker, aigul: Worker, bota: Worker
) -> None:
    the_omarova_family(aigul.staff)
    pages = [
        (damir, reverse("desk:overview")),
        *((damir, reverse("desk:overview_csv", args=[table])) for table in ("phases", "arrivals", "late")),
        (daniyar, reverse("desk:team")),
        (daniyar, reverse("desk:families")),
        (daniyar, reverse("desk:today")),
        (bota, reverse("desk:families")),
        (bota, reverse("desk:today")),
    ]
    before = [body(who, url) for who, url in pages]

    invent(auditor, damir)
    invent(auditor, damir, centre="MAN-A", region="MAN")

    assert [body(who, url) for who, url in pages] == before
    with computing("test"):
        hers = Case.objects.filter(person__in=invented_people())
        assert hers.count() == 2
        assert (
            not hers.filter(closed_at=None).exists() and not PlanStep.objects.filter(case__in=hers).exists()
        )


def body(who: Worker, url: str) -> bytes:
    """A page without what differs each time it is shown."""
    answer = who.client.get(url)
    plain = re.sub(rb'name="(csrfmiddlewaretoken|once)" value="[^"]*"', b"", answer.content)
    return re.sub(rb"\d\d:\d\d", b"", plain)


def test_she_is_watched_until_that_is_ended(auditor: Worker, damir: Worker) -> None:
    row = invent(auditor, damir)
    url = reverse("oversight:end_invented", args=[row.pk])
    assert "Zarina" in auditor.client.get(url).content.decode()

    auditor.client.post(url)

    assert invented_people() == frozenset()
    assert auditor.client.get(url).status_code == 404


def test_after_a_day_it_has_to_be_asked_for_again(auditor: Worker, damir: Worker) -> None:
    proposal = ask(auditor)

    with pytest.raises(CannotAgree):
        agree_to(
            proposal_id=proposal.pk,
            fingerprint=fingerprint_of(proposal),
            by=damir.actor,
            at=real_now() + timedelta(hours=25),
        )


@pytest.mark.parametrize("name", ["Saule Omarova", "omarova  SAULE", "Сауле Омарова"])
def test_nobody_gets_a_name_that_somebody_here_has(auditor: Worker, damir: Worker, name: str) -> None:
    make_person("Saule Omarova")
    answer = auditor.client.post(reverse("oversight:invent"), FORM | {"latn": "Zarina", "cyrl": name})

    assert "Choose a name that nobody here has." in answer.content.decode()
    assert not Proposal.objects.exists()
    for other in ("Saule Akhmetova", "Saule", "Omarova Saule Marat"):
        ask(auditor, names={"Latn": other})


def test_whoever_comes_meanwhile_keeps_her_name_to_herself(auditor: Worker, damir: Worker) -> None:
    proposal = ask(auditor)
    make_person("Zarina Almasova")

    with pytest.raises(CannotInvent):
        agree_to(proposal_id=proposal.pk, fingerprint=fingerprint_of(proposal), by=damir.actor, at=real_now())
    assert not InventedPerson.objects.visible_to(auditor.actor).exists()


def test_her_file_looks_like_others_by_its_family_and_its_days(
    auditor: Worker, damir: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shanyraq.foundation.clock.today", lambda: date(2021, 5, 20))

    row = invent(auditor, damir)

    with computing("test"):
        case = Case.objects.select_related("family").get(person=row.person)
    assert case.family is not None and case.family.label == "Almasova / Алмасова"
    assert case.closed_at is not None and case.arrived_at is not None
    assert case.arrived_at.date().year == 2020 and case.closed_at.date() < date(2021, 5, 20)
