"""What kin can be to each other: what is impossible, and what is unlikely but happens. Pure.

One function judges it, whoever tells it: a form, a correction, a list from a camp. Every doubt about a date of birth or
a sex speaks for the family.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from shanyraq.foundation.text import N_
from shanyraq.people.rules import ADULT_AT, GOES_BOTH_WAYS, age_on, earliest_birth, latest_birth

# years between a birth and the child's or grandchild's: fewer cannot be, fewer are unlikely
LEAST = {"PARENT": (10, 15), "GRANDPARENT": (20, 30)}
ELDEST_MOTHER = 55

KIN_REASONS = {
    "younger": N_("A parent or grandparent cannot be younger than the child. Check both dates of birth."),
    "too_young": N_("A child of this age is nobody's wife or husband. Check the dates of birth."),
    "too_close": N_(
        "Too few years lie between %(one)s and %(other)s for a parent or grandparent. Check both dates of birth."
    ),
    "young_guardian": N_("A guardian is an adult, and %(one)s is not. Check the date of birth."),
    "two_mothers": N_(
        "%(one)s has a mother already: %(other)s. End that kinship first if it is wrong; "
        "a stepmother is a caregiver."
    ),
    "two_fathers": N_(
        "%(one)s has a father already: %(other)s. End that kinship first if it is wrong; "
        "a stepfather is a caregiver."
    ),
    "three_parents": N_("%(one)s has two parents already. End the kinship that is wrong first."),
    "married_kin": N_(
        "%(one)s and %(other)s are close kin, and cannot be wife and husband. "
        "End the other kinship first if it is wrong."
    ),
    "two_kinds": N_(
        "%(one)s and %(other)s are kin in another way already, and cannot be both. "
        "End the other kinship first if it is wrong."
    ),
    "circular": N_("%(one)s would be a forebear of herself or himself. End the kinship that is wrong first."),
    "two_heads": N_("A family has one head, and that is %(one)s. Choose what %(other)s is in the family."),
}
KIN_DOUBTS = {
    "young_parent": N_("%(one)s is mother or father of %(other)s, with fewer than 15 years between them."),
    "young_grandparent": N_(
        "%(one)s is grandmother or grandfather of %(other)s, with fewer than 30 years between them."
    ),
    "old_mother": N_("%(one)s is the mother of %(other)s, with more than 55 years between them."),
    "two_husbands": N_("%(one)s has more than one husband now."),
    "young_head": N_(
        "%(one)s is not eighteen yet, and head of a family to which %(other)s, an adult, belongs."
    ),
    "same_sex": N_("%(one)s and %(other)s are wife and husband, and the same sex is recorded for both."),
}


class Known(NamedTuple):
    """What of a person decides which kin she can be."""

    birth_date: date | None = None
    birth_precision: str = "unknown"
    sex: str = ""


class Tie(NamedTuple):
    """Read: `one` is `kind` of `other`."""

    one: Hashable
    kind: str
    other: Hashable


class Fault(NamedTuple):
    """What cannot be, or hardly. `who`: those whom its sentence calls one and other, and whoever else it is about."""

    code: str
    who: tuple[Hashable, ...]

    @property
    def is_certain(self) -> bool:
        return self.code in KIN_REASONS

    @property
    def sentence(self) -> str:
        """Its English sentence with %(one)s and %(other)s in it, a msgid."""
        return KIN_REASONS.get(self.code) or KIN_DOUBTS[self.code]


NOBODY = Known()


def faults_in_kin(
    people: Mapping[Hashable, Known], ties: Sequence[Tie], today: date, *, youngest_spouse: int
) -> list[Fault]:
    """Everything about these ties that cannot be, or hardly. Of two that exclude each other the earlier counts.

    `youngest_spouse` is the age in years, as the country's pack gives it, under which nobody is wife or husband.
    """
    ties = list(dict.fromkeys(ties))
    found: list[Fault] = []
    for tie in ties:
        one, other = people.get(tie.one, NOBODY), people.get(tie.other, NOBODY)
        code = reason_against_kin(tie.kind, one, other, today, youngest_spouse=youngest_spouse)
        if code:
            found.append(Fault(code, (tie.one, tie.other)))
    parents = _parents(ties)
    return [
        *found,
        *_too_many_parents(parents, people),
        *_contradictions(ties, parents),
        *_marriages(ties, people),
        *_circles(ties),
    ]


def is_child(known: Known, today: date) -> bool:
    """Certainly under eighteen, however vague her date of birth is."""
    age = age_on(_eldest(known), today)
    return age is not None and age < ADULT_AT


def reason_against_kin(kind: str, one: Known, other: Known, today: date, *, youngest_spouse: int) -> str:
    """The code of what speaks against `one` being `kind` of `other`, by their births and sexes alone; empty where
    nothing does. A code of KIN_REASONS: it cannot be. A code of KIN_DOUBTS: it is unlikely.
    """
    eldest = (earliest_birth(one.birth_date, one.birth_precision), _eldest(other))
    if kind == "SPOUSE":
        ages = [age_on(born, today) for born in eldest]
        if any(age is not None and age < youngest_spouse for age in ages):
            return "too_young"
        return "same_sex" if one.sex and one.sex == other.sex else ""
    if kind == "GUARDIAN":
        return "young_guardian" if is_child(one, today) else ""
    latest = latest_birth(other.birth_date, other.birth_precision)
    if kind not in LEAST or latest is None or eldest[0] is None:
        return ""
    if eldest[0] >= latest:
        return "younger"
    return _reason_against_years(kind, one, other, age_on(eldest[0], latest) or 0)


def _reason_against_years(kind: str, one: Known, other: Known, most: int) -> str:
    """`most` is how many years can lie between them."""
    impossible, unlikely = LEAST[kind]
    if most < impossible:
        return "too_close"
    if most < unlikely:
        return "young_parent" if kind == "PARENT" else "young_grandparent"
    latest, earliest = latest_birth(one.birth_date, one.birth_precision), _eldest(other)
    least = age_on(latest, earliest) if earliest else None
    return "old_mother" if kind == "PARENT" and one.sex == "F" and (least or 0) > ELDEST_MOTHER else ""


def _eldest(known: Known) -> date | None:
    return earliest_birth(known.birth_date, known.birth_precision)


def _parents(ties: Sequence[Tie]) -> dict[Hashable, list[Hashable]]:
    parents: dict[Hashable, list[Hashable]] = defaultdict(list)
    for tie in ties:
        if tie.kind == "PARENT":
            parents[tie.other].append(tie.one)
    return parents


def _too_many_parents(
    parents: Mapping[Hashable, list[Hashable]], people: Mapping[Hashable, Known]
) -> Iterator[Fault]:
    """A child has one mother and one father."""
    for child, hers in parents.items():
        by_sex = {sex: [one for one in hers if people.get(one, NOBODY).sex == sex] for sex in ("F", "M")}
        if len(by_sex["F"]) > 1:
            yield Fault("two_mothers", (child, *by_sex["F"]))
        elif len(by_sex["M"]) > 1:
            yield Fault("two_fathers", (child, *by_sex["M"]))
        elif len(hers) > 2:
            yield Fault("three_parents", (child, *hers))


def _contradictions(ties: Sequence[Tie], parents: Mapping[Hashable, list[Hashable]]) -> Iterator[Fault]:
    """Two people are kin by blood or marriage in one way only."""
    ways: dict[frozenset[Hashable], set[tuple[str, Hashable]]] = defaultdict(set)
    pairs: dict[frozenset[Hashable], tuple[Hashable, Hashable]] = {}
    for tie in ties:
        if tie.kind in ("PARENT", "GRANDPARENT", "SIBLING", "SPOUSE", "AUNT_UNCLE"):
            pair = frozenset((tie.one, tie.other))
            ways[pair].add((tie.kind, "" if tie.kind in GOES_BOTH_WAYS else tie.one))
            pairs.setdefault(pair, (tie.one, tie.other))
    above = _ancestors(ties)
    for pair, kinds in ways.items():
        one, other = pairs[pair]
        if ("SPOUSE", "") in kinds:
            is_kin = len(kinds) > 1 or one in above.get(other, ()) or other in above.get(one, ())
            if is_kin or set(parents.get(one, ())) & set(parents.get(other, ())):
                yield Fault("married_kin", (one, other))
        elif len(kinds) > 1:
            yield Fault("two_kinds", (one, other))


def _marriages(ties: Sequence[Tie], people: Mapping[Hashable, Known]) -> Iterator[Fault]:
    """A man may have more than one wife; a woman has one husband at a time."""
    married: dict[Hashable, set[Hashable]] = defaultdict(set)
    for tie in ties:
        if tie.kind == "SPOUSE":
            married[tie.one].add(tie.other)
            married[tie.other].add(tie.one)
    for one, others in married.items():
        husbands = [other for other in others if people.get(other, NOBODY).sex == "M"]
        if people.get(one, NOBODY).sex == "F" and len(husbands) > 1:
            yield Fault("two_husbands", (one,))


def _circles(ties: Sequence[Tie]) -> Iterator[Fault]:
    """Nobody is her own forebear. Of each circle one person is named."""
    above, told = _ancestors(ties), set[Hashable]()
    for person, hers in above.items():
        if person in hers and person not in told:
            told |= {one for one in hers if person in above.get(one, ())}
            yield Fault("circular", (person,))


def _ancestors(ties: Collection[Tie]) -> dict[Hashable, set[Hashable]]:
    """Everybody's parents and grandparents, and theirs, as far as they are known."""
    above: dict[Hashable, set[Hashable]] = defaultdict(set)
    for tie in ties:
        if tie.kind in LEAST:
            above[tie.other].add(tie.one)
    found: dict[Hashable, set[Hashable]] = defaultdict(set)
    for person in list(above):
        waiting = list(above[person])
        while waiting:
            one = waiting.pop()
            if one not in found[person]:
                found[person].add(one)
                waiting.extend(above.get(one, ()))
    return dict(found)
