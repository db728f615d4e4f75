"""What the frame of a page offers: jobs, search, the person's menu, links at the foot.

Apps register in `ready()`; the frame asks each entry's predicate whether this request may see it. An entry whose
predicate says no leaves nothing behind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise

from shanyraq.ui.parts import Link

Text = str | Promise
Predicate = Callable[[HttpRequest], bool]


def everyone(request: HttpRequest) -> bool:
    """The predicate of an entry that every page shows."""
    return True


@dataclass(frozen=True)
class Entry:
    """One place to go. `sections` are the views and namespaces that belong to it, besides its own view."""

    key: str
    label: Text
    icon: str
    url_name: str
    predicate: Predicate = everyone
    order: int = 50
    sections: frozenset[str] = frozenset()
    post: bool = False

    @property
    def url(self) -> str:
        """Its address. Raises NoReverseMatch where the view does not exist."""
        return reverse(self.url_name)

    def is_current(self, request: HttpRequest) -> bool:
        """Whether the page shown belongs to this entry."""
        match = getattr(request, "resolver_match", None)
        if match is None:
            return False
        return match.view_name == self.url_name or not self.sections.isdisjoint(
            {match.view_name, match.namespace}
        )


@dataclass(frozen=True)
class Search:
    """Where the search field of the header sends its words, and what it promises."""

    url_name: str
    label: Text
    predicate: Predicate
    parameter: str = "q"

    @property
    def url(self) -> str:
        """Its address. Raises NoReverseMatch where the view does not exist."""
        return reverse(self.url_name)


@dataclass(frozen=True)
class Person:
    """Who is logged in: the name in use and the role in hand, as the header shows them; and the codes and names of her
    other roles, with the address that changes to one of them.
    """

    name: str
    role: Text = ""
    others: tuple[tuple[str, Text], ...] = ()
    change_url: str = ""


@dataclass(frozen=True)
class Banner:
    """A sentence that stands above every page for as long as it holds, and where it leads: one way, or several."""

    text: Text
    url: str = ""
    label: Text = ""
    links: tuple[Link, ...] = ()


@dataclass
class Registry:
    """Everything that apps have registered. There is one, `registry`; tests use `registry.emptied()`."""

    jobs: list[Entry] = field(default_factory=list)
    person_links: list[Entry] = field(default_factory=list)
    foot_links: list[Entry] = field(default_factory=list)
    demo_links: list[Entry] = field(default_factory=list)
    foot_notes: list[Callable[[], Text]] = field(default_factory=list)
    banners: list[Callable[[HttpRequest], list[Banner]]] = field(default_factory=list)
    search: Search | None = None
    describe_person: Callable[[HttpRequest], Person | None] | None = None
    language_url_name: str = "ui:set_language"

    @contextmanager
    def emptied(self) -> Iterator[Registry]:
        """The registry without entries for the length of a block, then as it was."""
        kept = dict(self.__dict__)
        self.__dict__.update(Registry().__dict__)
        try:
            yield self
        finally:
            self.__dict__.update(kept)


registry = Registry()


def register(
    key: str,
    label: Text,
    icon: str,
    url_name: str,
    predicate: Predicate = everyone,
    *,
    order: int = 50,
    sections: Iterable[str] = (),
) -> None:
    """Add a job to the navigation (three to five words over all, at most five jobs a role). Same key: replaced."""
    _put(registry.jobs, Entry(key, label, icon, url_name, predicate, order, frozenset(sections)))


def register_person_link(
    key: str,
    label: Text,
    icon: str,
    url_name: str,
    predicate: Predicate = everyone,
    *,
    order: int = 50,
    post: bool = False,
) -> None:
    """Add a line to the person's menu; `post` makes it a button of a form (log out)."""
    _put(registry.person_links, Entry(key, label, icon, url_name, predicate, order, post=post))


def register_foot_link(key: str, label: Text, url_name: str, predicate: Predicate = everyone) -> None:
    """Add a link to the foot of every page."""
    _put(registry.foot_links, Entry(key, label, "", url_name, predicate))


def register_demo_link(key: str, label: Text, url_name: str, predicate: Predicate = everyone) -> None:
    """Add a link to the demonstration strip ("Change role")."""
    _put(registry.demo_links, Entry(key, label, "", url_name, predicate))


def register_foot_note(note: Callable[[], Text]) -> None:
    """Add a line of text to the foot ("Country pack kz 2021.2")."""
    registry.foot_notes.append(note)


def register_banners(banners: Callable[[HttpRequest], list[Banner]]) -> None:
    """Say what stands above every page of this reader; nothing where nothing holds. At most one query."""
    registry.banners.append(banners)


def register_search(
    url_name: str, label: Text, predicate: Predicate = everyone, *, parameter: str = "q"
) -> None:
    """Give the header its search field; there is one."""
    registry.search = Search(url_name, label, predicate, parameter)


def register_person(describe: Callable[[HttpRequest], Person | None]) -> None:
    """Say how the header names the person who is logged in; None where nobody is."""
    registry.describe_person = describe


def register_language_switch(url_name: str) -> None:
    """Say which view changes the language: one that also remembers it for the person."""
    registry.language_url_name = url_name


def _put(entries: list[Entry], entry: Entry) -> None:
    entries[:] = sorted([e for e in entries if e.key != entry.key] + [entry], key=lambda e: e.order)
