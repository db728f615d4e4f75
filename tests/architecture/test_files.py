"""Files: short, named for what they hold, with nothing in them that belongs to one machine."""

import ast
import re
import tomllib
from pathlib import Path

import pytest

from tests.architecture.repository import ROOT, apps, files, functions, is_test, python_files, text_of

SOFT, HARD, FUNCTION, VIEW = 250, 500, 40, 30
VAGUE = {
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "misc",
    "manager",
    "managers",
    "base",
    "service",
    "services",
}
VAGUE |= {"exceptions"}

# Long files and functions we know of, with the length they may not exceed: the list only gets shorter.
KNOWN = tomllib.loads((Path(__file__).parent / "long.toml").read_text())

# Written in halves, so that this file does not name them either.
PLACES = tuple(
    "".join(halves) for halves in (("/wo", "rk/"), ("/ro", "ot/"), ("/ho", "me/"), ("C:", "\\Users"))
)
HOSTS = tuple(
    "".join(halves)
    for halves in (
        ("pyp", "i.org"),
        ("pythonhos", "ted"),
        ("npmjs", ".org"),
        ("npmjs", ".com"),
        ("deb.deb", "ian"),
    )
)
BINARY = {".png", ".jpg", ".woff2", ".ttf", ".xlsx", ".xls", ".ods", ".zip"}


def measured_files() -> list[str]:
    return [
        *python_files(tests=True, tools=True),
        *(f for f in files() if f.endswith((".html", ".css", ".js"))),
    ]


def lines_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """A function's lines without its docstring and decorators."""
    docstring = function.body[0] if ast.get_docstring(function) else None
    length = (function.end_lineno or 0) - function.lineno + 1
    return length - (docstring.end_lineno or 0) + docstring.lineno - 1 if docstring else length


def test_no_file_grows_too_long() -> None:
    faults = []
    for file in measured_files():
        length = len(text_of(file).splitlines())
        allowed = KNOWN["files"].get(file, SOFT)
        if length > min(allowed, HARD):
            faults.append(f'"{file}" = {length}  # {allowed} allowed')

    advice = "split the file by subject; where it has only one, list it in long.toml, with its reason (never above 500)"
    assert not faults, "\n".join([advice, *faults])


def test_no_function_grows_too_long() -> None:
    faults = []
    for file in python_files(tools=True):
        limit = VIEW if Path(file).name == "views.py" or "views" in Path(file).parts else FUNCTION
        for function in functions(file):
            allowed = KNOWN["functions"].get(f"{file}:{function.name}", limit)
            if lines_of(function) > allowed:
                faults.append(f'"{file}:{function.name}" = {lines_of(function)}  # {allowed} allowed')

    assert not faults


def test_the_list_of_long_files_only_gets_shorter() -> None:
    gone = [file for file in KNOWN["files"] if not (ROOT / file).exists()]
    short = [f for f in KNOWN["files"] if f not in gone and len(text_of(f).splitlines()) <= SOFT]
    known = {f"{file}:{function.name}" for file in python_files(tools=True) for function in functions(file)}

    assert not gone + short + sorted(set(KNOWN["functions"]) - known), "take it out of long.toml"


def test_no_file_has_a_name_that_says_nothing() -> None:
    vague = [
        file
        for file in files()
        if file.endswith((".py", ".html")) and VAGUE & {Path(file).stem.strip("_"), *Path(file).parts[:-1]}
    ]

    assert not vague, "name a file for what it holds"


@pytest.mark.parametrize("app", apps())
def test_every_room_says_what_it_is_for(app: str) -> None:
    readme = ROOT / "shanyraq" / app / "README.md"

    assert readme.exists(), "15 lines: purpose, its words, what it may import, its public functions"
    assert 3 <= len(readme.read_text().splitlines()) <= 120


def test_no_file_names_a_place_on_one_machine_or_a_registry() -> None:
    faults = []
    for file in files():
        if Path(file).suffix in BINARY:
            continue
        text = (ROOT / file).read_text(encoding="utf-8", errors="replace")
        faults += [f"{file}: {word}" for word in (*PLACES, *HOSTS) if word in text]

    assert not faults


def test_a_decision_record_has_the_number_of_its_file() -> None:
    records = sorted((ROOT / "docs" / "adr").glob("[0-9]*.md"))

    assert records
    for expected, record in enumerate(records, start=1):
        number = re.match(r"(\d{4})-[a-z0-9-]+\.md$", record.name)
        assert number and int(number[1]) == expected, (
            f"{record.name}: numbers are consecutive, names kebab-case"
        )
        assert record.read_text().startswith(f"# {number[1]} "), f"{record.name}: heading `# {number[1]} …`"
        assert "ejected" in record.read_text(), f"{record.name} says what was rejected and why"


def test_tests_are_named_as_sentences() -> None:
    faults = [
        f"{file}:{function.lineno} {function.name}"
        for file in python_files(tests=True)
        if is_test(file) and Path(file).name.startswith("test_")
        for function in functions(file)
        if function.name.startswith("test_") and function.name.count("_") < 3
    ]

    assert not faults, "a test's name is a sentence: test_case_with_open_steps_cannot_be_closed"
