"""Sealed notes in an installation, and people who read and write them until they are told to stop.

python -m tests.bars.sealed_load fill NOTES      as many notes, of a hundredth as many people
python -m tests.bars.sealed_load work PEOPLE     so many at once, until standard input is closed
"""

from __future__ import annotations

import json
import os
import random
import sys
import threading
from typing import Any

import django

PARTS = ("C3", "C7")
CANARY = "A note about"


def fill(notes: int) -> None:
    """Write the notes."""
    from shanyraq.access.queries import computing, system_actor
    from shanyraq.audit.actions import recorded
    from shanyraq.cases.models import Case, Note
    from shanyraq.cases.tests.factories import OPENED, make_case
    from shanyraq.foundation import keyring
    from shanyraq.people.models import Person
    from shanyraq.people.tests.factories import AT

    with recorded("load.filled", by=system_actor("load")), computing("load"):
        first = make_case()
        people = [Person(code=f"K-L{n:06}", made_at=AT, sort_name="x") for n in range(max(1, notes // 100))]
        Person.objects.bulk_create(people)
        kept = {"family": first.family, "entry": "ORGANISED", "opened_at": OPENED, "phase": "P6"}
        kept |= {"pack": "kz", "pack_version": "2021.2", "region": "ALR"}
        cases = Case.objects.bulk_create([Case(person=person, **kept) for person in people])
        keyring.ensure_keys((person.pk, part) for person in people for part in PARTS)
        Note.objects.bulk_create(
            (note_of(cases[n % len(cases)], n) for n in range(notes)),
            batch_size=2000,
        )


def note_of(case: Any, number: int) -> Any:
    from shanyraq.cases.models import Note
    from shanyraq.foundation.clock import real_now

    return Note(
        case=case,
        person_id=case.person_id,
        compartment=PARTS[number % 2],
        text=f"{CANARY} {case.person_id}",
        written_at=real_now(),
    )


def work(number: int, is_over: threading.Event, told: dict[str, int], faults: list[str]) -> None:
    """Read a page of notes again and again; each tenth time write one, or put one right."""
    from django.db import connection

    from shanyraq.access.queries import computing, system_actor
    from shanyraq.audit.actions import recorded
    from shanyraq.cases.models import Case, Note
    from shanyraq.foundation import keyring

    dice = random.Random(number)
    try:
        with computing("load"):
            cases = list(Case.objects.exclude(person__sort_name="Maryam Omarova"))
        while not is_over.is_set():
            case = dice.choice(cases)
            with computing("load"):
                keyring.warm([case.person_id])
                notes = list(Note.objects.filter(person_id=case.person_id)[:20])
                read = [note.text == f"{CANARY} {case.person_id}" for note in notes]
            told["read"] += len(read)
            told["wrong"] += len(read) - sum(read)
            if dice.random() < 0.1:
                with recorded("load.written", by=system_actor("load")), computing("load"):
                    row = notes[0] if notes and dice.random() < 0.5 else note_of(case, dice.randrange(9))
                    row.text = f"{CANARY} {case.person_id}"
                    row.save()
                told["written"] += 1
            is_over.wait(0.03)
    except Exception as fault:
        faults.append(repr(fault))
    finally:
        connection.close()


def main(what: str, many: int) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    django.setup()
    if what == "fill":
        fill(many)
        return
    is_over, faults = threading.Event(), list[str]()
    told = [{"read": 0, "wrong": 0, "written": 0} for _ in range(many)]
    threads = [threading.Thread(target=work, args=(n, is_over, told[n], faults)) for n in range(many)]
    for thread in threads:
        thread.start()
    print("started", flush=True)
    sys.stdin.read()
    is_over.set()
    for thread in threads:
        thread.join()
    print(json.dumps({key: sum(one[key] for one in told) for key in told[0]} | {"faults": faults[:5]}))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
