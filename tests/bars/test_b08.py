"""B08: nobody learns by asking whether somebody out of sight is in the programme.

What is there and hidden is answered as what is not there: by pages, forms, warnings, refusals and headers. The bar also
compares how long the answers take.
"""

from __future__ import annotations

import gc
import os
import statistics
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.test import Client
from django.urls import reverse

from shanyraq.access.queries import computing
from shanyraq.cases.tests import factories as rows
from shanyraq.cases.tests.filled_forms import a_meeting, a_note, a_question, a_record, of, of_person
from shanyraq.cases.tests.test_register_family import typed
from shanyraq.demo.tests import world as demonstration
from shanyraq.foundation.clock import real_now
from shanyraq.people.tests import factories as people
from tests.bars.overseen import ask, is_overseen, told_of_inside
from tests.bars.two_worlds.asking import Answer, addresses, difference, standing_clock
from tests.bars.two_worlds.world import HOME, World, make_world
from tests.bars.verdicts import tell

IS_BAR = "BAR_EXAMPLES" in os.environ
pytestmark = [pytest.mark.django_db, pytest.mark.slow]
if not IS_BAR:
    pytestmark.append(pytest.mark.only_on("sqlite"))
ASKERS = ("case_manager", "consular_officer", "supervisor")
ABSENT = "00000000-0000-4000-8000-00000000abcd"
TIMES, ALIKE = 300, 0.05


@dataclass(frozen=True)
class Town:
    """The world, and one row of each table that is there and in nobody's sight."""

    world: World
    hidden: dict[str, str]

    def client(self, role: str) -> Client:
        return self.world.everybody[role].worker.client


@pytest.fixture
def town(request: pytest.FixtureRequest) -> Iterator[Town]:
    with standing_clock():
        world = make_world(request.getfixturevalue)
        with computing("test"):
            hidden = {word: str(row.pk) for word, row in _rows_elsewhere(world).items()}
        yield Town(world, hidden)


def _rows_elsewhere(world: World) -> dict[str, models.Model]:
    case, other = world.elsewhere[0], world.another.staff
    assert case.family is not None
    return {
        "family_id": case.family,
        "person_id": case.person,
        "record_id": rows.make_record(case),
        "note_id": rows.make_note(case, written_by=other),
        "consent_id": rows.make_consent(case),
        "appointment_id": rows.make_appointment(case, other),
        "assignment_id": case.assignments.get(),
        "review_id": rows.make_review(case, other),
        "kinship_id": people.make_kinship(case.person, world.elsewhere[1].person),
        "situation_id": people.make_care_situation(world.elsewhere[1].person),
        "merge_id": people.make_merge(case.person, people.make_person("")),
        "draft_id": rows.make_roster_draft(world.officer.staff),
        "import_id": rows.make_roster_import(world.officer.staff),
        "emergency_id": rows.make_emergency_opening(case.person, other, opened_at=real_now()),
    }


def alike(one: Answer, other: Answer, *keys: str) -> str:
    """Where two answers part, beside the keys that were asked for."""
    return difference(*(_without(answer, *keys) for answer in (one, other)))


def _without(answer: Answer, *keys: str) -> Answer:
    headers, body = answer.headers, answer.body
    for key in keys:
        headers, body = headers.replace(key.encode(), b"key"), body.replace(key.encode(), b"key")
    return Answer(answer.status, headers, body)


def test_what_is_hidden_is_answered_as_what_is_not_there(town: Town) -> None:
    """On pages of a register that she oversees no file is hidden from her; there it is asked what else they tell."""
    told, asked, overseen = [], 0, Counter[str]()
    nothing = dict.fromkeys(town.hidden, ABSENT)
    ids, ways = demonstration.real_ids(), tuple[dict[str, str] | None, ...]((None, {}))

    for role in town.world.everybody if IS_BAR else ASKERS[:1]:
        client, worker = town.client(role), town.world.everybody[role].worker
        there, absent = addresses(ids | town.hidden), addresses(ids | nothing)
        for (name, here), (_name, gone) in zip(there, absent, strict=True):
            if here == gone:
                continue
            is_open = is_overseen(worker, here)
            for sent in ways:
                if is_open:
                    case, other = town.world.elsewhere[0], town.world.another
                    said = told_of_inside(worker, here, sent, case, other)
                    overseen[role] += 1
                else:
                    said = alike(
                        ask(client, here, sent), ask(client, gone, sent), *town.hidden.values(), ABSENT
                    )
                asked += 1
                if said:
                    told.append(f"{role} {'posts to' if sent == {} else 'gets'} {name}: {said}")

    tell(f"{asked} answers compared; on pages of registers that she oversees: {dict(overseen)}")
    assert told == []
    assert asked > 80


