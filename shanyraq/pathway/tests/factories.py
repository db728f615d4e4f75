"""People and evidence for stories: valid, minimal, nothing random."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from shanyraq.pathway import Evidence, Fault, Pack, PersonFacts, Plan, check_pack, evaluate, load_pack

PACK = Path(__file__).parents[3] / "packs" / "kz"
Edit = Callable[[str, str, str], None]


@cache
def kz() -> Pack:
    """The reference pack, read once."""
    return load_pack(PACK)


def at(text: str) -> datetime:
    """An instant in the pack's time zone: `2021-05-20` (nine in the morning) or `2021-05-20 15:00`."""
    day, _, clock = text.partition(" ")
    return datetime.fromisoformat(f"{day}T{clock or '09:00'}").replace(tzinfo=kz().time_zone)


def person(**changes: Any) -> PersonFacts:
    """Aisha: nine years old, came with an operation on 4 February 2021."""
    facts: dict[str, Any] = {
        "sex": "F",
        "birth_date": date(2012, 1, 10),
        "birth_precision": "day",
        "entry": "organised",
        "opened_at": at("2020-12-01"),
        "arrived_at": at("2021-02-04 15:00"),
    }
    return PersonFacts(**{**facts, **changes})


def happened(kind: str, when: str, number: int = 1, **payload: Any) -> Evidence:
    """Something that happened; `number` keeps ids apart."""
    return Evidence(id=f"{kind}-{when}-{number}", seq=number, kind=kind, at=at(when), payload=payload)


def plan_on(when: str, *evidence: Evidence, **changes: Any) -> Plan:
    """Aisha's plan at an instant."""
    return evaluate(kz(), person(**changes), evidence, at(when))


def fatal(folder: Path, **options: object) -> list[Fault]:
    return [fault for fault in check_pack(folder, **options) if fault.fatal]  # type: ignore[arg-type]


def line_of(folder: Path, file: str, text: str) -> int:
    lines = (folder / file).read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if text in line)
