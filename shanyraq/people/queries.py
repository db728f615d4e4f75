"""Finding people by any spelling, by code or by family; and the name to show in a language."""

from __future__ import annotations

import re
import uuid
from collections.abc import Hashable, Iterable, Sequence
from typing import Any, TypeVar

from django.db.models import Case, Exists, Model, OuterRef, Prefetch, Q, QuerySet, Value, When

from shanyraq.access.queries import Guarded
from shanyraq.access.rules import Actor
from shanyraq.foundation import keyring
from shanyraq.foundation.encrypted import open_together
from shanyraq.people import rules
from shanyraq.people.models import Family, FamilyMembership, Kinship, NameKey, Person, PersonName
from shanyraq.people.names import fold, skeleton, tokens
from shanyraq.people.rules.kin import Known, Tie

ModelT = TypeVar("ModelT", bound=Model)

MOST_WORDS = 5
CANDIDATES = 200  # how many are looked at before the best of them are shown
_CODE = re.compile(r"([KF])[\s-]*([A-Z0-9]{1,4})[\s-]*([A-Z0-9]{0,2})")
SCRIPT_OF_LANGUAGE = {"ar": "Arab", "kk": "Cyrl", "ru": "Cyrl", "en": "Latn"}
_SCRIPTS = ("Latn", "Cyrl", "Arab")


# --- names ------------------------------------------------------------------------------------------------------------


def names_prefetch(actor: Actor, through: str = "names") -> Prefetch[Any]:
    """The names in use of a page's people with one query. `through` where a person hangs on a row: `person__names`."""
    return Prefetch(through, queryset=PersonName.objects.visible_to(actor))


def display_name(person: Person, language: str) -> str:
    """The name in use in the script of a language, else in another; her code where no name may be read.

    Her first name where the reader knows only that. The names are prefetched (`names_prefetch`).
    """
    by_script = {name.script: name.text for name in person.names.all() if name.text}
    wanted = SCRIPT_OF_LANGUAGE.get(language[:2], "Latn")
    return next((by_script[s] for s in (wanted, *_SCRIPTS) if s in by_script), person.code)


def given_name(person: Person, language: str) -> str:
    """The short form for lists of one family: the given name where it was noted, else the whole name."""
    by_script = {name.script: name.given or name.text for name in person.names.all() if name.text}
    wanted = SCRIPT_OF_LANGUAGE.get(language[:2], "Latn")
    return next((by_script[s] for s in (wanted, *_SCRIPTS) if s in by_script), person.code)


# --- search -----------------------------------------------------------------------------------------------------------


def search_people(actor: Actor, text: str, limit: int = 50) -> list[Person]:
    """The visible people whom these words may mean, spelled as written first, then those who sound like them.

    A word may be a beginning; several words must all fit. The code of a record that was joined with another leads to
    the one that stays. At most four queries, names included.
    """
    code = code_prefix(text)
    if code is not None:
        visible = Person.objects.visible_to(actor)
        found = _in_order(actor, _with_code(visible, code), limit)
        return found or _in_order(actor, visible.filter(_joined_from(code)), limit)
    words = _words(text)
    if not words:
        return []
    if not actor.reads("C1"):
        named = Person.objects.visible_to(actor).filter(pk__in=_first_named(actor, words))
        return _in_order(actor, named, limit)
    written = _matching(actor, [_written(word) for word in words])
    spoken = _matching(actor, [_sounding(word) for word in words]) if len(written) < limit else []
    best = Person.objects.visible_to(actor).filter(pk__in={*written, *spoken})
    written_first = (Case(When(pk__in=written, then=Value(0)), default=Value(1)),) if spoken else ()
    return _in_order(actor, best, limit, *written_first)


