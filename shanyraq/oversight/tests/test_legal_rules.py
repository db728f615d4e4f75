"""What no demand of an authority opens, over every part of a file, age and order of a court."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from shanyraq.oversight.rules import legal as rules
from shanyraq.oversight.rules.legal import (
    GIVEN,
    REFUSED,
    Decided,
    Order,
    reason_not_to_answer,
    refused_by_rule,
)

WHY = Decided(REFUSED, "No court has ordered it.")
parts = st.sampled_from(rules.PARTS)


@given(parts, st.booleans(), st.frozensets(parts), st.booleans(), st.sampled_from(["", "Court, 2-114"]))
def test_without_an_order_that_names_them_notes_and_faith_are_refused(
    part: str, is_child: bool, names: frozenset[str], is_child_justice: bool, number: str
) -> None:
    order = Order(number, names, is_child_justice)
    rule = refused_by_rule(part, is_child=is_child, order=order)
    is_ordered = bool(number) and part in names

    if part == "C2":
        assert rule == "sealed"
    elif part in ("C4n", "C5") and not is_ordered:
        assert rule
    elif is_child and part in ("C3", "C4", "C4n", "C5", "C6", "C7"):
        assert (rule == "") is (is_ordered and is_child_justice)
    else:
        assert rule == ""


@given(parts, st.booleans(), st.frozensets(parts), st.booleans(), st.sampled_from(["", "Court, 2-114"]))
def test_what_a_rule_refuses_is_in_no_answer(
    part: str, is_child: bool, names: frozenset[str], is_child_justice: bool, number: str
) -> None:
    order = Order(number, names, is_child_justice)
    told: dict[str, Any] = {"is_child": is_child, "order": order, "is_told": True, "forbidden_by": ""}

    given_it = reason_not_to_answer([(part, Decided(GIVEN))], **told)

    assert given_it == refused_by_rule(part, is_child=is_child, order=order)
    assert reason_not_to_answer([(part, WHY)], **told) == ""
    # what a rule withholds has the rule for its reason
    assert (reason_not_to_answer([(part, Decided(REFUSED))], **told) == "") is (given_it != "")


def test_a_refusal_has_a_reason_and_silence_towards_the_person_an_order() -> None:
    told: dict[str, Any] = {"is_child": False, "order": Order()}

    assert (
        reason_not_to_answer([("C8", Decided(REFUSED))], is_told=True, forbidden_by="", **told) == "no_reason"
    )
    assert reason_not_to_answer([("C8", WHY)], is_told=False, forbidden_by=" ", **told) == "telling"
    assert reason_not_to_answer([("C8", WHY)], is_told=False, forbidden_by="Court, 7", **told) == ""
    assert reason_not_to_answer([("C8", Decided(""))], is_told=True, forbidden_by="", **told) == "undecided"
