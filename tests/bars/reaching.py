"""Which tests reach which function of the modules that are changed, and which of them to ask first. For B06.

Watched once, while the tests run without any change: a change is then tried only by tests that call what it changes.
"""

from __future__ import annotations

import functools
import gc
import sys
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

import pytest

Key = tuple[str, str, int]  # file, name, first line


class Reached:
    """Which tests call a function, how long they take, and how often each noticed a change."""

    def __init__(self, paths: Iterable[str]) -> None:
        self._paths = frozenset(paths)
        self._tests: dict[Key, set[pytest.Item]] = defaultdict(set)
        self._seconds: dict[pytest.Item, float] = {}
        self._noticed: Counter[tuple[pytest.Item, object]] = Counter()

    @contextmanager
    def watching(self, item: pytest.Item) -> Iterator[None]:
        """Note every function of the watched files that is called within."""

        def called(frame: FrameType, event: str, argument: Any) -> None:
            code = frame.f_code
            if code.co_filename in self._paths:
                self._tests[(code.co_filename, code.co_qualname, code.co_firstlineno)].add(item)

        begun, before = time.monotonic(), sys.gettrace()
        sys.settrace(called)
        threading.settrace(called)
        try:
            yield
        finally:
            sys.settrace(before)
            threading.settrace(None)
            self._seconds[item] = time.monotonic() - begun

    def by(self, keys: Iterable[Key]) -> list[pytest.Item]:
        """The tests that call any of these functions, those first that are likely to notice and quick.

        Tests that clear the tables come last: after them the others would not find what migrations wrote.
        """
        wanted = list(keys)
        found = set[pytest.Item]().union(*(self._tests[key] for key in wanted))

        def turn(item: pytest.Item) -> tuple[bool, int, int, float, str]:
            near = sum(self._noticed[item, key] for key in wanted)
            return (
                clears_tables(item),
                -near,
                -self._noticed[item, item.path],
                self._seconds[item],
                item.nodeid,
            )

        return sorted(found, key=turn)

    def in_turn(self, items: Iterable[pytest.Item]) -> list[pytest.Item]:
        """Tests in an order in which one does not disturb the next: those that clear the tables last."""
        return sorted(items, key=lambda one: (clears_tables(one), self._seconds[one], one.nodeid))

    def seconds(self, items: Iterable[pytest.Item]) -> float:
        """How long these tests took without any change."""
        return sum(self._seconds[item] for item in items)

    def noticed(self, item: pytest.Item, keys: Iterable[Key]) -> None:
        """Remember that a test noticed a change of these functions."""
        self._noticed.update([(item, key) for key in keys] + [(item, item.path)])


def clears_tables(item: pytest.Item) -> bool:
    """Whether a test commits what it writes, so that all tables are emptied after it."""
    mark = item.get_closest_marker("django_db")
    fixtures = getattr(item, "fixturenames", ())
    return bool(mark and mark.kwargs.get("transaction")) or "transactional_db" in fixtures


def remembering(folder: str) -> list[functools._lru_cache_wrapper[Any]]:
    """Every function of the files below a folder that keeps its answers."""
    return [
        one
        for one in gc.get_objects()
        if isinstance(one, functools._lru_cache_wrapper) and _file_of(one).startswith(folder)
    ]


def _file_of(one: functools._lru_cache_wrapper[Any]) -> str:
    code = getattr(one.__wrapped__, "__code__", None)
    return code.co_filename if code is not None else ""
