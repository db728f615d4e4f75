"""One colleague, two worlds: what she is answered in each, and where the answers part."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from uuid import UUID

from django.apps import apps
from django.urls import reverse

from shanyraq.access.queries import computing
from shanyraq.cases.tests import filled_forms
from shanyraq.cases.tests.test_register_family import typed
from shanyraq.demo.tests import world as demonstration
from tests.bars.canaries import people_of
from tests.bars.crawl import NOBODY
from tests.bars.two_worlds.asking import Answer, Heard, addresses, ask, difference, is_as_heard, undone
from tests.bars.two_worlds.differences import GIVEN, LABELS, TWINS, Choose, Difference
from tests.bars.two_worlds.world import ANSWERERS, COUNTED_AT, COUNTERS, HOME, ROWS_OF_RECORD, Somebody, World

# A code of a person or a family, as no page of figures may name one.
CODE = re.compile(rb"\b[KF]-[A-Z2-9]{4}-[A-Z2-9]{2}\b")
# Gate closed: her role alone decides that, and no row is asked. Such answers are compared in the first pair only.
CLOSED = (403, 405)


class Question(NamedTuple):
    """An address with its name, and what is sent to it where something is."""

    name: str
    address: str
    sent: tuple[tuple[str, Any], ...] | None = None


@dataclass
class Telling:
    """One colleague in the first world: what she asks and what she is answered there."""

    world: World
    who: Somebody
    ids: dict[str, str]  # rows of the families she sees, where there are some
    others: dict[str, str]  # rows of the family elsewhere
    answers: dict[Question, Answer] = field(default_factory=dict, repr=False)
    heard: dict[Question, Heard] = field(
        default_factory=dict, repr=False
    )  # the newest that was asked in full
    made: int = 0  # how many pages that took

    @classmethod
    def of(cls, world: World, who: Somebody, at: str = "") -> Telling:
        """Everything that she can ask, asked once; where `at` names an address, only there."""
        telling = cls(world, who, *named_rows(world, who))
        for question in (*telling.pages(), *telling.searches(), *telling.forms()):
            if not at or question.name == at:
                telling.answers[question] = telling.answer(question)
        return telling

    def answer(self, question: Question) -> Answer:
        """What she is answered now: as before where nothing that the page asks of the database is otherwise."""
        known = self.heard.get(question)
        if known is None or not is_as_heard(known):
            known = self.heard[question] = self.in_full(question)
        return known.answer

    def in_full(self, question: Question) -> Heard:
        """What she is answered now, asked whatever was heard before."""
        self.made += 1
        sent = dict(question.sent) if question.sent is not None else None
        return ask(self.who.worker.client, question.address, sent)

    def open_to_her(self) -> list[Question]:
        """What rows can have a say in: not what her role alone decides."""
        return [question for question, answer in self.answers.items() if answer.status not in CLOSED]

    def pages(self) -> Iterator[Question]:
        """Every address, with rows of hers, and with rows of people elsewhere."""
        for ids in (self.ids, self.others):
            for name, address in addresses(ids):
                yield Question(name, address)

    def searches(self) -> Iterator[Question]:
        """Words, codes, sorts and filters, wherever a page takes some."""
        words = [*GIVEN[:4], GIVEN[-1], *LABELS[:2], f"{GIVEN[0]} {LABELS[0]}", "K-", "F-"]
        words += [case.person.code[:4] for case in (self.world.families[HOME][0], self.world.elsewhere[0])]
        words += [case.person.code for case in (self.world.families[HOME][0], self.world.elsewhere[0])]
        for word in words:
            yield Question("desk:search", f"{reverse('desk:search')}?q={word}")
        for query in ("sort=-name", "sort=arrived", "region=SHY", "phase=P6", "nationality=open"):
            yield Question("desk:families", f"{reverse('desk:families')}?{query}")
        for query in ("state=late", "state=due", "discipline=health"):
            yield Question("desk:today", f"{reverse('desk:today')}?{query}")
        for name in ("merge_people", "move_person", "add_kin"):
            for word in (LABELS[0], GIVEN[0]):
                yield Question(f"cases:{name}", f"{self._of(name)}?q={word}")

    def forms(self) -> Iterator[Question]:
        """What she may send: a family that somebody elsewhere may be, kin, meetings, entries, a new name."""
        for given, label, year in TWINS:
            words = {"m0-name_Latn": f"{given} {label}", "m0-birth_year": str(year), "label": label}
            yield self._form("cases:register_family", reverse("cases:register_family"), typed(**words))
        cases, worker = self.world.families[HOME], self.who.worker
        for make in (
            filled_forms.a_note,
            filled_forms.a_meeting,
            filled_forms.a_question,
            filled_forms.a_tie,
            filled_forms.an_answer,
        ):
            form = make(cases, worker)
            yield self._form(make.__name__, form.url, form.data)
        moved = {
            "family": "",
            "label": LABELS[0],
            "relation": "child",
            "starts_on": "2021-05-20",
            "reason": "x" * 20,
        }
        yield self._form("cases:move_person", self._of("move_person"), moved)
        manager = {
            "people": [str(case.pk) for case in cases],
            "case_manager": str(self.world.deputy.staff.pk),
        }
        yield self._form("cases:assign", filled_forms.of(cases[0], "assign"), manager)
        yield self._form(
            "cases:leave_out_registered",
            reverse("cases:leave_out_registered", args=[self.ids["draft_id"]]),
            {},
        )
        yield self._form(
            "cases:confirm_roster", reverse("cases:confirm_roster", args=[self.ids["draft_id"]]), {}
        )

    def _of(self, name: str) -> str:
        return reverse(f"cases:{name}", kwargs={"person_id": self.world.families[HOME][1].person_id})

    def _form(self, name: str, address: str, sent: dict[str, Any]) -> Question:
        frozen = {key: tuple(value) if isinstance(value, list) else value for key, value in sent.items()}
        return Question(name, address, tuple(frozen.items()))

    def may_differ(self, question: Question) -> bool:
        """Whether a page holds figures that are printed for her, protected."""
        return question.name.startswith(COUNTERS.get(self.who.role.code, "\0"))

    def is_told(self, question: Question) -> bool:
        """Whether what differs is hers to know on this page."""
        return question.name.startswith(ANSWERERS.get(self.who.role.code, ("\0",)))


def told_apart(
    telling: Telling, differences: Sequence[Difference], choose: Choose, *, new_rows: int = 8
) -> list[str]:
    """Where the second world answers otherwise. `new_rows`: how many addresses are asked for rows that only it has."""
    before = keys()
    with undone():
        with computing("two worlds"):
            for one in differences:
                one.make(telling.world, telling.who, choose)
        there = {question: telling.answer(question) for question in telling.open_to_her()}
        fresh = new_addresses(telling, before, choose, new_rows)
        there |= {question: telling.answer(question) for question in fresh}
    return parting(telling, there)


def parting(telling: Telling, there: Mapping[Question, Answer]) -> list[str]:
    """Where answers of a second world part from those of the first, which is asked now for rows it does not have."""
    said = (
        (
            question,
            _parts(telling, question, telling.answers.get(question) or telling.answer(question), answer),
        )
        for question, answer in there.items()
    )
    return [f"{telling.who.role.code} at {question.name}: {words}" for question, words in said if words]


def _parts(telling: Telling, question: Question, here: Answer, there: Answer) -> str:
    if telling.is_told(question):
        return ""
    if question.name in COUNTED_AT.get(telling.who.role.code, ()):
        here, there = (
            Answer(one.status, *(ROWS_OF_RECORD.sub(rb"\1\2", text) for text in one[1:]))
            for one in (here, there)
        )
    if not telling.may_differ(question):
        return difference(here, there)
    named = CODE.findall(here.body + there.body)
    return f"figures that name {named[0]!r}" if named else ""


def keys() -> dict[str, set[UUID]]:
    """The rows that there are, by the word of an address that names one."""
    return {
        word: set(apps.get_model(table)._base_manager.values_list("pk", flat=True))
        for word, table in demonstration.TABLES.items()
    }


def new_addresses(
    telling: Telling, before: Mapping[str, set[UUID]], choose: Choose, most: int
) -> list[Question]:
    """Some addresses of rows that only the second world has, of those that her role does not close."""
    new = {word: sorted(found - before[word]) for word, found in keys().items()}
    ids = telling.ids | {word: str(choose(found)) for word, found in new.items() if found}
    changed = {word for word, found in new.items() if found}
    is_closed = {question.name for question, answer in telling.answers.items() if answer.status in CLOSED}
    there = [
        Question(name, address)
        for name, address in addresses(ids)
        if name not in is_closed and any(ids[word] in address for word in changed)
    ]
    return list(dict.fromkeys(choose(there) for _number in range(min(most, len(there)))))


def named_rows(world: World, who: Somebody) -> tuple[dict[str, str], dict[str, str]]:
    """Rows for the words of addresses: of the people she sees, else any; and of people elsewhere, else another."""
    near = [
        case.person_id
        for place in (HOME, *sorted(who.sees))
        if place in who.sees
        for case in world.families[place]
    ]
    far = [case.person_id for case in world.elsewhere]
    ids, others = demonstration.real_ids(), {}
    with computing("two worlds"):
        for word, table in demonstration.TABLES.items():
            rows = list(apps.get_model(table)._base_manager.order_by("pk"))
            ids[word] = _first_about(rows, near) or ids[word]
            rest = [row for row in rows if str(row.pk) != ids[word]]
            others[word] = _first_about(rest, far) or (str(rest[0].pk) if rest else NOBODY)
    manager, another = world.everybody["case_manager"].worker.staff, world.another.staff
    for held, staff in ((ids, manager), (others, another)):
        held |= {"staff_id": str(staff.pk), "grant_id": str(staff.grants.all()[0].pk)}
    return ids, ids | others


def _first_about(rows: Sequence[Any], people: Sequence[UUID]) -> str:
    """The row that is about the first of these people of whom there is one."""
    for person in people:
        for row in rows:
            if person in people_of(row):
                return str(row.pk)
    return ""
