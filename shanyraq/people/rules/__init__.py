"""What holds for people, whatever the country: codes, ages, the keys a name is found by. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from shanyraq.foundation.alphabet import alphabetical_key
from shanyraq.foundation.spellings import in_script_of
from shanyraq.foundation.text import N_
from shanyraq.people.names import fold, skeleton, tokens

ADULT_AT = 18
SCRIPTS = ("Arab", "Cyrl", "Latn")
BIRTH_PRECISIONS = ("day", "month", "year", "estimated", "unknown")
NAME_SOURCES = ("LIST", "SELF", "DOCUMENT", "CAREGIVER")
RELATIONS = ("head", "spouse", "child", "sibling", "grandchild", "grandparent", "relative", "other")
LANGUAGE_LEVELS = ("MOTHER", "FLUENT", "SOME", "FEW_WORDS")
KIN_KINDS = ("PARENT", "SIBLING", "SPOUSE", "GRANDPARENT", "AUNT_UNCLE", "GUARDIAN", "CAREGIVER", "OTHER")
GOES_BOTH_WAYS = ("SIBLING", "SPOUSE", "OTHER")
KIN_PROOFS = ("DOCUMENT", "CONFIRMED", "LABORATORY", "DECLARED", "UNKNOWN")
CARE_SITUATIONS = ("UNACCOMPANIED", "SEPARATED")


def age_on(birth_date: date | None, day: date) -> int | None:
    """Whole years on a day; None where the birth date is unknown."""
    if birth_date is None:
        return None
    return day.year - birth_date.year - ((day.month, day.day) < (birth_date.month, birth_date.day))


FOLDED, SKELETON = "F", "S"
KEY_LENGTH = 60


def search_keys(texts: Iterable[str]) -> set[tuple[str, str]]:
    """The (kind, key) pairs by which these names are found: each word folded, and its consonants."""
    words = {word for text in texts for word in tokens(text)}
    keys = {(FOLDED, fold(word)[:KEY_LENGTH]) for word in words}
    keys |= {(SKELETON, skeleton(word)[:KEY_LENGTH]) for word in words}
    return {(kind, key) for kind, key in keys if key}


def sort_name(names: Mapping[str, str]) -> str:
    """The name that lists are sorted by, from names by script: Latin, else Cyrillic, else Arabic letters."""
    return next((names[script] for script in ("Latn", "Cyrl", "Arab") if names.get(script)), "")[:160]


# A name is sorted in the script of the page: each column holds its place among names as those readers see them.
LABEL_PLACES = {"en": "place_latn", "ru": "place_cyrl", "kk": "place_cyrl", "ar": "place_arab"}
LONGEST_LABEL = 120


def label_columns(label: str) -> dict[str, str]:
    """What is stored of a family's name: the name, cut where it is too long, and its places in lists, by column."""
    label = label[:LONGEST_LABEL]
    places = {
        column: alphabetical_key(in_script_of(language, label)) for language, column in LABEL_PLACES.items()
    }
    return {"label": label, **places}


def label_place(language: str) -> str:
    """The column that families are sorted by for readers of a language."""
    return LABEL_PLACES.get(language[:2], LABEL_PLACES["en"])


def after_prefix(prefix: str) -> str | None:
    """The first key, in the order 0-9 a-z, that no longer begins with this one; None where there is none."""
    while prefix:
        last = prefix[-1]
        if last != "z":
            following = "a" if last == "9" else chr(ord(last) + 1)
            return prefix[:-1] + following
        prefix = prefix[:-1]
    return None


def place_in_family(relation: str, birth_date: date | None) -> tuple[int, date]:
    """The order in which a family is listed: the head, then by relation, then the eldest first."""
    order = RELATIONS.index(relation) if relation in RELATIONS else len(RELATIONS)
    return order, birth_date or date.max


def label_without(label: str, *, old: Iterable[str], new: str, in_use: Iterable[str]) -> str:
    """A family's label after a member's name changed: words of the old names that nobody uses any more make way.

    A word is replaced by the one that stands in its place in the new name. Names of brothers and sisters differ in
    their endings, and a label may be in another script: words of the same consonants count as the same.
    """
    kept = {skeleton(word) for text in (new, *in_use) for word in tokens(text)}
    fresh = tokens(new)
    gone = {
        skeleton(word): fresh[min(place, len(fresh) - 1)] if fresh else ""
        for text in old
        for place, word in enumerate(tokens(text))
        if skeleton(word) not in kept
    }
    words = [gone.get(skeleton(word), word) for word in label.split()]
    return " ".join(word for word in dict.fromkeys(words) if word) or new


def birth_of(
    year: int | None, month: int | None, day: int | None, *, is_about: bool
) -> tuple[date | None, str]:
    """A birth date from what is known of it, and how precise that is. Raises ValueError for a day that never was.

    What is not known is taken as the middle: of the month, of the year.
    """
    if year is None:
        if month is not None or day is not None:
            raise ValueError("a birth date without its year")
        return None, "unknown"
    if day is not None and month is None:
        raise ValueError("a birth date without its month")
    precision = "day" if day else "month" if month else "year"
    born = date(year, month or 7, day or (15 if month else 1))
    return born, "estimated" if is_about else precision


