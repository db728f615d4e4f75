"""Opens every address of the site as everybody, in every method, and listens for canaries that should not be heard.

An answer is its page, its headers, its cookies, the name of its file and, where it leads on, the page it leads to.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Any
from unittest.mock import patch
from uuid import UUID

from django.apps import apps
from django.db import transaction
from django.test import Client

from shanyraq.demo.tests import world
from tests.bars.canaries import AUTHORS, people_of
from tests.bars.town import Colleague, Town

NOBODY = "00000000-0000-4000-8000-000000000000"
METHODS = ("get", "head", "post", "put", "patch", "delete", "options")
SAMPLED = ("C0", "C3", "C5", "C9")  # parts of which entries have their own pages opened
NO_METHOD, TURNED_AWAY = 405, {403, 405, None}
LANGUAGES = ("en", "ru", "kk", "ar")


@dataclass
class Heard:
    """What a crawl found: foreign canaries by who and where, and what was opened."""

    faults: list[str] = field(default_factory=list)
    opened: dict[str, set[str]] = field(default_factory=dict)  # who saw a page, by its address's name
    acted: dict[str, set[str]] = field(default_factory=dict)  # by whom something was sent to it and taken
    asked: int = 0
    canaries: int = 0
    told: Counter[str] = field(default_factory=Counter)  # how many canaries, by who was told
    broken: list[str] = field(default_factory=list)


class Crawl:
    """Everybody's way through all addresses of a town."""

    def __init__(self, town: Town) -> None:
        self.town, self.heard = town, Heard()
        self.samples = Samples(town)
        self._seen: tuple[str, str, Any] = ("", "", None)  # the page that was asked for last: by whom, where

    def ask(self, who: Colleague, method: str, name: str, address: str, **more: Any) -> Any:
        """One request; what is foreign in its answer is a fault."""
        headers = {"Accept-Language": LANGUAGES[self.heard.asked % len(LANGUAGES)]}
        who.client.raise_request_exception = False
        # what was rendered is kept for nobody: a tenth of the time
        with patch("django.test.client.store_rendered_templates", _forget):
            answer = getattr(who.client, method)(address, headers=headers, **more)
        self.heard.asked += 1
        if method == "get":
            self._seen = (who.name, address, answer)
        if answer.status_code >= 500:
            self.heard.broken.append(f"{who.name} {method} {address}: {answer.status_code}")
        if method == "get" and answer.status_code == 200:
            self.heard.opened.setdefault(name, set()).add(who.name)
        if method == "post" and _is_taken(answer):
            self.heard.acted.setdefault(name, set()).add(who.name)
        self.listen(who, f"{method} {name}", text_of(answer, who.client), asked=address)
        return answer

    def listen(self, who: Colleague, where: str, text: str, asked: str = "") -> None:
        """Note what is heard in a text and should not be. What stands in the address she sent is no news to her."""
        heard = self.town.cage.heard(text) - self.town.cage.heard(asked)
        self.heard.canaries += len(heard)
        self.heard.told[who.name] += len(heard)
        for canary in heard:
            if not who.may_read(canary):
                self.heard.faults.append(f"{who.name} {where}: {canary}")

    def get_all(self, who: Colleague, methods: Sequence[str] = METHODS, only: set[str] | None = None) -> None:
        """Every address with every sample by the first method, the first and the last by all. Forms are sent, and
        undone. A method that an address does not know is asked once; where her role is turned away from the first
        and from the last sample, those between are left out.
        """
        for name, route, pattern in world.addresses():
            if only is not None and name not in only:
                continue
            first, *others = self.samples.of(route, pattern, who)
            statuses = {method: self._by(who, method, name, first) for method in methods}
            for address in self.town.further.get(name, ()) if pattern.converters else ():
                for method in (one for one in methods if statuses[one] != NO_METHOD):
                    self._by(who, method, name, address)
            if not others:
                continue
            last = {
                method: self._by(who, method, name, others[-1])
                for method in methods
                if statuses[method] != NO_METHOD
            }
            if not {statuses[methods[0]], last.get(methods[0])} <= TURNED_AWAY:
                for address in others[:-1]:
                    self._by(who, methods[0], name, address)

    def ask_in_all_ways(self, who: Colleague, name: str, address: str) -> None:
        """One address by every method."""
        for method in METHODS:
            self._by(who, method, name, address)

    def _by(self, who: Colleague, method: str, name: str, address: str) -> int:
        """Ask once; the status of the answer."""
        answer = self.send(who, name, address) if method == "post" else self.ask(who, method, name, address)
        return int(answer.status_code)

    def send(self, who: Colleague, name: str, address: str) -> Any:
        """The form of a page with keys of people out of sight in every field, or none; what is done is undone."""
        name_of, where, shown = self._seen
        if (name_of, where) != (who.name, address):
            shown = who.client.get(address)
        page = "" if shown.streaming else _readable(shown.content)
        typed = {one: self.samples.stranger_for(one) for one in world.fields_of(page)}
        typed |= self.town.sent.get(name, {})
        kept = dict(who.client.cookies)
        with transaction.atomic():
            answer = self.ask(who, "post", name, address, data=typed)
            if answer.status_code == 302 and not name.startswith("access:log"):
                self.ask(who, "get", f"{name} >", answer["Location"])
            transaction.set_rollback(True)
        who.client.cookies.clear()
        who.client.cookies.update(kept)
        return answer


