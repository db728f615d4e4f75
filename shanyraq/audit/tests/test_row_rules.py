"""A row of the record as its hash sees it: which columns, which times, whom it names."""

from uuid import UUID

import pytest

from shanyraq.audit import rules
from shanyraq.audit.rules import Row, UnknownVersion, hash_of, instant_of_text, is_bent, people_in, short_list

NOBODY = UUID(int=1)


def row(version: str = "2", **columns: str) -> Row:
    given = {name: f"<{name}>" for name in Row._fields} | {"version": version} | columns
    return Row(**given)


def first(**columns: str) -> Row:
    """A row of the first version, which knew of no device."""
    return row("1", **{"device": ""} | columns)


def test_every_column_of_a_row_and_the_row_before_are_in_its_hash() -> None:
    found = {hash_of(row(**{name: "other"}), rules.GENESIS) for name in Row._fields if name != "version"}

    found |= {hash_of(row(), rules.GENESIS), hash_of(row(), "1" * 64)}
    assert len(found) == len(Row._fields) + 1 and all(len(one) == 64 for one in found)


def test_letters_cannot_wander_from_one_column_into_the_next() -> None:
    assert hash_of(row(actor="ab", session="c"), "") != hash_of(row(actor="a", session="bc"), "")


def test_a_long_column_is_hashed_as_it_was_ever() -> None:
    told = hash_of(row(objects_json="ә" * 3000), rules.GENESIS)

    assert told == "be4a8fff127117d4df730c1dd5a53da17066dd2ef534868620e4cd8ba4f86570"


def test_a_row_that_holds_what_its_version_does_not_cover_has_no_hash() -> None:
    assert len(hash_of(first(), "")) == 64
    assert hash_of(first(device="phone"), "") == ""


def test_a_version_that_nobody_knows_is_said() -> None:
    with pytest.raises(UnknownVersion, match="3"):
        hash_of(row("3"), "")


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("2021-03-04 05:06:07", "2021-03-04T05:06:07.000000Z"),
        ("2021-03-04 05:06:07.120000", "2021-03-04T05:06:07.120000Z"),
        ("2021-03-04 05:06:07.12+00", "2021-03-04T05:06:07.120000Z"),
        ("2021-03-04 05:06:07.000000+00", "2021-03-04T05:06:07.000000Z"),
        ("2021-03-04 05:06:07+00", "2021-03-04T05:06:07.000000Z"),
    ],
)
def test_a_time_is_read_from_the_one_text_that_is_written_of_it(written: str, found: str) -> None:
    assert instant_of_text(written) == found


@pytest.mark.parametrize(
    "written",
    [
        "",
        "2021-03-04T05:06:07",
        "2021-03-04 05:06:07.12",
        "2021-03-04 05:06:07.000000",
        "2021-03-04 05:06:07.1234567",
        "2021-13-04 05:06:07",
        "2021-03-04 25:06:07",
        "2021-03-04 05:06:07+05",
    ],
)
def test_another_text_of_a_time_is_none(written: str) -> None:
    with pytest.raises(ValueError):
        instant_of_text(written)


def test_of_many_ids_the_first_are_kept_and_the_others_counted() -> None:
    assert short_list(["b", "a", "b"], most=2) == ["a", "b"]
    assert short_list(["c", "b", "a"], most=2) == ["a", "b", "and:1"]
    assert len(short_list([f"{n:05}" for n in range(5001)])) == 5001
    assert short_list([f"{n:05}" for n in range(5001)])[-1] == "and:1"


def test_a_row_names_people_by_their_kind_and_nothing_else() -> None:
    told = f'["person:{NOBODY}", "family:{UUID(int=2)}", "person:", "and:3"]'

    assert people_in(told) == {NOBODY}
    assert people_in('["case:1"]') == people_in("not even a list") == set()


@pytest.mark.parametrize(
    ("before", "after", "between"),
    [
        ("2020-11", "2021-02", ["2020-12", "2021-01"]),
        ("2021-01", "2021-03", ["2021-02"]),
        ("2021-01", "2021-01", []),
        ("2021-05", "2021-01", []),
        ("none", "2021-01", []),
        ("2021-01", "none", []),
    ],
)
def test_the_months_between_two_others_are_named(before: str, after: str, between: list[str]) -> None:
    assert rules.months_between(before, after) == between


def test_a_hundred_months_are_the_most_that_are_named() -> None:
    assert len(rules.months_between("0001-01", "9999-01")) == 100


@pytest.mark.parametrize(
    ("refusal", "is_so"),
    [
        ('duplicate key value violates unique constraint "audit_entry_seq_8f2a1c_uniq"', True),
        ("UNIQUE constraint failed: audit_entry.prev_hash", True),
        ("UNIQUE constraint failed: audit_witness.at", False),
    ],
)
def test_a_refusal_is_that_of_a_bent_chain_only_where_it_names_what_stands_once(
    refusal: str, is_so: bool
) -> None:
    assert is_bent(refusal) is is_so
