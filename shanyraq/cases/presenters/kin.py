"""The family as a drawing, and the same in sentences. Only for those who read family and care."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from shanyraq.cases.presenters import words
from shanyraq.cases.queries.files import SupportFile
from shanyraq.people.models import Kinship, Person
from shanyraq.people.rules import age_on
from shanyraq.ui import kinship

# how many generations somebody stands above the one she is kin to
ABOVE = {"PARENT": 1, "GRANDPARENT": 2, "AUNT_UNCLE": 1, "SIBLING": 0, "SPOUSE": 0}
DRAWN = {
    "PARENT": "parent",
    "GRANDPARENT": "parent",
    "SPOUSE": "partner",
    "GUARDIAN": "care",
    "CAREGIVER": "care",
}
UNSURE = ("DECLARED", "UNKNOWN")


def family_graph(
    file: SupportFile, relatives: Sequence[Person], kin: Sequence[Kinship]
) -> kinship.Graph | None:
    """The drawing with its sentences; None where nothing is known of who is what to whom."""
    people = {member.case.person_id: member.person for member in file.everyone}
    people.update({person.pk: person for person in relatives})
    rows = [row for row in kin if row.person_id in people and row.relative_id in people]
    if not rows:
        return None
    place = {person_id: number for number, person_id in enumerate(people)}  # as the page lists them
    rows.sort(key=lambda row: (place[row.person_id], place[row.relative_id]))
    levels = generations(list(people), [(row.person_id, row.kind, row.relative_id) for row in rows])
    at_home = {member.case.person_id for member in file.members}
    drawn = [_box(person, levels[pk], file, pk in at_home) for pk, person in people.items()]
    ties = [
        kinship.Tie(str(row.person_id), str(row.relative_id), DRAWN[row.kind], row.proof not in UNSURE)
        for row in rows
        if row.kind in DRAWN
    ]
    sentences = sentences_of(rows, people, file.today)
    return kinship.draw(
        drawn,
        ties,
        label=_("Family graph. %(sentences)s") % {"sentences": " ".join(f"{one}." for one in sentences)},
        sentences=sentences,
        rtl=get_language_bidi(),
    )


def generations(
    people: Iterable[uuid.UUID], kin: Sequence[tuple[uuid.UUID, str, uuid.UUID]]
) -> dict[uuid.UUID, int]:
    """In which row each stands, from 0 at the top: kin of known distance stand so many rows apart, people of whom
    no such tie is known in the lowest. Never fails.
    """
    level: dict[uuid.UUID, int] = {}
    ties = [(one, ABOVE[kind], other) for one, kind, other in kin if kind in ABOVE]
    for start in people:
        if start in level:
            continue
        level[start] = 0
        waiting = [start]
        while waiting:
            here = waiting.pop()
            for one, above, other in ties:
                if one == here and other not in level:
                    level[other] = level[here] + above
                    waiting.append(other)
                elif other == here and one not in level:
                    level[one] = level[here] - above
                    waiting.append(one)
    tied = {one for one, _above, _other in ties} | {other for _one, _above, other in ties}
    known = [place for person, place in level.items() if person in tied] or [0]
    top, bottom = min(known), max(known)
    return {person: (place if person in tied else bottom) - top for person, place in level.items()}


def _box(person: Person, generation: int, file: SupportFile, has_file: bool) -> kinship.Kin:
    age = age_on(person.birth_date, file.today)
    is_adult = age >= 18 if age is not None else not has_file
    about = words.about_age(age, person.birth_precision)
    sub = about if about or has_file else words.relative_words(person.sex)
    return kinship.Kin(
        str(person.pk), words.called(person), sub, generation, "adult" if is_adult else "child"
    )


def sentences_of(
    rows: Sequence[Kinship], people: dict[uuid.UUID, Person], today: date | None = None
) -> list[str]:
    """Who is what to whom: one sentence for each person and kind of kinship. With `today` ages tell namesakes apart."""

    def name_of(person: Person) -> str:
        return words.told_apart(person, people.values(), today) if today else words.called(person)

    grouped: dict[tuple[uuid.UUID, str, str], list[str]] = {}
    for row in rows:
        names = grouped.setdefault((row.person_id, row.kind, row.proof), [])
        names.append(name_of(people[row.relative_id]))
    found = []
    for (person, kind, proof), names in grouped.items():
        text = _sentence(people[person], kind) % {
            "name": name_of(people[person]),
            "others": words.listed(names),
        }
        known = proof_words(proof)
        found.append(_("%(sentence)s (%(known)s)") % {"sentence": text, "known": known} if known else text)
    return found


def _sentence(person: Person, kind: str) -> str:
    female = person.sex == "F"
    return {
        "PARENT": _("%(name)s: mother of %(others)s") if female else _("%(name)s: father of %(others)s"),
        "GRANDPARENT": (
            _("%(name)s: grandmother of %(others)s") if female else _("%(name)s: grandfather of %(others)s")
        ),
        "SIBLING": _("%(name)s: sister of %(others)s") if female else _("%(name)s: brother of %(others)s"),
        "SPOUSE": _("%(name)s: wife of %(others)s") if female else _("%(name)s: husband of %(others)s"),
        "AUNT_UNCLE": _("%(name)s: aunt of %(others)s") if female else _("%(name)s: uncle of %(others)s"),
        "GUARDIAN": _("%(name)s: guardian of %(others)s"),
        "CAREGIVER": _("%(name)s: cares for %(others)s"),
    }.get(kind) or _("%(name)s: relative of %(others)s")


def proof_words(proof: str) -> str:
    """How the kinship is known."""
    words_of = {
        "DOCUMENT": _("by document"),
        "CONFIRMED": _("confirmed by kin"),
        "LABORATORY": _("laboratory result"),
        "DECLARED": _("as they say"),
    }
    return words_of.get(proof, "")
