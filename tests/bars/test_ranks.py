"""The rank test that B35 is judged by gives what SciPy 1.17 gives (mannwhitneyu, asymptotic)."""

import random

import pytest

from tests.bars.ranks import holm, p_value


def test_what_is_alike_and_what_is_apart() -> None:
    dice = random.Random(1)
    one, other = ([dice.gauss(0.5, 0.05) for _ in range(300)] for _ in range(2))

    assert p_value(one, other) == pytest.approx(0.02039349436611639)
    assert p_value(one, [value * 1.05 for value in one]) == pytest.approx(2.508607903407636e-09)
    assert p_value([1.0] * 20, [1.0] * 20) == 1.0


def test_a_worked_example_with_ties() -> None:
    one, other = [1, 2, 3, 4, 5, 6, 7, 7], [7, 8, 9, 10, 11, 3, 12, 13]
    assert p_value(one, other) == pytest.approx(0.008407994577249289)


def test_asking_often_is_corrected_for() -> None:
    assert holm({"a": 0.01, "b": 0.04, "c": 0.03}) == pytest.approx({"a": 0.03, "c": 0.06, "b": 0.06})
