"""How a command is asked for: words that are read, and a plain sentence with a remedy where they are not understood."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Sequence
from datetime import date
from difflib import get_close_matches
from typing import NoReturn

FEWEST, MOST = 20, 1_000_000  # people of a demonstration

_CHOICE = re.compile(
    r"argument (?P<what>\S+): invalid choice: (?P<given>.*) \(choose from (?P<known>.*)\)", re.S
)
_VALUE = re.compile(r"argument (?P<what>\S+): expected one argument")
_FAULT = re.compile(r"argument (?P<what>\S+): (?P<why>.*)", re.S)
_NEEDED = re.compile(r"the following arguments are required: (?P<what>.*)")
_UNKNOWN = re.compile(r"unrecognized arguments: (?P<what>.*)", re.S)
_QUOTED = re.compile(r"'([^']*)'")


class Parser(argparse.ArgumentParser):
    """A reader of words that says what is wrong as every other fault of the command is said. Ends with 2."""

    def error(self, message: str) -> NoReturn:
        below = [action for action in self._actions if isinstance(action, argparse._SubParsersAction)]
        words = [word for action in below for word in action.choices]
        self.exit(2, f"{self.format_usage()}shanyraq: {plain(message, self.prog, words)}\n")


def plain(message: str, command: str, words: Sequence[str] = ()) -> str:
    """What the library says of words that it does not understand, as a sentence with a remedy.

    `words` are those that can stand behind the command.
    """
    if found := _CHOICE.fullmatch(message):
        given, known = found["given"].strip("'\""), _QUOTED.findall(found["known"])
        near = get_close_matches(given, known, 1)
        if found["what"].startswith("-"):
            return f"{found['what']} is “{given}”; give {_one_of(known)}"
        return f"there is no command “{given}”: " + (
            f"did you mean `{command} {near[0]}`?" if near else f"give {_one_of(known)}"
        )
    if found := _VALUE.fullmatch(message):
        return f"{found['what']} needs a value: write it after a space; `{command} --help` says which"
    if found := _FAULT.fullmatch(message):
        return f"{found['what']} {found['why']}"
    if found := _NEEDED.fullmatch(message):
        if words:
            return f"{found['what']} is missing: give {_one_of(words)}"
        return f"{found['what']} is missing: `{command} --help` says what can stand there"
    if found := _UNKNOWN.fullmatch(message):
        return f"“{found['what']}” is not understood: `{command} --help` says what is"
    return message


def _one_of(words: Sequence[str]) -> str:
    return f"one of {', '.join(words)}" if len(words) > 1 else f"`{words[0]}`"


def day(text: str) -> date:
    """A reader of days, as 2021-05-20."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"is “{text}”; give a day such as 2021-05-20") from None


def whole_number(least: int | None = None, most: int | None = None) -> Callable[[str], int]:
    """A reader of whole numbers; where there are bounds, they are told and kept."""
    kind = "a whole number" if least is None else f"a whole number from {least} to {most}"

    def read(text: str) -> int:
        try:
            number = int(text)
        except ValueError:
            raise argparse.ArgumentTypeError(f"is “{text}”; give {kind}") from None
        if (least is not None and number < least) or (most is not None and number > most):
            raise argparse.ArgumentTypeError(f"is {text}; give {kind}")
        return number

    return read
