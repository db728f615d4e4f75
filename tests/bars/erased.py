"""An installation in which one woman's words stand wherever words can stand, and three who decide to erase her.

python -m tests.bars.erased fill      writes her into the installation that SHANYRAQ_DATA names; prints her id
python -m tests.bars.erased decide ID  one asks, two agree: the work waits for `shanyraq work`
"""

from __future__ import annotations

import base64
import os
import sys
from datetime import date, timedelta
from uuid import UUID

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

# Nothing else in an installation holds these; the last is in no column, only in bytes that are sealed.
NAMES = {
    "Latn": "Qyzgaldaqbek Zhupargulova",
    "Cyrl": "Қызғалдақбек Жұпаргүлова",
    "Arab": "قيزغالداقبيك جوبارغولوفا",
}
WORDS = "the hoopoe sang at the eleventh well"
FORMER = "Umm Dhulfaqar al-Sindibadi"
WORD = "hoopoe"
CANARIES = (*(part for name in NAMES.values() for part in name.split()), WORD, "Sindibadi")


def shapes(word: str) -> set[bytes]:
    """How a word can stand in a file: three encodings, hexadecimal, base64 wherever it begins; in small letters too."""
    found = set()
    for spelt in {word, word.lower(), word.upper()}:
        for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
            plain = spelt.encode(encoding)
            found |= {plain, plain.hex().encode(), plain.hex().upper().encode()}
            for before in range(3):
                coded = base64.b64encode(b"\0" * before + plain)
                found.add(coded[(0, 2, 3)[before] : len(coded) - 4])
    return found


def hits(content: bytes) -> list[str]:
    """The canaries in the bytes of a file."""
    return [word for word in CANARIES if any(shape in content for shape in shapes(word))]


def fill() -> UUID:
    """A woman of whom every table holds something, with a child who stays."""
    from django.db import connection

    from shanyraq.cases.models import EmergencyOpening
    from shanyraq.cases.tests import factories as cases
    from shanyraq.cases.tests.cast import make_worker
    from shanyraq.foundation.clock import now, real_now, today
    from shanyraq.papers.tests.factories import make_paper
    from shanyraq.people.tests import factories as people
    from shanyraq.rights.tests.factories import make_data_request, make_legal_hold
    from shanyraq.vault.tests.factories import make_item

    aigul, auditor = (
        make_worker("Erasing-aigul", "case_manager", region="ALR"),
        make_worker("Erasing-officer", "dpo"),
    )
    make_worker("Erasing-leader", "supervisor", region="ALR")
    type(aigul.staff).objects.filter(pk=aigul.staff.pk).update(
        supervisor=type(aigul.staff).objects.get(given_name="Erasing-leader")
    )
    person = people.make_person(NAMES["Latn"], birth_date=date(1990, 5, 1), birth_precision="day", sex="F")
    for script in ("Cyrl", "Arab"):
        people.make_name(person, NAMES[script], script=script, given=NAMES[script].split()[0])
    people.make_language(person, dialect=WORD)
    case = cases.make_case(person, people.make_family(NAMES["Latn"].split()[1]), case_manager=aigul.staff)
    assert case.family is not None
    people.make_membership(case.family, person, relation="head")
    child = people.make_person("Aya Nur", birth_date=date(2015, 1, 1), birth_precision="day")
    people.make_membership(case.family, child)
    other = cases.make_case(child, case.family, case_manager=aigul.staff)
    for part in ("C0", "C3", "C4", "C5", "C7", "C12"):
        cases.make_note(case, compartment=part, text=WORDS)
        cases.make_record(case, compartment=part, details={"text": WORDS})
        cases.make_evidence(case, compartment=part, payload={"text": WORDS})
        cases.make_fact_change(person, compartment=part, told={"sex": [WORDS, "F"]})
    people.make_kinship(person, child)
    cases.make_review(case, aigul.staff, request=WORDS, kind="PLAN")
    meeting = cases.make_appointment(case, aigul.staff, title=WORDS, remarks=WORDS, with_whom=NAMES["Latn"])
    cases.make_appointment_member(meeting, other)
    cases.make_roster_draft(aigul.staff, file_name=f"{WORD}.xlsx", content={"rows": [NAMES["Latn"]]})
    EmergencyOpening.objects.create(
        person=person,
        compartment="C3",
        ground="medical",
        reason=WORDS,
        opened_by=aigul.staff,
        role="case_manager",
        opened_at=real_now(),
    )
    cases.make_export(aigul.staff, content={"rows": [[NAMES["Latn"]]]})
    make_item(person.pk, text=FORMER)
    make_paper(case, content=WORDS.encode(), compartment="C8", title=WORDS)
    make_data_request(case, aigul.staff, kind="CORRECT", wish=WORDS)
    make_legal_hold(
        case,
        auditor.staff,
        act=WORDS,
        starts_on=today() - timedelta(days=9),
        ends_on=today() - timedelta(days=1),
    )
    double = people.make_person(NAMES["Latn"], merged_into=person)
    people.make_merge(person, double, reason=WORDS, merged_at=now())
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # PostgreSQL keeps frequent values in statistics
    return person.pk


def decide(person: UUID) -> None:
    """One asks, two agree."""
    from shanyraq.access.actions.proposals import fingerprint_of
    from shanyraq.access.models import Account
    from shanyraq.access.queries import actor_of
    from shanyraq.foundation.clock import real_now
    from shanyraq.rights.actions.erasures import agree_to_erase, ask_erasure

    at = real_now()
    asks, *agree = (
        actor_of(Account.objects.get(login=f"erasing-{who}"), at) for who in ("aigul", "leader", "officer")
    )
    erasure = ask_erasure(
        person_id=person,
        parts=(),
        ground="ASKED",
        reason=f"She asked for it, and told that {WORDS}.",
        by=asks,
        at=at,
    )
    for one in agree:
        agree_to_erase(erasure_id=erasure.pk, fingerprint=fingerprint_of(erasure.proposal), by=one, at=at)


if __name__ == "__main__":
    django.setup()
    from shanyraq.access.queries import computing

    with computing("bar"):
        if sys.argv[1] == "fill":
            print(fill())
        else:
            decide(UUID(sys.argv[2]))
