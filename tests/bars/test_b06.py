"""B06: the changes that the bar makes are those it should make, and reach the code that runs."""

import ast
from pathlib import Path

from shanyraq.access.rules import emergencies
from tests.bars.mutant_rooms import ROOMS
from tests.bars.mutants import RULE, SIGN, mutants
from tests.bars.mutating import changed_code, functions_of, plant

FILE = "shanyraq/access/rules/emergencies.py"
ROOT = Path(__file__).resolve().parent.parent.parent
# What is changed whole: rules, and everything that writes or reads the record and the vault.
CHANGED_WHOLE = (
    "access/rules",
    "access/actions",
    "audit/rules",
    "audit/actions",
    "audit/queries",
    "vault/rules",
    "vault/actions",
)


def words(source: str, kind: str) -> list[str]:
    return [one.words for one in mutants(source) if one.kind == kind]


def test_every_rule_of_a_function_is_taken_away_once() -> None:
    source = """
def reason(actor, rows):
    require(actor)
    if actor is None or not actor.may:
        raise Refused
    seen = Q(a=1) & Q(b=2)
    seen |= Q(c=3)
    return [row for row in rows.filter(open=True) if row.is_mine]
"""
    assert sorted(words(source, RULE)) == [
        "never: if actor is None or not actor.may",
        "without: Q(a=1)",
        "without: Q(b=2)",
        "without: a=1",
        "without: actor is None",
        "without: b=2",
        "without: c=3",
        "without: if row.is_mine",
        "without: not actor.may",
        "without: open=True",
        "without: raise Refused",
        "without: require(actor)",
        "without: seen |= Q(c=3)",
    ]


def test_every_sign_is_turned() -> None:
    found = words("def late(a, b):\n    return not a < b and a != 3\n", SIGN)

    assert sorted(found) == [
        "3 + 1",
        "turned (Eq): a != 3",
        "turned (GtE): a < b",
        "turned (LtE): a < b",
        "turned: not a < b",
    ]


def test_what_is_only_said_of_types_is_no_rule() -> None:
    source = """
def late(a: "int | None") -> str | None:
    found: list[int | str] | None = None
    def inner(b: int | str) -> bool | None:
        return b | a
    return inner(found)
"""
    assert sorted(words(source, RULE)) == ["without: a", "without: b"]


def test_every_change_can_be_compiled_and_is_one() -> None:
    with open(emergencies.__file__, encoding="utf-8") as file:
        source = file.read()
    texts = [ast.unparse(one.tree) for one in mutants(source)]

    assert len(texts) > 20
    assert ast.unparse(ast.parse(source)) not in texts
    for one in mutants(source):
        compile(one.tree, FILE, "exec")


def test_a_change_reaches_the_code_that_runs_under_every_name() -> None:
    known, code = emergencies.openable, emergencies.opened_by.__code__
    with open(emergencies.__file__, encoding="utf-8") as file:
        source = file.read()
    words = "never: if compartments.get(JUSTICE) in ('R', 'W')"
    gone = next(one for one in mutants(source) if one.words == words)
    try:
        assert plant(changed_code(FILE, source, gone), functions_of(FILE)) == 1
        assert emergencies.opened_by({"C9": "R", "C3": "B"}, ()) == {"C3"}
    finally:
        emergencies.opened_by.__code__ = code
    assert emergencies.opened_by({"C9": "R", "C3": "B"}, ()) == set()
    assert emergencies.openable is known


def test_every_test_that_a_room_names_is_there() -> None:
    groups = [group for of_room in ROOMS.values() for group in of_room]
    named = {path for modules, tests in groups for path in tests}

    assert all(modules and tests for modules, tests in groups)
    assert sorted(path for path in named if not (ROOT / path).is_file()) == []


def test_no_rule_and_nothing_of_the_record_and_the_vault_is_left_unchanged() -> None:
    changed = {path for groups in ROOMS.values() for modules, _tests in groups for path in modules}
    there = {path for folder in CHANGED_WHOLE for path in (ROOT / "shanyraq" / folder).rglob("*.py")}

    left = {str(path.relative_to(ROOT)) for path in there if any(mutants(path.read_text("utf-8")))} - changed

    assert sorted(left) == []
