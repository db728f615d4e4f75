"""Rows that are no people: totals, notes, signatures, headings of families and of sections."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from shanyraq.cases.rosters.line_words import FAMILY, NOTE, ORPHANS, SECTION, SIGNATURE, TOTAL
from shanyraq.cases.rosters.messages import Remark, remark
from shanyraq.cases.rosters.nationalities import country_codes
from shanyraq.cases.rosters.origins import nationality_of_heading
from shanyraq.cases.rosters.relation_words import STATUS
from shanyraq.cases.rosters.sex_words import Sex
from shanyraq.cases.rosters.sexes import sex_of_heading
from shanyraq.cases.rosters.wording import plain

_FAMILY = re.compile(
    rf"^(?:{FAMILY.pattern})\s*(?:no\.?|number|№|n|#|:|-|of|رقم)?\s*[.:\-#№]*\s*(?P<label>.*)$"
)
_FAMILY_LAST = re.compile(
    r"^(?P<label>(?:№\s*)?\d+)[\s\-.]*(?:family|household|hh|семья|отбасы|шы отбасы|ші отбасы|عائله)\s*[:.]?$"
)
_NUMBER = re.compile(r"(?<!\d)\d{1,6}(?!\d)")


#: Letters that begin a name as well; a family's number or code has to follow them.
_SHORT = re.compile(r"^(?:hh|case|сем)(?!\w)")


def _names_a_family(text: str, label: str) -> bool:
    first = label.split()[0] if label.split() else ""
    return _SHORT.match(text) is None or any(sign.isdigit() for sign in first)


@dataclass(frozen=True, slots=True)
class Line:
    """A row that is no person: why, and what it tells about the rows below.

    `nationality` is a code where the heading says in words whose citizens they are, and empty where it only names a
    country, which may be where they are.
    """

    reason: Remark
    family: str | None = None
    sex: Sex | None = None
    nationality: str | None = None
    of_orphans: bool = False


@lru_cache(maxsize=16384)
def closing_line(text: str) -> Remark | None:
    """The reason to ignore a row whose first words are a total, a note or a signature; None for anything else."""
    clean = plain(text)
    start = clean.lstrip(" -=_#•.")
    if TOTAL.match(start):
        return remark("total", text=text)
    if NOTE.match(start) or clean.startswith(("*", "※")):
        return remark("note", text=text)
    if SIGNATURE.match(start) or "____" in text:
        return remark("signature", text=text)
    return None


def heading_line(text: str) -> Line | None:
    """The heading of a family (`Family 3`, `Семья Ахметовых`) or of a section (`Women`, `Phase 5`, `Казахстан`)."""
    clean = plain(text).strip(" .:-_=*")
    if not clean or len(clean) > 200:
        return None
    last = _FAMILY_LAST.match(clean)
    family = _FAMILY.match(clean)
    if last or (
        family
        and _names_a_family(clean, family["label"])
        and not family["label"].startswith(("size", "member", "head", "саны"))
    ):
        label = (last or family)["label"]  # type: ignore[index]
        numbers = _NUMBER.findall(label)
        leading = re.match(r"[№#\s]*(\d{1,6})(?!\d)", label)
        number = leading.group(1) if leading else numbers[0] if len(numbers) == 1 else None
        short = label if len(label) <= 40 else clean
        return Line(remark("family_heading", text=text), family=number or short or clean)
    nationality = nationality_of_heading(text)
    if nationality is None and len(country_codes(text)) == 1:
        nationality = ""
    sex = sex_of_heading(clean)
    is_section = SECTION.match(clean) or (SECTION.search(clean) and len(clean.split()) > 2)
    if sex or nationality is not None or is_section:
        return Line(
            remark("section_heading", text=text),
            sex=sex,
            nationality=nationality,
            of_orphans=ORPHANS.search(clean) is not None,
        )
    return None


def tells_of(text: str) -> bool:
    """`Omar died in 2020`: a sentence about somebody, and no line of the list."""
    clean = plain(text)
    return len(clean.split()) > 3 and STATUS.search(clean) is not None and not re.search(r"[,;()\n]", clean)


def is_numbered_family(texts: list[str]) -> bool:
    """`1 | Family of Omar`: the heading of a family with its number."""
    if len(texts) != 2 or not texts[0].strip(" .").isdecimal():
        return False
    line = heading_line(texts[1])
    return line is not None and line.family is not None


def is_summary(texts: list[str]) -> bool:
    """`Women | 12`: a word for a group of people and a number."""
    if len(texts) != 2 or not texts[1].strip().isdigit():
        return False
    clean = plain(texts[0]).strip(" .:-_")
    return sex_of_heading(clean) is not None or SECTION.fullmatch(clean) is not None
