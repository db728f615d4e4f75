"""An invented person, and an invented family."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from shanyraq.demo.making.names import Spelt
from shanyraq.demo.making.stages import DEMO_DAY, Stage

HOME = "KAR"  # where the demonstration's faces work


@dataclass
class Human:
    """One invented person."""

    given: Spelt
    surname: Spelt
    sex: str
    born: date
    precision: str
    relation: str
    languages: tuple[tuple[str, str, str], ...]
    kunya: str = ""
    is_charged: bool = False
    care: str = ""
    has_case: bool = True

    def age_on(self, day: date) -> int:
        return day.year - self.born.year - ((day.month, day.day) < (self.born.month, self.born.day))

    @property
    def is_away(self) -> bool:
        """Whether he was taken into custody on arrival: he never lived in the centre, nor at home since."""
        return self.is_charged and self.sex == "M"

    @property
    def is_child(self) -> bool:
        return self.age_on(DEMO_DAY) < 18


@dataclass
class Household:
    """People of one family who came together; kin is (index, kind, index, proof)."""

    stage: Stage
    day: date
    region: str
    surname: Spelt
    members: list[Human] = field(default_factory=list)
    kin: list[tuple[int, str, int, str]] = field(default_factory=list)
    is_pinned: bool = False
