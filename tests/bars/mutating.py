"""A plugin of pytest that changes the code of modules, one small change at a time, and runs the tests against each.

    pytest -p tests.bars.mutating --mutate shanyraq/access/rules/__init__.py shanyraq/access/tests

The tests are collected, the database is made and all tests are run once, to see which functions each of them calls
(`reaching.py`). For each change the process forks: the child gives every live function the changed code (names that
were imported elsewhere change with it), runs the tests that call it until one fails, and goes. That the same tests
pass in such a child without any change is seen before and after.
"""

from __future__ import annotations

import gc
import os
import resource
import signal
import sys
from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from pathlib import Path
from types import CodeType, FunctionType

import pytest
from hypothesis import HealthCheck, Phase, settings

from tests.bars.mutants import RULE, SIGN, Mutant, mutants
from tests.bars.reaching import Key, Reached, remembering

ROOT = Path(__file__).resolve().parent.parent.parent
LONGEST = 60  # seconds more than the tests take: a change that makes one go on for ever is noticed too
MOST_MEMORY = 3 << 30  # bytes
SURVIVED, ABSENT = 4, 5  # absent: no live function has the code that was to be changed
KILLED = 100  # killed by the n-th test: 100 + n, as far as a byte goes
NO_SHRINKING = settings(
    max_examples=50,
    deadline=None,
    derandomize=True,
    database=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow],
)
Place = tuple[str, int]  # a function's name and first line
settings.register_profile("mutating", NO_SHRINKING)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--mutate", action="append", default=[], help="a module whose rules are changed")
    parser.addoption("--only", default="", help="only changes whose words hold this")


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> bool | None:
    """Run all tests once; then for each change until one fails."""
    modules = session.config.getoption("mutate")
    if not modules:
        return None
    trial = Trial(session, modules)
    for file in modules:
        trial.of(file, session.config.getoption("only"))
    trial.hold()
    return True


class Trial:
    """The tests of a room, run once and watched, then against one change after the other."""

    def __init__(self, session: pytest.Session, modules: list[str]) -> None:
        for file in modules:
            import_module(".".join(Path(file).with_suffix("").parts).removesuffix(".__init__"))
        gc.unfreeze()  # what is frozen is not found: functions, and what keeps answers
        self._session = session
        self._reached = Reached(str(ROOT / file) for file in modules)
        self._folder = Path(os.environ["SHANYRAQ_DATA"])
        self._caches = remembering(str(ROOT / "shanyraq"))
        items = session.items
        for item, following in zip(items, [*items[1:], items[0]], strict=True):
            self._forget()
            with self._reached.watching(item):
                item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            if session.testsfailed:
                raise session.Failed(f"{item.nodeid} fails without any change")
        self._files = _held(self._folder)
        self._live = {file: functions_of(file) for file in modules}
        gc.collect()
        gc.freeze()
        self.hold()

    def hold(self) -> None:
        """See that the tests pass in a child without any change: a child fails for nothing but its change."""
        items = self._reached.in_turn(self._session.items)
        noticed = self._child(items, {})
        if noticed != SURVIVED:
            first = items[noticed - KILLED].nodeid if 0 <= noticed - KILLED < len(items) else noticed
            print(f"\n{first} fails in a child without any change", flush=True)
            raise self._session.Failed(f"fails in a child without any change: {first}")

    def of(self, file: str, only: str) -> None:
        """Try every change of a module, and print what survived and how many there were."""
        count = {RULE: [0, 0], SIGN: [0, 0]}
        source = (ROOT / file).read_text(encoding="utf-8")
        for mutant in mutants(source):
            if only not in mutant.words:
                continue
            outcome, place = self._outcome(file, source, mutant)
            count[mutant.kind][0] += outcome == "KILLED"
            count[mutant.kind][1] += 1
            if outcome != "KILLED":
                said = " ".join(mutant.words.split())
                print(f"\n{outcome} {file}:{mutant.line} {mutant.kind} {place} {said}", flush=True)
        for kind, (killed, made) in count.items():
            print(f"\nMUTANTS {file} {kind} {killed} {made}", flush=True)

    def _outcome(self, file: str, source: str, mutant: Mutant) -> tuple[str, str]:
        """What became of a change, and the innermost function that it changes."""
        try:
            changed = changed_code(file, source, mutant)
        except (ValueError, SyntaxError):
            changed = {}
        if not changed:
            return "NOT PLANTED", "?"
        place = max((name for name, _line in changed), key=len).replace(".<locals>", "")
        keys: list[Key] = [(str(ROOT / file), *key) for key in changed]
        items = self._reached.by(keys)
        if not items:
            return "NOT REACHED", place
        status = self._child(items, changed, self._live[file])
        if status in (SURVIVED, ABSENT):
            return "SURVIVED" if status == SURVIVED else "NOT PLANTED", place
        if KILLED <= status < KILLED + len(items):
            self._reached.noticed(items[status - KILLED], keys)
        return "KILLED", place

    def _child(
        self, items: list[pytest.Item], changed: dict[Place, CodeType], live: Iterable[FunctionType] = ()
    ) -> int:
        """Run tests in a child until one fails. How it ended; below nothing where it went on for ever."""
        sys.stdout.flush()
        child = os.fork()
        if child == 0:
            signal.alarm(LONGEST + int(5 * self._reached.seconds(items)))
            resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
            quiet = os.open(os.devnull, os.O_WRONLY)
            os.dup2(quiet, 1)
            os.dup2(quiet, 2)
            status = KILLED
            try:
                is_there = plant(changed, live) > 0 or not changed
                status = self._first_to_fail(items) if is_there else ABSENT
            finally:
                os._exit(status)
        _pid, status = os.waitpid(child, 0)
        if _held(self._folder) != self._files:
            _put_back(self._folder, self._files)
        return os.waitstatus_to_exitcode(status)

    def _first_to_fail(self, items: list[pytest.Item]) -> int:
        session = self._session
        session._setupstate.teardown_exact(items[0])
        session.testsfailed = 0
        for number, item in enumerate(items):
            self._forget()
            try:
                following = items[number + 1] if number + 1 < len(items) else session.items[0]
                item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
                failed = session.testsfailed > 0
            except BaseException:
                failed = True
            if failed:
                return min(KILLED + number, 255)
        return SURVIVED

    def _forget(self) -> None:
        for one in self._caches:
            one.cache_clear()