@pytest.mark.in_bars
def test_a_hidden_key_in_a_form_is_answered_as_one_of_nobody(town: Town) -> None:
    cases, who = town.world.families[HOME], town.world.everybody["case_manager"].worker
    hidden_case, hidden = str(town.world.elsewhere[0].pk), town.hidden
    start = {"starts_on": "2021-05-20", "label": "", "relation": "child", "reason": "they live together now"}
    record, note, meeting, question = (make(cases, who) for make in (a_record, a_note, a_meeting, a_question))
    forms: list[tuple[str, str, dict[str, Any], str, str]] = [
        (role, url, data, field, key)
        for role, url, data, field, key in (
            ("case_manager", record.url, record.data, "who", hidden_case),
            ("case_manager", note.url, note.data, "who", hidden_case),
            ("case_manager", meeting.url, meeting.data, "who", hidden_case),
            ("case_manager", question.url, question.data, "people", hidden_case),
            ("case_manager", of(cases[0], "ask_closure"), {"proposal": "GOALS_MET"}, "people", hidden_case),
            (
                "case_manager",
                of_person(cases[1], "add_kin"),
                {"kind": "SIBLING"},
                "relative",
                hidden["person_id"],
            ),
            ("case_manager", of_person(cases[1], "move_person"), start, "family", hidden["family_id"]),
            (
                "supervisor",
                of(cases[0], "assign"),
                {"case_manager": str(who.staff.pk)},
                "people",
                hidden_case,
            ),
            (
                "supervisor",
                of(cases[0], "reopen_case"),
                {"reason": "she asked for it"},
                "people",
                hidden_case,
            ),
        )
    ]
    for role, url, data, field, key in forms:
        here, gone = (ask(town.client(role), url, {**data, field: one}) for one in (key, ABSENT))
        assert alike(here, gone, key, ABSENT) == "", (url, field)


def test_a_hidden_key_in_an_address_is_answered_as_one_of_nobody(town: Town) -> None:
    case, hidden = town.world.families[HOME][0], town.hidden
    asked = [
        ("supervisor", of_person(case, "merge_people") + "?other={}", hidden["person_id"]),
        ("case_manager", of(case, "history") + "?record={}", hidden["record_id"]),
        ("case_manager", of(case, "history") + "?saved={}", hidden["record_id"]),
        (
            "case_manager",
            of(case, "record_step") + "?kind=home.visit.made&meeting={}",
            hidden["appointment_id"],
        ),
        (
            "case_manager",
            of(case, "record_step") + "?kind=home.visit.made&who={}",
            str(town.world.elsewhere[0].pk),
        ),
        ("case_manager", of(case, "family") + "?saved={}", hidden["record_id"]),
    ]
    for role, address, key in asked:
        here, gone = (ask(town.client(role), address.format(one)) for one in (key, ABSENT))
        assert alike(here, gone, key, ABSENT) == "", address


