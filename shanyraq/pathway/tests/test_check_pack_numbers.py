"""Numbers that cannot be meant: refused with file, line, field and remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from shanyraq.pathway import Fault, PackError, check_pack, load_pack
from shanyraq.pathway.tests.factories import PACK, Edit, fatal, line_of

MUST_COUNT = (
    "centre_days",
    "centre_review_day",
    "centre_overstay_review",
    "centre_hard_review",
    "active_months",
    "followup_months",
    "caseload_max",
    "caseload_max_centre",
    "caseload_max_unaccompanied",
    "workers_per_supervisor",
    "psychologist_children_max",
    "enrol_max_days",
    "break_glass_minutes",
    "break_glass_review_hours",
    "data_request_days",
    "youngest_spouse_years",
    "small_number",
    "small_number_public",
)


def line_in(folder: Path, file: str, number: int) -> str:
    return (folder / file).read_text(encoding="utf-8").splitlines()[number - 1]


def set_param(folder: Path, name: str, value: str) -> None:
    path = folder / "pack.toml"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [f"{name} = {value}\n" if line.startswith(f"{name} ") else line for line in lines]
    assert kept != lines, f"{name} is not there"
    path.write_text("".join(kept), encoding="utf-8")


def only(folder: Path) -> Fault:
    (fault,) = fatal(folder)
    assert fault.line and fault.remedy
    with pytest.raises(PackError):
        load_pack(folder)
    return fault


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *((name, value) for name in MUST_COUNT for value in ("0", "-5", "99999999999")),
        *(("caseload_max", value) for value in ("true", '"30"', "1.5", "[]", "1001")),
    ],
)
def test_parameter_that_cannot_be_meant_is_refused_at_its_line(folder: Path, name: str, value: str) -> None:
    set_param(folder, name, value)

    fault = only(folder)

    assert (fault.file, fault.field) == ("pack.toml", f"params, {name}")
    assert line_in(folder, "pack.toml", fault.line) == f"{name} = {value}"


def test_every_parameter_of_the_reference_pack_is_tried() -> None:
    named = set(type(load_pack(PACK).params).model_fields)

    assert named == {*MUST_COUNT, "estimated_age_margin_months"}


@pytest.mark.parametrize("name", ["files_an_hour", "keep_c5_months", "export_hours", "night_begins_hour"])
@pytest.mark.parametrize("value", ["-1", "1.5", '"many"'])
def test_a_number_of_the_packs_own_is_a_whole_one_from_nothing_up(
    folder: Path, name: str, value: str
) -> None:
    set_param(folder, name, value)

    assert only(folder).field.startswith(f"params, {name}")


@pytest.mark.parametrize("value", ["-1", "121"])
def test_margin_of_estimated_ages_is_between_nothing_and_ten_years(folder: Path, value: str) -> None:
    set_param(folder, "estimated_age_margin_months", value)

    assert only(folder).field == "params, estimated_age_margin_months"


def test_counts_from_one_to_four_are_hidden_whatever_a_pack_says(folder: Path) -> None:
    set_param(folder, "small_number", "4")

    assert only(folder).remedy == "Write 5 or more."


@pytest.mark.parametrize(
    ("value", "is_refused"),
    [("-1", True), ('"many"', True), ("7306", True), ("7305", False), ("0", False)],
)
def test_parameter_of_ones_own_is_a_number_of_at_most_twenty_years(
    folder: Path, spoil: Edit, value: str, is_refused: bool
) -> None:
    spoil("pack.toml", "enrol_max_days = 90", f"enrol_max_days = 90\nwinter_days = {value}")

    assert [fault.field for fault in fatal(folder)] == ["params, winter_days"] * is_refused
    assert all("winter_days" in line_in(folder, "pack.toml", fault.line) for fault in fatal(folder))


@pytest.mark.parametrize(
    ("name", "value", "other"),
    [
        ("centre_review_day", "31", "centre_days"),
        ("centre_days", "46", "centre_overstay_review"),
        ("centre_overstay_review", "91", "centre_hard_review"),
        ("active_months", "25", "followup_months"),
        ("caseload_max_centre", "26", "caseload_max"),
        ("caseload_max_unaccompanied", "26", "caseload_max"),
        ("small_number", "11", "small_number_public"),
    ],
)
def test_parameters_that_are_the_wrong_way_round_are_named_together(
    folder: Path, name: str, value: str, other: str
) -> None:
    set_param(folder, name, value)

    fault = only(folder)

    assert fault.field == f"params, {name}"
    assert f"`{other}`" in fault.message
    assert line_in(folder, "pack.toml", fault.line).startswith(name)


@pytest.mark.parametrize(
    ("due", "key", "words"),
    [
        ("due = { after = 'arrival', days = 7306 }", "due", "7306 days is more than twenty years"),
        ("due = { after = 'arrival', hours = 175321 }", "due", "hours is more than twenty years"),
        ("due = { after = 'arrival', days = -1 }", "due", "never negative"),
        ("due = { after = 'arrival', hours = -1 }", "due", "never negative"),
        ("due = { after = 'arrival', days = true }", "due, days", "name of a parameter in quotes"),
        ("due = { after = 'arrival', days = 1.5 }", "due, days", "name of a parameter in quotes"),
        ("repeat = { every_days = 0 }", "repeat", "0 days is too few"),
        ("repeat = { every_days = 'never_days' }", "repeat", "0 days (`never_days`) is too few"),
        ("repeat = { every_days = -7 }", "repeat", "-7 days is too few"),
        ("repeat = { every_days = 9999 }", "repeat", "9999 days is more than twenty years"),
        ("repeat = { every_days = 7, for_days = 0 }", "repeat", "0 days is too few"),
        ("repeat = { every_days = 7, at_most = 0 }", "repeat, at_most", "greater than or equal to 1"),
        ("repeat = { every_days = 7, later = { from_days = -1, every_days = 9 } }", "repeat", "-1 days"),
        ("repeat = { every_days = 7, later = { from_days = 9, every_days = 0 } }", "repeat", "0 days"),
        ("skip = -1", "skip", "greater than or equal to 0"),
        ("effort_hours = -1", "effort_hours", "greater than or equal to 0"),
        ("effort_hours = nan", "effort_hours", "finite number"),
        ("level = true", "level", "whole number"),
    ],
)
def test_number_of_an_action_that_cannot_be_meant_is_refused_at_its_line(
    folder: Path, spoil: Edit, due: str, key: str, words: str
) -> None:
    spoil("pack.toml", "enrol_max_days = 90", "enrol_max_days = 90\nnever_days = 0")
    path = folder / "pathway" / "p4.toml"
    actions = path.read_text(encoding="utf-8").split("\n\n")
    at = next(number for number, text in enumerate(actions) if 'id = "P4-10"' in text)
    kept = [line for line in actions[at].splitlines() if not line.startswith(f"{due.split()[0]} =")]
    actions[at] = "\n".join([*kept, due])
    path.write_text("\n\n".join(actions), encoding="utf-8")

    (fault,) = [fault for fault in fatal(folder) if fault.field.startswith("action")]  # it is in a gate, too

    assert (fault.file, fault.field) == ("pathway/p4.toml", f"action P4-10, {key}")
    assert line_in(folder, "pathway/p4.toml", fault.line) == due
    assert words in fault.message


@pytest.mark.parametrize("days", ["-1", "8000", '"never_days"'])
def test_way_into_a_phase_is_neither_before_it_opens_nor_after_twenty_years(
    folder: Path, spoil: Edit, days: str
) -> None:
    entry = f'enter = [{{ after = "stepped_down", days = {days} }}]'
    spoil("pack.toml", "enrol_max_days = 90", "enrol_max_days = 90\nnever_days = 9999")
    spoil("pack.toml", 'enter = [{ after = "stepped_down" }]', entry)

    fault = next(fault for fault in fatal(folder) if fault.field.endswith(", enter"))

    assert line_in(folder, "pack.toml", fault.line) == entry


@pytest.mark.parametrize(
    ("old", "new", "row", "words"),
    [
        (
            "min_age_months = 0\n",
            "min_age_months = 12\n",
            "age 1, min_age_months",
            "Nobody is said to decide",
        ),
        ("min_age_months = 72", "min_age_months = 80", "age 2, min_age_months", "Nobody is said to decide"),
        ("min_age_months = 72", "min_age_months = 60", "age 2, min_age_months", "holds this age too"),
        ("max_age_months = 215", "max_age_months = 180", "age 5, min_age_months", "Nobody is said to decide"),
        ("max_age_months = 179", "max_age_months = 100", "age 3, max_age_months", "ends before it begins"),
        ("max_age_months = 143\n", "", "age 3, min_age_months", "never reached"),
        (
            "min_age_months = 216",
            "min_age_months = 216\nmax_age_months = 999",
            "age 5, max_age_months",
            "from 1000",
        ),
        (
            "min_age_months = 0\n",
            "min_age_months = -1\n",
            "age 1, min_age_months",
            "greater than or equal to 0",
        ),
    ],
)
def test_who_decides_is_said_for_every_age_once(
    folder: Path, spoil: Edit, old: str, new: str, row: str, words: str
) -> None:
    spoil("consents.toml", old, new)

    faults = fatal(folder)

    assert (faults[0].file, words in faults[0].message or words) == ("consents.toml", True)
    assert row in [fault.field for fault in faults]
    assert all("age_months" in line_in(folder, "consents.toml", fault.line) for fault in faults)


def test_consents_without_an_age_say_what_is_missing(folder: Path) -> None:
    path = folder / "consents.toml"
    path.write_text(path.read_text(encoding="utf-8").split("[[age]]")[0], encoding="utf-8")

    assert [str(fault) for fault in fatal(folder)] == [
        "consents.toml: age: Nobody is said to decide. Add `[[age]]` from 0 months on."
    ]


def test_profile_that_ends_before_it_begins_and_ages_without_any_are_refused(
    folder: Path, spoil: Edit
) -> None:
    spoil("pack.toml", "min_age_months = 36\nmax_age_months = 71", "min_age_months = 36\nmax_age_months = 35")

    assert only(folder).field == "profile preschool, max_age_months"


def test_age_that_no_profile_holds_is_named(folder: Path, spoil: Edit) -> None:
    spoil("pack.toml", "max_age_months = 215", "max_age_months = 100")
    spoil("pack.toml", "min_age_months = 180", "min_age_months = 190")

    faults = [fault for fault in fatal(folder) if fault.field == "profile"]

    assert [fault.message for fault in faults] == [
        "No profile holds a woman or girl of 180 months.",
        "No profile holds a man or boy of 180 months.",
    ]
    assert faults[0].line == line_of(folder, "pack.toml", "[[profile]]")


def test_reference_pack_has_no_fault_of_number() -> None:
    assert not [fault for fault in check_pack(PACK) if fault.fatal]
