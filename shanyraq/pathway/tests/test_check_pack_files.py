"""Files that are missing, in another encoding, or broken: refused with file, line and remedy, never with a fault."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from shanyraq.pathway import PackError, check_pack, load_pack
from shanyraq.pathway.tests.factories import Edit, fatal, line_of

FILES = ("pack.toml", "evidence.toml", "consents.toml", "places.csv", "pathway/p4.toml", "locale/ru.po")


@pytest.mark.parametrize("file", ["pack.toml", "evidence.toml", "consents.toml", "places.csv"])
def test_file_that_every_pack_has_is_missed_by_its_name(folder: Path, file: str) -> None:
    (folder / file).unlink()

    faults = fatal(folder)

    assert [(fault.file, fault.field) for fault in faults] == [(file, "file")]
    assert f"There is no {file}" in faults[0].message and faults[0].remedy
    with pytest.raises(PackError):
        load_pack(folder)


def test_pack_that_owes_nothing_is_refused(folder: Path) -> None:
    shutil.rmtree(folder / "pathway")

    assert [fault.file for fault in fatal(folder)] == ["pathway"]


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("encoding", ["cp1251", "utf-16"])
def test_file_that_is_not_utf8_is_named_with_the_line(folder: Path, file: str, encoding: str) -> None:
    path = folder / file
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    if file.endswith(".toml"):
        lines[2] = f"# Пример\n{lines[2]}"
    path.write_bytes("".join(lines).encode(encoding, "ignore"))
    strange = next(number for number, line in enumerate(lines, 1) if not line.isascii())

    faults = [fault for fault in fatal(folder) if fault.file == file]

    assert [(fault.file, fault.field) for fault in faults] == [(file, "file")]
    assert "not UTF-8" in faults[0].message and faults[0].remedy == "Save the file as UTF-8."
    assert faults[0].line == (strange if encoding == "cp1251" else 1)


def test_mark_at_the_beginning_that_some_editors_write_is_no_fault(folder: Path) -> None:
    for file in FILES:
        path = folder / file
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())

    assert not check_pack(folder)


@pytest.mark.parametrize(
    ("name", "remedy"),
    [("Asia/Almaata", "Asia/Almaty"), ("", "Asia/"), ("../etc", "Asia/"), ("Asia", "Asia/")],
)
def test_time_zone_that_does_not_exist_is_named_with_its_line(
    folder: Path, spoil: Edit, name: str, remedy: str
) -> None:
    spoil("pack.toml", 'time_zone = "Asia/Almaty"', f'time_zone = "{name}"')

    (fault,) = fatal(folder)

    assert (fault.file, fault.field) == ("pack.toml", "time_zone")
    assert fault.line == line_of(folder, "pack.toml", "time_zone")
    assert "is no time zone" in fault.message and remedy in fault.remedy


@pytest.mark.parametrize(
    ("key", "old", "new", "remedy"),
    [
        ("version", '"2021.2"', '""', 'such as `"2021.2"`'),
        ("version", '"2021.2"', '" "', 'such as `"2021.2"`'),
        ("version", '"2021.2"', '"2021.2.of-the-second-ministry"', "at most 20"),
        ("id", '"kz"', '"../kz"', 'such as `"kz"`'),
        ("id", '"kz"', '""', 'such as `"kz"`'),
    ],
)
def test_pack_without_a_plain_name_and_version_is_refused(
    folder: Path, spoil: Edit, key: str, old: str, new: str, remedy: str
) -> None:
    spoil("pack.toml", f"{key} = {old}", f"{key} = {new}")

    (fault,) = fatal(folder)

    assert (fault.file, fault.field) == ("pack.toml", key)
    assert fault.line == line_of(folder, "pack.toml", f"{key} = {new}")
    assert "cannot stand here" in fault.message and remedy in fault.remedy


def test_action_whose_id_names_no_phase_is_refused(folder: Path, spoil: Edit) -> None:
    spoil("pathway/p4.toml", 'id = "P4-03"', 'id = "P9-03"')

    (fault,) = [fault for fault in fatal(folder) if "phase" in fault.message]

    assert (fault.file, fault.field) == ("pathway/p4.toml", "action P9-03, id")
    assert fault.line == line_of(folder, "pathway/p4.toml", 'id = "P9-03"')
    assert fault.message == "There is no phase “P9”." and fault.remedy


@pytest.mark.parametrize("stray", ["foo.toml", "pathway/more/p9.toml", "locale/ru.po.bak", "places.xlsx"])
def test_file_that_nothing_reads_is_told_and_keeps_nothing_from_loading(folder: Path, stray: str) -> None:
    (folder / stray).parent.mkdir(exist_ok=True)
    (folder / stray).write_text("", encoding="utf-8")

    (fault,) = check_pack(folder)

    assert (fault.file, fault.field, fault.fatal) == (stray, "file", False)
    assert fault.message == "Nothing reads this file." and "pathway/*.toml" in fault.remedy
    assert load_pack(folder)


def test_file_for_people_may_lie_in_a_pack(folder: Path) -> None:
    for name in ("README.md", "LICENSE", ".gitignore"):
        (folder / name).write_text("", encoding="utf-8")

    assert not check_pack(folder)


# --- places.csv -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "field", "words"),
    [
        ("kind,code,parent", "sort,code,parent", "header", "lacks: kind"),
        ("region,", "county,", "kind", "“county” cannot stand here"),
        ("منطقة قوستاناي,2,0", "منطقة قوستاناي,x,0", "column", "“x” cannot stand here"),
        ("منطقة قوستاناي,2,0", "منطقة قوستاناي,-1,0", "column", "“-1” cannot stand here"),
        ("منطقة قوستاناي,2,0", "منطقة قوستاناي,1.5,0", "column", "“1.5” cannot stand here"),
        ("district,KOS-1,KOS,", "district,,KOS,", "code", "“” cannot stand here"),
        ("district,KOS-1,KOS,", "district,KOS-1,KOS,,,,,,,", "row", "more cells"),
        ("district,KOS-1,KOS,", 'district,KOS-1,"KOS,', "row", "not valid CSV"),
    ],
)
def test_row_of_places_that_cannot_be_meant_is_refused_at_its_line(
    folder: Path, spoil: Edit, old: str, new: str, field: str, words: str
) -> None:
    spoil("places.csv", old, new)

    fault = fatal(folder)[0]

    assert (fault.file, fault.field.split(", ")[-1]) == ("places.csv", field)
    assert fault.line == line_of(folder, "places.csv", new)
    assert words in fault.message and fault.remedy


@pytest.mark.parametrize("text", ["", "kind,code,parent,column,row,en\n", "\n\n"])
def test_places_without_a_region_are_refused(folder: Path, text: str) -> None:
    (folder / "places.csv").write_text(text, encoding="utf-8")

    assert {fault.file for fault in fatal(folder)} == {"places.csv"}


def test_row_of_places_that_lacks_cells_is_refused(folder: Path) -> None:
    path = folder / "places.csv"
    path.write_text(path.read_text(encoding="utf-8") + "district,NEW\n", encoding="utf-8")

    (fault,) = fatal(folder)

    assert fault.line == line_of(folder, "places.csv", "district,NEW")
    assert "fewer cells" in fault.message


# --- locale/*.po ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("broken", "at", "words"),
    [
        ('msgid "Home visit\nmsgstr "Визит"\n', 0, "no line of a catalogue"),
        ('msgid "Home visit"\nmsgstr "Визит\n', 1, "no line of a catalogue"),
        ('msgid "Home visit"\nmsgstr Визит\n', 1, "no line of a catalogue"),
        ('msgid "Home visit"\nmsgstr "Виз"ит"\n', 1, "no line of a catalogue"),
        ('msgid "Home visit"\nmsgstr[x] "Визит"\n', 1, "no line of a catalogue"),
        ("<<<<<<< HEAD\n", 0, "no line of a catalogue"),
        ('msgid "Home visit"\nmsgid "Visit"\nmsgstr "Визит"\n', 1, "`msgid` cannot stand after `msgid`"),
        ('msgid "Home visit"\n', 0, "This `msgid` has no `msgstr`"),
        ('msgid "New"\nmsgstr "Новое"\nmsgid "New"\nmsgstr "Другое"\n', 3, "translated already"),
    ],
)
def test_catalogue_that_is_broken_is_named_with_the_line(
    folder: Path, broken: str, at: int, words: str
) -> None:
    path = folder / "locale" / "ru.po"
    whole = path.read_text(encoding="utf-8").rstrip("\n") + "\n\n"
    path.write_text(whole + broken, encoding="utf-8")

    (fault,) = fatal(folder)

    assert (fault.file, fault.field) == ("locale/ru.po", "syntax")
    assert fault.line == whole.count("\n") + 1 + at
    assert words in fault.message and "msgid" in fault.remedy


@pytest.mark.parametrize("text", ['"Визит"\n', 'msgstr "Визит"\n'])
def test_catalogue_that_begins_in_the_middle_is_named(folder: Path, text: str) -> None:
    (folder / "locale" / "ru.po").write_text(text, encoding="utf-8")

    assert [(fault.file, fault.line) for fault in fatal(folder)] == [("locale/ru.po", 1)]


@pytest.mark.parametrize("name", ["zz", "russian language"])
def test_catalogue_of_no_language_is_named(folder: Path, name: str) -> None:
    shutil.copy(folder / "locale" / "ru.po", folder / "locale" / f"{name}.po")

    (fault,) = fatal(folder)

    assert fault.file == f"locale/{name}.po"
    assert "language" in fault.message + fault.remedy
