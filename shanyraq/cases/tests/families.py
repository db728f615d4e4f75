"""A family of six with support files, and a grandmother without one: the family most pages are tested with."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from shanyraq.access.models import StaffMember
from shanyraq.access.queries import system_actor
from shanyraq.cases.actions.records import Recorded, record_happening
from shanyraq.cases.actions.registration import NewFamily, NewMember, register_families
from shanyraq.cases.models import Case
from shanyraq.foundation.installation import install
from shanyraq.people.actions import NameText, NewPerson
from shanyraq.people.actions.creating import Tongue
from shanyraq.people.tests.factories import AT

SYSTEM = system_actor("test")
ARRIVED = AT - timedelta(days=100)
ARABIC = (Tongue("ar", "MOTHER"),)
KAZAKH_AND_MORE = (Tongue("kk", "MOTHER"), Tongue("ar", "FLUENT"), Tongue("ru", "SOME"))


def member(name: str, relation: str = "child", *, born: int, sex: str = "F", **fields: Any) -> NewMember:
    """Somebody born on the first of January of a year."""
    opens_case = fields.pop("opens_case", True)
    person = NewPerson(
        names=(NameText("Latn", f"{name} Omarova", given=name),),
        relation=relation,
        sex=sex,
        birth_date=date(born, 1, 1),
        birth_precision="day",
        **fields,
    )
    return NewMember(person, opens_case)


OMAROVA = NewFamily(
    "Omarova",
    (
        member("Saule", "head", born=1988, languages=KAZAKH_AND_MORE),
        member("Alikhan", born=2009, sex="M", languages=ARABIC),
        member("Aisha", born=2012, languages=ARABIC),
        member("Yusuf", born=2015, sex="M", languages=ARABIC),
        member("Maryam", born=2018, languages=ARABIC),
        member("Amina", "relative", born=2006, languages=ARABIC),
        member("Kulyash", "grandparent", born=1960, opens_case=False),
    ),
    kinships=(
        (0, "PARENT", 1, "DOCUMENT"),
        (0, "PARENT", 2, "DECLARED"),
        (6, "PARENT", 0, "DOCUMENT"),
        (6, "CAREGIVER", 5, "DOCUMENT"),
    ),
)


def the_omarova_family(case_manager: StaffMember | None = None, *names: str) -> list[Case]:
    """They came home by themselves a hundred days ago; today is the demonstration's day. `names`: only these."""
    install(fixed_day=AT.date(), at=AT)
    kept = [
        number
        for number, one in enumerate(OMAROVA.members)
        if not names or one.person.names[0].given in names
    ]
    family = NewFamily(
        OMAROVA.label,
        tuple(OMAROVA.members[number] for number in kept),
        kinships=tuple(
            (kept.index(one), kind, kept.index(other), proof)
            for one, kind, other, proof in OMAROVA.kinships
            if one in kept and other in kept
        ),
    )
    return register_families(
        families=[family],
        entry="SELF",
        opened_at=ARRIVED,
        arrived_at=ARRIVED,
        region="ALR",
        case_manager=case_manager,
        by=SYSTEM,
        at=AT,
    )


def happened(cases: list[Case], kind: str, at: datetime, **details: Any) -> Recorded:
    """Something that was recorded by the system, whoever may."""
    return record_happening(
        case_ids=[case.pk for case in cases], kind=kind, happened_at=at, details=details, by=SYSTEM, at=AT
    )
