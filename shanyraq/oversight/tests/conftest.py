"""Whoever is invented in one test is forgotten in the next."""

from collections.abc import Iterator

import pytest

from shanyraq.oversight.queries.watched import forget_invented


@pytest.fixture(autouse=True)
def nobody_is_invented() -> Iterator[None]:
    forget_invented()
    yield
    forget_invented()
