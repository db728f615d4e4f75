"""B58: the page of evidence answers every requirement of ASVS 5.0.0 once, and each test that it names exists."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PAGE = ROOT / "docs/reference/asvs-evidence.md"
# How many requirements each section of version 5.0.0 has.
SECTIONS = {
    "1": (2, 10, 12, 3, 3), "2": (3, 3, 5, 2), "3": (1, 3, 5, 8, 8, 1, 5), "4": (5, 5, 2, 4), "5": (1, 6, 3, 3),
    "6": (3, 12, 8, 6, 8, 4, 2, 4), "7": (3, 4, 2, 5, 3, 2), "8": (4, 4, 3, 2), "9": (3, 4),
    "10": (2, 3, 5, 16, 5, 2, 3), "11": (4, 5, 5, 4, 2, 2, 2), "12": (5, 2, 5), "13": (4, 6, 4, 7), "14": (2, 8, 3),
    "15": (5, 5, 7, 4), "16": (1, 5, 4, 3, 4), "17": (2, 8, 2),
}  # fmt: skip
NUMBERS = [
    f"{chapter}.{section}.{number}"
    for chapter, counts in SECTIONS.items()
    for section, count in enumerate(counts, 1)
    for number in range(1, count + 1)
]
REQUIREMENTS = len(NUMBERS)
OURS = {
    "tests": "tests",
    "bars": "tests/bars",
    "journeys": "tests/journeys",
    "architecture": "tests/architecture",
}
LEAST_REASON = 12  # characters


def rows() -> list[tuple[str, str]]:
    """The number and the evidence of each row."""
    found = re.findall(
        r"^\| (\d+\.\d+\.\d+) \| [123] \| [^|]+ \| ([^|]+) \|$", PAGE.read_text(), re.MULTILINE
    )
    return [(number, evidence.strip()) for number, evidence in found]


def faults() -> list[str]:
    """What is wrong with the page, a sentence each."""
    counted = Counter(number for number, _ in rows())
    wrong = [f"{number} is answered {counted[number]} times" for number in NUMBERS if counted[number] != 1]
    wrong += [f"{number} is no requirement" for number in counted.keys() - set(NUMBERS)]
    for number, evidence in rows():
        named = re.findall(r"`([^`]+)`", evidence)
        wrong += [f"{number}: {one} does not exist" for one in named if not exists(one)]
        if not named and len(evidence) < LEAST_REASON:
            wrong.append(f"{number} has neither a test nor a reason")
    return wrong


def exists(name: str) -> bool:
    """Whether there is what a word in the code's letters names: a test, a file of the project, a variable."""
    folder, _, rest = name.partition("/")
    if re.fullmatch(r"test_\w+|b\d+", rest) and " " not in name:
        return (ROOT / OURS.get(folder, f"shanyraq/{folder}/tests") / f"{rest}.py").is_file()
    if "/" in rest or folder in {"docs", "packs", "config"}:
        return bool(list(ROOT.glob(f"{name.rstrip('/')}*")))
    return "/" not in name or (ROOT / name).exists() or (ROOT / "shanyraq" / name).exists()


def test_every_requirement_is_answered_once_by_a_test_that_exists_or_a_reason() -> None:
    assert faults() == []


def test_a_test_that_is_gone_is_noticed() -> None:
    assert exists("access/test_log_in") and exists("bars/b35") and exists("docs/reference/access-matrix.md")
    assert not exists("access/test_no_such") and not exists("bars/b99") and not exists("docs/no-such.md")
