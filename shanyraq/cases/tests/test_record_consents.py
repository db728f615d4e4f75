"""What a person agrees to: who answers at which age, and that no answer ends help."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse

from shanyraq.access.queries import computing, system
from shanyraq.cases.actions.consents import Asked, CannotConsent, record_consents
from shanyraq.cases.models import Case, Consent
from shanyraq.cases.queries import pack, plans_of
from shanyraq.cases.queries.answers import answers_of
from shanyraq.cases.tests.cast import Worker, make_worker
from shanyraq.cases.tests.factories import make_assignment, make_consent
from shanyraq.cases.tests.families import the_omarova_family
from shanyraq.foundation.errors import NotAllowed
from shanyraq.people.tests.factories import AT, make_care_situation

pytestmark = pytest.mark.django_db
TODAY = AT.date()


def answer(
    case: Case,
    worker: Worker,
    given_by: str,
    has_assent: bool | None = None,
    on: date = TODAY,
    /,
    **answers: str,
) -> Any:
    asked = Asked(given_by, on, has_assent, "ar")
    return record_consents(case_id=case.pk, answers=answers, asked=asked, by=worker.actor, at=AT)


def test_an_adult_answers_for_herself_and_can_take_it_back(aigul: Worker) -> None:
    saule = the_omarova_family(aigul.staff)[0]

    answer(saule, aigul, "SELF", health_care="YES", testimony="NO")
    answer(saule, aigul, "SELF", health_care="WITHDRAWN")

    with system("test"):
        rows = Consent.objects.filter(purpose="health_care").order_by("recorded_at", "pk")
        assert sorted(row.answer for row in rows) == ["WITHDRAWN", "YES"]


def test_what_was_taken_back_is_not_overturned_by_an_earlier_yes(aigul: Worker) -> None:
    saule = the_omarova_family(aigul.staff)[0]
    earlier = TODAY - timedelta(days=80)
    answer(saule, aigul, "SELF", None, earlier, health_care="YES")
    answer(saule, aigul, "SELF", health_care="WITHDRAWN")

    with pytest.raises(CannotConsent) as refused:
        answer(saule, aigul, "SELF", None, earlier + timedelta(days=1), health_care="YES")

    assert refused.value.code == "answered_later"
    answer(saule, aigul, "SELF", None, earlier, mhpss="YES")  # another purpose has no later answer


def test_of_two_answers_the_one_of_the_later_day_is_shown(aigul: Worker) -> None:
    saule = the_omarova_family(aigul.staff)[0]
    make_consent(saule, purpose="health_care", answer="WITHDRAWN", on=TODAY, recorded_at=AT)
    make_consent(
        saule, purpose="health_care", on=TODAY - timedelta(days=80), recorded_at=AT + timedelta(hours=1)
    )

    last = answers_of(aigul.actor, [saule.pk]).last

    assert last[saule.pk, "health_care"].answer == "WITHDRAWN"


def test_a_yes_taken_back_ends_no_service_that_is_owed(aigul: Worker) -> None:
    saule = the_omarova_family(aigul.staff)[0]
    pack_actions = pack().actions

    def owed() -> set[str]:
        steps = plans_of([saule], AT)[saule.pk].steps
        return {s.action_id for s in steps if s.is_open and pack_actions[s.action_id].service}

    before = owed()
    answer(saule, aigul, "SELF", case_support="YES", health_care="YES", school_information="YES")
    answer(saule, aigul, "SELF", case_support="WITHDRAWN", health_care="NO", school_information="WITHDRAWN")

    assert owed() == before


def test_once_every_question_was_put_the_step_is_done(aigul: Worker) -> None:
    cases = the_omarova_family(aigul.staff)
    saule, yusuf = cases[0], cases[3]

    answer(saule, aigul, "SELF", None, **dict.fromkeys(list(pack().consents)[:-1], "YES"))
    step = plans_of([saule], AT)[saule.pk].step("P3-08")
    assert step is not None and step.is_open
    answer(saule, aigul, "SELF", None, **{list(pack().consents)[-1]: "NO"})
    children = [code for code, purpose in pack().consents.items() if not purpose.adults_only]
    answer(yusuf, aigul, "CAREGIVER", True, **dict.fromkeys(children, "YES"))

    for case in (saule, yusuf):
        step = plans_of([case], AT)[case.pk].step("P3-08")
        assert step is not None and step.is_closed


@pytest.mark.parametrize(
    ("who", "given_by", "has_assent", "answers", "code"),
    [
        (0, "CAREGIVER", None, {"health_care": "YES"}, "adult_decides"),
        (5, "CAREGIVER", None, {"health_care": "YES"}, "youth_decides"),
        (1, "SELF", True, {"health_care": "YES"}, "child_says_no"),
        (3, "SELF", True, {"health_care": "YES"}, "caregiver_decides"),
        (1, "CAREGIVER", False, {"health_care": "YES"}, "assent_missing"),
        (1, "CAREGIVER", True, {"testimony": "YES"}, "adults_only"),
        (0, "SELF", None, {"health_care": "WITHDRAWN"}, "nothing_to_withdraw"),
        (0, "SELF", None, {}, "nothing"),
        (0, "SELF", None, {"lottery": "YES"}, "unknown_purpose"),
        (0, "SELF", None, {"health_care": "MAYBE"}, "unknown_purpose"),
    ],
)
def test_an_answer_that_somebody_else_has_to_give_is_not_recorded(
    aigul: Worker, who: int, given_by: str, has_assent: bool | None, answers: dict[str, str], code: str
) -> None:
    case = the_omarova_family(aigul.staff)[who]

    with pytest.raises(CannotConsent) as refused:
        answer(case, aigul, given_by, has_assent, **answers)

    assert refused.value.code == code


@pytest.mark.parametrize(("years", "may"), [(11, False), (12, True), (14, True)])
@pytest.mark.parametrize("purpose", ["faith_counselling", "family_contact"])
def test_from_twelve_on_a_child_alone_takes_back_what_others_agreed_to_for_her(
    aigul: Worker, years: int, may: bool, purpose: str
) -> None:
    case = the_omarova_family(aigul.staff)[3]
    case.person.birth_date = AT.date().replace(year=AT.year - years, day=1)
    case.person.save()
    answer(case, aigul, "CAREGIVER", True, **{purpose: "YES", "health_care": "YES"})

    if may:
        answer(case, aigul, "SELF", None, **{purpose: "WITHDRAWN"})
        with computing("test"):
            last = Consent.objects.filter(case=case, purpose=purpose).order_by("-recorded_at", "-pk")
            assert "WITHDRAWN" in {one.answer for one in last}
    else:
        with pytest.raises(CannotConsent) as refused:
            answer(case, aigul, "SELF", None, **{purpose: "WITHDRAWN"})
        assert refused.value.code == "caregiver_decides"


@pytest.mark.parametrize("answers", [{"faith_counselling": "YES"}, {"health_care": "NO"}])
def test_a_child_alone_agrees_to_nothing_and_gives_up_no_care(aigul: Worker, answers: dict[str, str]) -> None:
    case = the_omarova_family(aigul.staff)[3]
    case.person.birth_date = AT.date().replace(year=AT.year - 13, day=1)
    case.person.save()

    with pytest.raises(CannotConsent) as refused:
        answer(case, aigul, "SELF", True, **answers)

    assert refused.value.code == "child_says_no"
    page = aigul.client.get(reverse("cases:consents", kwargs={"person_id": case.person_id})).content.decode()
    assert "to say no" in page


def test_for_a_child_without_her_parents_the_guardian_answers(aigul: Worker) -> None:
    aisha = the_omarova_family(aigul.staff)[2]
    make_care_situation(aisha.person)

    with pytest.raises(CannotConsent):
        answer(aisha, aigul, "CAREGIVER", True, health_care="YES")

    answer(aisha, aigul, "GUARDIAN", True, health_care="YES")


def test_a_teacher_reads_consents_and_does_not_record_them(aigul: Worker) -> None:
    saule = the_omarova_family(aigul.staff)[0]
    teacher = make_worker("Gulnara", "teacher", region="ALR")
    make_assignment(saule, teacher.staff)
    answer(saule, aigul, "SELF", health_care="YES")
    url = reverse("cases:consents", kwargs={"person_id": saule.person_id})

    with pytest.raises(NotAllowed):
        answer(saule, teacher, "SELF", health_care="NO")

    shown = teacher.client.get(url).content.decode()
    assert "Yes" in shown and "Save the answers" not in shown
    assert teacher.client.post(url, {}).status_code == 403


def test_the_page_asks_as_the_age_wants_it_and_says_that_help_goes_on(aigul: Worker) -> None:
    cases = the_omarova_family(aigul.staff)
    url = reverse("cases:consents", kwargs={"person_id": cases[1].person_id})
    data = {
        "given_by": "CAREGIVER",
        "has_assent": "yes",
        "on": "2021-05-20",
        "language": "ar",
        "purpose_health_care": "YES",
        "purpose_mhpss": "NO",
    }

    asked = aigul.client.get(url).content.decode()
    saved = aigul.client.post(url, data, follow=True).content.decode()

    assert "Does the child agree?" in asked and "purpose_testimony" not in asked
    assert "never ends food, shelter" in asked
    assert "Help goes on whatever was answered." in saved
    assert 'value="WITHDRAWN"' in saved
    table = aigul.client.get(reverse("cases:consents", kwargs={"family_id": cases[0].family_id}))
    assert "What each person agreed to" in table.content.decode()


def test_a_wrong_answer_comes_back_with_who_has_to_give_it(aigul: Worker) -> None:
    cases = the_omarova_family(aigul.staff)
    url = reverse("cases:consents", kwargs={"person_id": cases[1].person_id})
    data = {"given_by": "CAREGIVER", "on": "2021-05-20", "language": "ar", "purpose_health_care": "YES"}

    shown = aigul.client.post(url, data).content.decode()

    assert "From 6 on a child is asked too" in shown
    with system("test"):
        assert not Consent.objects.exists()
