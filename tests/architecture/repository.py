"""The project's own files, read as text and as syntax trees, and the layers that .importlinter draws."""

import ast
import configparser
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
CODE = ("shanyraq/", "config/", "tools/", "tests/", "conftest.py")


@cache
def files() -> tuple[str, ...]:
    """Every file that git keeps or would keep, relative to the project; without vendored files."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        text=True,
        capture_output=True,
    ).stdout.splitlines()
    return tuple(sorted(f for f in set(listed) if "/vendor/" not in f and (ROOT / f).is_file()))


def python_files(*, tests: bool = False, tools: bool = False) -> tuple[str, ...]:
    """The product's modules; with tests and tools where asked. Migrations never."""
    return tuple(
        f
        for f in files()
        if f.endswith(".py")
        and "/migrations/" not in f
        and f.startswith(CODE)
        and (tests or not is_test(f))
        and (tools or not f.startswith("tools/"))
    )


def is_test(file: str) -> bool:
    return "tests" in Path(file).parts or file == "conftest.py"


def template_files() -> tuple[str, ...]:
    return tuple(f for f in files() if "/templates/" in f)


def text_of(file: str) -> str:
    return (ROOT / file).read_text(encoding="utf-8")


@cache
def tree_of(file: str) -> ast.Module:
    return ast.parse(text_of(file), filename=file)


def module_of(file: str) -> str:
    """`shanyraq/cases/actions/close.py` is `shanyraq.cases.actions.close`."""
    return ".".join(Path(file).with_suffix("").parts).removesuffix(".__init__")


def app_of(file: str) -> str | None:
    """The room a file belongs to, None outside the house."""
    parts = Path(file).parts
    return parts[1] if parts[0] == "shanyraq" and len(parts) > 2 else None


@cache
def ranks() -> dict[str, int]:
    """How high each room stands, from .importlinter: 0 is the foundation; strangers share a rank."""
    reader = configparser.ConfigParser()
    reader.read(ROOT / ".importlinter")
    layers = reader["importlinter:contract:house"]["layers"].strip().splitlines()
    return {room: rank for rank, line in enumerate(reversed(layers)) for room in re.findall(r"\w+", line)}


def apps() -> list[str]:
    """The rooms that have code."""
    return sorted({app for f in python_files() if (app := app_of(f)) and text_of(f).strip()})


def functions(file: str) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function of a module, methods and inner functions too."""
    return (n for n in ast.walk(tree_of(file)) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef))


def imported(node: ast.stmt, file: str) -> Iterator[str]:
    """The full names that an import statement brings in, `from a import b` as `a.b`."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        source = node.module or ""
        if node.level:
            package = module_of(file).split(".")
            if not file.endswith("__init__.py"):
                package = package[:-1]
            source = ".".join([*package[: len(package) - node.level + 1], *([source] if source else [])])
        yield from (f"{source}.{alias.name}" for alias in node.names)
