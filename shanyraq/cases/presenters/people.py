"""The people of a file as cards: names in their scripts, age, languages, place in the family, what can be done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from shanyraq.cases import permissions
from shanyraq.cases.presenters import words
from shanyraq.cases.queries.files import Member, SupportFile
from shanyraq.cases.queries.namesakes import age_told
from shanyraq.people.models import Person
from shanyraq.people.rules import may_be_child_on
from shanyraq.ui import parts
from shanyraq.ui.templatetags.ui import day_known

SCRIPTS = {"Latn": "en", "Cyrl": "kk", "Arab": "ar"}


@dataclass(frozen=True)
class Card:
    """One person: her heading, her facts, where her page is, what the viewer can do."""

    name: str
    url: str
    relation: str
    facts: tuple[parts.Fact, ...]
    actions: tuple[parts.Action, ...]


def cards(file: SupportFile, relatives: Sequence[Person]) -> list[Card]:
    """Everybody of the family, relatives without a file last, and told so."""
    has_children = any(one.relation == "child" for one in file.everyone)
    found = [_member_card(member, file, has_children) for member in file.everyone]
    without = [parts.Fact(_("Support file"), _("none of her or his own"))]
    return [*found, *(_card(person, file, without, words.relative_words(person.sex)) for person in relatives)]


def own_card(file: SupportFile) -> Card | None:
    """The card on a person's own page."""
    if file.alone is None:
        return None
    member = file.everyone[0] if file.everyone else None
    return _member_card(member, file, True) if member else _card(file.alone, file, ())


def _member_card(member: Member, file: SupportFile, has_children: bool) -> Card:
    relation = words.relation_words(member.relation, member.person.sex, has_children=has_children)
    first = []
    if not member.case.is_open and member.case.closed_at:
        first.append(parts.Fact(_("Closed"), words.day_words(member.case.closed_at, file.today)))
    return _card(member.person, file, first, relation)


def _card(person: Person, file: SupportFile, first: Sequence[parts.Fact], relation: str = "") -> Card:
    facts = [parts.Fact(_("Code"), person.code), *first]
    names = [name.text for name in person.names.all() if name.text != words.full_name(person)]
    if names:
        facts.append(parts.Fact(_("Name in other scripts"), words.dotted(names)))
    if not file.actor.reads("C1"):
        facts.append(parts.Fact(_("Age"), age_told(person, file.today)))
    else:
        facts.append(parts.Fact(_("Born"), day_known(person.birth_date, person.birth_precision)))
    if file.actor.reads("C1") and not person.nationality:
        facts.append(parts.Fact(_("Nationality"), _("nationality to be verified")))
    spoken = words.tongues(person)
    if spoken:
        facts.append(parts.Fact(_("Speaks"), spoken))
    url = reverse("cases:person", kwargs={"person_id": person.pk})
    return Card(words.full_name(person), url, relation, tuple(facts), _actions(person, file))


def _actions(person: Person, file: SupportFile) -> tuple[parts.Action, ...]:
    is_child = may_be_child_on(person.birth_date, person.birth_precision, file.today)
    offered = (
        ("correct_person", permissions.PERSON_CORRECT, _("Correct"), "edit"),
        ("move_person", permissions.FAMILY_MOVE, _("Move"), "move"),
        ("add_kin", permissions.FAMILY_MOVE, _("Kinship"), "family"),
        ("set_care", permissions.FAMILY_MOVE, _("Without her family"), "person"),
        ("say_kin_of", permissions.CASE_ASSIGN, _("Kin among colleagues"), "staff"),
        ("merge_people", permissions.PERSON_MERGE, _("Join with another record"), "merge"),
    )
    return tuple(
        parts.Action(
            label,
            reverse(f"cases:{name}", kwargs={"person_id": person.pk}),
            icon,
            kind="text",
            about=words.called(person),
        )
        for name, right, label, icon in offered
        if right in file.actor.may and (name != "set_care" or is_child)
    )
