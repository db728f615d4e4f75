"""Looking through the record: what is found in new rows, once each, and what becomes of it."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.urls import reverse

from shanyraq.access.models import StaffMember
from shanyraq.access.queries import computing
from shanyraq.audit.models import Entry
from shanyraq.cases.models import ColleagueKin
from shanyraq.cases.tests.cast import Worker
from shanyraq.cases.tests.factories import make_case
from shanyraq.foundation.errors import NotAllowed
from shanyraq.oversight.actions.findings import CannotAnswer, answer_finding
from shanyraq.oversight.actions.watching import count_day, look_through
from shanyraq.oversight.models import Finding, Norm, Seen
from shanyraq.oversight.rules import findings as rules
from shanyraq.oversight.tests.factories import AT, WORDS, make_finding, make_norm, make_seen, opened
from shanyraq.people.tests.factories import make_person

pytestmark = pytest.mark.django_db
NIGHT = AT.replace(hour=18)  # 23:00 or midnight in Almaty


def found() -> list[Finding]:
    with computing("test"):
        return list(Finding.objects.order_by("kind"))


def kinds() -> list[str]:
    return [one.kind for one in found()]


def strangers(many: int) -> list[UUID]:
    return [uuid4() for _ in range(many)]


def test_files_opened_at_night_are_asked_about(aigul: Worker) -> None:
    make_seen()
    opened(aigul, strangers(3), at=NIGHT)

    assert look_through(at=NIGHT) == 1
    one = found()[0]
    assert (one.kind, one.colleague, one.people, one.role) == (rules.NIGHT, aigul.staff, 3, "case_manager")


def test_files_opened_by_day_or_by_whoever_works_shifts_are_not(aigul: Worker, bota: Worker) -> None:
    make_seen()
    opened(aigul, strangers(3), at=AT - timedelta(hours=4))
    opened(bota, strangers(3), at=NIGHT)

    look_through(at=NIGHT)

    assert kinds() == []


def test_many_strangers_one_after_the_other_are_asked_about_and_her_own_people_are_not(
    daniyar: Worker, aigul: Worker
) -> None:
    make_seen()
    case = make_case(case_manager=aigul.staff)
    for number in range(12):
        opened(daniyar, strangers(1), at=AT + timedelta(minutes=number))
        opened(aigul, [case.person_id], at=AT + timedelta(minutes=number))

    look_through(at=AT + timedelta(hours=1))

    assert kinds() == [rules.SEQUENCE]
    assert found()[0].people == 12 and found()[0].colleague == daniyar.staff


def test_a_row_goes_on_over_two_looks(daniyar: Worker) -> None:
    make_seen()
    for number in range(12):
        opened(daniyar, strangers(1), at=AT + timedelta(minutes=number))
        look_through(at=AT + timedelta(minutes=number))

    assert kinds() == [rules.SEQUENCE]


def test_somebody_of_her_own_surname_is_asked_about_once(daniyar: Worker) -> None:
    make_seen()
    StaffMember.objects.filter(pk=daniyar.staff.pk).update(family_name="Omarov / Омаров")
    person = make_person("Saule Omarova")
    opened(daniyar, [person.pk, uuid4()])

    look_through(at=AT)
    one = found()[0]
    assert (one.kind, one.persons, one.people) == (rules.SURNAME, [str(person.pk)], 1)

    with computing("test"):
        Finding.objects.update(state=rules.EXPLAINED)
    opened(daniyar, [person.pk], at=AT + timedelta(days=1))
    look_through(at=AT + timedelta(days=1))
    assert len(found()) == 1


def test_the_file_of_her_own_kin_is_asked_about(daniyar: Worker) -> None:
    make_seen()
    person = make_person("Marat Bolatov")
    ColleagueKin.objects.create(staff=daniyar.staff, person=person, declared_by=daniyar.staff, declared_at=AT)
    opened(daniyar, [person.pk, uuid4()])

    look_through(at=AT)

    assert [(one.kind, one.persons) for one in found()] == [(rules.KIN, [str(person.pk)])]


def test_a_day_far_above_the_norm_of_the_role_is_asked_about(aigul: Worker) -> None:
    make_seen()
    make_norm()
    for _number in range(5):
        opened(aigul, strangers(6))

    look_through(at=AT)

    one = next(one for one in found() if one.kind == rules.NORM)
    assert (one.people, one.usual) == (30, 5)


def test_a_day_that_is_over_is_counted_once_and_names_nobody(aigul: Worker, erlan: Worker) -> None:
    make_seen(counted_on=AT.date())
    opened(aigul, strangers(4))
    opened(erlan, strangers(6))

    count_day(at=AT)
    assert not Norm.objects.exists()  # the day is not over
    count_day(at=AT + timedelta(days=1))
    count_day(at=AT + timedelta(days=1, hours=2))

    norm = Norm.objects.get()
    assert (norm.role, norm.days, norm.total, norm.squares) == ("case_manager", 2, 10, 52)
    assert {field.name for field in Norm._meta.fields} == {"role", "days", "total", "squares"}


def test_each_row_is_looked_at_once(aigul: Worker, django_assert_max_num_queries: object) -> None:
    make_seen()
    opened(aigul, strangers(3), at=NIGHT)
    look_through(at=NIGHT)

    assert Seen.objects.get().seq >= Entry.objects.filter(action="records.read").get().seq
    look_through(at=NIGHT)  # the row that the finding itself left
    with django_assert_max_num_queries(2):  # type: ignore[operator]
        assert look_through(at=NIGHT) == 0
    assert len(found()) == 1


def test_what_was_written_before_the_watch_began_is_not_looked_at(aigul: Worker) -> None:
    opened(aigul, strangers(3), at=NIGHT)

    assert look_through(at=NIGHT) == 0
    assert kinds() == []


def test_more_of_the_same_day_grows_the_question_that_waits(aigul: Worker) -> None:
    make_seen()
    for minutes in (0, 20):
        opened(aigul, strangers(3), at=NIGHT + timedelta(minutes=minutes))
        look_through(at=NIGHT + timedelta(hours=1))

    one = found()[0]
    assert len(found()) == 1 and one.last_at == NIGHT + timedelta(minutes=20)


# --- what the officer makes of it -------------------------------------------------------------------------------------


def test_the_officer_asks_and_then_settles_it_with_a_reason(auditor: Worker, aigul: Worker) -> None:
    one = make_finding(aigul.staff)
    url = reverse("oversight:finding", args=[one.pk])

    answer = auditor.client.post(url, {"state": "ASKED", "words": WORDS}, follow=True)
    auditor.client.post(url, {"state": "EXPLAINED", "words": WORDS})

    assert "Aigul" in answer.content.decode()
    one.refresh_from_db()
    assert one.state == rules.EXPLAINED
    settled = auditor.client.get(reverse("oversight:findings") + "?settled=yes").content.decode()
    assert "Explained" in settled
    shown = auditor.client.get(url).content.decode()
    assert shown.count(WORDS) == 2 and 'name="state"' not in shown
    assert Entry.objects.filter(action="finding.answer", decision="ALLOWED").count() == 2


@pytest.mark.parametrize(("state", "words"), [("OPEN", WORDS), ("EXPLAINED", "x" * 29), ("RANKED", WORDS)])
def test_without_a_reason_or_a_known_answer_nothing_is_settled(
    auditor: Worker, aigul: Worker, state: str, words: str
) -> None:
    one = make_finding(aigul.staff)

    with pytest.raises(CannotAnswer):
        answer_finding(finding_id=one.pk, state=state, words=words, by=auditor.actor, at=AT)
    auditor.client.post(reverse("oversight:finding", args=[one.pk]), {"state": state, "words": words})

    one.refresh_from_db()
    assert one.state == rules.OPEN


def test_nobody_settles_a_question_about_herself(auditor: Worker) -> None:
    one = make_finding(auditor.staff)

    with pytest.raises(CannotAnswer):
        answer_finding(finding_id=one.pk, state="EXPLAINED", words=WORDS, by=auditor.actor, at=AT)
    assert (
        'name="state"' not in auditor.client.get(reverse("oversight:finding", args=[one.pk])).content.decode()
    )


@pytest.mark.parametrize("who", ["aigul", "daniyar", "admin", "damir", "bota", "zhanna"])
def test_findings_are_the_officers_alone(request: pytest.FixtureRequest, aigul: Worker, who: str) -> None:
    worker, one = request.getfixturevalue(who), make_finding(aigul.staff)

    for name, args in (("desk", []), ("findings", []), ("finding", [one.pk])):
        assert worker.client.get(reverse(f"oversight:{name}", args=args)).status_code == 403
    with pytest.raises(NotAllowed):
        answer_finding(finding_id=one.pk, state="EXPLAINED", words=WORDS, by=worker.actor, at=AT)
    assert not Finding.objects.visible_to(worker.actor).exists()


@pytest.mark.parametrize(("minutes", "asked"), [(-1, []), (0, [rules.KIN]), (1, [rules.KIN])])
def test_what_she_read_before_she_said_that_they_are_kin_is_not_asked_about(
    daniyar: Worker, minutes: int, asked: list[str]
) -> None:
    make_seen()
    person = make_person("Marat Bolatov")
    ColleagueKin.objects.create(staff=daniyar.staff, person=person, declared_by=daniyar.staff, declared_at=AT)
    opened(daniyar, [person.pk], at=AT + timedelta(minutes=minutes))

    look_through(at=AT + timedelta(minutes=2))

    assert kinds() == asked
