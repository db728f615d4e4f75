"""Summary cards as pages show them: what to know of whom, by the plain names of the parts they are of."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from shanyraq.access.queries import role_catalogue
from shanyraq.access.rules import READS, Actor
from shanyraq.cases import permissions, queries
from shanyraq.cases.models import SummaryCard
from shanyraq.cases.presenters import words
from shanyraq.cases.presenters.notes import WITH_FAMILIES
from shanyraq.cases.queries.cards import standing_cards
from shanyraq.cases.queries.files import SupportFile
from shanyraq.pathway import Card
from shanyraq.people.models import Person
from shanyraq.ui import parts


@dataclass(frozen=True)
class Known:
    """What has to be known of one person: under her name on a list, without it on her own page."""

    name: str
    line: str
    url: str
    facts: tuple[parts.Fact, ...]
    actions: tuple[parts.Action, ...] = ()


@dataclass(frozen=True)
class ToKnow:
    """The sheet of a file: what has to be known of whom, and the way to write a card."""

    people: tuple[Known, ...]
    actions: tuple[parts.Action, ...]


def to_know(file: SupportFile) -> ToKnow | None:
    """The cards of a file. None where there is none to see and none to write: nothing tells that others exist."""
    people = [member.case.person_id for member in file.everyone]
    by_person = _by_person(standing_cards(file.actor, people))
    may_write = bool(topics_for(file.actor)) and file.alone is not None and bool(file.members)
    known = [
        Known(
            "" if file.alone else words.called_in(member, file),
            "",
            "",
            facts(by_person[member.case.person_id], file.actor, file.today),
        )
        for member in file.everyone
        if member.case.person_id in by_person
    ]
    if not known and not may_write:
        return None
    actions = (write_link(file.alone, ""),) if may_write and file.alone is not None else ()
    return ToKnow(tuple(known), actions)


def known(people: Sequence[Person], actor: Actor, today: date) -> list[Known]:
    """The rows of the list of everybody of whom something has to be known."""
    by_person = _by_person(standing_cards(actor, [person.pk for person in people]))
    writes = bool(topics_for(actor))
    return [
        Known(
            words.full_name(person),
            "" if words.full_name(person) == person.code else person.code,
            reverse("cases:person", args=[person.pk]) if permissions.CASE_READ in actor.may else "",
            facts(by_person[person.pk], actor, today),
            (write_link(person, words.full_name(person)),) if writes else (),
        )
        for person in people
        if person.pk in by_person
    ]


def facts(cards: Iterable[SummaryCard], actor: Actor, today: date) -> tuple[parts.Fact, ...]:
    """What stands on these cards, in the order of the pack, with whom to ask and since when."""
    order = list(queries.pack().cards)
    told = sorted(cards, key=lambda card: order.index(card.topic) if card.topic in order else len(order))
    return tuple(
        parts.Fact(
            _("%(part)s: %(card)s")
            % {"part": words.compartment_name(card.compartment), "card": topic_name(card.topic)},
            format_html(
                '{}<br><span class="quiet small">{}</span>',
                card.text,
                _("%(name)s, %(day)s")
                % {
                    "name": words.staff_name(card.written_by, actor),
                    "day": words.day_words(card.written_at, today),
                },
            ),
        )
        for card in told
    )


def topic_name(code: str) -> str:
    """What a card is called; one of an earlier pack by its code."""
    card = queries.pack().cards.get(code)
    return words.pack_words(card.name) if card else code


def topics_for(actor: Actor) -> list[Card]:
    """The cards that she writes."""
    return [card for card in queries.pack().cards.values() if permissions.may_write_card(actor, card)]


def write_link(person: Person, name: str) -> parts.Action:
    """The way to write a card of somebody."""
    url = reverse("cases:write_card", args=[person.pk])
    return parts.Action(_("Write a summary card"), url, "edit", kind="text", about=name)


def choices(actor: Actor, cards: Sequence[SummaryCard]) -> list[tuple[str, SafeString]]:
    """The cards she may write: what belongs there, who will read it, and what stands there now."""
    now = {card.topic: card.text for card in cards}
    return [(card.code, _choice(card, now.get(card.code, ""))) for card in topics_for(actor)]


def _choice(card: Card, now: str) -> SafeString:
    lines = [words.pack_words(card.belongs), seen_by(card)]
    if now:
        lines.append(_("Now it says: “%(text)s”") % {"text": now})
    told = format_html_join(
        "", '<br><span class="quiet small">{}</span>', ((line,) for line in lines if line)
    )
    name = _("%(part)s: %(card)s") % {
        "part": words.compartment_name(card.compartment),
        "card": words.pack_words(card.name),
    }
    return format_html("<span><strong>{}</strong>{}</span>", name, told)


def seen_by(card: Card) -> str:
    """Which roles see a card, among those who work with families over time."""
    roles = [
        words.pack_words(role.name)
        for role in role_catalogue().values()
        if role.reach in WITH_FAMILIES
        and permissions.CARD_READ in role.may
        and (card.code in role.cards or role.compartments.get(card.compartment) in READS)
    ]
    return _("Seen by: %(roles)s.") % {"roles": words.listed(roles)} if roles else ""


def earlier(cards: Sequence[SummaryCard], actor: Actor, today: date) -> list[parts.Fact]:
    """What stood on cards before, for who reads that part of the file."""
    return [*facts(cards, actor, today)]


def _by_person(cards: Iterable[SummaryCard]) -> Mapping[uuid.UUID, list[SummaryCard]]:
    found: dict[uuid.UUID, list[SummaryCard]] = {}
    for card in cards:
        found.setdefault(card.person_id, []).append(card)
    return found