def _held(folder: Path) -> dict[Path, bytes]:
    return {one: one.read_bytes() for one in sorted(folder.rglob("*")) if one.is_file()}


def _put_back(folder: Path, files: dict[Path, bytes]) -> None:
    """A child that ended in the middle of something leaves nothing to the next."""
    for one in _held(folder).keys() - files.keys():
        one.unlink()
    for one, held in files.items():
        one.parent.mkdir(parents=True, exist_ok=True)
        one.write_bytes(held)


def changed_code(file: str, source: str, mutant: Mutant) -> dict[Place, CodeType]:
    """The functions that a change changes, by name and first line, with their changed code."""
    path = str(ROOT / file)
    before = _codes(compile(source, path, "exec", dont_inherit=True))
    after = _codes(compile(mutant.tree, path, "exec", dont_inherit=True))
    return {key: after[key] for key, code in before.items() if key in after and after[key] != code}


def functions_of(file: str) -> list[FunctionType]:
    """Every live function of a module, under whatever name it is known."""
    path = str(ROOT / file)
    gc.unfreeze()
    return [one for one in gc.get_objects() if type(one) is FunctionType and one.__code__.co_filename == path]


def plant(changed: Mapping[Place, CodeType], live: Iterable[FunctionType]) -> int:
    """Give live functions of a module their changed code. Returns how many functions changed."""
    planted = 0
    for one in live:
        fresh = changed.get(_key(one.__code__))
        if fresh is not None:
            one.__code__ = fresh
            planted += 1
    return planted


def _codes(code: CodeType) -> dict[Place, CodeType]:
    return {_key(one): one for one in _inner(code)}


def _key(code: CodeType) -> Place:
    return code.co_qualname, code.co_firstlineno


def _inner(code: CodeType) -> Iterator[CodeType]:
    for one in code.co_consts:
        if isinstance(one, CodeType):
            yield one
            yield from _inner(one)
