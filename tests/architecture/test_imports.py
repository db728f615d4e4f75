"""What import-linter does not see: which modules of a room are public, and imports hidden inside functions."""

import ast

from tests.architecture.repository import app_of, functions, imported, python_files, ranks, tree_of

PUBLIC = {"models", "queries", "actions", "rules", "permissions"}
OPEN_ROOMS = {"foundation", "ui", "pathway"}  # made to be used whole
OPEN_PARTS = {
    ("people", "names"),  # pure: writing systems and comparison
    ("cases", "rosters"),  # pure: reading a list; the command line and the room's own pages use it
}

# file -> what it imports late, and why
LATE_IMPORTS = {
    "shanyraq/papers/cleaning/recognising.py": {
        "shanyraq.papers.cleaning": "readers of pictures and PDFs take a third of a second to load: one for each file"
    },
    "shanyraq/ui/context.py": {"shanyraq.ui.frame": "named in the settings, which are read before any model"},
}


def foreign_privates(file: str) -> list[str]:
    """Imports of another room's private modules."""
    app = app_of(file)
    found = []
    for node in ast.walk(tree_of(file)):
        if not isinstance(node, ast.Import | ast.ImportFrom):
            continue
        for name in imported(node, file):
            parts = name.split(".")
            if parts[0] != "shanyraq" or len(parts) < 2 or parts[1] == app or parts[1] in OPEN_ROOMS:
                continue
            part = parts[2] if len(parts) > 2 else ""
            if part not in PUBLIC and (parts[1], part) not in OPEN_PARTS:
                found.append(f"{file}:{node.lineno} imports {name}")
    return found


def late_imports(file: str) -> list[tuple[str, str]]:
    """Imports inside functions: where, and what."""
    return [
        (f"{file}:{node.lineno} in {function.name}()", name)
        for function in functions(file)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in imported(node, file)
    ]


def test_a_room_imports_only_the_public_modules_of_another() -> None:
    found = [fault for file in python_files() if app_of(file) for fault in foreign_privates(file)]

    assert not found, f"across rooms only {', '.join(sorted(PUBLIC))} are public"


def test_no_import_hides_inside_a_function() -> None:
    found = [
        f"{where} imports {name}"
        for file in python_files()
        for where, name in late_imports(file)
        if not name.startswith(tuple(LATE_IMPORTS.get(file, ())))
    ]

    assert not found, (
        "an import inside a function hides a cycle; a heavy library is listed here with its reason"
    )


def test_the_list_of_late_imports_is_no_longer_than_needed() -> None:
    late = {file: [name for _, name in late_imports(file)] for file in python_files()}

    unused = [
        f"{file}: {allowed}"
        for file, reasons in LATE_IMPORTS.items()
        for allowed in reasons
        if not any(name.startswith(allowed) for name in late.get(file, []))
    ]
    assert not unused


def test_every_room_has_its_place_in_the_layers() -> None:
    rooms = {app for file in python_files() if (app := app_of(file))}

    assert rooms <= set(ranks())
