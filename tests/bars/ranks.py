"""Whether two sets of times differ: the rank test of Mann and Whitney, and Holm's correction for asking several times.

The sum of ranks of many times is normal with a known mean and spread; equal times share their ranks, and the spread is
made smaller for them. With a hundred times a side that is exact to the third digit of what is asked here.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence


def p_value(one: Sequence[float], other: Sequence[float]) -> float:
    """How likely such a difference in ranks is if both come from the same; two-sided."""
    ordered = sorted([(value, 0) for value in one] + [(value, 1) for value in other])
    n, m, total = len(one), len(other), len(ordered)
    sum_of_one, ties, start = 0.0, 0.0, 0
    while start < total:
        end = start
        while end < total and ordered[end][0] == ordered[start][0]:
            end += 1
        rank = (start + 1 + end) / 2
        sum_of_one += rank * sum(side == 0 for _, side in ordered[start:end])
        ties += (end - start) ** 3 - (end - start)
        start = end
    u = sum_of_one - n * (n + 1) / 2
    spread = math.sqrt(n * m / 12 * (total + 1 - ties / (total * (total - 1))))
    if not spread:
        return 1.0
    distance = max(abs(u - n * m / 2) - 0.5, 0.0)
    return math.erfc(distance / spread / math.sqrt(2))


def holm(found: Mapping[str, float]) -> dict[str, float]:
    """The same values, each made larger for having asked more than once."""
    corrected, largest = dict[str, float](), 0.0
    for place, (name, p) in enumerate(sorted(found.items(), key=lambda pair: pair[1])):
        largest = max(largest, min(1.0, p * (len(found) - place)))
        corrected[name] = largest
    return corrected
