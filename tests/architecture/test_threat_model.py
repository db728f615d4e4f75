"""Each claim of the threat model is shown by a bar or a test that is there: a promise that nothing looks at is none."""

from __future__ import annotations

import re
from functools import cache

import pytest

from tests.architecture.repository import ROOT, files, is_test, text_of

MODEL = ROOT / "docs" / "explanation" / "threat-model.md"
BAR = re.compile(r"\bB\d\d\b")
TEST = re.compile(r"`(test_\w+)`")
BOUNDARIES = (
    "Browser and site",
    "Site and database",
    "Site and key agent",
    "Site and files",
    "Site and signer of the record",
    "Server and backups",
    "Server and witness",
    "Each compartment and the others",
    "The vault and everything else",
    "Lists and prints, and the world outside",
    "Those who run it, and the site",
    "Build and deployment",
)


def claims(text: str) -> list[str]:
    """The rows of all tables, without their heads."""
    rows = [line for line in text.splitlines() if line.startswith("|")]
    heads = {at - 1 for at, row in enumerate(rows) if set(row) <= set("|-")}
    return [row for at, row in enumerate(rows) if at not in heads and not set(row) <= set("|-")]


def faults(row: str) -> list[str]:
    """Why a claim is shown by nothing: its last column names no bar and no test, or one that is not there."""
    shown = row.rstrip().removesuffix("|").rpartition("|")[2]
    bars, tests = BAR.findall(shown), TEST.findall(shown)
    if not bars and not tests:
        return [f"nothing shows: {row}"]
    missing = [bar for bar in bars if not (ROOT / "tests" / "bars" / f"{bar.lower()}.py").exists()]
    missing += [test for test in tests if test not in all_tests()]
    return [f"{one} is not there: {row}" for one in missing]


@cache
def all_tests() -> frozenset[str]:
    found = (
        re.findall(r"^def (test_\w+)\(", text_of(file), re.M)
        for file in files()
        if file.endswith(".py") and is_test(file)
    )
    return frozenset(name for names in found for name in names)


def test_every_claim_is_shown_by_a_bar_or_a_test_that_exists() -> None:
    rows = claims(MODEL.read_text(encoding="utf-8"))

    assert len(rows) > 50
    assert [fault for row in rows for fault in faults(row)] == []


@pytest.mark.parametrize(
    ("row", "is_shown"),
    [
        ("| a promise | B13 |", True),
        ("| a promise | B13, `test_every_claim_is_shown_by_a_bar_or_a_test_that_exists` |", True),
        ("| a promise of B13 | trust us |", False),
        ("| a promise | B99 |", False),
        ("| a promise | B13, `test_of_nothing` |", False),
    ],
)
def test_a_claim_that_nothing_shows_is_named(row: str, is_shown: bool) -> None:
    assert (faults(row) == []) is is_shown


def test_the_limits_come_first_and_each_boundary_has_its_list() -> None:
    text = MODEL.read_text(encoding="utf-8")
    headings = re.findall(r"^#+ (.+)$", text, re.M)

    assert headings[1] == "Limits"
    for boundary in BOUNDARIES:
        below = text.split(f"### {boundary}\n", 1)[1].split("\n#", 1)[0]
        assert claims(below), boundary
