"""What the writer of a pack is told: file, line, field, remedy."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from shanyraq.pathway import PackError, Role, check_pack, load_pack
from shanyraq.pathway.tests.factories import PACK, Edit, fatal, line_of


def test_reference_pack_has_no_fault_that_keeps_it_from_loading() -> None:
    assert [fault for fault in check_pack(PACK) if "no translation" not in fault.message] == []


def test_kind_of_evidence_that_nothing_uses_is_reported(folder: Path, spoil: Edit) -> None:
    spoil("pathway/p4.toml", 'needs = ["care.nutrition.needed"]', 'needs = ["care.function.asked"]')

    (fault,) = [fault for fault in check_pack(folder) if "uses this kind" in fault.message]

    assert (fault.field, fault.fatal) == ("kind care.nutrition.needed, code", False)


def test_folder_without_a_pack_is_named(tmp_path: Path) -> None:
    with pytest.raises(PackError, match=r"There is no pack\.toml"):
        load_pack(tmp_path)


def test_syntax_error_names_its_line(folder: Path, spoil: Edit) -> None:
    spoil("pathway/p4.toml", 'id = "P4-10"', 'id = "P4-10')

    (fault,) = fatal(folder)

    assert (fault.file, fault.field) == ("pathway/p4.toml", "syntax")
    assert fault.line == line_of(folder, "pathway/p4.toml", 'id = "P4-10')


def test_unknown_key_is_answered_with_the_nearest_one(folder: Path, spoil: Edit) -> None:
    spoil("pathway/p4.toml", 'done_by = ["learning.plan.signed"]', 'doneby = ["learning.plan.signed"]')

    unknown = next(fault for fault in fatal(folder) if "not a key" in fault.message)

    assert (unknown.file, unknown.field) == ("pathway/p4.toml", "action P4-10, doneby")
    assert unknown.line == line_of(folder, "pathway/p4.toml", "doneby")
    assert "done_by" in unknown.remedy


@pytest.mark.parametrize(
    ("file", "old", "new", "field", "message"),
    [
        ("pathway/p4.toml", 'by = "teacher"', 'by = "teecher"', "action P3-14, by", "discipline “teecher”"),
        (
            "pathway/p4.toml",
            '"learning.plan.signed"',
            '"learning.plan.sined"',
            "action P4-10, done_by",
            "no kind",
        ),
        (
            "pathway/p4.toml",
            'profile = ["woman"]',
            'profile = ["lady"]',
            "action P4-06, for",
            "no profile “lady”",
        ),
        (
            "pathway/p5.toml",
            'before = "left_centre"',
            'before = "exit"',
            "action P5-01, due",
            "no trigger “exit”",
        ),
        (
            "pathway/p6.toml",
            '"enrol_max_days"',
            '"enrol_days"',
            "action P6-01, due",
            "parameter “enrol_days”",
        ),
        (
            "pathway/p6.toml",
            'until = "stepped_down"',
            'until = "closed"',
            "action P6-03, repeat",
            "“closed”",
        ),
        ("pathway/p4.toml", 'compartment = "C6"', 'compartment = "C66"', "action P4-09, compartment", "C66"),
        ("pack.toml", 'gate = ["P2-04"]', 'gate = ["P2-40"]', "phase P2, gate", "no action “P2-40”"),
        (
            "pack.toml",
            '["justice.charge.notified"]',
            '["justice.charge"]',
            "overlay charged, starts_with",
            "no kind",
        ),
        ("pack.toml", 'discipline = "dpo"', 'discipline = "d"', "role dpo, discipline", "no discipline “d”"),
        (
            "evidence.toml",
            'room = "cases"',
            'room = "attic"',
            "kind case.step.waived, room",
            "no room “attic”",
        ),
        (
            "places.csv",
            "district,KOS-1,KOS,",
            "district,KOS-1,KOZ,",
            "place KOS-1, parent",
            "no region “KOZ”",
        ),
    ],
)
def test_reference_that_dangles_is_named_with_its_line(
    folder: Path, spoil: Edit, file: str, old: str, new: str, field: str, message: str
) -> None:
    spoil(file, old, new)

    fault = next(fault for fault in fatal(folder) if message in fault.message)

    assert fault.file == file
    assert fault.field == field or old == 'by = "teacher"'
    assert (
        new.split("=")[-1].strip(' []"')
        in (folder / file).read_text(encoding="utf-8").splitlines()[fault.line - 1]
    )
    assert fault.remedy


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("days = 14 }", "days = -14 }", "never negative"),
        ('{ after = "arrival", days = 14 }', '{ after = "arrival" }', "either `days` or `hours`"),
        ("level = 3", "level = 6", "less than or equal to 5"),
        ('status = "default"', 'status = "final"', "“final” cannot stand here"),
        ('id = "P4-10"', 'id = "P4-09"', "used twice"),
        ('source = "INEE Minimum Standards 2024"', 'source = ""', "empty"),
        ('done_by = ["learning.plan.signed"]', "done_by = []", "empty"),
    ],
)
def test_value_that_makes_no_sense_is_refused(
    folder: Path, spoil: Edit, old: str, new: str, message: str
) -> None:
    spoil("pathway/p4.toml", old, new)

    assert any(message in fault.message and fault.line > 1 for fault in fatal(folder))


def test_step_that_nobody_can_reach_is_found(folder: Path, spoil: Edit) -> None:
    spoil("pathway/p4.toml", '{ profile = ["woman"] }', '{ profile = ["woman"], max_age_months = 100 }')

    (fault,) = fatal(folder)

    assert fault.field == "action P4-06, for"
    assert "Nobody can reach this step" in fault.message


@pytest.mark.parametrize(
    ("file", "old", "new", "topic"),
    [
        ("p4.toml", 'needs = ["care.nutrition.needed"]', 'needs = ["care.session.attended"]', "therapy"),
        ("p4.toml", 'needs = ["papers.claim.found_needed"]', 'needs = ["papers.name_change.signed"]', "name"),
        ("p4.toml", 'needs = ["papers.paper.found_missing"]', 'consent = ["testimony"]', "testimony"),
        (
            "p6.toml",
            'for = { profile = ["child"] }',
            'for = { needs = ["home.contact.agreed"] }',
            "relatives",
        ),
        ("p4.toml", 'needs = ["care.nutrition.needed"]', 'needs = ["case.faith_offer.answered"]', "faith"),
    ],
)
def test_help_that_would_depend_on_what_nobody_may_be_asked_for_is_refused(
    folder: Path, spoil: Edit, file: str, old: str, new: str, topic: str
) -> None:
    spoil(f"pathway/{file}", old, new)

    faults = [fault for fault in fatal(folder) if "never conditional" in fault.message]

    assert len(faults) == 1
    assert topic in faults[0].message


def test_red_line_holds_through_a_trigger_too(folder: Path, spoil: Edit) -> None:
    spoil(
        "pack.toml",
        'kinds = ["learning.school.started"]',
        'kinds = ["learning.school.started", "care.session.attended"]',
    )

    fields = {fault.field for fault in fatal(folder) if "never conditional" in fault.message}

    assert fields == {"action P5-06, due", "action P6-02, due"}


def test_word_that_sticks_to_people_is_refused(folder: Path, spoil: Edit) -> None:
    spoil("pathway/p4.toml", 'name = "Support plan agreed', 'name = "Deradicalisation plan agreed')

    fault = next(fault for fault in fatal(folder) if "do not use" in fault.message)

    assert (fault.file, fault.field) == ("pathway/p4.toml", "action P4-28, name")


def test_role_above_the_ceiling_is_refused(folder: Path) -> None:
    def ceiling(role: Role) -> list[tuple[str, str]]:
        return [("compartments", "C2 opens for nobody alone")] if role.code == "custodian" else []

    (fault,) = fatal(folder, role_ceiling=ceiling)

    assert fault.field == "role custodian, compartments"
    assert fault.line == line_of(folder, "pack.toml", 'code = "custodian"') + 4
    with pytest.raises(PackError, match="C2 opens for nobody alone"):
        load_pack(folder, role_ceiling=ceiling)


def test_phase_that_nothing_leads_into_is_found(folder: Path, spoil: Edit) -> None:
    spoil("pack.toml", 'enter = [{ after = "stepped_down" }]\n', "")

    assert any("Nothing leads into this phase" in fault.message for fault in fatal(folder))


def test_missing_translation_is_reported_and_keeps_nothing_from_loading(folder: Path) -> None:
    (folder / "locale").mkdir(exist_ok=True)
    header = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    (folder / "locale" / "ru.po").write_text(
        header + 'msgid "Home visit"\nmsgstr "Визит на дом"\n', encoding="utf-8"
    )

    missing = [fault for fault in check_pack(folder) if not fault.fatal and "“ru”" in fault.message]

    assert any(fault.field == "action P4-10, name" and "ru.po" in fault.remedy for fault in missing)
    assert not any("“Home visit”" in fault.message for fault in missing)
    assert load_pack(folder).text("Home visit", "ru") == "Визит на дом"
    assert load_pack(folder).text("Learning plan", "ru") == "Learning plan"


def test_fault_reads_as_one_line(folder: Path, spoil: Edit) -> None:
    spoil("pathway/p4.toml", 'by = "teacher"', 'by = "teecher"')

    (fault,) = fatal(folder)

    assert re.fullmatch(
        r"pathway/p4\.toml:\d+: action P4-09, by: There is no .* Did you mean “teacher”\?", str(fault)
    )
