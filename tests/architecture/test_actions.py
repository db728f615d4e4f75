"""Writes happen in actions, and each leaves its row in the record."""

import ast
from pathlib import Path

import pytest

from shanyraq.audit.actions.checkpoints import GRAVE
from tests.architecture.repository import app_of, python_files, tree_of

WRITES = {
    "save",
    "create",
    "bulk_create",
    "bulk_update",
    "get_or_create",
    "update_or_create",
    "delete",
    "update",
}
QUERIES = {
    "objects",
    "filter",
    "exclude",
    "all",
    "get_queryset",
    "visible_to",
    "_base_manager",
    "select_for_update",
}

# What may save outside actions: the floor everything stands on, and what fills an empty demonstration in bulk.
FREE_ROOMS = {"foundation", "audit", "demo"}

# An action that saves for another action says so in its docstring; then its callers must have the record open.
PART = "caller's recorded act"

# file -> functions that write without `recorded(`, and why
UNRECORDED: dict[str, dict[str, str]] = {
    "shanyraq/access/actions/knocks.py": {
        "knock": "a try is counted before anybody is known; what came of it is recorded",
        "forget_old_knocks": "tries that no limit counts any more: no record is touched",
    },
    "shanyraq/access/actions/second_steps.py": {
        "forget_used_codes": "codes whose half minute is long over: nothing opens or closes by it",
    },
    "shanyraq/access/actions/sessions.py": {
        "keep_listed": "the same session under another name, once the site has another key: nobody came or went"
    },
    "shanyraq/oversight/actions/watching.py": {
        "look_through": "how far the record was read is nothing of anybody's; what is found is recorded",
        "count_day": "sums over the days of a role, that name nobody",
    },
    "shanyraq/vault/actions/keys.py": {
        "key_of": "a try is counted before it is made, and stays counted where what it was for is refused"
    },
}

# What saves outside actions all the same.
SAVES_ELSEWHERE = {
    "shanyraq/access/models/staff.py": "the manager that Django's log-in wants; used by actions only",
}


def is_action_file(file: str) -> bool:
    parts = Path(file).parts
    return app_of(file) is not None and (parts[2] == "actions.py" or parts[2] == "actions")


def chain(node: ast.expr) -> set[str]:
    """The names along `Case.objects.filter(…).update`: Case, objects, filter, update."""
    names: set[str] = set()
    while True:
        if isinstance(node, ast.Attribute):
            names.add(node.attr)
            node = node.value
        elif isinstance(node, ast.Call):
            node = node.func
        else:
            return names | ({node.id} if isinstance(node, ast.Name) else set())


def writes(node: ast.AST) -> list[ast.Call]:
    """The calls below a node that save rows: on a query, or `save()` and `delete()` of a row."""
    found = []
    for call in ast.walk(node):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr in WRITES:
            names = chain(call.func.value)
            if "super" in names:
                continue  # a queryset that extends Django's own
            on_query = bool(names & QUERIES)
            on_row = call.func.attr in {"save", "delete"} and not call.args
            if on_query or on_row:
                found.append(call)
    return found


def opens_record(node: ast.AST) -> bool:
    return isinstance(node, ast.With) and any(
        isinstance(item.context_expr, ast.Call) and "recorded" in chain(item.context_expr.func)
        for item in node.items
    )


def unrecorded_writes(function: ast.FunctionDef) -> list[int]:
    """Lines of a function that save outside `with recorded(…)`."""
    inside = {id(call) for node in ast.walk(function) if opens_record(node) for call in writes(node)}
    return [call.lineno for call in writes(function) if id(call) not in inside]


def public_functions(tree: ast.Module) -> list[ast.FunctionDef]:
    return [n for n in tree.body if isinstance(n, ast.FunctionDef) and not n.name.startswith("_")]


def is_part(function: ast.FunctionDef) -> bool:
    return PART in " ".join((ast.get_docstring(function) or "").split())


