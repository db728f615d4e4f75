"""One person in a few words: `Aisha Karimova (Umm Ali), 1990`, `сын Али 7 лет`, `علي ٧`, `Ali / M / 2012`."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from shanyraq.cases.rosters.ages import read_age
from shanyraq.cases.rosters.asides import without_asides, without_code
from shanyraq.cases.rosters.beside_words import is_small, tells_event
from shanyraq.cases.rosters.nameless import UNNAMED, age_word, alias_behind, is_no_name, sex_of_words
from shanyraq.cases.rosters.origins import nationality_behind, tells_nationality
from shanyraq.cases.rosters.relation_words import STATUS
from shanyraq.cases.rosters.relations import RelationWords, leading_relation, read_relation
from shanyraq.cases.rosters.sex_words import Sex
from shanyraq.cases.rosters.sexes import read_sex
from shanyraq.cases.rosters.strays import age_in_words, without_strays
from shanyraq.cases.rosters.tails import cut_tail, when_of
from shanyraq.cases.rosters.usual_names import TITLE, names_of_words, sex_of_title, usual_names
from shanyraq.cases.rosters.wording import is_blank_word, plain, squeeze
from shanyraq.people.names import ScriptRun, is_kunya, script_of, split_by_script
from shanyraq.people.names.scripts import tidy

_SEPARATORS = re.compile(
    r"(\s*(?:[;،؛\n|]|(?<!\d),|,(?!\d))\s*|\s+[-–—]+\s*|\s*[–—]\s*|\s*(?:(?<!\d)/|/(?!\d))\s*|\s*[()\[\]]\s*|\s*:\s+)"
)
_ENUMERATION = re.compile(r"^\s*(?:№\s*)?\d{1,3}\s*(?:[.)]|-(?=\s))\s*(?=[^\W\d])|^\s*[-•*·–—]+\s*(?=\w)")
_LABELLED = re.compile(r"^(?P<label>[^\W\d_][^\d:]{0,30}?)\s*:\s*(?P<rest>.*[^\W\d_].*)$", re.DOTALL)
_LEADING_MARK = re.compile(r"^\?+[\s,:\-]*(?=[\d(])")
_OF_THEN_NAME = re.compile(
    r"^(?P<of>[^,،;؛:()\n]+?)\s*(?:[,،;؛:(\n]|\s[-–—]+\s|[–—])\s*(?P<name>.*[^\W\d_].*)$", re.DOTALL
)
_NAME_THEN_OF = re.compile(
    r"^(?P<name>[^\W\d_][^,،;؛:()\d\n]*?)\s+"
    r"(?P<of>(?:(?:ex-?|former )?(?:wife|widow) of|(?:бывшая )?(?:жена|вдова|супруга)"
    r"|زوج[ةه]|[أا]رمل[ةه]|طليق[ةه])\s+[^,،;؛:()\d\n]+)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """What a few words say of one person. `when` is the text of a birth date or an age."""

    names: tuple[ScriptRun, ...] = ()
    when: str | None = None
    when_is_age: bool = False
    sex: Sex | None = None
    relation: RelationWords | None = None
    notes: tuple[str, ...] = ()
    #: The words that tell a citizenship.
    nationality: str | None = None

    @property
    def is_empty(self) -> bool:
        """Whether the words said nothing."""
        return not (self.names or self.when or self.sex or self.relation or self.notes or self.nationality)


@lru_cache(maxsize=16384)
def read_phrase(text: str, *, relation_leads: bool = False) -> Phrase:
    """The person a cell or a part of one describes.

    `relation_leads` allows a word like `son` or `дочь` before the name, as in a list of children. Of a name cell that
    only says `wife of Omar` the name stays empty, as of `infant boy` and `Unknown woman`.
    """
    if usual := usual_names(text):
        return Phrase(names=usual)
    clean, remarks = without_asides(text)
    phrase = _read(alias_behind(clean) or clean, relation_leads)
    phrase = replace(phrase, notes=(*phrase.notes, *remarks)) if remarks else phrase
    phrase = _with_title(_without_strays(phrase), clean)
    said = " ".join(run.text for run in phrase.names)
    if not said or not is_no_name(said):
        return phrase
    born = None if phrase.when else age_word(said)
    return replace(
        phrase,
        names=(),
        sex=phrase.sex or sex_of_words(said),
        when=phrase.when or born,
        when_is_age=phrase.when_is_age or born is not None,
    )


def _with_title(phrase: Phrase, text: str) -> Phrase:
    """The sex that a title such as `Mrs.` tells; one that does not agree with what else is said is a note."""
    bare = without_number(text)
    sex = sex_of_title(bare) if phrase.names else None
    if sex is None or sex == phrase.sex:
        return phrase
    return replace(phrase, notes=(*phrase.notes, bare.split()[0])) if phrase.sex else replace(phrase, sex=sex)


def _without_strays(phrase: Phrase) -> Phrase:
    """The phrase without an age in words behind the name, and without words at its ends that are of no name."""
    names: list[ScriptRun] = []
    if is_no_name(" ".join(run.text for run in phrase.names)):
        return phrase
    has_capitals = any(word[:1].isupper() for run in phrase.names for word in run.text.split())
    for run in phrase.names:
        bare, age = age_in_words(run.text) if phrase.when is None else (run.text, None)
        if age is not None:
            phrase = replace(phrase, when=age, when_is_age=True)
        # A baby's words tell her sex; a run of small words beside a name in capital letters is none.
        name = bare if is_no_name(bare) else without_strays(bare)
        if has_capitals and len(phrase.names) > 1 and all(map(is_small, name.split())):
            continue
        if name:
            names.append(run if name == run.text else replace(run, text=name))
    return phrase if tuple(names) == phrase.names else replace(phrase, names=tuple(names))


def _read(text: str, relation_leads: bool) -> Phrase:
    plain_words = names_of_words(text)
    if plain_words and nationality_behind(text) is None:
        return Phrase(names=plain_words)
    clean = TITLE.sub("", without_number(text))
    clean = UNNAMED.sub(" ", clean).strip() if UNNAMED.search(plain(clean)) else clean
    if is_blank_word(clean):
        return Phrase()
    # `? 3` is somebody of three whose name is not known.
    clean = _LEADING_MARK.sub("", clean)
    if read_age(clean) is not None:
        return Phrase(when=clean, when_is_age=True)
    labelled = _LABELLED.match(clean)
    label = read_relation(labelled["label"]) if labelled else None
    if labelled and label is not None and label.of is None:
        rest = _read_segments(labelled["rest"], relation_leads)
        return replace(rest, relation=label, sex=label.sex or rest.sex)
    if not relation_leads and (beside := _name_beside_of(clean)):
        return beside
    whole = read_relation(clean)
    if whole is not None and (whole.of is None or _says_of(clean, whole)):
        return Phrase(relation=whole, sex=whole.sex)
    if whole is not None and not relation_leads and whole.kind in ("wife", "widow", "husband"):
        return Phrase(relation=whole, sex=whole.sex)
    return _read_segments(clean, relation_leads)


def _name_beside_of(text: str) -> Phrase | None:
    """A woman named before or behind the words that tell whose wife she is: `second wife of Omar: Hanna`."""
    for pattern in (_OF_THEN_NAME, _NAME_THEN_OF):
        match = pattern.match(text)
        relation = read_relation(match["of"]) if match else None
        if match is None or relation is None or relation.of is None or relation.kind not in ("wife", "widow"):
            continue
        name = _read_segments(match["name"], relation_leads=False)
        if name.names and name.relation is None:
            return replace(name, relation=relation, sex=relation.sex or name.sex)
    return None


def without_number(text: str) -> str:
    """The text without the number or the bullet that leads it in a list."""
    return _ENUMERATION.sub("", text).strip()


def _says_of(text: str, found: RelationWords) -> bool:
    return found.of is not None and re.search(r"(?<!\w)(?:of|to)(?!\w)|'s(?!\w)", plain(text)) is not None


def _read_segments(text: str, relation_leads: bool) -> Phrase:
    text, code = without_code(text)
    parts = _SEPARATORS.split(text)
    kept: list[str] = []
    found = Phrase(nationality=code)
    for index in range(0, len(parts), 2):
        segment, before = parts[index], parts[index - 1] if index else ""
        taken = _classify(segment, found, is_first=not kept, relation_leads=relation_leads)
        if taken is None:
            kept.extend([before, segment])
            continue
        found, name = taken
        # A bracket opened before what was taken closes after it: both must go, or both stay.
        kept.extend([before if name or "(" in before or ")" in before else " ", name])
    names = _names("".join(kept))
    return replace(found, names=names)


def _classify(
    segment: str, found: Phrase, *, is_first: bool, relation_leads: bool
) -> tuple[Phrase, str] | None:
    """What is known with this segment, and the part of it that is a name; None where all of it may be one."""
    if not segment.strip():
        return None
    if found.when is None and (when := when_of(segment)):
        return replace(found, when=segment.strip(), when_is_age=when == "age"), ""
    if not is_first and found.sex is None and (sex := read_sex(segment)) and not is_kunya(segment):
        return replace(found, sex=sex), ""
    if is_kunya(segment):
        return None
    if found.relation is None and not is_first and (relation := read_relation(segment)):
        return replace(found, relation=relation, sex=found.sex or relation.sex), ""
    if not is_first and (STATUS.search(plain(segment)) or tells_event(segment)):
        return replace(found, notes=(*found.notes, segment.strip())), ""
    if not is_first and found.nationality is None and tells_nationality(segment):
        return replace(found, nationality=segment.strip()), ""
    return _with_tail(segment, found, relation_leads)


def _with_tail(segment: str, found: Phrase, relation_leads: bool) -> tuple[Phrase, str] | None:
    before = found
    found, name = _without_nationality(segment, found)
    found, name = _without_date(name, found)
    if relation_leads and (leading := leading_relation(name)):
        relation, rest = leading
        return replace(found, relation=relation, sex=found.sex or relation.sex), rest
    if found is before:
        return None
    whole = read_relation(name) if relation_leads else None
    if whole is not None and whole.of is None:
        return replace(found, relation=whole, sex=found.sex or whole.sex), ""
    words = name.split()
    if len(words) > 1 and found.sex is None and len(words[-1]) == 1 and (sex := read_sex(words[-1])):
        return replace(found, sex=sex), " ".join(words[:-1])
    return found, name


def _without_nationality(segment: str, found: Phrase) -> tuple[Phrase, str]:
    """`Айгуль гражданка Ирака`: what is known, and the name."""
    cut = nationality_behind(segment) if found.nationality is None else None
    return (replace(found, nationality=cut[1]), cut[0]) if cut else (found, segment)


def _without_date(segment: str, found: Phrase) -> tuple[Phrase, str]:
    """What is known with a date or an age behind a name, and the name."""
    tail = cut_tail(segment, has_date=found.when is not None)
    if tail is None:
        return found, segment
    if tail.note:
        return replace(found, notes=(*found.notes, tail.note)), tail.name
    return replace(found, when=tail.when, when_is_age=tail.is_age), tail.name


def _names(text: str) -> tuple[ScriptRun, ...]:
    cleaned = re.sub(r"\(\s*\)|\[\s*\]", " ", squeeze(text.replace("\n", " ")))
    cleaned = tidy(cleaned.strip(" ?"))
    if is_blank_word(cleaned) or script_of(cleaned) is None:
        return ()
    return split_by_script(cleaned)
