"""Years of several children at once: `Ali, Omar and Sara 2014, 2016 and 2018`."""

from __future__ import annotations

from shanyraq.cases.rosters.accounts import unread_words
from shanyraq.cases.rosters.nameless import is_baby
from shanyraq.cases.rosters.phrases import read_phrase


def joint_dates(items: list[str]) -> tuple[list[str], str] | None:
    """The parts of a list of children without the dates at its end, and these; None where each has her own.

    Nobody can tell for certain which year is whose.
    """
    phrases = [read_phrase(item, relation_leads=True) for item in items]
    end = len(items)
    while end and phrases[end - 1].when and not phrases[end - 1].names and not is_baby(items[end - 1]):
        end -= 1
    children = phrases[:end]
    if end == len(items) or len(children) < 2 or not all(child.names for child in children):
        return None
    last = children[-1]
    if any(child.when for child in children[:-1]) or (last.when is None and len(items) - end < 2):
        return None
    if unread_words(items[end - 1], last, of_a_child=True):
        return None  # who knows what else her words say
    if last.when is None:
        return items[:end], ", ".join(items[end:])
    return [*items[: end - 1], " ".join(run.text for run in last.names)], ", ".join([last.when, *items[end:]])