def called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def unrecorded_calls(function: ast.FunctionDef, savers: set[str]) -> list[ast.Call]:
    """Calls of functions that save for their caller, outside `with recorded(…)`."""
    inside = {id(call) for node in ast.walk(function) if opens_record(node) for call in ast.walk(node)}
    calls = (node for node in ast.walk(function) if isinstance(node, ast.Call))
    return [call for call in calls if called(call) in savers and id(call) not in inside]


def action_faults(file: str, tree: ast.Module, parts: set[str] = frozenset()) -> list[str]:  # type: ignore[assignment]
    """What is wrong with the actions of a module. `parts` are the functions that save for their caller, anywhere."""
    private = {n.name for n in tree.body if isinstance(n, ast.FunctionDef) and n.name[0] == "_" and writes(n)}
    faults = []
    for function in public_functions(tree):
        where = f"{file}:{function.lineno} {function.name}()"
        if (function.args.args or function.args.posonlyargs or function.args.vararg) and saves(
            function, private
        ):
            faults.append(f"{where} takes keyword-only arguments: (*, …)")
        if is_part(function) or function.name in UNRECORDED.get(file, {}):
            continue
        faults += [
            f"{where} saves outside `with recorded(…)`, line {line}" for line in unrecorded_writes(function)
        ]
        faults += [
            f"{where} calls {called(call)}() outside `with recorded(…)`, line {call.lineno}"
            for call in unrecorded_calls(function, private | parts)
        ]
    return faults


def saves(function: ast.FunctionDef, private: set[str]) -> bool:
    names = {called(node) for node in ast.walk(function) if isinstance(node, ast.Call)}
    return bool(writes(function)) or "recorded" in names or bool(names & private)


def part_names() -> set[str]:
    """The actions, in any room, that save for their caller."""
    files = [file for file in python_files() if is_action_file(file)]
    return {
        function.name for file in files for function in public_functions(tree_of(file)) if is_part(function)
    }


def test_an_action_takes_keywords_and_saves_inside_a_recorded_act() -> None:
    found = [
        fault
        for file in python_files()
        if is_action_file(file) and app_of(file) not in FREE_ROOMS
        for fault in action_faults(file, tree_of(file), part_names())
    ]

    assert not found


def test_nothing_but_actions_saves() -> None:
    found = [
        f"{file}:{call.lineno} saves"
        for file in python_files()
        if app_of(file) not in {None, *FREE_ROOMS}
        and not is_action_file(file)
        and file not in SAVES_ELSEWHERE
        for call in writes(tree_of(file))
    ]

    assert not found, "actions.py is the only place that saves"


@pytest.mark.parametrize(
    ("source", "faults"),
    [
        ("def close(*, case, by, at):\n    with recorded('x', by=by):\n        case.save()", 0),
        ("def close(*, case, by, at):\n    case.save()", 1),
        ("def close(case):\n    with audit.recorded('x', by=by):\n        case.save()", 1),
        ("def close(*, case):\n    Case.objects.filter(pk=1).update(x=1)", 1),
        ("def close(*, case):\n    _close(case)\ndef _close(case):\n    case.save()", 1),
        ("def close(*, case):\n    add_evidence(new=[])", 1),
        ('def close(*, case):\n    """Part of the caller\'s recorded act."""\n    case.save()', 0),
        ("def close(*, case):\n    facts.update(x=1)", 0),
        ("def close(*, case):\n    with transaction.atomic():\n        Case.objects.create(x=1)", 1),
    ],
)
def test_the_check_of_actions_bites(source: str, faults: int) -> None:
    assert len(action_faults("shanyraq/x/actions.py", ast.parse(source), {"add_evidence"})) == faults


def test_what_is_signed_at_once_are_acts_that_the_product_does() -> None:
    said = {
        node.value
        for file in python_files()
        if file != "shanyraq/audit/actions/checkpoints.py"
        for node in ast.walk(tree_of(file))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }

    assert [grave for grave in GRAVE if not any(text.startswith(grave) for text in said)] == []
