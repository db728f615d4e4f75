"""How many people a list says there are, compared with those who were read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from shanyraq.cases.rosters.line_words import TOTAL
from shanyraq.cases.rosters.messages import Remark, remark
from shanyraq.cases.rosters.records import Draft, SheetReading
from shanyraq.cases.rosters.wording import plain, words_pattern

#: Nobody is a child of somebody less than this many years older.
_YOUNGEST_MOTHER = 12
_PERSONS = words_pattern(
    "person*|people|individual*|pax|человек|чел|чел.|лиц|граждан|адам|азамат|شخص*|اشخاص|فرد|افراد|فردا|نسمه"
)
_OTHERS = words_pattern(
    """famil*|household*|hh|women|woman|female*|men|male*|child*|boys|girls|minors|adult*|infant*|orphan*|tent*|page*|case*
    |семей|семьи|семья|женщин*|мужчин*|муж*|жен*|дет*|мальчик*|девоч*|взросл*|несовершеннолетн*|сирот*|палат*|стр*
    |отбасы*|әйел*|ер|ерлер|ұл*|қыз*|бала*|ересек*|жетім*|عائل*|اسر*|نساء|امراه|رجال|رجل|طفل*|اطفال|ذكور|اناث|بالغ*|يتيم*|ايتام|خيم*"""
)
_NUMBER = re.compile(r"(?<![\d.,/\-])\d{1,5}(?![\d/]|[.,\-]\d)")
_BETWEEN = re.compile(r"[\s|:=\-–—(]*")


def check_children(members: Sequence[Draft]) -> None:
    """Compares the numbers of children that rows of a family state with the children the family has."""
    stating = [member for member in members if member.said_children is not None]
    parents = _stating_for_themselves(stating)
    found = {id(member): _children_of(member, members) for member in parents}
    if len(parents) > 1 and sum(member.said_children or 0 for member in parents) in found[id(parents[0])]:
        return
    for member in parents:
        counts, said = found[id(member)], member.said_children or 0
        if said not in counts:
            member.problems.append(remark("children_count", said=said, found=counts[-1]))


def _stating_for_themselves(stating: Sequence[Draft]) -> list[Draft]:
    """Those who say how many children they have; the number may stand in the rows of their children once more."""
    if all(_is_child(member) for member in stating):
        return list(stating[:1])
    said: set[int | None] = set()
    parents: list[Draft] = []
    for member in stating:
        is_repeated = member.said_children in said and member.words is None
        said.add(member.said_children)
        if not (is_repeated or _is_child(member)):
            parents.append(member)
    return parents


def _children_of(member: Draft, members: Sequence[Draft]) -> range:
    """How many members are children of a family: at least, and at most where some are only young enough to be."""
    others = [other for other in members if other is not member or _is_child(other)]
    certain = sum(_is_child(other) for other in others)
    return range(certain, certain + sum(_may_be_child(other, member) for other in others) + 1)


def _is_child(draft: Draft) -> bool:
    return draft.relation == "child" or (draft.words is not None and draft.words.kind == "child")


def _may_be_child(draft: Draft, parent: Draft) -> bool:
    if draft.relation is not None or draft.words is not None:
        return False
    return (
        not draft.birth.year
        or not parent.birth.year
        or draft.birth.year >= parent.birth.year + _YOUNGEST_MOTHER
    )


def check_size(members: Sequence[Draft]) -> None:
    """Compares the size that rows of a family state with the number of its members."""
    for said in dict.fromkeys(member.family_size for member in members if member.family_size is not None):
        if said != len(members):
            first = next(member for member in members if member.family_size == said)
            first.problems.append(remark("family_size", said=said, found=len(members)))


def check_totals(readings: Sequence[SheetReading]) -> Iterator[Remark]:
    """A notice for each title or total that states another number of people than was read.

    A total may be of its section, of its sheet, or of the file, and may leave out who stands in another's cell.
    """
    everybody = [draft for reading in readings for draft in reading.drafts]
    for reading in readings:
        above = -1
        for row, reason in sorted(reading.ignored.items()):
            if reason.code not in ("total", "title"):
                continue
            text = str(reason.params["text"])
            section = [draft for draft in reading.drafts if above < draft.row < row]
            to_here = [draft for draft in reading.drafts if draft.row < row]
            told = stated_people(text, is_total=reason.code == "total")
            above = row if reason.code == "total" else above
            fitting = {
                size for group in (section, to_here, reading.drafts, everybody) for size in _sizes(group)
            }
            if told is not None and told not in fitting:
                yield remark(
                    "total_differs",
                    sheet=reading.name,
                    row=row + 1,
                    text=text,
                    said=told,
                    found=len(reading.drafts),
                )


def _sizes(drafts: Sequence[Draft]) -> tuple[int, int]:
    return len(drafts), sum(draft.host is None for draft in drafts)


def stated_people(text: str, *, is_total: bool) -> int | None:
    """The number of people that a title or a total states; None where it states none, or a number of others."""
    clean = plain(text)
    numbers = list(_NUMBER.finditer(clean))
    for number in numbers:
        before, behind = clean[: number.start()], clean[number.end() :]
        after = _PERSONS.match(behind, _BETWEEN.match(behind).end())  # type: ignore[union-attr]
        last = list(_PERSONS.finditer(before))
        if after or (is_total and last and _BETWEEN.fullmatch(before[last[-1].end() :])):
            return int(number.group())
    is_bare = is_total and len(numbers) == 1 and TOTAL.search(clean) and not _OTHERS.search(clean)
    return int(numbers[0].group()) if is_bare else None