# what somebody is to the head of the family, as kinship: (kind, whether it is read from the head to her)
_KIN_OF_HEAD = {
    "spouse": ("SPOUSE", False),
    "child": ("PARENT", True),
    "sibling": ("SIBLING", False),
    "grandchild": ("GRANDPARENT", True),
    "grandparent": ("GRANDPARENT", False),
}


def kinships_of(relations: Sequence[str]) -> tuple[tuple[int, str, int, str], ...]:
    """The kinships that a family says of itself by naming its head, as (i, kind, j, proof): i is `kind` of j.

    Nothing where nobody, or more than one, is the head.
    """
    heads = [place for place, relation in enumerate(relations) if relation == "head"]
    if len(heads) != 1:
        return ()
    head, found = heads[0], []
    for place, relation in enumerate(relations):
        if relation in _KIN_OF_HEAD:
            kind, is_from_head = _KIN_OF_HEAD[relation]
            one, other = (head, place) if is_from_head else (place, head)
            found.append((one, kind, other, "DECLARED"))
    return tuple(found)


def last_day_as_child(birth_date: date | None, precision: str) -> date | None:
    """The day before somebody comes of age, with the benefit of the doubt: a vague date means the latest it can.

    None where the birth date is unknown: an unknown age is a child's.
    """
    if birth_date is None:
        return None
    year = birth_date.year + ADULT_AT
    if precision in ("year", "estimated"):
        return date(year, 12, 31)
    if precision == "month":
        year, month = year + birth_date.month // 12, birth_date.month % 12 + 1
        return date(year, month, 1) - timedelta(days=1)
    comes_of_age = (
        date(year, 3, 1) if (birth_date.month, birth_date.day) == (2, 29) else birth_date.replace(year=year)
    )
    return comes_of_age - timedelta(days=1)


def may_be_child_on(birth_date: date | None, precision: str, day: date) -> bool:
    """Whether somebody is, or with the benefit of the doubt may be, a child on a day."""
    last = last_day_as_child(birth_date, precision)
    return last is None or day <= last


def age_band(birth_date: date | None, precision: str, day: date) -> str:
    """In which part of life somebody is, for who is not told her age; empty where it is not known."""
    age = age_on(birth_date, day)
    if age is None:
        return ""
    if not may_be_child_on(birth_date, precision, day):
        return "adult"
    return "small" if age < 7 else "child" if age < 15 else "young"


LEAVES_PARENT = N_("Her or his mother or father lives here: say in a sentence what was decided.")
LEAVES_CHILDREN = N_(
    "A child would stay without mother or father: tick that she or he moves too, or say in a sentence what was decided."
)
ADULT = N_("Only a child is unaccompanied or separated, and this date of birth is an adult's. Check it.")


# --- days that can be ---------------------------------------------------------------------------------------------

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2100, 12, 31)  # what a field takes, whatever it asks
LONGEST_LIFE = timedelta(days=120 * 366)
FARTHEST_AHEAD = timedelta(days=2 * 366)
ESTIMATES_MISS_BY = 5  # years
DAY_REASONS = {
    "in_future": N_("This day is still to come. Enter the day since when it holds."),
    "far_ahead": N_("This is more than two years ahead. Check the year."),
    "before_birth": N_("This day is before the date of birth. Check both."),
    "long_ago": N_("This day cannot be right. Check the year."),
}


def reason_against_day(day: date, today: date, *, born: date | None = None, lies_ahead: bool = False) -> str:
    """The code of why a day somebody names cannot be, as in DAY_REASONS; empty where it can.

    `born` is the earliest day of birth of those it is about. Only what is planned `lies_ahead`, two years at most.
    """
    if day > today + (FARTHEST_AHEAD if lies_ahead else timedelta()):
        return "far_ahead" if lies_ahead else "in_future"
    if born is not None and day < born:
        return "before_birth"
    return "long_ago" if day < today - LONGEST_LIFE else ""


def earliest_birth(birth_date: date | None, precision: str) -> date | None:
    """The first day on which somebody can have been born, as far as that is known; None where it is not."""
    if birth_date is None or precision == "day":
        return birth_date
    if precision == "month":
        return birth_date.replace(day=1)
    return date(birth_date.year - (ESTIMATES_MISS_BY if precision == "estimated" else 0), 1, 1)


def latest_birth(birth_date: date | None, precision: str) -> date | None:
    """The last day on which somebody can have been born, as far as that is known; None where it is not."""
    if birth_date is None or precision == "day":
        return birth_date
    return date(birth_date.year + (ESTIMATES_MISS_BY if precision == "estimated" else 0), 12, 31)


def first_day_of_all(births: Iterable[tuple[date | None, str]]) -> date | None:
    """The first day on which all of them can have been alive, from (birth date, precision); None where unknown."""
    known = [born for birth, precision in births if (born := earliest_birth(birth, precision))]
    return max(known, default=None)