def search_families(actor: Actor, text: str, limit: int = 50, language: str = "en") -> list[Family]:
    """The visible families with this code, this beginning of a label, or a member whom the words mean.

    In the order of readers of `language`.
    """
    place = family_order(actor, language)
    visible = Family.objects.visible_to(actor)
    code = code_prefix(text)
    if code is not None:
        return list(_with_code(visible, code).order_by(place, "pk")[:limit])
    clean = " ".join(text.replace("\0", " ").split())  # no label holds it, and PostgreSQL refuses it
    if not clean:
        return []
    if not actor.reads("C1"):  # families are known by codes, and by the first names of their members
        theirs = visible.filter(cases__person__in=_first_named(actor, _words(clean)))
        return list(theirs.distinct().order_by("code")[:limit])
    beginnings = {clean, clean.title(), clean[:1].upper() + clean[1:]}
    by_label = list(
        visible.filter(_any(Q(label__startswith=start) for start in beginnings)).order_by(place, "pk")[:limit]
    )
    members = _matching(actor, [_written(word) | _sounding(word) for word in _words(clean)])
    places = FamilyMembership.objects.filter(
        person__in=members, ends_on=None
    )  # of people she sees: just asked
    by_member = list(visible.filter(pk__in=places.values("family")).order_by(place, "pk")[:limit])
    return list(dict.fromkeys([*by_label, *by_member]))[:limit]


def family_order(actor: Actor, language: str) -> str:
    """The field by which families stand in a list: by label, as readers of a language look them up; else by code."""
    return rules.label_place(language) if actor.reads("C1") else "code"


def _first_named(actor: Actor, words: Sequence[str]) -> set[uuid.UUID]:
    """The visible people whose first name begins with each of these words, for who knows no other name of theirs."""
    if not actor.names_people:
        return set()
    names = PersonName.objects.visible_to(actor).exclude(given="").values_list("person", "given")
    wanted = [fold(word) for word in words]
    return {
        person
        for person, given in names[: CANDIDATES * 20]
        if all(any(fold(part).startswith(word) for part in tokens(given)) for word in wanted)
    }


def code_prefix(text: str) -> str | None:
    """The beginning of a code such as `K-7F4Q-2M`, however it was typed; None where the text is no code."""
    typed = text.strip().upper()
    found = _CODE.fullmatch(typed)
    if found is None or not (typed[1] == "-" or any(sign.isdigit() for sign in typed)):
        return None
    first, middle, last = found.groups()
    return f"{first}-{middle}" + (f"-{last}" if last else "")


def _words(text: str) -> list[str]:
    """The words asked for, the longest first: fewest have it."""
    found = [word for word in dict.fromkeys(tokens(text[:200])) if fold(word)][:MOST_WORDS]
    return sorted(found, key=len, reverse=True)


def _matching(actor: Actor, keys_of_words: Sequence[Q]) -> list[uuid.UUID]:
    """Ids of visible people who have a key for each word. Not sorted: that would walk through everybody by name."""
    if not keys_of_words:
        return []
    if actor.reaches_far:
        # Many are visible: walk along the keys of one word, asking of each whose it is, until there are enough.
        first, *others = keys_of_words
        found = NameKey.objects.visible_to(actor).filter(first)
        for keys in others:
            found = found.filter(Exists(NameKey.objects.filter(keys, person=OuterRef("person"))))
        return list(found.values_list("person", flat=True).distinct()[:CANDIDATES])
    # Few are: each is asked for her keys, however many others have the same name.
    people = Person.objects.visible_to(actor)
    for keys in keys_of_words:
        people = people.filter(Exists(NameKey.objects.filter(keys, person=OuterRef("pk"))))
    return list(people.values_list("pk", flat=True)[:CANDIDATES])


def _written(word: str) -> Q:
    """Keys that begin as the word is written. A range, which every database answers from its index."""
    start = fold(word)[: rules.KEY_LENGTH]
    end = rules.after_prefix(start)
    return Q(kind=rules.FOLDED, key__gte=start) & (Q(key__lt=end) if end else Q())


def _sounding(word: str) -> Q:
    return Q(kind=rules.SKELETON, key=skeleton(word)[: rules.KEY_LENGTH])


