"""What the reader has to say: codes with their English sentences, which are msgids for the pages.

Babel finds the sentences by `N_`. Parameters are named, so a translation may order them as it needs.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType

from shanyraq.people.rules.kin import KIN_DOUBTS, KIN_REASONS


def N_(sentence: str) -> str:
    """Mark a sentence for translation (by the name that extraction looks for); it is translated where shown."""
    return sentence


@dataclass(frozen=True, slots=True)
class Remark:
    """A code and its parameters. `MESSAGES[code] % params` is the English sentence."""

    code: str
    params: dict[str, str | int] = field(default_factory=dict)

    def sentence(self) -> str:
        """The English sentence."""
        return MESSAGES[self.code] % self.params


def remark(code: str, **params: str | int) -> Remark:
    """A remark; a text is quoted whole, up to what a cell of a spreadsheet can hold: what is cut off is lost."""
    return Remark(code, {name: _short(value) for name, value in params.items()})


_LONGEST = 32_767


def _short(value: str | int) -> str | int:
    return value if isinstance(value, int) or len(value) <= _LONGEST else value[: _LONGEST - 1] + "…"


_UNREADABLE = {
    "empty": N_("The file %(file)s is empty. Ask the sender for the list again, or choose another file."),
    "no_cells": N_(
        "The workbook %(file)s has no filled cell. Check that the right file was saved, and choose it again."
    ),
    "nobody": N_(
        "No person was found in the file %(file)s. It needs headings above its columns and one person a row below: "
        "a column of names, and sex, date of birth or age, nationality and family where they are known. Correct it, "
        "or choose another file."
    ),
    "too_large": N_(
        "The file %(file)s is larger than %(megabytes)s MB. Remove pictures or split the list, and upload the parts."
    ),
    "expands_too_much": N_(
        "The file %(file)s would unpack to far more than a list can hold. Copy the list into a new workbook, "
        "save it as .xlsx and upload that."
    ),
    "too_many_rows": N_(
        "The file %(file)s reaches down to row %(rows)s or further. Delete the empty rows below the list "
        "(or copy the list into a new workbook), save it and upload it again."
    ),
    "too_many_cells": N_(
        "The file %(file)s is far wider than a list of people. Copy only the list into a new workbook, save it "
        "as .xlsx and upload that."
    ),
    "password": N_(
        "The file %(file)s is protected by a password. Open it, save it without a password and upload it again."
    ),
    "foreign": N_(
        "The file %(file)s is not a list that can be read here (it looks like %(kind)s). Save the table as .xlsx "
        "or .csv and upload that."
    ),
    "damaged": N_(
        "The file %(file)s is damaged and cannot be opened. Open it in a spreadsheet program, save it as a new "
        ".xlsx file and upload that, or ask the sender for it again."
    ),
    "folder": N_("%(file)s is a folder. Name the list in it."),
    "not_found": N_("The file %(file)s cannot be opened. Check its name and that you may read it."),
}

_PEOPLE = {
    "name_missing": N_("No name is given."),
    "name_unclear": N_("The name is not understood: “%(text)s”."),
    "name_signs": N_("Beside the name stands what is no name: “%(text)s”; please check it."),
    "name_long": N_("The name has more than %(most)s letters. Shorten it, or leave this person out."),
    "sex_missing": N_("The sex is not given."),
    "sex_unclear": N_("The sex is not understood: “%(text)s”."),
    "sex_conflict": N_("The sex column says “%(text)s”, which does not agree with “%(other)s”."),
    "sex_from_heading": N_("The sex is taken from the heading “%(text)s”; please check it."),
    "relation_unclear": N_("The relation in the family is not understood: “%(text)s”."),
    "relation_nearest": N_(
        "The relation “%(text)s” was read as the nearest one that a record has; please check it."
    ),
    "nationality_missing": N_("The nationality is not given."),
    "nationality_of_row": N_("The nationality of this person is not given; the row says “%(text)s”."),
    "nationality_unclear": N_("The nationality is undecided or not understood: “%(text)s”."),
    "nationality_ethnic": N_(
        "“%(text)s” may be an ethnic origin and not a citizenship; the citizenship has to be verified."
    ),
    "nationality_beside_name": N_(
        "The nationality is taken from beside the name: “%(text)s”; please check it."
    ),
    "nationality_from_heading": N_("The nationality is taken from the heading “%(text)s”; please check it."),
    "child_unnamed": N_("A child is listed without a name: “%(text)s”."),
    "child_maybe_several": N_(
        "“%(text)s” was read as the name of one child; it may be the names of several."
    ),
    "children_count": N_("The cell speaks of %(said)s children, %(found)s were found."),
    "family_size": N_("%(said)s people are stated for this family, %(found)s were found."),
    "children_unclear": N_("This part of the list of children is not understood: “%(text)s”."),
    "duplicate": N_("This looks like the same person as in row %(row)s of the sheet “%(sheet)s”."),
    "family_left_out": N_(
        "Others of this family look registered already and were left out. Is this person registered too?"
    ),
    "note_kept": N_("The note is not used for any field: “%(text)s”."),
    "column_unknown": N_("The column “%(column)s” is not understood: “%(text)s”."),
    "column_unread": N_("The column “%(column)s” was not read: “%(text)s”."),
    "columns_guessed": N_("The list has no header row; its columns were told by what stands in them."),
    "family_uncertain": N_("It is not certain where this family begins; please check it."),
    "family_number_twice": N_(
        "The family number “%(label)s” stands in “%(sheet)s” too and was read as another family; please check."
    ),
    "named_not_listed": N_("Somebody who is named here is not in this list: “%(text)s”."),
    "family_missing": N_("The family number is missing in this row; please check the family."),
    "sheet_hidden": N_(
        "The sheet “%(sheet)s” is hidden in the workbook; please check whether its people belong to the list."
    ),
    "quote_unclosed": N_("A quotation mark in this row is not closed; please check its cells."),
    "letters_mixed": N_("The name mixes letters of two scripts in one word: “%(text)s”."),
}

_DATES = {
    "birth_missing": N_("Neither a birth date nor an age is given."),
    "birth_unclear": N_("The birth date is not understood: “%(text)s”."),
    "birth_ambiguous": N_("Day and month cannot be told apart in “%(text)s”; only the year was taken."),
    "birth_hijri": N_("The birth date “%(text)s” is in the Hijri calendar and was not converted."),
    "birth_impossible": N_("There is no such date: “%(text)s”."),
    "birth_after_list": N_("The birth date “%(text)s” lies after the date of the list; it was not taken."),
    "birth_unfit": N_("Check the year: four digits, not in the future."),
    "birth_in_future": N_("The birth date “%(text)s” lies in the future; it was not taken."),
    "birth_too_early": N_(
        "The birth date “%(text)s” is too long ago for anybody who is alive; it was not taken."
    ),
    "birth_order_assumed": N_(
        "“%(text)s” was read as %(birth)s, but the list hardly says which number is the day; please check it."
    ),
    "birth_too_long_ago": N_("The birth date “%(text)s” is more than 110 years ago; please check it."),
    "birth_maybe_swapped": N_(
        "Day and month of “%(text)s” may have been swapped by the spreadsheet program; please check them."
    ),
    "birth_year_typed_as_date": N_(
        "“%(text)s” looks like the year %(year)s typed into a date cell; please check it."
    ),
    "birth_leftover": N_("Beside the birth date this is not understood: “%(text)s”."),
    "number_beside_name": N_("The number “%(text)s” beside the name was read as an age."),
    "number_as_age": N_("The number “%(text)s” in the birth date column was read as an age."),
    "number_as_day": N_(
        "The number “%(text)s” was read as the day %(birth)s, as spreadsheet programs count; please check it."
    ),
    "number_as_short_year": N_("The number “%(text)s” was read as the year %(year)s."),
    "number_as_year": N_("The number “%(text)s” in the age column was read as a year of birth."),
    "age_no_list_date": N_("Age “%(text)s” given, date of the list unknown: no birth date was worked out."),
    "age_needs_month": N_("Age “%(text)s” is in months, but only the year of the list is known."),
    "age_unclear": N_("The age is not understood: “%(text)s”."),
    "age_disagrees": N_("The age “%(text)s” does not agree with the birth date %(birth)s."),
    "list_date_uncertain": N_("The file names several dates; the age was counted from %(date)s."),
}

_IGNORED = {
    "blank": N_("Empty row"),
    "title": N_("Title: %(text)s"),
    "header": N_("Column headings"),
    "header_repeated": N_("Column headings repeated"),
    "header_unknown": N_("Column headings, not all of which are understood: %(text)s"),
    "column_numbers": N_("Numbers of the columns"),
    "total": N_("Total: %(text)s"),
    "note": N_("Note: %(text)s"),
    "signature": N_("Signature or stamp: %(text)s"),
    "family_heading": N_("Heading of a family: %(text)s"),
    "section_heading": N_("Heading: %(text)s"),
    "number_only": N_("Only a number, no person: %(text)s"),
    "continued": N_("Continues row %(row)s: %(text)s"),
    "not_a_person": N_("No person was recognised: %(text)s"),
    "no_list": N_("No list of people was recognised on this sheet: %(text)s"),
}

_NOTICES = {
    "no_nationality_column": N_("The sheet “%(sheet)s” has no column for nationality."),
    "no_sex_column": N_("The sheet “%(sheet)s” has no column for sex."),
    "no_birth_column": N_("The sheet “%(sheet)s” has no column for a birth date or an age."),
    "no_family_sign": N_("Nothing on the sheet “%(sheet)s” says who belongs to which family."),
    "columns_unread": N_(
        "The column “%(column)s” of the sheet “%(sheet)s” was not read; beside each of its people stands what it says "
        "(filled cells: %(filled)s)."
    ),
    "total_differs": N_(
        "Row %(row)s of the sheet “%(sheet)s” states %(said)s people (“%(text)s”), %(found)s were read on it; "
        "please check whom the list leaves out."
    ),
    "sheet_guessed": N_(
        "No headings were understood on the sheet “%(sheet)s”; what its columns mean was told by what stands in them. "
        "Please check it."
    ),
    "column_settled": N_(
        "What the column “%(column)s” of the sheet “%(sheet)s” means was told by what stands in it; please check it."
    ),
    "families_by_column": N_(
        "Who belongs to which family was told on the sheet “%(sheet)s” by the column “%(column)s”; please check it."
    ),
    "no_people": N_("No person was recognised in the file."),
    "quotes_unclosed": N_(
        "A quotation mark is opened and not closed in these rows: %(rows)s. Each line was read as a row of its own."
    ),
    "list_date": N_("Ages are counted from %(date)s (“%(text)s”)."),
    "list_date_given": N_("Ages are counted from %(date)s, the date you gave."),
}

MESSAGES: MappingProxyType[str, str] = MappingProxyType(
    {**_UNREADABLE, **_PEOPLE, **_DATES, **_IGNORED, **_NOTICES, **KIN_REASONS, **KIN_DOUBTS}
)

KINDS: MappingProxyType[str, str] = MappingProxyType(
    {
        "pdf": N_("a PDF document"),
        "word": N_("a text document"),
        "slides": N_("a presentation"),
        "picture": N_("a picture"),
        "web": N_("a web page"),
        "archive": N_("an archive"),
        "binary": N_("a binary file"),
        "text": N_("a text or data file that is no table"),
        "old_workbook": N_("a workbook in another format"),
    }
)


class UnreadableList(Exception):
    """The file is no list that can be read.

    `code` is one of the unreadable codes of `MESSAGES`; `params` always has `file`, and `kind_code` names an entry of
    `KINDS` where `kind` is a parameter, so that a page can translate it.
    """

    def __init__(self, code: str, params: dict[str, str | int], *, kind_code: str | None = None) -> None:
        self.code = code
        self.params = params
        self.kind_code = kind_code
        super().__init__(MESSAGES[code] % params)
