"""A key agent that is asked for the keys of many values in one message counts each, and gives no more for it."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from uuid import UUID

import pytest

from shanyraq.foundation import key_line, keyring
from shanyraq.foundation.agent import opening_for
from shanyraq.foundation.errors import CannotOpen, OverBudget
from shanyraq.foundation.key_line import There
from shanyraq.foundation.models import DataKey
from shanyraq.foundation.tests.agents import AgentProcess
from shanyraq.foundation.tests.test_key_agent import HERE, agent, asked, lines, opened, running, sealed

__all__ = ["agent", "asked", "lines", "running"]
pytestmark = pytest.mark.django_db


def fifty() -> list[bytes]:
    """What is sealed for fifty people, with their keys warm."""
    contents = [sealed(number=number) for number in range(1, 51)]
    keyring.warm(UUID(int=number) for number in range(1, 51))
    return contents


def test_a_page_of_fifty_sealed_rows_asks_in_one_message_and_each_is_counted(
    agent: AgentProcess, asked: list[bytes]
) -> None:
    contents = fifty()
    asked.clear()

    with opening_for("aigul-of-fifty", 50):
        keyring.have(contents)
        assert [opened(one) for one in contents] == [b"a secret"] * 50

    assert asked == [b"open"]
    with opening_for("aigul-of-fifty", 50), pytest.raises(OverBudget):
        opened(sealed(number=51))


def test_of_fifty_asked_for_at_once_no_more_leave_than_her_budget_allows(
    agent: AgentProcess, asked: list[bytes]
) -> None:
    contents, read = fifty(), list[bytes]()
    asked.clear()

    with opening_for("erlan-of-fifty", 40), pytest.raises(OverBudget) as stopped:
        keyring.agent.in_process.forget()
        keyring.have(contents)
        for one in sorted(contents, key=lambda each: keyring.key_id_of(each, context=HERE)):
            read.append(opened(one))

    assert (len(read), stopped.value.opened) == (40, 40)
    assert asked == [b"open"]  # the process of the site counts as well: it does not even ask
    assert "refused: erlan-of-fifty has opened 40 keys within an hour" in agent.log


def test_one_altered_key_among_many_leaves_the_others_readable_and_is_told_where_it_is_read(
    agent: AgentProcess,
) -> None:
    contents = fifty()
    ordered = sorted(contents, key=lambda each: keyring.key_id_of(each, context=HERE))
    altered = keyring.key_id_of(ordered[20], context=HERE)
    DataKey.objects.filter(pk=altered).update(wrapped=secrets.token_bytes(60))
    keyring.forget()
    keyring.warm(UUID(int=number) for number in range(1, 51))

    with opening_for("saule-of-fifty", 60):
        keyring.have(contents)
        others = [opened(one) for one in ordered if one is not ordered[20]]
        with pytest.raises(CannotOpen) as told:
            opened(ordered[20])

    assert others == [b"a secret"] * 49
    assert told.value.code == CannotOpen.KEY_ALTERED


def test_the_longest_that_is_asked_at_once_fits_into_a_message(lines: Callable[[], There]) -> None:
    content = sealed()
    row = DataKey.objects.select_related("wrapped_by").get()
    row.compartment = row.wrapped_by.compartment = "C" * 8  # as long as one may be

    with opening_for("x" * 36, 10**6):
        lines().have([row] * key_line.MOST_TOGETHER, key_line.Reader("x" * 36, 10**6))

    assert opened(content)
