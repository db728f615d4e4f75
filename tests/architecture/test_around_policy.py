"""Whatever reads past the policy is counted: each place stands in around_policy.toml, and a new one is a decision."""

import ast
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.repository import python_files, tree_of

LISTED = Path(__file__).with_name("around_policy.toml")
# Where the doors themselves are made.
DOORS = "shanyraq/access/queries/__init__.py"
CALLS = {
    "computing": "computing",
    "system": "system",
    "system_actor": "system",
    "RawSQL": "sql",
    "RunSQL": "sql",
}
MANAGERS = {"_base_manager", "_default_manager", "unscoped"}
SQL = {"cursor", "raw", "extra", "executescript"}


def places(tree: ast.AST) -> Iterator[str]:
    """The kind of every place of a module that reads past the policy."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in MANAGERS:
            yield "manager"
        if not isinstance(node, ast.Call):
            continue
        called = node.func
        if isinstance(called, ast.Name) and called.id in CALLS:
            yield CALLS[called.id]
        elif isinstance(called, ast.Attribute) and called.attr in CALLS:
            yield CALLS[called.attr]
        elif isinstance(called, ast.Attribute) and called.attr in SQL:
            yield "sql"
        if any(word.arg == "system_reason" for word in node.keywords):
            yield "system"


def found() -> dict[str, dict[str, int]]:
    """How many places of each kind each file has."""
    kinds: dict[str, dict[str, int]] = {}
    for file in python_files():
        if file.startswith(("shanyraq/", "config/")) and file != DOORS:
            for kind, number in Counter(places(tree_of(file))).items():
                kinds.setdefault(kind, {})[file] = number
    return kinds


def test_every_place_that_reads_past_the_policy_is_counted() -> None:
    listed, now = tomllib.loads(LISTED.read_text(encoding="utf-8")), found()
    strangers = [
        f"[{kind}] {file}: {number} places, {listed.get(kind, {}).get(file, 0)} listed"
        for kind, files in now.items()
        for file, number in files.items()
        if number != listed.get(kind, {}).get(file, 0)
    ]

    assert not strangers, (
        "read through visible_to(actor); where that cannot be, count the place in around_policy.toml"
    )


def test_the_list_names_no_place_that_is_gone() -> None:
    listed, now = tomllib.loads(LISTED.read_text(encoding="utf-8")), found()

    assert not [
        f"[{kind}] {file}"
        for kind, files in listed.items()
        for file in files
        if file not in now.get(kind, {})
    ]


def test_every_way_around_is_recognised() -> None:
    text = """
with computing("a"), queries.system("b"):
    Note._base_manager.all()
    Note.objects.raw("select 1")
    connection.cursor().execute("select 1")
    visible_to(system_actor("c"))
    Actor(None, None, system_reason="d")
"""
    assert Counter(places(ast.parse(text))) == {"computing": 1, "system": 3, "manager": 1, "sql": 2}
