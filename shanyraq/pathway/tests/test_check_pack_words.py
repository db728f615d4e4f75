"""The writer of a pack is told in her words what to write instead, once, and at the line where it stands."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from shanyraq.pathway import Role, check_pack
from shanyraq.pathway.tests.factories import Edit, fatal, line_of


def test_region_that_is_said_to_lie_in_another_place_is_refused_at_its_row(folder: Path, spoil: Edit) -> None:
    spoil("places.csv", "region,KOS,,", "region,KOS,XXX,")

    (fault,) = fatal(folder)

    assert (fault.file, fault.field) == ("places.csv", "place KOS, parent")
    assert fault.line == line_of(folder, "places.csv", "region,KOS,XXX,")
    assert "“XXX”" in fault.message and fault.remedy == "Leave its parent empty."


def test_number_written_as_a_word_is_answered_with_how_a_number_is_written(folder: Path, spoil: Edit) -> None:
    spoil("pathway/p4.toml", "days = 14 }", 'days = "two" }')

    (fault,) = fatal(folder)

    assert fault.message == "There is no parameter “two”."
    assert "a whole number without quotes" in fault.remedy


def test_name_of_a_number_that_is_nearly_right_is_answered_with_the_right_one(
    folder: Path, spoil: Edit
) -> None:
    spoil("pathway/p6.toml", '"enrol_max_days"', '"enrol_max_day"')

    (fault,) = fatal(folder)

    assert fault.remedy == "Did you mean “enrol_max_days”?"


@pytest.mark.parametrize(
    ("file", "old", "new", "message", "remedy"),
    [
        (
            "pack.toml",
            'country = "KZ"',
            'country = "Kazakhstan"',
            "“Kazakhstan” cannot stand here.",
            'Write the two capital letters of a country, such as `"KZ"`.',
        ),
        (
            "pack.toml",
            'status = "default"',
            'status = "maybe"',
            "“maybe” cannot stand here.",
            'Write `"default"` or `"approved"`.',
        ),
        (
            "pathway/p4.toml",
            'id = "P4-10"',
            'id = "fourth"',
            "“fourth” cannot stand here.",
            'Write capital letters, a hyphen and a number, such as `"P4-10"`.',
        ),
        (
            "pathway/p4.toml",
            "for = { ",
            'for = "everybody" # ',
            "This has to be a table.",
            "Write it as `{ … }`, or below a heading of its own.",
        ),
        ("pack.toml", "centre_days = 30 ", "centre_days = 0 ", "This has to be greater", "Write 1 or more."),
    ],
)
def test_value_of_another_shape_is_told_without_words_of_programmers(
    folder: Path, spoil: Edit, file: str, old: str, new: str, message: str, remedy: str
) -> None:
    spoil(file, old, new)

    (fault,) = fatal(folder)

    assert fault.line == line_of(folder, file, new.strip())
    assert fault.message.startswith(message) and fault.remedy == remedy
    assert "Input" not in fault.message and "pattern" not in fault.message


def test_phase_that_does_not_exist_is_told_once_where_the_file_names_it(folder: Path, spoil: Edit) -> None:
    spoil("pathway/p0.toml", 'phase = "P0"', 'phase = "P9"')

    found = [fault for fault in fatal(folder) if "P9" in fault.message]

    assert [(fault.file, fault.line, fault.field) for fault in found] == [("pathway/p0.toml", 2, "phase")]


def test_catalogue_that_is_missing_is_one_thing_to_mend(folder: Path) -> None:
    (folder / "locale" / "ar.po").unlink()

    (fault,) = check_pack(folder)

    assert (fault.file, fault.field, fault.fatal) == ("locale/ar.po", "file", False)
    assert fault.message.startswith("There is no locale/ar.po")
    assert "texts have no translation" in fault.message


def test_language_that_nothing_was_translated_into_is_told_text_by_text_only_once_begun(folder: Path) -> None:
    shutil.copy(folder / "locale" / "ar.po", folder / "locale" / "de.po")
    (folder / "locale" / "de.po").write_text('msgid "Home visit"\nmsgstr "Hausbesuch"\n', encoding="utf-8")

    assert len(check_pack(folder)) > 100


@pytest.mark.parametrize(
    ("old", "new", "name"),
    [
        ('country = "KZ"', 'country = "KZ"\nname = "Another"', "name"),
        ("centre_days = 30 ", "centre_days = 31\ncentre_days = 30 ", "centre_days"),
        ("[params]", "[params]\nactive_months = 12\n[params]", "[params]"),
        ('country = "KZ"', 'country = "KZ"\nlanguages = [\n"kk",\n]', "languages"),
    ],
)
def test_key_written_twice_is_told_with_both_lines(
    folder: Path, spoil: Edit, old: str, new: str, name: str
) -> None:
    spoil("pack.toml", old, new)
    begins = f"{name} =" if not name.startswith("[") else name
    lines = (folder / "pack.toml").read_text(encoding="utf-8").splitlines()
    first, second, *_ = (number for number, line in enumerate(lines, 1) if line.startswith(begins))

    (fault,) = fatal(folder)

    assert (fault.file, fault.line, fault.field) == ("pack.toml", second, "syntax")
    assert fault.message == f"`{name}` is written twice."
    assert f"the first is in line {first}" in fault.remedy


def test_key_written_twice_on_one_line_is_told(folder: Path, spoil: Edit) -> None:
    spoil("pathway/p4.toml", "days = 14 }", "days = 14, days = 15 }")

    (fault,) = fatal(folder)

    assert fault.line == line_of(folder, "pathway/p4.toml", "days = 14, days = 15")
    assert fault.message == "`days` is written twice in one pair of braces."


def test_role_that_may_not_be_at_all_is_told_at_its_name(folder: Path) -> None:
    def ceiling(role: Role) -> list[tuple[str, str]]:
        return [("name", "no such role")] if role.code == "custodian" else []

    (fault,) = fatal(folder, role_ceiling=ceiling)

    assert fault.field == "role custodian, name"
    assert fault.line == line_of(folder, "pack.toml", 'code = "custodian"') + 1
    assert fault.remedy == "Take the role out, or call it by the help it gives."
