"""Five papers, of which any three give the recovery key back; two give nothing."""

from itertools import combinations

import pytest

from shanyraq.vault.rules.paper import NotEnough, private_from, shares_of

PRIVATE = bytes(range(32))


def test_any_three_of_five_papers_give_the_key_and_no_two_do() -> None:
    papers = shares_of(PRIVATE)

    assert len(papers) == 5
    for three in combinations(papers, 3):
        assert private_from(three) == PRIVATE
    for two in combinations(papers, 2):
        with pytest.raises(NotEnough):
            private_from(two)


def test_a_word_written_down_wrongly_is_found() -> None:
    first, *others = shares_of(PRIVATE)
    words = first.split()
    words[7] = "acid" if words[7] != "acid" else "academic"

    with pytest.raises(NotEnough):
        private_from([" ".join(words), *others[:2]])


def test_papers_of_another_key_do_not_mix() -> None:
    with pytest.raises(NotEnough):
        private_from([*shares_of(PRIVATE)[:2], shares_of(bytes(32))[0]])


def test_capitals_and_spaces_do_not_matter() -> None:
    assert private_from([f"  {one.upper()} \n" for one in shares_of(PRIVATE)[:3]]) == PRIVATE
