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

    with pytest.raises(NotEnough, match="a word of number 2 is wrong"):
        private_from([others[0], " ".join(words), others[1]])


def test_papers_of_another_key_do_not_mix() -> None:
    with pytest.raises(NotEnough, match="they are of different keys"):
        private_from([*shares_of(PRIVATE)[:2], shares_of(bytes(32))[0]])


@pytest.mark.parametrize("given", [[], ["", "\n"], [shares_of(PRIVATE)[0]] * 3])
def test_too_few_papers_are_counted_in_our_own_words(given: list[str]) -> None:
    with pytest.raises(NotEnough, match=r"3 different papers are needed, and there were [01]$"):
        private_from(given)


def test_capitals_and_spaces_do_not_matter() -> None:
    assert private_from([f"  {one.upper()} \n" for one in shares_of(PRIVATE)[:3]]) == PRIVATE
