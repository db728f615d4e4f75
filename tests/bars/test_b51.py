"""B51: what an emergency opens, what it never opens, and everybody who tries to get more out of it.

`test_b51_reviews.py` has the rest: who is told, who looks at it afterwards, what stands in the record.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from shanyraq.access.models import RoleGrant
from shanyraq.access.queries import computing, register_roles, role_catalogue
from shanyraq.access.rules import Role
from shanyraq.access.rules.ceiling import faults_of_role
from shanyraq.access.rules.emergencies import opened_by
from shanyraq.cases.actions.emergencies import CannotOpenNow
from shanyraq.cases.models import Case, EmergencyOpening, Note
from shanyraq.cases.tests.cast import Worker
from shanyraq.foundation.clock import real_now
from shanyraq.foundation.errors import NotAllowed
from tests.bars.emergencies import PARTS, REASON, Scene, canary, make_scene, page

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene(aigul: Worker, daniyar: Worker, auditor: Worker) -> Scene:
    return make_scene(aigul, daniyar, auditor)


# --- one person, one part, to read, one hour --------------------------------------------------------------------------


def test_the_page_holds_that_part_of_that_person_and_nothing_else(scene: Scene) -> None:
    shown = page(scene.aigul, "emergency", scene.opens().pk)

    found = {canary(n, part) for n in (0, 1) for part in PARTS if canary(n, part) in shown}
    assert found == {canary(0, "C3")}


def test_nothing_else_opens_by_it(scene: Scene) -> None:
    scene.opens()

    for name, key in (("notes", scene.person), ("history", scene.person), ("person", scene.person)):
        assert canary(0, "C3") not in page(scene.aigul, name, key)
    assert "C3" not in {note.compartment for note in Note.objects.visible_to(scene.aigul.actor)}
    assert not scene.aigul.actor.reads("C3")


def test_it_is_to_read_only(scene: Scene) -> None:
    opening = scene.opens()
    shown = page(scene.aigul, "emergency", opening.pk)

    assert "<textarea" not in shown and "/correct/" not in shown and "/take-back/" not in shown
    assert scene.aigul.client.post(reverse("cases:emergency", args=[opening.pk])).status_code == 405


@pytest.mark.parametrize(("minutes", "status"), [(0, 200), (59, 200), (60, 404), (61, 404), (6000, 404)])
def test_it_opens_for_one_hour(scene: Scene, minutes: int, status: int) -> None:
    opening = scene.opens(at=real_now() - timedelta(minutes=minutes))

    shown = page(scene.aigul, "emergency", opening.pk, status=status)
    assert (canary(0, "C3") in shown) is (status == 200)


def test_it_leaves_the_screen_when_its_hour_ends(scene: Scene) -> None:
    opening = scene.opens(at=real_now() - timedelta(minutes=50))
    answer = scene.aigul.client.get(reverse("cases:emergency", args=[opening.pk]))

    assert 500 < int(answer["Refresh"].partition(";")[0]) <= 600
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("who", ["daniyar", "auditor", "erlan", "admin", "bota"])
def test_anothers_opening_is_not_there(scene: Scene, request: pytest.FixtureRequest, who: str) -> None:
    worker, opening = request.getfixturevalue(who), scene.opens()
    answer = worker.client.get(reverse("cases:emergency", args=[opening.pk]))

    assert answer.status_code in (403, 404)
    assert "canary" not in answer.content.decode()


def test_it_ends_with_her_work_with_the_person(scene: Scene) -> None:
    opening = scene.opens()
    with computing("test"):
        Case.objects.update(case_manager=None)
        for case in scene.cases:
            case.assignments.all().delete()

    page(scene.aigul, "emergency", opening.pk, status=404)


def test_it_ends_with_her_role(scene: Scene) -> None:
    """Also where her next role could open the same part: in that one she has not opened it."""
    opening = scene.opens()
    for role, status in (("family_tracing_officer", 404), ("case_manager", 200), ("lawyer", 404)):
        RoleGrant.objects.filter(staff=scene.aigul.staff).update(role=role)
        page(scene.aigul, "emergency", opening.pk, status=status)


# --- what never opens -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "part", ["C2", "C9", "C4n", "C5", "C6", "C8", "C11", "C13", "STAFF", "SYSTEM", "", "C99"]
)
def test_a_part_that_her_role_does_not_open_stays_closed(scene: Scene, part: str) -> None:
    with pytest.raises(CannotOpenNow) as refused:
        scene.opens(compartment=part)

    assert refused.value.code == "compartment"
    answer = scene.aigul.client.post(
        reverse("cases:open_in_emergency", args=[scene.person]),
        {"compartment": part, "ground": "medical", "reason": REASON},
    )
    assert answer.status_code == 200
    with computing("test"):
        assert not EmergencyOpening.objects.exists()


@pytest.mark.parametrize("part", ["C2", "C9", "C4n"])
def test_no_pack_opens_the_seal_justice_or_process_notes(scene: Scene, part: str) -> None:
    known = role_catalogue()
    named = Role(
        "case_manager",
        "Case manager",
        "assigned",
        {"C0": "W", "C1": "W", "C7": "W"},
        emergency=frozenset({part}),
    )
    lettered = Role("case_manager", "Case manager", "assigned", {part: "B"})
    assert faults_of_role(named) and faults_of_role(lettered)

    wide = Role(**{**known["case_manager"].__dict__, "emergency": frozenset({part, "C3"})})
    register_roles([wide, *(role for code, role in known.items() if code != wide.code)])
    try:
        with pytest.raises(CannotOpenNow):
            scene.opens(compartment=part)
    finally:
        register_roles(known.values())


@pytest.mark.parametrize("part", ["C2", "C9", "C4n"])
def test_the_database_refuses_it_too(scene: Scene, part: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        EmergencyOpening.objects.create(
            person_id=scene.person,
            compartment=part,
            ground="medical",
            opened_by=scene.aigul.staff,
            role="case_manager",
            opened_at=real_now(),
        )


def test_who_reads_justice_opens_nothing_in_an_emergency() -> None:
    role = Role("j", "Liaison", "assigned", {"C1": "R", "C9": "W"}, emergency=frozenset({"C3"}))

    assert faults_of_role(role)
    assert not opened_by(role.compartments, role.emergency)


def test_a_person_out_of_sight_is_not_opened(scene: Scene, erlan: Worker) -> None:
    with pytest.raises(NotAllowed):
        scene.opens(erlan)

    page(erlan, "open_in_emergency", scene.person, status=404)


@pytest.mark.parametrize("who", ["admin", "damir", "partner", "auditor", "aida"])
def test_a_role_without_it_opens_nothing(scene: Scene, request: pytest.FixtureRequest, who: str) -> None:
    worker = request.getfixturevalue(who)

    with pytest.raises(NotAllowed):
        scene.opens(worker)
    page(worker, "open_in_emergency", scene.person, status=403)


# --- a ground and a reason, asked twice -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"reason": "x" * 29}, "reason"),
        ({"reason": " " * 40}, "reason"),
        ({"reason": f"{'x' * 29}{' ' * 10}"}, "reason"),
        ({"ground": ""}, "ground"),
        ({"ground": "curiosity"}, "ground"),
    ],
)
def test_without_a_ground_and_a_reason_nothing_opens(scene: Scene, told: dict[str, Any], code: str) -> None:
    with pytest.raises(CannotOpenNow) as refused:
        scene.opens(**told)

    assert refused.value.code == code
    with computing("test"):
        assert not EmergencyOpening.objects.exists()


def test_thirty_characters_are_enough(scene: Scene) -> None:
    reason = "She needs her insulin at once."
    assert len(reason) == 30 and scene.opens(reason=reason)


def test_she_shows_once_more_that_it_is_she(scene: Scene) -> None:
    with patch("shanyraq.access.middleware.has_proved", return_value=False):
        answer = scene.aigul.client.get(reverse("cases:open_in_emergency", args=[scene.person]))
        sent = scene.aigul.client.post(
            reverse("cases:open_in_emergency", args=[scene.person]),
            {"compartment": "C3", "ground": "medical", "reason": REASON},
        )

    assert answer.status_code == 302 and answer["Location"].startswith(reverse("access:prove"))
    assert sent.status_code == 403
    with computing("test"):
        assert not EmergencyOpening.objects.exists()


def test_the_reason_is_kept_encrypted_for_that_person_and_part(scene: Scene) -> None:
    opening = scene.reviews(scene.daniyar, scene.opens())
    table = EmergencyOpening._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT reason, review FROM {table}")
        kept = b"".join(bytes(one) for one in cursor.fetchone())

    assert b"unconscious" not in kept and b"ambulance" not in kept
    field = EmergencyOpening._meta.get_field("reason")
    assert field.compartment_of(opening) == "C3"