@pytest.mark.parametrize("role", ["case_manager", "consular_officer"])
def test_a_twin_of_somebody_hidden_is_registered_without_a_word(town: Town, role: str) -> None:
    """The same name, birthday and family as somebody elsewhere: no warning, no refusal, the same page."""
    client, address = town.client(role), reverse("cases:register_family")
    terms = {"m0-birth_year": "1987", "m0-birth_month": "1", "m0-birth_day": "1", "m0-birth_about": ""}
    twin = typed(**terms, **{"m0-name_Latn": "Karlygash Ospanova", "m0-name_Arab": "", "label": "Ospanova"})
    nobody = typed(**terms, **{"m0-name_Latn": "Karlygazh Ozpanova", "m0-name_Arab": "", "label": "Ozpanova"})
    answers = [ask(client, address, form) for form in (twin, nobody)]

    assert answers[0].status == 302
    same = [_without(answers[0], "Ospanova", "Karlygash"), _without(answers[1], "Ozpanova", "Karlygazh")]
    assert difference(*same) == ""


def test_a_name_or_code_of_somebody_hidden_is_found_as_little_as_one_of_nobody(town: Town) -> None:
    client, address = town.client("case_manager"), reverse("desk:search")
    case = town.world.elsewhere[0]
    for hidden, nobody in (
        ("Karlygash", "Karlygazh"),
        ("Ospanova", "Ozpanova"),
        (case.person.code, "K-2222-22"),
    ):
        one, other = (ask(client, f"{address}?q={word}") for word in (hidden, nobody))
        assert difference(_without(one, hidden), _without(other, nobody)) == "", hidden


def test_no_answer_carries_a_mark_of_its_content(town: Town) -> None:
    """A page that is unchanged could be told from one that is not."""
    case, client = town.world.families[HOME][0], town.client("case_manager")
    for address in ("/today/", "/families/", "/search/?q=Omarova", of(case, "family"), of(case, "history")):
        headers = ask(client, address).headers.lower()
        assert b"\netag:" not in headers and b"last-modified:" not in headers, address


# Rules of a table that somebody could run into by what she types: what is unique must be made by us, not typed.
TYPED = {
    "text",
    "label",
    "given",
    "birth_date",
    "sort_name",
    "nationality",
    "title",
    "content",
    "file_name",
    "sealed",
}


def test_nothing_that_is_typed_is_unique_among_people_out_of_sight() -> None:
    unique = [
        f"{model._meta.label}.{name}"
        for model in apps.get_models()
        if model._meta.app_label in {"people", "cases", "vault", "rights"}
        for names in (
            *([field.name] for field in model._meta.local_fields if field.unique),
            *(one.fields for one in model._meta.constraints if isinstance(one, models.UniqueConstraint)),
        )
        for name in names
        if name in TYPED
    ]

    assert unique == []


# --- how long it takes ------------------------------------------------------------------------------------------------


@pytest.mark.in_bars
@pytest.mark.parametrize(
    ("name", "address", "there", "gone"),
    [
        ("a person's page", "/people/{}/", "person_id", ABSENT),
        ("a family's page", "/families/{}/", "family_id", ABSENT),
        ("a record to correct", "/records/{}/correct/", "record_id", ABSENT),
        ("a note to correct", "/notes/{}/correct/", "note_id", ABSENT),
        ("a search", "/search/?q={}", "Karlygash Ospanova", "Karlygazh Ozpanova"),
        ("a code", "/search/?q={}", "code", "K-2222-22"),
    ],
)
def test_what_is_hidden_takes_as_long_as_what_is_not_there(
    town: Town, name: str, address: str, there: str, gone: str
) -> None:
    hidden = town.hidden.get(there, town.world.elsewhere[0].person.code if there == "code" else there)
    client = town.client("case_manager")
    pair = address.format(hidden), address.format(gone)
    times: dict[str, list[int]] = {one: [] for one in pair}

    gc.collect()
    gc.disable()
    try:
        for number in range(TIMES + 20):
            for one in pair if number % 2 else reversed(pair):
                begun = time.perf_counter_ns()
                client.get(one)
                if number >= 20:  # the first ones find nothing prepared
                    times[one].append(time.perf_counter_ns() - begun)
    finally:
        gc.enable()
    here, nowhere = (statistics.median(times[one]) for one in pair)
    print(f"B08 {name}: hidden {here / 1e6:.2f} ms, absent {nowhere / 1e6:.2f} ms, {here / nowhere - 1:+.1%}")
    assert abs(here / nowhere - 1) < ALIKE, name
