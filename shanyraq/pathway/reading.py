"""From a pack's folder to a `Pack`, or to the list of what is wrong with its files."""

import difflib
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo, available_timezones

from pydantic import BaseModel, ValidationError

from shanyraq.pathway.catalogues import read_catalogues
from shanyraq.pathway.lines import Lines
from shanyraq.pathway.pack import Pack
from shanyraq.pathway.panels import PanelsFile
from shanyraq.pathway.papers import PapersFile
from shanyraq.pathway.places import read_places
from shanyraq.pathway.schema import (
    Action,
    ActionsFile,
    ConsentsFile,
    EvidenceFile,
    PackFile,
)
from shanyraq.pathway.shapes import shape_faults, syntax_fault
from shanyraq.pathway.source import Reading
from shanyraq.pathway.types import Fault

M = TypeVar("M", bound=BaseModel)


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
    papers = _read_toml(reading, PAPERS, PapersFile) if (folder / PAPERS).is_file() else None
    panels = _read_toml(reading, PANELS, PanelsFile) if (folder / PANELS).is_file() else None
    actions = list(_read_actions(reading))
    reading.faults.extend(_strays(folder))
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
            cards={card.code: card for card in head.card},
            contacts=head.contact,
            **(_decisions(panels) if panels else {}),
            papers={kind.code: kind for kind in papers.paper} if papers else {},
            places={place.code: place for place in places},
            consents={purpose.code: purpose for purpose in consents.purpose},
            age_rules=consents.age,
            profiles={profile.code: profile for profile in head.profile},
            overlays={overlay.code: overlay for overlay in head.overlay},
            triggers={trigger.code: trigger for trigger in head.trigger},
            catalogues=catalogues,
        )
    return reading


PAPERS = "papers.toml"  # a pack may have none
PANELS = "panels.toml"  # nor these
READ = (
    "pack.toml",
    "evidence.toml",
    "consents.toml",
    PAPERS,
    PANELS,
    "places.csv",
    "pathway/*.toml",
    "locale/*.po",
)
BESIDE = (
    ".md",
    ".txt",
    ".rst",
    ".pot",
    "LICENSE",
    "LICENCE",
    "NOTICE",
)  # what may lie there for people to read


def _strays(folder: Path) -> Iterator[Fault]:
    """Files that nothing reads: whoever wrote one expects it to count."""
    read = {path for pattern in READ for path in folder.glob(pattern)}
    for path in sorted(folder.rglob("*")):
        place = path.relative_to(folder)
        is_hidden = any(part.startswith(".") for part in place.parts)
        if path in read or is_hidden or path.name.endswith(BESIDE) or not path.is_file():
            continue
        remedy = "Take it away, or write what it says into one of: " + ", ".join(READ) + "."
        yield Fault(place.as_posix(), 0, "file", "Nothing reads this file.", remedy, False)


_PLAIN = (
    "id",
    "name",
    "version",
    "country",
    "status",
    "languages",
    "params",
    "closed_by",
    "reopened_by",
    "keep_from",
)


def _decisions(told: PanelsFile) -> dict[str, Any]:
    """What no one person decides, and who sits to decide it."""
    return {
        "panels": {one.code: one for one in told.panel},
        "panel_seats": {one.code: one for one in told.seat},
    }


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
        reading.faults.append(syntax_fault(name, text, str(problem)))
        return None
    lines = reading.lines[name] = Lines(text)
    for table, rows in data.items():
        if isinstance(rows, list):
            for index, row in enumerate(rows):
                code = row.get("id", row.get("code")) if isinstance(row, dict) else None
                if isinstance(code, str):
                    reading.note(table, code, name, lines, index)
    try:
        return model.model_validate(data)
    except ValidationError as problem:
        reading.faults.extend(shape_faults(name, lines, data, problem, model))
        return None