def _with_code(rows: Guarded[ModelT], code: str) -> Guarded[ModelT]:
    return rows.filter(code__gte=code, code__lte=code + "Z" * 8)


def _joined_from(code: str) -> Q:
    """Records that one with this code was joined to, or that one's in its turn."""
    stays = _with_code(Person.objects.filter(merged_into__isnull=False), code).values("merged_into")
    return Q(pk__in=stays) | Q(pk__in=Person.objects.filter(pk__in=stays).values("merged_into"))


def _in_order(actor: Actor, people: QuerySet[Person, Any], limit: int, *first: Case) -> list[Person]:
    place = "sort_name" if actor.reads("C1") else "code" if actor.knows_people else "pk"
    return list(people.prefetch_related(names_prefetch(actor)).order_by(*first, place, "pk")[:limit])


def _any(filters: Iterable[Q]) -> Q:
    combined = Q(pk__in=[])
    for one in filters:
        combined |= one
    return combined


# --- families and kin -------------------------------------------------------------------------------------------------


def members_of(actor: Actor, families: Iterable[uuid.UUID]) -> list[FamilyMembership]:
    """The open places in these families that the actor sees, with the person and her names, the head first."""
    places = (
        FamilyMembership.objects.visible_to(actor)
        .filter(family__in=list(families), ends_on=None)
        .select_related("person")
        .prefetch_related(names_prefetch(actor, "person__names"))
    )
    return sorted(places, key=lambda place: rules.place_in_family(place.relation, place.person.birth_date))


def kin_of(actor: Actor, people: Iterable[uuid.UUID]) -> list[Kinship]:
    """What these people are to others and others to them, as it holds now; nothing where kinship is closed.

    Relatives whom the actor does not see, and records that were merged away, are left out.
    """
    ids = list(people)
    seen = Person.objects.visible_to(actor).values("pk")
    return list(
        Kinship.objects.visible_to(actor)
        .filter(Q(person__in=ids) | Q(relative__in=ids), ends_on=None, relative__in=seen)
        .select_related("person", "relative")
        .prefetch_related(names_prefetch(actor, "person__names"), names_prefetch(actor, "relative__names"))
        .order_by("starts_on", "pk")
    )


GENERATIONS = 6  # how far kin are followed, so that nobody becomes her own forebear


def kin_web(actor: Actor, people: Iterable[uuid.UUID]) -> tuple[dict[Hashable, Known], list[Tie]]:
    """Everybody who is kin to these people as it holds now, and kin to those: what decides about kin, and the ties.

    Only of people whom the actor sees: an answer that rests on others would tell her of them. For rules, not for
    pages: only inside `access.queries.computing`.
    """
    found: dict[uuid.UUID, Kinship] = {}
    seen, waiting = set[uuid.UUID](), set(people)
    for _round in range(GENERATIONS):
        near = Kinship.objects.filter(Q(person__in=waiting) | Q(relative__in=waiting), ends_on=None)
        fresh = {row.pk: row for row in near}
        found |= fresh
        seen |= waiting
        waiting = {one for row in fresh.values() for one in (row.person_id, row.relative_id)} - seen
        if not waiting:
            break
    facts = (
        Person.objects.visible_to(actor)
        .filter(pk__in=seen | waiting)
        .values_list("pk", "birth_date", "birth_precision", "sex")
    )
    known: dict[Hashable, Known] = {pk: Known(born, precision, sex) for pk, born, precision, sex in facts}
    open_to_her = set(Kinship.objects.visible_to(actor).filter(pk__in=found).values_list("pk", flat=True))
    rows = [row for pk, row in found.items() if pk in open_to_her]
    rows = [row for row in rows if row.person_id in known and row.relative_id in known]
    keyring.warm({row.person_id for row in rows})
    open_together(rows, "kind")
    return known, [Tie(row.person_id, str(row.kind), row.relative_id) for row in rows]