def _is_taken(answer: Any) -> bool:
    """Whether what was sent came to the page itself, and not to the door."""
    return bool(
        answer.status_code == 200
        or (answer.status_code == 302 and not answer["Location"].startswith("/log-in/"))
    )


def _forget(*_args: Any, **_more: Any) -> None:
    """Keep nothing of the templates that were shown."""


def text_of(answer: Any, client: Client) -> str:
    """Everything that leaves with an answer."""
    page = "" if answer.streaming else _readable(answer.content)
    headers = "\n".join(f"{name}: {value}" for name, value in answer.items())
    return f"{page}\n{headers}\n{answer.cookies.output()}"


@dataclass(frozen=True)
class Row:
    """A row that an address can name: its key, whose it is, and what kind of row it is."""

    key: str
    people: frozenset[UUID]
    kind: tuple[Any, ...]


def _readable(content: bytes) -> str:
    """A page, or everything in a workbook or another archive."""
    if not content.startswith(b"PK"):
        return content.decode("utf-8", "replace")
    with zipfile.ZipFile(io.BytesIO(content)) as held:
        return "\n".join(held.read(name).decode("utf-8", "replace") for name in held.namelist())


class Samples:
    """Real rows for the words of addresses: of the family that somebody reaches, and of one she does not."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self._crawlers = {one.worker.staff.pk for one in town.colleagues.values()}
        self._rows = {word: self._of_table(table) for word, table in world.TABLES.items()}
        far = town.people["far"]
        self.strangers = {word: self._first(self._rows[word], far) for word in self._rows}
        self.strangers["case_id"] = self._first(self._of_table("cases.Case"), far)

    def _of_table(self, table: str) -> list[Row]:
        found = []
        for row in apps.get_model(table)._base_manager.order_by("pk"):
            whose = frozenset(people_of(row))
            part = getattr(row, "compartment", "")
            author = next(filter(None, (getattr(row, one, None) for one in AUTHORS)), None)
            is_own = author in self._crawlers
            if part and author and part not in SAMPLED and not is_own:
                continue
            # Of entries in parts of a file one of each part; of all else every row.
            found.append(Row(str(row.pk), whose, (part, is_own) if part and author else (row.pk,)))
        return found

    def _first(self, rows: Sequence[Row], people: Sequence[UUID]) -> str:
        return next((row.key for row in rows if row.people & set(people)), rows[0].key if rows else "")

    def missing(self) -> list[str]:
        """Words for which the world has no row."""
        known = {*self._rows, *world.OTHERS}
        words = {word for _, _, pattern in world.addresses() for word in pattern.converters}
        return sorted((words - known) | {word for word, rows in self._rows.items() if not rows})

    def of(self, route: str, pattern: Any, who: Colleague) -> Iterator[str]:
        """The addresses of a route that somebody asks for."""
        words = list(pattern.converters)
        for values in product(*(self._values(word, who) for word in words)):
            yield world.with_values(route, pattern, dict(zip(words, values, strict=True)))

    def _values(self, word: str, who: Colleague) -> list[str]:
        if word in world.OTHERS:
            return [world.OTHERS[word]]
        home, rows = self.town.people[who.home], self._rows.get(word, [])
        if not rows:
            return [NOBODY]  # a missing sample: `missing` tells
        if word in ("staff_id", "grant_id"):
            return [next(row.key for row in rows if row.key in self._staff())]
        own = self._rows_of(word, home)
        strange = "far" if who.home != "far" else "near"
        foreign = self._rows_of(word, self.town.people[strange])[:1]
        return [*own, *foreign] or [rows[0].key]

    def _staff(self) -> set[str]:
        staff = self.town.first("case_manager").staff
        return {str(staff.pk), *(str(one) for one in staff.grants.values_list("pk", flat=True))}

    def _rows_of(self, word: str, people: Sequence[UUID]) -> list[str]:
        """One row of each person, part of the file and state of these people's rows."""
        found = {row.kind: row.key for row in self._rows[word] if row.people & set(people)}
        return list(found.values())

    def stranger_for(self, name: str) -> str:
        """What to send in a field: the key of somebody or something out of sight, where its name says which."""
        for part, word in FIELDS.items():
            if re.search(part, name):
                return self.strangers[word]
        return self.strangers["person_id"]


# What is asked for in a field, by its name.
FIELDS: Mapping[str, str] = {
    "who|people|case": "case_id",
    "relative|person|second|other": "person_id",
    "family": "family_id",
    "staff|manager|deputy|colleague|interpreter": "staff_id",
    "meeting": "appointment_id",
    "record": "record_id",
}
