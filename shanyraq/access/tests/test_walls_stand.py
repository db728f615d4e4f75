"""Whether walls stand, are the ones that are wanted, and stop the role that the site logs in with; and what is asked.

What PostgreSQL answers is put in its mouth here: that it answers so is seen in tests/bars/test_b07.py.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from shanyraq.access.queries import walls
from shanyraq.access.queries.walls.following import (
    STAFF,
    CannotFollow,
    _Answers,
    anybody,
    joined,
)
from shanyraq.access.queries.walls.rendering import SCHEMA
from shanyraq.access.queries.walls.statements import APP, AUDIT_READER
from shanyraq.access.rules import READS, RIGHTS, WRITES

OTHER: Any = 7  # nothing that a right could be
SAFE = ("shq_app", False, False, False)


class PostgreSQL:
    """A connection that answers each question with what is laid down for it."""

    vendor = "postgresql"

    def __init__(self, **answers: Any) -> None:
        self.answers = {
            "current_user": SAFE,
            "obj_description": (None,),
            "pg_roles": [],
            "md5": ("now",),
        } | answers
        self.asked: list[Any] = []
        self.rows: Any = None

    def cursor(self) -> PostgreSQL:
        self.rows = None
        return self

    def __enter__(self) -> PostgreSQL:
        return self

    def __exit__(self, *fault: object) -> None:
        return None

    def execute(self, sql: str, values: Any = None) -> None:
        self.asked.append(values)
        known = [answer for word, answer in self.answers.items() if word in sql]
        self.rows = known[0]

    def fetchone(self) -> Any:
        return self.rows

    def fetchall(self) -> Any:
        return self.rows


@pytest.fixture
def there(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Any:
    settings.WALLS = True

    def answers(**told: Any) -> PostgreSQL:
        made = PostgreSQL(**told)
        monkeypatch.setattr(walls, "connection", made)
        monkeypatch.setattr(walls, "fingerprint", lambda: "wanted")
        return made

    return answers


def noted(text: str) -> dict[str, Any]:
    return {"obj_description": (text,)}


def test_walls_that_are_as_they_were_raised_open_the_site(there: Any) -> None:
    made = there(**noted("wanted now"))

    assert walls.refusals() == [] and walls.stand()
    assert [walls.tables()] in made.asked and [SCHEMA] in made.asked


@pytest.mark.parametrize(
    ("note", "said"),
    [
        (None, "the walls do not stand"),
        ("wanted", "the walls do not stand"),
        ("other now", "of other roles, tables or rules"),
        ("wanted before", "somebody changed the walls"),
    ],
)
def test_walls_that_do_not_stand_are_others_or_were_changed_are_named(
    there: Any, note: str | None, said: str
) -> None:
    there(obj_description=(note,))

    (fault,) = walls.refusals()

    assert said in fault
    assert walls.stand() == (note is not None and " " in note)


@pytest.mark.parametrize(
    ("is_super", "bypasses", "owns", "said"),
    [
        (True, False, True, ["is a superuser"]),
        (False, True, False, ["has BYPASSRLS"]),
        (False, False, True, ["owns the tables"]),
        (True, True, False, ["is a superuser", "has BYPASSRLS"]),
    ],
)
def test_a_role_that_passes_the_walls_by_is_named(
    there: Any, is_super: bool, bypasses: bool, owns: bool, said: list[str]
) -> None:
    there(current_user=("me", is_super, bypasses, owns), **noted("wanted now"))

    found = walls.refusals()

    assert len(found) == len(said)
    assert all(f"the database role me {words}" in one for words, one in zip(said, found, strict=True))


def test_walls_that_stand_unasked_are_told_to_who_is_stopped_by_them_alone(there: Any, settings: Any) -> None:
    settings.WALLS = False
    there(**noted("wanted now"))
    assert "walls stand in this database" in walls.refusals()[0]
    there()
    assert walls.refusals() == []
    there(current_user=("me", True, False, False), **noted("wanted now"))
    assert walls.refusals() == []


def test_roles_that_nobody_made_are_named(there: Any) -> None:
    made = there(pg_roles=[(AUDIT_READER,)])

    assert walls.missing_roles() == [APP]
    assert made.asked == [[APP, AUDIT_READER]]


def test_a_fingerprint_is_32_signs_of_everything_that_raises_the_walls(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = set()
    for statements in (["a", "b"], ["ab"], ["a", "c"]):
        monkeypatch.setattr(walls, "raising", lambda owner, said=statements: said)
        found.add(walls.fingerprint())

    assert len(found) == 3 and {len(one) for one in found} == {32}


def test_other_databases_have_no_walls_whatever_they_say(
    monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.WALLS = True
    monkeypatch.setattr(walls, "connection", SimpleNamespace(vendor="sqlite"))
    monkeypatch.setattr(walls, "_noted", lambda: ("wanted", "now"))

    assert not walls.stand() and "only PostgreSQL has walls" in walls.refusals()[0]


# --- somebody of whom nothing is known --------------------------------------------------------------------------------


def test_an_answer_that_follows_from_the_others_is_not_asked_for() -> None:
    answers = _Answers([False])
    right = ("right", "C3")

    assert not answers.among(right, RIGHTS, READS)
    assert not answers.among(right, RIGHTS, {"R"}) and answers.among(right, RIGHTS, set(RIGHTS) - READS)
    assert answers.given == [False] and answers.known[right] == frozenset(RIGHTS) - READS
    assert answers.among(right, RIGHTS, {"O"}) and answers.given == [False, True]


def test_of_somebody_unknown_it_can_be_asked_what_she_reads_writes_and_may() -> None:
    somebody = anybody(_Answers([False, True, False, False]))

    assert somebody.staff_id == STAFF and not somebody.reaches_far
    assert somebody.reads("STAFF") and somebody.reads("SYSTEM")
    assert not somebody.writes("C3") or "C3" in somebody.own
    assert ("right", "C3") in somebody.answers.known
    assert somebody.answers.known["right", "C3"] == frozenset(RIGHTS) - WRITES
    assert list(somebody.readable) == ["§readable"] and len(somebody.owns_only) == 1
    with pytest.raises(CannotFollow):
        hash(somebody.right("C1"))
    assert anybody().answers.given == []


def test_a_right_is_like_no_thing_but_a_right() -> None:
    somebody = anybody()

    assert somebody.right("C1") == "W" and somebody.right("C1") != OTHER
    assert somebody.answers.known["right", "C1"] == {"W"}


def test_conditions_about_different_things_are_not_joined() -> None:
    first, other = {("may", "a"): frozenset({"yes"})}, {("may", "b"): frozenset({"yes"})}

    assert joined([first, other]) == [first, other]
    assert joined([first, {("may", "a"): frozenset({"no"})}]) == [{}]
    both = first | other
    differ = {question: frozenset({"no"}) for question in both}
    assert joined([both, differ]) == [both, differ]
