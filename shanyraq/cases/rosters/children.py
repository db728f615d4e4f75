"""Children written into one cell: `3 children: Ali 7, Maryam 4, ?`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from shanyraq.cases.rosters.beside_words import tells_event
from shanyraq.cases.rosters.calendar_words import UNIT
from shanyraq.cases.rosters.child_counts import SEXED, SEXED_COUNT, opening
from shanyraq.cases.rosters.child_items import items_of, matching
from shanyraq.cases.rosters.child_words import MORE, NUMBER_WORDS, SINGULAR
from shanyraq.cases.rosters.joint_dates import joint_dates
from shanyraq.cases.rosters.nameless import UNNAMED, age_word, is_baby, is_no_name
from shanyraq.cases.rosters.nameless_words import ELSEWHERE, UNBORN
from shanyraq.cases.rosters.phrases import Phrase, read_phrase
from shanyraq.cases.rosters.relations import RelationWords, read_relation
from shanyraq.cases.rosters.sex_words import Sex
from shanyraq.cases.rosters.sexes import read_sex
from shanyraq.cases.rosters.stray_words import PAIRS, SEX_SIGNS
from shanyraq.cases.rosters.strays import is_only_strays, tells_of_death
from shanyraq.cases.rosters.wording import is_blank_word, plain
from shanyraq.people.names import ascii_digits

_RUN = re.compile(
    rf"[^\d]+?\(?\d{{1,4}}(?:[./\-]\d{{1,2}}[./\-]\d{{2,4}})?(?:\s*{UNIT}(?![^\W\d_]))?\.?\)?", re.IGNORECASE
)
#: Letters for yes and no, and nobody's name.
_ANSWERS = frozenset(("y", "n", "д", "н"))
_A_CHILD = RelationWords("child", None)


@dataclass(frozen=True, slots=True)
class Children:
    """The children of a cell, how many it says there are, and the parts that were not understood."""

    people: tuple[Phrase, ...] = ()
    texts: tuple[str, ...] = ()
    said: int | None = None
    unclear: tuple[str, ...] = ()


@dataclass(slots=True)
class _Reading:
    people: list[Phrase] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    unclear: list[str] = field(default_factory=list)
    said: int | None = None
    sex: Sex | None = None
    #: What `2 girls` announced and has not been met by names yet: how many, of which sex, in which words.
    announced: tuple[int, str] | None = None
    #: To how many that sex applies, where its words say so, those words, and to whom it was given.
    most: int | None = None
    sexed: str = ""
    lent: list[int] = field(default_factory=list)
    begun: int = 0
    total: int = 0
    counted: bool = False
    #: Words such as `girl` that were taken for the child before them, with that child as she was.
    told_behind: list[tuple[int, str, Phrase, Phrase]] = field(default_factory=list)
    open_baby: bool = False


def read_children(text: str) -> Children:
    """The children a cell names; `?` is a child whose name is not known."""
    clean = ascii_digits(text).replace("؟", "?").replace("\u00a0", " ")
    if clean in ("0", "") or (is_blank_word(clean) and "?" not in clean and not UNNAMED.search(plain(clean))):
        return Children()
    reading = _Reading()
    reading.said, rest = opening(clean)
    if reading.said == 0 and not rest:
        return Children(said=0)
    items = items_of(rest)
    joint = joint_dates(items)
    if joint is not None:
        items, dates = joint
        reading.unclear.append(dates)
    for item in items:
        _read_item(item, reading)
    _close(reading)
    _check_told_behind(reading)
    if reading.counted and reading.said is None:
        reading.said = reading.total
    return Children(tuple(reading.people), tuple(reading.texts), reading.said, tuple(reading.unclear))


def _read_item(item: str, reading: _Reading) -> None:
    if pair := PAIRS.get(plain(item)):
        _add_pair(item, pair, reading)
        return
    counts = [match.group() for match in SEXED_COUNT.finditer(matching(item))]
    if len(counts) > 1 and "".join(counts) == matching(item):
        for count in counts:
            _read_item(count.strip(), reading)
        return
    sexed = SEXED.match(matching(item))
    if sexed and (sexed["mark"] or sexed["count"]):
        _announce(sexed, item, reading)
        item = item[sexed.end() :].strip()
        if not item:
            return
    if _names_nobody(plain(item)):
        reading.unclear.append(item)
        return
    if MORE.search(plain(item)) or (is_only_strays(item) and not _stands_for_a_child(item)):
        _read_strays(item, reading)
        return
    phrase = read_phrase(item, relation_leads=True)
    if tells_event(item) and not (phrase.names or phrase.sex or phrase.relation):
        _read_strays(item, reading)
        return
    if phrase.names and phrase.names[0].text == item and plain(item) in SEX_SIGNS:
        phrase = Phrase(sex=read_sex(item))
    if any(sign.isdigit() for run in phrase.names for sign in run.text):
        runs = [run.group().strip(" ,;-") for run in _RUN.finditer(item)]
        starts_well = not any(run[:1] == "/" or not re.search(r"[^\W\d_]", run) for run in runs)
        if starts_well and len(runs) > 1 and "".join(runs).replace(" ", "") == re.sub(r"[\s,;\-]", "", item):
            for run in runs:
                _add(read_phrase(run, relation_leads=True), run, reading)
            return
    _add(phrase, item, reading)


def _announce(sexed: re.Match[str], item: str, reading: _Reading) -> None:
    """`2 girls:` tells the sex of those behind it, and may tell how many they are."""
    _close(reading)
    reading.sex = "M" if sexed["male"] else "F"
    reading.sexed = sexed.group().strip(" :–—-")
    reading.most = 1 if plain(sexed["male"] or sexed["female"]) in SINGULAR else None
    if count_text := sexed["count"]:
        number = int(count_text) if count_text.isdigit() else NUMBER_WORDS.get(plain(count_text), 0)
        reading.announced, reading.counted, reading.most = (number, item), True, number


def _names_nobody(clean: str) -> bool:
    """Whether the words speak of a child to come, of another row, or only say yes or no."""
    return (
        UNBORN.search(clean) is not None
        or ELSEWHERE.search(clean) is not None
        or clean.strip(" .") in _ANSWERS
    )


def _stands_for_a_child(item: str) -> bool:
    clean = plain(item)
    return is_no_name(item) or UNNAMED.search(clean) is not None or read_relation(item) is not None


def _add_pair(item: str, sex: Sex, reading: _Reading) -> None:
    """Two children in one word, whose names are not known."""
    _close(reading)
    reading.people.extend([Phrase(sex=sex, relation=_A_CHILD)] * 2)
    reading.texts.extend([item] * 2)
    reading.total, reading.counted, reading.sex = reading.total + 2, True, None
    reading.begun = len(reading.people)


def _read_strays(item: str, reading: _Reading) -> None:
    """What names no child is quoted: `died` with the child before it, anything else by itself."""
    tells = tells_of_death(item) or (tells_event(item) and ":" not in item)
    if tells and len(reading.people) > reading.begun:
        before = reading.people[-1]
        reading.people[-1] = replace(before, notes=(*before.notes, item))
        reading.texts[-1] += ", " + item
    else:
        reading.unclear.append(item)


def _close(reading: _Reading) -> None:
    """Ends what a count announced: `2 girls` without a name behind them are two girls whose names are not known."""
    found = len(reading.people) - reading.begun
    number, text = reading.announced or (found, "")
    if not found:
        reading.people.extend([Phrase(sex=reading.sex, relation=_A_CHILD)] * number)
        reading.texts.extend([text] * number)
    if reading.most is not None and found > reading.most:
        # `1 girl: Sara, Omar`: nobody knows who of them is the girl.
        for place in reading.lent:
            reading.people[place] = replace(reading.people[place], sex=None)
        reading.unclear.append(reading.sexed)
    reading.most, reading.lent = None, []
    reading.total += number
    reading.announced, reading.begun, reading.open_baby = None, len(reading.people), False


def _check_told_behind(reading: _Reading) -> None:
    """`Ali 7, boy, Maryam 4, girl` tells of each child; of one or some only, a boy may be a child of her own.

    Then he is one without a name. A bare sign such as `m` is no child, and is listed where it stands behind some only.
    """
    told, named = reading.told_behind, sum(bool(child.names) for child in reading.people)
    are_signs = all(plain(text) in SEX_SIGNS for _, text, _, _ in told)
    if len(told) >= named and (named > 1 or are_signs):
        return
    for place, text, before, phrase in reversed(told):
        reading.people[place] = replace(reading.people[place], sex=before.sex, relation=before.relation)
        reading.texts[place] = reading.texts[place].removesuffix(", " + text)
        if plain(text) in SEX_SIGNS or (phrase.relation and phrase.relation.kind != "child"):
            reading.unclear.append(text)
            continue
        reading.people.insert(place + 1, replace(phrase, relation=phrase.relation or _A_CHILD))
        reading.texts.insert(place + 1, text)


def _add(phrase: Phrase, text: str, reading: _Reading) -> None:
    previous = reading.people[-1] if len(reading.people) > reading.begun else None
    only_more = not phrase.names and not is_blank_word(text) and not is_baby(text)
    if only_more and previous is not None and _completes(previous, phrase, is_baby=reading.open_baby):
        if not phrase.when:
            reading.told_behind.append((len(reading.people) - 1, text, previous, phrase))
        reading.people[-1] = replace(
            previous,
            when=phrase.when or previous.when,
            when_is_age=phrase.when_is_age if phrase.when else previous.when_is_age,
            sex=previous.sex or phrase.sex,
            relation=phrase.relation
            if phrase.relation and phrase.relation.kind == "child"
            else previous.relation,
        )
        reading.texts[-1] += ", " + text
        return
    if phrase.is_empty and "?" not in text and not is_blank_word(text) and not _stands_for_a_child(text):
        reading.unclear.append(text)
        return
    if phrase.sex and reading.sex and phrase.sex != reading.sex:
        # `2 daughters: Amina, Safia; son Umar`: he is none of the two.
        _close(reading)
        reading.sex = None
    relation = phrase.relation if phrase.relation is not None else _A_CHILD
    if phrase.sex is None and reading.sex is not None:
        reading.lent.append(len(reading.people))
    reading.people.append(replace(phrase, sex=phrase.sex or reading.sex, relation=relation))
    reading.texts.append(text)
    reading.open_baby = is_baby(text) and not phrase.names


def _completes(previous: Phrase, phrase: Phrase, *, is_baby: bool) -> bool:
    """Whether words without a name go on about the child before them: `Ali, 7, Maryam, 4`, `Newborn, 2.2.2021`."""
    if is_baby and phrase.when and not phrase.relation:
        return previous.when is None or (age_word(previous.when) is not None and not phrase.when_is_age)
    if not previous.names:
        return False
    if phrase.when and previous.when:
        return False
    if phrase.sex and previous.sex and phrase.sex != previous.sex:
        return False
    return bool(phrase.when or phrase.sex or phrase.relation) and not (phrase.relation and phrase.when)
