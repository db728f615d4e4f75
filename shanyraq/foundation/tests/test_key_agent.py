"""A key agent in a process of its own: what it gives, to whom, how many, and what becomes of the site without it."""

from __future__ import annotations

import secrets
import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from shanyraq.foundation import key_line, keyring, wrapping
from shanyraq.foundation.agent import opening_for
from shanyraq.foundation.errors import CannotOpen, KeysOutOfReach, OverBudget
from shanyraq.foundation.key_line import There
from shanyraq.foundation.key_messages import GARBLED, packed, received
from shanyraq.foundation.keyfiles import ROOT, make_key_file
from shanyraq.foundation.models import DataKey, WrappingKey
from shanyraq.foundation.tests.agents import AgentProcess, seconds_until_it_answers

pytestmark = pytest.mark.django_db
HERE = "people.Person|1|text"


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AgentProcess]:
    made = AgentProcess(tmp_path_factory.mktemp("agent"))
    made.start()
    yield made
    made.kill()


@pytest.fixture
def agent(running: AgentProcess, settings: Any, tmp_path: Path) -> Iterator[AgentProcess]:
    """The site has no root key of its own, and asks the agent."""
    keyring.forget()
    settings.ROOT_KEY, settings.KEY_AGENT = tmp_path, running.socket
    yield running
    key_line.agent_at(running.socket).hang_up()
    keyring.forget()


@pytest.fixture
def lines(agent: AgentProcess) -> Iterator[Callable[[], There]]:
    """Makes lines of other processes of the site; they are let go at the end."""
    made = list[There]()

    def another() -> There:
        made.append(There(agent.socket))
        return made[-1]

    yield another
    for one in made:
        one.hang_up()


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """What the agent is asked from here on."""
    found, ask = list[bytes](), There.ask

    def noted(self: There, *words: bytes) -> list[bytes]:
        found.append(words[0])
        return ask(self, *words)

    monkeypatch.setattr(There, "ask", noted)
    return found


def sealed(text: bytes = b"a secret", number: int = 1) -> bytes:
    return keyring.seal(text, subject=UUID(int=number), compartment="C3", context=HERE)


def opened(content: bytes) -> bytes:
    return keyring.unseal(content, context=HERE)


# --- what it gives ----------------------------------------------------------------------------------------------------


def test_what_is_sealed_through_the_agent_opens_through_it_and_with_the_root_key_alone(
    agent: AgentProcess, settings: Any
) -> None:
    content = sealed()

    assert opened(content) == b"a secret"
    settings.KEY_AGENT = settings.ROOT_KEY = None
    keyring.forget()
    assert opened(content) == b"a secret"


def test_what_was_sealed_before_there_was_an_agent_opens_through_it(
    settings: Any, running: AgentProcess
) -> None:
    settings.KEY_AGENT = None
    content = sealed()
    keyring.forget()
    settings.KEY_AGENT = running.socket

    assert opened(content) == b"a secret"


def test_the_site_keeps_keys_in_clear_for_the_request_at_hand_only(
    agent: AgentProcess, asked: list[bytes]
) -> None:
    content = sealed()
    keyring.warm([UUID(int=1)])
    asked.clear()

    for _ in range(2):
        with opening_for("aigul", 5):
            assert [opened(content), opened(content)] == [b"a secret"] * 2

    assert asked == [b"open", b"open"]
    assert not any(isinstance(held, bytes) for held in keyring._opened.values())


def test_an_altered_key_is_called_altered_and_one_wrapped_anew_is_found_again(agent: AgentProcess) -> None:
    content = sealed()
    connection.run_on_commit.clear()
    row = DataKey.objects.select_related("wrapped_by").get()
    keyring._opened[row.pk] = DataKey(
        pk=row.pk, subject=row.subject, wrapped=b"x" * 60, wrapped_by=row.wrapped_by
    )

    assert opened(content) == b"a secret"
    DataKey.objects.update(wrapped=secrets.token_bytes(60))
    keyring.forget()
    with pytest.raises(CannotOpen) as told:
        opened(content)
    assert told.value.code == CannotOpen.KEY_ALTERED


def test_a_root_key_that_was_replaced_in_its_file_is_used_at_once(
    agent: AgentProcess, settings: Any, tmp_path: Path
) -> None:
    keys, key = agent.folder / "keys", agent.folder / "keys" / ROOT
    old = key.read_bytes()
    try:
        key.write_bytes(make_key_file(tmp_path / "other", ROOT))
        content = sealed()
        settings.KEY_AGENT, settings.ROOT_KEY = None, keys
        keyring.forget()
        assert opened(content) == b"a secret"
    finally:
        key.write_bytes(old)


# --- how many ---------------------------------------------------------------------------------------------------------


def test_two_processes_share_one_budget_and_a_new_one_does_not_begin_anew(
    agent: AgentProcess, lines: Callable[[], There]
) -> None:
    contents = [sealed(number=number) for number in range(1, 4)]
    here, there = lines(), lines()
    rows = [DataKey.objects.get(pk=keyring.key_id_of(one, context=HERE)) for one in contents]
    reader = key_line.Reader("erlan-of-two-processes", 2)

    here.opened(rows[0], reader)
    there.opened(rows[1], reader)
    with pytest.raises(OverBudget) as stopped:
        lines().opened(rows[2], reader)

    assert (stopped.value.opened, stopped.value.most) == (2, 2)
    assert here.opened(rows[1], reader)
    assert "refused: erlan-of-two-processes has opened 2 keys within an hour" in agent.log


# --- what else may come through the line ------------------------------------------------------------------------------


def test_who_says_half_a_question_keeps_nobody_else_waiting(
    agent: AgentProcess, lines: Callable[[], There]
) -> None:
    with ExitStack() as slow:
        for _ in range(20):
            line = slow.enter_context(socket.socket(socket.AF_UNIX))
            line.settimeout(5)
            line.connect(str(agent.socket))
            line.sendall(packed([b"state"])[:5])

        assert lines().state()[1] == 5000


def test_what_is_no_question_is_told_so_and_the_line_let_go(
    agent: AgentProcess, lines: Callable[[], There]
) -> None:
    with socket.socket(socket.AF_UNIX) as line:
        line.connect(str(agent.socket))
        line.sendall(b"\xff" * 64)

        assert received(line, waits=5, lasts=5) == [GARBLED]
        assert lines().state()


# --- without it -------------------------------------------------------------------------------------------------------


def test_killed_and_started_again_it_answers_the_same_line_at_once(agent: AgentProcess) -> None:
    content, line = sealed(), key_line.agent_at(agent.socket)

    agent.kill()
    with pytest.raises(KeysOutOfReach) as told:
        opened(content)
    assert told.value.code == KeysOutOfReach.SILENT
    agent.start()

    assert seconds_until_it_answers(line) < 1
    assert opened(content) == b"a secret"


def test_a_site_with_an_agent_makes_no_root_key_and_needs_none(agent: AgentProcess, tmp_path: Path) -> None:
    sealed()

    assert not (tmp_path / ROOT).exists()
    assert wrapping.holder().opens(WrappingKey.objects.get())
