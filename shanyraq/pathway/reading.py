"""From a pack's folder to a `Pack`, or to the list of what is wrong with its files."""

import difflib
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo, available_timezones

from pydantic import BaseModel, ValidationError

from shanyraq.pathway.catalogues import read_catalogues
from shanyraq.pathway.lines import Lines, find_lines
from shanyraq.pathway.pack import Pack
from shanyraq.pathway.places import read_places
from shanyraq.pathway.schema import (
    Action,
    ActionsFile,
    ConsentsFile,
    EvidenceFile,
    PackFile,
)
from shanyraq.pathway.source import Reading
from shanyraq.pathway.types import Fault

M = TypeVar("M", bound=BaseModel)

_ADVICE = {
    "missing": ("The key is missing.", "Add `{key} = …`."),
    "int_type": ("This has to be a whole number.", "Write it without quotes, such as `14`."),
    "int_parsing": ("This has to be a whole number.", "Write it without quotes, such as `14`."),
    "string_type": ("This has to be a text in quotes.", 'Write it as `"…"`.'),
    "bool_parsing": ("This has to be true or false.", "Write `true` or `false`, without quotes."),
    "tuple_type": ("This has to be a list.", "Put square brackets around it: `[ … ]`."),
    "string_too_short": ("The text is empty.", "Write it, or leave the key out."),
    "too_short": ("The list is empty.", "Name at least one."),
}


def read_pack(folder: Path) -> Reading:
    """Read every file of a pack's folder. The pack is None if a file could not be understood."""
    reading = Reading(folder)
    if not (folder / "pack.toml").is_file():
        reading.fault(
            "pack.toml", 0, "file", f"There is no pack.toml in {folder.name}.", "Name a pack's folder."
        )
        return reading
    head = _read_toml(reading, "pack.toml", PackFile)
    evidence = _read_toml(reading, "evidence.toml", EvidenceFile)
    consents = _read_toml(reading, "consents.toml", ConsentsFile)
    actions = list(_read_actions(reading))
    places = read_places(reading)
    catalogues = read_catalogues(reading)
    zone = _zone(reading, head.time_zone) if head else None
    if head and evidence and consents and zone and not any(fault.fatal for fault in reading.faults):
        reading.pack = Pack(
            **{key: getattr(head, key) for key in _PLAIN},
            time_zone=zone,
            phases=head.phase,
            actions={action.id: action for action in _in_order(actions, head)},
            kinds={kind.code: kind for kind in evidence.kind},
            roles={role.code: role for role in head.role},
            disciplines={discipline.code: discipline for discipline in head.discipline},
            compartments={compartment.code: compartment for compartment in head.compartment},
            places={place.code: place for place in places},
            consents={purpose.code: purpose for purpose in consents.purpose},
            age_rules=consents.age,
            profiles={profile.code: profile for profile in head.profile},
            overlays={overlay.code: overlay for overlay in head.overlay},
            triggers={trigger.code: trigger for trigger in head.trigger},
            catalogues=catalogues,
        )
    return reading


_PLAIN = ("id", "name", "version", "country", "status", "languages", "params", "closed_by", "reopened_by")


def _in_order(actions: list[Action], head: PackFile) -> list[Action]:
    order = {phase.id: number for number, phase in enumerate(head.phase)}
    return sorted(actions, key=lambda action: (order.get(action.phase, len(order)), action.id))


def _zone(reading: Reading, name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        line = reading.line("pack.toml", "time_zone")
        close = difflib.get_close_matches(name, available_timezones(), 1) or ["Asia/Almaty"]
        reading.fault(
            "pack.toml", line, "time_zone", f"“{name}” is no time zone.", f"Write one such as `{close[0]}`."
        )
        return None


def _read_actions(reading: Reading) -> Iterator[Action]:
    paths = sorted((reading.folder / "pathway").glob("*.toml"))
    if not paths:
        reading.fault("pathway", 0, "file", "No file says what is owed.", "Add pathway/p0.toml and others.")
    for path in paths:
        found = _read_toml(reading, f"pathway/{path.name}", ActionsFile)
        for action in found.action if found else ():
            yield action.model_copy(update={"phase": found.phase}) if found else action


def _read_toml(reading: Reading, name: str, model: type[M]) -> M | None:
    """Read one file into its model, noting where its tables stand."""
    text = reading.text(name, "every pack has it")
    if text is None:
        return None
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        reading.faults.append(_syntax_fault(name, text, str(problem)))
        return None
    lines = reading.lines[name] = find_lines(text)
    for table, rows in data.items():
        if isinstance(rows, list):
            for index, row in enumerate(rows):
                code = row.get("id", row.get("code")) if isinstance(row, dict) else None
                if isinstance(code, str):
                    reading.note(table, code, name, lines, index)
    try:
        return model.model_validate(data)
    except ValidationError as problem:
        reading.faults.extend(_shape_faults(name, lines, data, problem, model))
        return None


def _syntax_fault(name: str, text: str, problem: str) -> Fault:
    what, _, where = problem.rpartition("(at ")
    words = where.strip(")").replace(",", "").split()
    last = max(1, len(text.splitlines()))
    line = int(words[1]) if len(words) > 1 and words[0] == "line" else last
    return Fault(
        name,
        line,
        "syntax",
        f"This is not valid TOML: {(what or problem).strip().rstrip('.')}.",
        "Look for a missing quote, bracket or equals sign on this line or the one before it.",
    )


def _shape_faults(
    name: str, lines: Lines, data: Mapping[str, Any], problem: ValidationError, model: type[BaseModel]
) -> Iterator[Fault]:
    for error in problem.errors(include_url=False):
        where = tuple(part for part in error["loc"] if not _is_branch(part))
        key = str(where[-1]) if where else "file"
        kind = error["type"]
        message, remedy = _ADVICE.get(kind, (_sentence(error["msg"]), "Correct the value."))
        if kind == "extra_forbidden":
            message, remedy = _unknown_key(key, where, model)
        elif kind == "literal_error":
            remedy = "Choose one of these."
        elif kind in ("greater_than_equal", "less_than_equal"):
            remedy = "Write {ge} or more." if "ge" in error["ctx"] else "Write {le} or less."
        yield Fault(
            name,
            lines.line(where),
            _field(where, data),
            message,
            remedy.format(key=key, **error.get("ctx", {})),
        )


def _is_branch(part: str | int) -> bool:
    """Pydantic names the branch of a union in the location; it stands in no file."""
    return isinstance(part, str) and (part in ("int", "str") or part.startswith(("function-", "tuple[")))


def _sentence(message: str) -> str:
    message = message.removeprefix("Value error, ").rstrip(".")
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
