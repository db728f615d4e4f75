"""A plugin of pytest that changes the code of one module, one small change at a time, and runs the tests against each.

    pytest -p tests.bars.mutating --mutate shanyraq/access/rules/__init__.py shanyraq/access/tests

The tests are collected and the database is made once. For each change the process forks: the child gives every live
function the changed code (names that were imported elsewhere change with it), runs the tests until one fails, and goes.
"""

from __future__ import annotations

import gc
import os
import signal
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import CodeType, FunctionType

import pytest

from tests.bars.mutants import RULE, SIGN, Mutant, mutants

ROOT = Path(__file__).resolve().parent.parent.parent
LONGEST = int(
    os.environ.get("BAR_SECONDS", "300")
)  # a change that makes a test go on for ever is noticed too
KILLED, SURVIVED, NOT_PLANTED = 3, 4, 5


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--mutate", action="append", default=[], help="a module whose rules are changed")
    parser.addoption("--only", default="", help="only changes whose words hold this")


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> bool | None:
    """Run all tests once; then for each change until one fails."""
    modules = session.config.getoption("mutate")
    if not modules:
        return None
    if not _passes(session):
        raise session.Failed("the tests fail without any change")
    only = session.config.getoption("only")
    for file in modules:
        count = {RULE: [0, 0], SIGN: [0, 0]}
        for mutant in mutants((ROOT / file).read_text(encoding="utf-8")):
            if only not in mutant.words:
                continue
            outcome = _outcome(session, file, mutant)
            if outcome == NOT_PLANTED:
                print(f"NOT PLANTED {file}:{mutant.line} {mutant.kind} {mutant.words}", flush=True)
                continue
            count[mutant.kind][0] += outcome != SURVIVED
            count[mutant.kind][1] += 1
            if outcome == SURVIVED:
                print(f"SURVIVED {file}:{mutant.line} {mutant.kind} {mutant.words}", flush=True)
        for kind, (killed, made) in count.items():
            print(f"MUTANTS {file} {kind} {killed} {made}", flush=True)
    return True


def _passes(session: pytest.Session) -> bool:
    """Whether the tests pass. After the last one comes the first again, so that what lasts a session stays."""
    for item, following in zip(session.items, [*session.items[1:], session.items[0]], strict=True):
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        if session.testsfailed:
            return False
    return True


def _outcome(session: pytest.Session, file: str, mutant: Mutant) -> int:
    child = os.fork()
    if child == 0:
        signal.alarm(LONGEST)
        quiet = os.open(os.devnull, os.O_WRONLY)
        os.dup2(quiet, 1)
        os.dup2(quiet, 2)
        try:
            planted = plant(file, mutant)
        except (ValueError, SyntaxError):
            planted = 0
        if not planted:
            os._exit(NOT_PLANTED)
        session.testsfailed = 0
        try:
            passes = _passes(session)
        except BaseException:
            passes = False
        os._exit(SURVIVED if passes else KILLED)
    _pid, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)


def plant(file: str, mutant: Mutant) -> int:
    """Give every live function of a module its changed code. Returns how many functions changed."""
    import_module(".".join(Path(file).with_suffix("").parts).removesuffix(".__init__"))
    path = str(ROOT / file)
    before = _codes(compile((ROOT / file).read_text(encoding="utf-8"), path, "exec", dont_inherit=True))
    after = _codes(compile(mutant.tree, path, "exec", dont_inherit=True))
    changed = {key: after[key] for key, code in before.items() if key in after and after[key] != code}
    planted = 0
    for one in gc.get_objects():
        if isinstance(one, FunctionType) and one.__code__.co_filename == path:
            fresh = changed.get(_key(one.__code__))
            if fresh is not None:
                one.__code__ = fresh
                planted += 1
    return planted


def _codes(code: CodeType) -> dict[tuple[str, int], CodeType]:
    return {_key(one): one for one in _inner(code)}


def _key(code: CodeType) -> tuple[str, int]:
    return code.co_qualname, code.co_firstlineno


def _inner(code: CodeType) -> Iterator[CodeType]:
    for one in code.co_consts:
        if isinstance(one, CodeType):
            yield one
            yield from _inner(one)
