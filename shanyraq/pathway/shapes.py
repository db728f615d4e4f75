"""What is wrong with a file's shape, in words for its writer: the libraries' own speak of inputs and patterns."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel, ValidationError

from shanyraq.pathway.lines import Lines, find_lines
from shanyraq.pathway.types import Fault

_ADVICE = {
    "missing": ("The key is missing.", "Add `{key} = …`."),
    "int_type": ("This has to be a whole number.", "Write it without quotes, such as `14`."),
    "int_parsing": ("This has to be a whole number.", "Write it without quotes, such as `14`."),
    "string_type": ("This has to be a text in quotes.", 'Write it as `"…"`.'),
    "bool_parsing": ("This has to be true or false.", "Write `true` or `false`, without quotes."),
    "tuple_type": ("This has to be a list.", "Put square brackets around it: `[ … ]`."),
    "string_too_short": ("The text is empty.", "Write it, or leave the key out."),
    "float_type": ("This has to be a number.", "Write it without quotes, such as `0.5`."),
    "bool_type": ("This has to be true or false.", "Write `true` or `false`, without quotes."),
    "model_type": ("This has to be a table.", "Write it as `{ … }`, or below a heading of its own."),
    "dict_type": ("This has to be a table.", "Write it as `{ … }`, or below a heading of its own."),
    "too_short": ("The list is empty.", "Name at least one."),
}
_PATTERNS = {
    "country": 'Write the two capital letters of a country, such as `"KZ"`.',
    "id": 'Write at most 20 small letters and digits, such as `"kz"`.',
    "version": 'Write at most 20 letters, digits and dots, such as `"2021.2"`.',
    "action, id": 'Write capital letters, a hyphen and a number, such as `"P4-10"`.',
}
_TWICE = ("Cannot overwrite a value", "Cannot declare")


def syntax_fault(name: str, text: str, problem: str) -> Fault:
    """What keeps a file from being read at all, at its line."""
    what, _, where = problem.rpartition("(at ")
    words = where.strip(")").replace(",", "").split()
    last = max(1, len(text.splitlines()))
    line = int(words[1]) if len(words) > 1 and words[0] == "line" else last
    if what.startswith(_TWICE):
        again = [one for one in find_lines(text).again if one.line <= line]
        if again:
            return Fault(
                name,
                again[-1].line,
                "syntax",
                f"`{again[-1].name}` is written twice.",
                f"Take one of them out; the first is in line {again[-1].first}.",
            )
    if what.startswith("Duplicate inline table key"):
        key = what.split("'")[1]
        return Fault(
            name, line, "syntax", f"`{key}` is written twice in one pair of braces.", "Take one out."
        )
    return Fault(
        name,
        line,
        "syntax",
        f"This is not valid TOML: {(what or problem).strip().rstrip('.')}.",
        "Look for a missing quote, bracket or equals sign on this line or the one before it.",
    )


def shape_faults(
    name: str, lines: Lines, data: Mapping[str, Any], problem: ValidationError, model: type[BaseModel]
) -> Iterator[Fault]:
    """What of a file has not the shape that its model asks for."""
    for error in problem.errors(include_url=False):
        where = tuple(part for part in error["loc"] if not _is_branch(part))
        key = str(where[-1]) if where else "file"
        kind = error["type"]
        message, remedy = _ADVICE.get(kind, (_sentence(error["msg"]), "Correct the value."))
        if kind == "extra_forbidden":
            message, remedy = _unknown_key(key, where, model)
        elif kind in ("literal_error", "enum"):
            known = re.sub(r"'([^']*)'", r'`"\1"`', error["ctx"]["expected"])
            message, remedy = f"“{error['input']}” cannot stand here.", f"Write {known}."
        elif kind == "string_pattern_mismatch":
            message = f"“{error['input']}” cannot stand here."
            path = ", ".join(part for part in where if isinstance(part, str))
            remedy = _PATTERNS.get(path, "Correct the value.")
        elif kind in ("greater_than_equal", "less_than_equal"):
            remedy = "Write {ge} or more." if "ge" in error["ctx"] else "Write {le} or less."
        for part, value in {"key": key, **error.get("ctx", {})}.items():
            remedy = remedy.replace(f"{{{part}}}", str(value))
        yield Fault(
            name,
            lines.line(where),
            _field(where, data),
            message,
            remedy,
        )


def _is_branch(part: str | int) -> bool:
    """Pydantic names the branch of a union in the location; it stands in no file."""
    return isinstance(part, str) and (part in ("int", "str") or part.startswith(("function-", "tuple[")))


def _sentence(message: str) -> str:
    message = message.removeprefix("Value error, ").rstrip(".")
    message = message.replace("Input should", "This has to", 1)
    return message[:1].upper() + message[1:] + "."


def _field(where: tuple[str | int, ...], data: Mapping[str, Any]) -> str:
    """The path to a key in the writer's words: `action P4-10, due, after`."""
    names: list[str] = []
    inside: Any = data
    for part in where:
        if isinstance(part, int) and isinstance(inside, dict):
            continue  # a single table where several may stand: the writer counts none
        try:
            inside = inside[part]
        except (KeyError, IndexError, TypeError):
            inside = None
        if isinstance(part, int):
            code = inside.get("id", inside.get("code")) if isinstance(inside, dict) else None
            if names and code:
                names[-1] = f"{names[-1]} {code}"
            elif names and len(where) > 2:
                names[-1] = f"{names[-1]} {part + 1}"
        else:
            names.append(part)
    return ", ".join(names)


def _unknown_key(key: str, where: tuple[str | int, ...], model: type[BaseModel]) -> tuple[str, str]:
    known = sorted(_keys_at(model, where[:-1]))
    close = difflib.get_close_matches(key, known, 1)
    if close:
        return f"“{key}” is not a key here.", f"Did you mean `{close[0]}`?"
    return f"“{key}” is not a key here.", f"Known keys: {', '.join(known)}."


def _keys_at(model: type[BaseModel], where: tuple[str | int, ...]) -> set[str]:
    """The keys that the model allows at a place."""
    for part in where:
        if isinstance(part, int):
            continue
        found = next((info for name, info in model.model_fields.items() if part in (name, info.alias)), None)
        inner = _model_in(found.annotation) if found else None
        if inner is None:
            return set()
        model = inner
    return {info.alias or name for name, info in model.model_fields.items()}


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for part in getattr(annotation, "__args__", ()):
        if (found := _model_in(part)) is not None:
            return found
    return None
