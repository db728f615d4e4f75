"""B48: a scripted clerk who opens one file after the other is slowed down at the limit, and the officer knows at once.

`BAR_FILES` says how many she tries: few in the suite, 500 in the bar. Of the same village nothing can be said: no
village is kept of anybody.
"""

from __future__ import annotations

import os
from collections import Counter

import pytest
from django.urls import reverse

from shanyraq.access.models import StaffMember
from shanyraq.access.queries import computing
from shanyraq.audit.models import Entry
from shanyraq.cases.models import Case
from shanyraq.cases.tests.cast import Worker
from shanyraq.cases.tests.factories import make_case
from shanyraq.foundation.clock import real_now
from shanyraq.oversight.actions.watching import look_through
from shanyraq.oversight.models import Finding
from shanyraq.oversight.queries import limits
from shanyraq.oversight.tests.factories import make_seen
from shanyraq.people.tests.factories import make_person

pytestmark = pytest.mark.django_db
FILES = int(os.environ.get("BAR_FILES", "8"))
IS_WHOLE = FILES >= 500
ALERT_WITHIN = 60  # seconds


@pytest.fixture
def most(monkeypatch: pytest.MonkeyPatch) -> int:
    """The limit in force: the pack's own where all is tried, else a small one."""
    if not IS_WHOLE:
        small = {"files_an_hour": 5}
        monkeypatch.setattr(limits, "number", lambda name: small.get(name, limits.DEFAULTS[name]))
    return limits.number("files_an_hour")


def findings() -> list[Finding]:
    with computing("test"):
        return list(Finding.objects.order_by("found_at"))


def test_a_scripted_clerk_is_slowed_down_at_the_limit_and_told_of(aigul: Worker, most: int) -> None:
    files = [make_case(case_manager=aigul.staff) for _ in range(FILES)]

    answers = Counter(_opens(aigul, case) for case in files)

    assert answers == {200: most, 429: FILES - most}
    told = findings()
    assert [one.kind for one in told] == ["PACE"] and told[0].people == most
    last = Entry.objects.filter(action="records.read").order_by("-seq").values_list("at", flat=True)[0]
    assert abs((told[0].found_at - last).total_seconds()) < ALERT_WITHIN


def test_what_she_was_not_shown_is_not_in_the_record_as_read(aigul: Worker, most: int) -> None:
    files = [make_case(case_manager=aigul.staff) for _ in range(most + 3)]
    for case in files:
        _opens(aigul, case)

    read = Entry.objects.filter(action="records.read", objects_json__contains='"opened:')
    assert read.count() == most


def test_her_own_surname_is_asked_about_within_a_minute(daniyar: Worker) -> None:
    make_seen()
    StaffMember.objects.filter(pk=daniyar.staff.pk).update(family_name="Omarov / Омаров / عمروف")
    case = make_case(make_person("Saule Omarova"))
    begun = real_now()

    assert _opens(daniyar, case) == 200
    look_through(at=real_now())  # the work of each minute

    told = findings()
    assert [one.kind for one in told if one.kind == "SURNAME"] == ["SURNAME"]
    assert (told[0].found_at - begun).total_seconds() < ALERT_WITHIN


def _opens(worker: Worker, case: Case) -> int:
    return int(worker.client.get(reverse("cases:person", args=[case.person_id])).status_code)
