"""The person is told of an emergency opening within thirty days, unless that would harm: by whom, how, how late."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from shanyraq.access.queries import computing
from shanyraq.access.rules import emergencies as rules
from shanyraq.audit.models import Entry
from shanyraq.cases.actions.own_sheet import give_sheet
from shanyraq.cases.actions.tellings import CannotTell, tell_opening, withhold_opening
from shanyraq.cases.models import Case, EmergencyOpening, Telling
from shanyraq.cases.queries.own_sheet import open_in_emergency, readings_of
from shanyraq.cases.queries.tellings import to_tell
from shanyraq.cases.tests.cast import Worker, make_worker
from shanyraq.cases.tests.factories import make_emergency_opening, make_telling
from shanyraq.cases.tests.families import AT
from shanyraq.cases.tests.sheets import make_mother, read_on, shown
from shanyraq.foundation import clock
from shanyraq.foundation.clock import real_now
from shanyraq.foundation.errors import NotAllowed
from shanyraq.foundation.installation import install

HARM = "Her brother reads her letters and would learn where she lives."
days = st.dates(date(2020, 1, 1), date(2030, 1, 1))


@given(days, st.none() | days)
def test_the_day_is_thirty_days_after_the_opening_or_the_one_chosen_to_look_again(
    opened_on: date, again_on: date | None
) -> None:
    assert rules.tell_by(opened_on, again_on) == (again_on or opened_on + timedelta(days=30))


@given(days, st.integers(-400, 400))
def test_it_is_never_held_back_for_good(today: date, ahead: int) -> None:
    code = rules.reason_not_to_withhold(HARM, today + timedelta(days=ahead), today=today)

    assert (code == "") is (1 <= ahead <= 90)
    assert rules.reason_not_to_withhold("It would.", today + timedelta(days=1), today=today) == "reason"


@given(days, st.integers(-60, 60), st.integers(0, 60))
def test_nobody_was_told_before_the_opening_or_after_today(opened_on: date, after: int, passed: int) -> None:
    today = opened_on + timedelta(days=passed)
    code = rules.reason_not_to_tell(opened_on + timedelta(days=after), opened_on=opened_on, today=today)

    assert (code == "") is (0 <= after <= passed)


pytestmark = pytest.mark.django_db


@pytest.fixture
def mother(aigul: Worker) -> Case:
    """In a demonstration, where it is a day of five years ago: what was typed on its own days is taken."""
    install(fixed_day=AT.date(), at=AT)
    return make_mother(aigul)


def opened(
    case: Case, leads: Worker, ago: int = 3, *, by: Worker | None = None, **more: Any
) -> EmergencyOpening:
    """Opened so many days ago by somebody else than who leads the file, and reviewed."""
    at = real_now() - timedelta(days=ago)
    by = by or make_worker(f"Opener{EmergencyOpening._base_manager.count()}", "teacher", region="ALR")
    reviewer = make_worker(f"Reviewer{EmergencyOpening._base_manager.count()}", "supervisor")
    reviewed = {"verdict": "YES", "reviewed_by": reviewer.staff, "reviewed_at": at}
    return make_emergency_opening(
        case.person, by.staff, opened_at=at, **{"lead": leads.staff} | reviewed | more
    )


def page(who: Worker, name: str, *args: object, status: int = 200) -> str:
    answer = who.client.get(reverse(name, args=args))
    assert answer.status_code == status
    return str(answer.content.decode())


def waiting(who: Worker) -> list[EmergencyOpening]:
    return [one.opening for one in to_tell(who.actor, clock.today())]


def test_after_the_review_it_waits_for_the_lead_and_on_the_officers_desk(
    mother: Case, aigul: Worker, auditor: Worker, erlan: Worker
) -> None:
    unreviewed = make_emergency_opening(mother.person, aigul.staff, opened_at=real_now())
    assert not waiting(aigul) and not waiting(auditor)
    EmergencyOpening._base_manager.filter(pk=unreviewed.pk).delete()
    one = opened(mother, aigul)

    assert waiting(aigul) == waiting(auditor) == [one] and not waiting(erlan)
    assert "One person is to be told of an emergency opening, by" in page(aigul, "desk:today")
    assert "The person is to be told" in page(auditor, "oversight:desk")
    assert reverse("cases:tell_opening", args=[one.pk]) in page(aigul, "cases:emergencies")
    told = page(auditor, "cases:emergencies")
    assert reverse("cases:withhold_opening", args=[one.pk]) in told and mother.person.code in told


def test_it_is_the_telling_that_is_late(mother: Case, aigul: Worker, auditor: Worker) -> None:
    opened(mother, aigul, ago=31)

    assert "Telling one person of an emergency opening is late since" in page(aigul, "desk:today")
    assert "Telling is late since" in page(auditor, "cases:emergencies")
    assert "late since" in page(auditor, "oversight:desk")


def test_telling_her_is_written_down_with_day_language_and_name(
    mother: Case, aigul: Worker, auditor: Worker
) -> None:
    one = opened(mother, aigul)
    url = reverse("cases:tell_opening", args=[one.pk])
    day = clock.today() - timedelta(days=1)

    answer = aigul.client.post(url, {"on": day.isoformat(), "language": "ar"})

    assert answer.status_code == 302
    assert not waiting(aigul) and not waiting(auditor)
    assert "in: Arabic. (Aigul T.)" in page(auditor, "cases:review_emergency", one.pk)
    row = Entry.objects.get(action="emergency.tell", decision="ALLOWED")
    assert f"emergency:{one.pk}" in row.objects_json and str(mother.person_id) in row.objects_json
    again = aigul.client.post(url, {"on": day.isoformat(), "language": "ar"}).content.decode()
    assert "already that the person was told" in again


@pytest.mark.parametrize("ago", [-1, 4])
def test_the_day_lies_between_the_opening_and_today(mother: Case, aigul: Worker, ago: int) -> None:
    one, day = opened(mother, aigul), clock.today() - timedelta(days=ago)

    with pytest.raises(CannotTell) as refused:
        tell_opening(emergency_id=one.pk, on=day, language="ar", by=aigul.actor, at=real_now())
    assert refused.value.code == "day"


def test_the_officer_decides_that_it_would_harm_and_looks_at_it_again(
    mother: Case, aigul: Worker, auditor: Worker
) -> None:
    one, today = opened(mother, aigul, ago=29), clock.today()
    again = today + timedelta(days=20)
    url = reverse("cases:withhold_opening", args=[one.pk])

    answer = auditor.client.post(url, {"reason": HARM, "again_on": again.isoformat()})

    assert answer.status_code == 302 and not waiting(auditor) and not waiting(aigul)
    assert HARM in page(auditor, "cases:review_emergency", one.pk)
    to_her = page(aigul, "cases:review_emergency", one.pk)
    assert "Not told for now, because it would harm" in to_her and HARM not in to_her
    later = to_tell(auditor.actor, again)
    assert [(item.opening, item.due) for item in later] == [(one, again)]


@pytest.mark.parametrize("who", ["aigul", "daniyar", "admin"])
def test_nobody_else_decides_that_it_would_harm(
    mother: Case, aigul: Worker, request: pytest.FixtureRequest, who: str
) -> None:
    one, worker = opened(mother, aigul), request.getfixturevalue(who)
    told: dict[str, Any] = {"reason": HARM, "again_on": clock.today() + timedelta(days=9)}

    page(worker, "cases:withhold_opening", one.pk, status=403)
    with pytest.raises(NotAllowed):
        withhold_opening(emergency_id=one.pk, **told, by=worker.actor, at=real_now())


def test_whoever_does_not_work_with_her_tells_her_nothing(mother: Case, aigul: Worker, erlan: Worker) -> None:
    one = opened(mother, aigul)

    page(erlan, "cases:tell_opening", one.pk, status=404)
    with pytest.raises(NotAllowed):
        tell_opening(emergency_id=one.pk, on=clock.today(), language="ar", by=erlan.actor, at=real_now())


def give(case: Case, by: Worker) -> None:
    now = {"at": clock.now(), "handed_at": real_now()}
    give_sheet(case_id=case.pk, given_to="SELF", language="ar", by=by.actor, **now)


def test_the_sheet_given_after_the_opening_tells_her(mother: Case, aigul: Worker) -> None:
    one = opened(mother, aigul)
    of_long_ago = opened(mother, aigul, ago=100)  # the sheet looks back ninety days

    give(mother, aigul)

    assert waiting(aigul) == [of_long_ago]
    with computing("test"):
        assert [(row.opening_id, row.language) for row in Telling.objects.all()] == [(one.pk, "ar")]
    later = opened(mother, aigul, ago=0)
    assert waiting(aigul) == [of_long_ago, later]
    give(mother, aigul)
    assert waiting(aigul) == [of_long_ago]


@pytest.fixture
def withheld(mother: Case, aigul: Worker, auditor: Worker) -> EmergencyOpening:
    one, again = opened(mother, aigul, ago=0), clock.today() + timedelta(days=20)
    read_on(aigul, mother, "emergency.open", grant_id=str(one.pk), purpose="medical")
    withhold_opening(emergency_id=one.pk, reason=HARM, again_on=again, by=auditor.actor, at=real_now())
    return one


def test_what_she_is_not_to_learn_yet_does_not_stand_on_the_sheet_which_does_not_tell_her(
    mother: Case, aigul: Worker, withheld: EmergencyOpening
) -> None:
    sheet = shown(aigul, mother)
    assert "In an emergency" not in sheet and "for an hour, in an emergency" not in sheet
    assert not open_in_emergency(mother.person_id, real_now())

    give(mother, aigul)

    with computing("test"):
        assert [row.outcome for row in Telling.objects.all()] == [Telling.WITHHELD]
    assert readings_of(mother.person_id, real_now() + timedelta(days=20)).emergencies


def test_nobody_tells_her_while_it_is_held_back_until_the_officer_brings_the_day_forward(
    mother: Case, aigul: Worker, auditor: Worker, withheld: EmergencyOpening
) -> None:
    said: dict[str, Any] = {"emergency_id": withheld.pk, "language": "ar", "by": aigul.actor}
    today = clock.today()
    assert "Write it down" not in page(aigul, "cases:tell_opening", withheld.pk)
    with pytest.raises(CannotTell) as refused:
        tell_opening(**said, on=today, at=real_now())
    assert refused.value.code == "withheld"

    sooner = today + timedelta(days=1)
    withhold_opening(emergency_id=withheld.pk, reason=HARM, again_on=sooner, by=auditor.actor, at=real_now())
    tell_opening(**said, on=sooner, at=real_now() + timedelta(days=1))


def test_what_waits_takes_as_many_queries_however_much_it_is(
    mother: Case, aigul: Worker, django_assert_num_queries: Any
) -> None:
    for _ in range(3):
        opened(mother, aigul)
    make_telling(opened(mother, aigul), aigul.staff)

    actor = aigul.actor
    with django_assert_num_queries(2):
        assert len(to_tell(actor, clock.today())) == 3
