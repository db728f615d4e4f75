"""In which generation each of a family is drawn."""

from __future__ import annotations

from uuid import UUID

import pytest

from shanyraq.cases.presenters.kin import generations

GRANDMOTHER, MOTHER, SON, AUNT, NIECE, GUEST = (UUID(int=number) for number in range(1, 7))
ALL = [SON, MOTHER, GUEST, NIECE, AUNT, GRANDMOTHER]


@pytest.mark.parametrize(
    ("kin", "rows"),
    [
        ([(MOTHER, "PARENT", SON)], {MOTHER: 0, SON: 1, GUEST: 1}),
        ([(GRANDMOTHER, "GRANDPARENT", SON), (MOTHER, "PARENT", SON)], {GRANDMOTHER: 0, MOTHER: 1, SON: 2}),
        ([(MOTHER, "SIBLING", AUNT), (AUNT, "PARENT", NIECE)], {MOTHER: 0, AUNT: 0, NIECE: 1}),
        ([(MOTHER, "AUNT_UNCLE", NIECE)], {MOTHER: 0, NIECE: 1}),
        ([(GRANDMOTHER, "CAREGIVER", NIECE)], dict.fromkeys(ALL, 0)),
        ([(MOTHER, "PARENT", SON), (SON, "PARENT", MOTHER)], {MOTHER: 0, SON: 1}),
        ([], dict.fromkeys(ALL, 0)),
    ],
)
def test_kin_of_known_distance_stand_that_many_rows_apart(
    kin: list[tuple[UUID, str, UUID]], rows: dict[UUID, int]
) -> None:
    found = generations(ALL, kin)

    assert {person: found[person] for person in rows} == rows
